"""The search index of a process: follows the store, mends itself, answers queries.

The index is a cache (decision 1). It lies in a folder that several processes share; one of them
writes at a time, under a lock that the operating system drops when the process dies.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import IO

from kb.errors import IndexDamagedError, IndexUnwritableError
from kb.search import searching
from kb.search.documents import Document, key_of
from kb.search.glossary import Glossary, in_use
from kb.search.port import Engine, Held, Reader
from kb.search.results import Hit, Results
from kb.search.searching import Request
from kb.search.similar import similar
from kb.search.sources import documents_of
from kb.search.suggesting import LONGEST, Suggestion, suggest
from kb.search.why import Reason, reasons
from kb.store import Change, Store

CHANGES_AT_ONCE = 20_000
CASES_AT_ONCE = 200
LOCK = "write.lock"
PATIENCE = 2.0
"""Seconds that a search waits for another process that follows, before it takes what is there."""
PAUSE = 0.01
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How the index stands.

    Attributes:
        documents: that can be found now.
        position: last change of the store that is in.
        behind: changes that are not in yet.
    """

    engine: str
    documents: int
    generation: int
    position: int
    behind: int


class Index:
    """The index of one data folder. Thread-safe; every call brings the index up to date first.

    Args:
        folder: where the engine keeps its files; the lock between processes lies there too.
        engine: finds and keeps; made by who composes the process.
    """

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._folder = folder
        self._engine = engine
        self._merging: Thread | None = None

    def search(  # noqa: PLR0913 - each is independent of the others
        self,
        store: Store,
        text: str,
        *,
        kind: str = "",
        limit: int = 20,
        offset: int = 0,
        newest_first: bool = False,
        facets: bool = True,
    ) -> Results:
        """Searches; whatever was typed, there is an answer.

        Args:
            store: of the calling thread.
            text: as typed or pasted.
            kind: `case`, `tree` or `article`; empty for all.
            limit: hits at most.
            offset: hits to pass over.
            newest_first: by day instead of by relevance.
            facets: whether to count the values of all hits.
        """
        request = Request(text, kind, limit, offset, newest_first, facets)
        glossary, _ = self.glossary()
        return searching.search(self._reader(store), glossary, request)

    def suggest(self, store: Store, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Lines for what is being typed: titles, case numbers, codes, past searches."""
        if len(typed) > LONGEST:
            return ()
        past = [one.query for one in store.searches.beginning_with(typed.strip())]
        return suggest(self._reader(store), typed, past, limit)

    def similar(self, store: Store, kind: str, id_: str, limit: int = 5) -> tuple[Hit, ...]:
        """Documents of the same kind that are about the same."""
        glossary, _ = self.glossary()
        return similar(self._reader(store), glossary, key_of(kind, id_), limit)

    def why(self, store: Store, text: str, kind: str, id_: str) -> tuple[Reason, ...]:
        """The words by which a query finds a document, the most telling first."""
        glossary, _ = self.glossary()
        return reasons(self._reader(store), glossary, text, key_of(kind, id_))

    def glossary(self) -> tuple[Glossary, str]:
        """The words that mean the same, and what is wrong with the team's copy, if anything is."""
        return in_use(self._folder.parent)

    def refresh(self, store: Store, progress: Progress | None = None) -> int:
        """Brings in what changed in the store; returns the number of changes.

        A missing, damaged or foreign index is built anew.
        """
        if self._is_current(store):
            return 0
        with self._locked():
            return self._follow(store, progress)

    def rebuild(self, store: Store, progress: Progress | None = None) -> int:
        """Forgets the index and builds it from the store; returns the number of documents."""
        with self._locked():
            self._engine.clear()
            return self._follow(store, progress)

    def status(self, store: Store) -> IndexStatus:
        """How the index stands, brought up to date first."""
        reader, held = self._reader(store), self._held(store) or Held()
        behind = store.changes.last() - held.position
        return IndexStatus(
            self._engine.name, reader.count(), reader.generation, held.position, behind
        )

    def close(self) -> None:
        """Lets go of the files of this thread, once merging is done."""
        if self._merging is not None:
            self._merging.join()
        self._engine.close()

    def _reader(self, store: Store) -> Reader:
        """A view to search now."""
        if not self._is_current(store):
            self._catch_up(store)
        try:
            self._tidy_up()
            return self._engine.reader()
        except IndexDamagedError:  # or it is just being replaced
            with self._locked():
                self._follow(store, None)
                return self._engine.reader()

    def _catch_up(self, store: Store) -> None:
        """Follows the feed, or waits for the process that is doing so.

        Much may come in at once, and a folder may be read-only; a sound index is then used as it is.
        """
        wanted, end = store.changes.last(), monotonic() + PATIENCE
        while not self._reaches(store, wanted, in_time=monotonic() < end):
            try:
                with self._locked(wait=False) as mine:
                    if mine:
                        self._follow(store, None)
                        return
            except IndexUnwritableError:
                if self._held(store) is None:
                    raise
                return
            sleep(PAUSE)

    def _reaches(self, store: Store, wanted: int, *, in_time: bool) -> bool:
        held = self._held(store)
        return held is not None and (held.position >= wanted or not in_time)

    def _held(self, store: Store) -> Held | None:
        """What a sound index of this store holds; None where it must be built anew."""
        try:
            held = self._engine.held()
        except (IndexDamagedError, OSError):
            return None
        fits = held.feed == store.changes.identity() and held.position <= store.changes.last()
        return held if fits else None

    def _is_current(self, store: Store) -> bool:
        held = self._held(store)
        return held is not None and held.position == store.changes.last()

    def _follow(self, store: Store, progress: Progress | None) -> int:
        held = self._held(store)
        if held is None:
            self._engine.clear()
            held = Held(store.changes.identity())
        # Read before the changes: one that is appended meanwhile is not passed over, but comes next.
        last = store.changes.last()
        done, total = 0, last - held.position
        while changes := store.changes.since(held.position, CHANGES_AT_ONCE):
            held = Held(held.feed, changes[-1].seq)
            gone: list[str] = []
            self._engine.update(_documents(store, changes, gone), gone, held)
            done += len(changes)
            if progress:
                progress(done, total)
        if held.position < last or not done:
            self._engine.update((), (), Held(held.feed, max(held.position, last)))
        return done

    def _tidy_up(self) -> None:
        """Merges in the background; a search need not wait for that."""
        merging = self._merging
        if (merging is None or not merging.is_alive()) and self._engine.is_scattered():
            self._merging = Thread(target=self._merge, name="index-merge", daemon=True)
            self._merging.start()

    def _merge(self) -> None:
        with suppress(IndexDamagedError, IndexUnwritableError), self._locked(wait=False) as mine:
            while mine and self._engine.is_scattered():
                self._engine.merge()
        self._engine.close()

    @contextmanager
    def _locked(self, *, wait: bool = True) -> Iterator[bool]:
        """Holds the lock of the one who writes; yields whether it could be had.

        The operating system drops it when the process dies.

        Args:
            wait: for as long as it takes.

        Raises:
            IndexUnwritableError: the folder is full or read-only.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / LOCK).open("a") as file:
                yield _lock(file, wait=wait)
        except OSError as error:
            raise IndexUnwritableError(
                f"the search index cannot be written ({error.strerror or error}):"
                f" make room, or allow writing, in {self._folder}"
            ) from error


def _documents(store: Store, changes: list[Change], gone: list[str]) -> Iterator[Document]:
    """What the changes are about; the keys of what is no longer there are added to `gone`."""
    for start in range(0, len(changes), CASES_AT_ONCE):
        batch = changes[start : start + CASES_AT_ONCE]
        found = {key_of(one.kind, one.id): one for one in documents_of(store, batch)}
        gone += [key for change in batch if (key := key_of(change.kind, change.id)) not in found]
        yield from found.values()


def _lock(file: IO[str], *, wait: bool) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
