"""Which cases of the store new mails may belong to, besides those whose number they state."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kb.cases import Case
from kb.mail.model import Mail
from kb.mail.subjects import title_of
from kb.mail.words import fold
from kb.store import Store
from kb.threads import is_made, made_number

_AT_ONCE: Final = 500


class Links:
    """Cases by message id and by title, for the time of one import.

    Mails that state a number can only take over cases that we numbered ourselves, and of these there
    are few; the whole archive is looked through when the first mail comes that states none.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: dict[str, set[str]] = defaultdict(set)
        self._made = self._all = False

    def related(self, parts: Mapping[str, Sequence[Mail]]) -> dict[str, Case]:
        """The cases to which threads may belong, by number.

        Args:
            parts: the mails of each thread by its number.
        """
        found: set[str] = set()
        for number, mails in parts.items():
            self._prepare(everything=is_made(number))
            titles = {fold(title_of(mail.subject)) for mail in mails} - {""}
            found |= {number, *map(made_number, titles)}
            found.update(*(self._numbers.get(key, ()) for key in _keys(titles, mails)))
        return self._several(sorted(found))

    def add(self, case: Case) -> None:
        """Remember a case that was just written, if it is of those that are looked through."""
        if self._all or is_made(case.number):
            for key in _keys_of_case(case):
                self._numbers[key].add(case.number)

    def _prepare(self, *, everything: bool) -> None:
        if self._all or (self._made and not everything):
            return
        self._made, self._all = True, everything
        for case in self._store.cases.in_order() if everything else self._made_cases():
            self.add(case)

    def _made_cases(self) -> Iterator[Case]:
        made = [number for number in self._store.cases.numbers() if is_made(number)]
        yield from self._several(made).values()

    def _several(self, numbers: Sequence[str]) -> dict[str, Case]:
        found: dict[str, Case] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            found |= self._store.cases.several(numbers[start : start + _AT_ONCE])
        return found


def _keys(titles: Iterable[str], mails: Iterable[Mail]) -> Iterator[str]:
    yield from (f"title {title}" for title in titles)
    for mail in mails:
        yield from (f"id {each}" for each in (mail.message_id, *mail.references) if each)


def _keys_of_case(case: Case) -> Iterator[str]:
    if case.title:
        yield f"title {fold(case.title)}"
    yield from (f"id {each.message_id}" for each in case.messages if each.message_id)
