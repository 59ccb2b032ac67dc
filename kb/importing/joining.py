"""New mails joined with what the store holds of the same cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

from kb.cases import Case
from kb.importing.assembly import (
    SecretsRemover,
    assembled,
    cleaned,
    is_told,
    mails_of_case,
    source_of,
)
from kb.importing.linking import cases_of, related
from kb.importing.remembering import Memory
from kb.mail.model import Mail
from kb.store import Store
from kb.threads import Thread, is_made, parted, thread


class Change(Enum):
    """What an import did to a case."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Joined:
    """One case after the join, with the messages and the removed secrets that came in by it."""

    number: str
    change: Change
    messages: int
    redactions: int


@dataclass(frozen=True, slots=True)
class Joiner:
    """Puts mails into their cases.

    Attributes:
        redactor: removes secrets before anything else sees the text.
        patterns: case-number patterns of the installation.
    """

    store: Store
    redactor: SecretsRemover
    patterns: Sequence[str] = ()

    def join(self, mails: Sequence[Mail]) -> tuple[Joined, ...]:
        """Put mails into their cases, in one transaction.

        They are put into threads together with the cases of the store to which they may belong; what
        comes out is the same as if all had come at once.

        Raises:
            StoreError: the store cannot be written.
        """
        with self.store.transaction():
            held, parts = self._parted(mails)
            touched = {
                number: part
                for number, part in parts.items()
                if any(mail.source != source_of(number) for mail in part)
            }
            for number in held.keys() - parts.keys():
                # It was numbered by us, and has become part of another case.
                self.store.cases.remove(number)
            return tuple(self._put(number, part, held) for number, part in touched.items())

    def renew(self, number: str) -> Joined:
        """Understand a case of the store anew, from the messages that it has.

        Raises:
            UnknownCaseError: the store does not hold it.
            StoreError: the store cannot be written.
        """
        with self.store.transaction():
            case = self.store.cases.get(number)
            return self._put(number, mails_of_case(case), {number: case}, anew=True)

    def _parted(self, mails: Sequence[Mail]) -> tuple[dict[str, Case], dict[str, list[Mail]]]:
        """The cases of the store that mails touch, and all their mails by the case that they make."""
        held: dict[str, Case] = {}
        parts = parted(mails, self.patterns)
        more = related(self.store, parts, self.patterns)
        while more:
            held |= more
            old = [mail for case in held.values() for mail in mails_of_case(case)]
            known = {source_of(number): number for number in held if not is_made(number)}
            parts = parted([*old, *mails], self.patterns, known)
            # A number that we make may be taken by a case that says nothing of these mails.
            more = cases_of(self.store, sorted(parts.keys() - held.keys()))
        return held, parts

    def _put(
        self, number: str, mails: Sequence[Mail], held: Mapping[str, Case], *, anew: bool = False
    ) -> Joined:
        once, lost = self._cleaned(number, mails, held)
        before = held.get(number)
        if before and not anew and is_told(once, before):
            # Understanding it once more would take far longer than reading it did.
            return Joined(number, Change.UNCHANGED, 0, 0)
        case = assembled(once)
        if not self.store.cases.put(case):
            return Joined(number, Change.UNCHANGED, 0, 0)
        more = len(case.messages) - (len(before.messages) if before else 0)
        return Joined(
            number,
            Change.CHANGED if before else Change.NEW,
            max(more, 0),
            sum(lost.get(text, 0) for text in _added(case, before)),
        )

    def _cleaned(
        self, number: str, mails: Sequence[Mail], held: Mapping[str, Case]
    ) -> tuple[Thread, Mapping[str, int]]:
        """A thread without secrets of this file or of earlier ones, and what each text lost."""
        memory, sources = Memory(self.store), {mail.source for mail in mails}
        numbers = [number, *(each for each in held if source_of(each) in sources - {number})]
        once, lost = thread(number, mails, self.patterns), dict[str, int]()
        for remove in (partial(memory.recall, numbers), self.redactor.secrets):
            clean = cleaned(once.mails, remove)
            if clean.found:
                # Copies that differed by a secret are the same now.
                once, lost = thread(number, clean.mails, self.patterns), lost | dict(clean.found)
            memory.keep(numbers, clean.values)
        return once, lost


def _added(case: Case, before: Case | None) -> set[str]:
    """Texts that the case did not have before."""
    return _texts(case) - (_texts(before) if before else set())


def _texts(case: Case) -> set[str]:
    texts = {text for each in case.messages for text in (each.subject, each.body)}
    return texts | {one.text for each in case.messages for one in each.attachments}
