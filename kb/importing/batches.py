"""The import: files to cases, into the store.

Every file is read for itself, so that a bad one costs only itself. Mails are put into threads in
batches, each batch together with the cases of the store that it touches; so memory stays flat, a
file seen again changes nothing, and the order in which files arrive does not matter.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Final

from kb.errors import UnknownCaseError
from kb.importing.assembly import SecretsRemover
from kb.importing.files import files_under, read_file, shown
from kb.importing.joining import Change, Joined, Joiner
from kb.mail import Limits, Mail
from kb.store import Store

_MAILS_AT_ONCE: Final = 1_000
_TEXT_AT_ONCE: Final = 8_000_000

Progress = Callable[[int, int, str], None]
"""Called after each file with the number of files done, of all files, and the file's name."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or a part of one, that could not be read, and why."""

    path: str
    error: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        files: that were looked at.
        new: numbers of cases that the store did not hold.
        changed: numbers of cases that have more messages, or better ones, now.
        unchanged: numbers of cases in the files that were already complete.
        messages: that came in.
        redactions: secrets removed from them.
        failed: what could not be read.
    """

    files: int = 0
    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    unchanged: frozenset[str] = frozenset()
    messages: int = 0
    redactions: int = 0
    failed: tuple[Failure, ...] = ()
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The report as `casepath cases import --json` prints it."""
        cases = {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
        }
        return {
            "files": self.files,
            "cases": cases,
            "messages": self.messages,
            "redactions": self.redactions,
            "failed": [{"path": each.path, "error": each.error} for each in self.failed],
            "seconds": self.seconds,
        }


@dataclass(slots=True)
class _Tally:
    """What is counted while the import runs."""

    files: int = 0
    changes: dict[str, Change] = field(default_factory=dict)
    messages: int = 0
    redactions: int = 0
    failed: list[Failure] = field(default_factory=list)

    def add(self, joined: Iterable[Joined]) -> None:
        for each in joined:
            before = self.changes.get(each.number, Change.UNCHANGED)
            # A case that came new and then grew is a new one.
            self.changes[each.number] = each.change if before is Change.UNCHANGED else before
            self.messages += each.messages
            self.redactions += each.redactions

    def report(self, seconds: float) -> ImportReport:
        return ImportReport(
            files=self.files,
            new=self._with(Change.NEW),
            changed=self._with(Change.CHANGED),
            unchanged=self._with(Change.UNCHANGED),
            messages=self.messages,
            redactions=self.redactions,
            failed=tuple(self.failed),
            seconds=round(seconds, 3),
        )

    def _with(self, change: Change) -> frozenset[str]:
        return frozenset(number for number, each in self.changes.items() if each is change)


def import_paths(  # noqa: PLR0913 - all but the first two are named by the caller
    store: Store,
    paths: Iterable[Path],
    *,
    redactor: SecretsRemover,
    limits: Limits | None = None,
    progress: Progress | None = None,
    patterns: Sequence[str] = (),
) -> ImportReport:
    """Bring all mails of some files and folders into the store.

    Args:
        store: where the cases go; each batch of mails is one transaction.
        paths: files, and folders which are searched to the bottom.
        redactor: removes secrets before anything else sees the text.
        limits: how much of a file is read.
        progress: told of every file.
        patterns: case-number patterns of the installation, besides the usual ones.

    Raises:
        StoreError: the store cannot be written.
        InvalidRuleError: a pattern is not a regular expression.
    """
    started, tally = monotonic(), _Tally()
    joiner = Joiner(store, redactor, patterns)
    for batch in _batches(_read(list(files_under(paths)), tally, limits or Limits(), progress)):
        tally.add(joiner.join(batch))
    return tally.report(monotonic() - started)


def refresh(
    store: Store,
    *,
    redactor: SecretsRemover,
    progress: Progress | None = None,
    patterns: Sequence[str] = (),
) -> ImportReport:
    """Understand all cases anew, for when secrets, facts, summaries and steps are found better.

    Args:
        store: its cases are made again of the messages that they have, each in one transaction.
        redactor: removes secrets that it knows today.
        progress: told of every case.
        patterns: case-number patterns of the installation, besides the usual ones.

    Raises:
        StoreError: the store cannot be written.
        InvalidRuleError: a pattern is not a regular expression.
    """
    started, tally = monotonic(), _Tally()
    joiner, numbers = Joiner(store, redactor, patterns), store.cases.numbers()
    for done, number in enumerate(numbers, 1):
        with suppress(UnknownCaseError):  # an import may have joined it to another case meanwhile
            tally.add([joiner.renew(number)])
        if progress:
            progress(done, len(numbers), number)
    return tally.report(monotonic() - started)


def _read(
    files: Sequence[Path], tally: _Tally, limits: Limits, progress: Progress | None
) -> Iterator[tuple[Mail, ...]]:
    """The mails of each file, or of each mail of a mailbox; failures go into the tally."""
    for path in files:
        for outcome in read_file(path, limits):
            if outcome.error:
                tally.failed.append(Failure(outcome.path, outcome.error))
            yield outcome.mails
        tally.files += 1
        if progress:
            progress(tally.files, len(files), shown(path))


def _batches(read: Iterable[tuple[Mail, ...]]) -> Iterator[list[Mail]]:
    """Mails in lots of a bounded size; those of one source stay together."""
    batch: list[Mail] = []
    size = 0
    for mails in read:
        batch.extend(mails)
        size += sum(_size(mail) for mail in mails)
        if len(batch) >= _MAILS_AT_ONCE or size >= _TEXT_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(mail: Mail) -> int:
    return len(mail.body) + sum(len(each.text) for each in mail.attachments)
