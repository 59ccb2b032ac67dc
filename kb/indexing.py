"""The search index of a process: follows the store, mends itself, answers queries.

The index is a cache (decision 1). It lies in a folder that several processes share; one of them
writes at a time, under a lock that the operating system drops when the process dies.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.errors import IndexDamagedError
from kb.search import searching
from kb.search.documents import Document, key_of
from kb.search.port import Engine, Held
from kb.search.results import Results
from kb.search.sources import document_of
from kb.store import Change, Store

CHANGES_AT_ONCE = 5000
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
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._engine = engine

    def search(
        self,
        store: Store,
        text: str,
        *,
        kind: str = "",
        limit: int = 20,
        offset: int = 0,
        newest_first: bool = False,
    ) -> Results:
        """Searches; whatever was typed, there is an answer.

        Args:
            kind: `case`, `tree` or `article`; empty for all.
            newest_first: by day instead of by relevance.
        """
        self.refresh(store)
        return searching.search(
            self._engine.reader(),
            text,
            kind=kind,
            limit=limit,
            offset=offset,
            newest_first=newest_first,
        )

    def refresh(self, store: Store, progress: Progress | None = None) -> int:
        """Brings in what changed in the store; returns the number of changes.

        A missing, damaged or foreign index is built anew. While another process is writing, an
        index that can be read is used as it is.
        """
        if self._is_current(store):
            return 0
        with self._lock():
            return self._follow(store, progress)

    def rebuild(self, store: Store, progress: Progress | None = None) -> int:
        """Forgets the index and builds it from the store; returns the number of documents."""
        with self._lock():
            self._engine.clear()
            return self._follow(store, progress)

    def status(self, store: Store) -> IndexStatus:
        """How the index stands, brought up to date first."""
        self.refresh(store)
        reader, held = self._engine.reader(), self._engine.held()
        behind = store.changes.last() - held.position
        return IndexStatus(
            self._engine.name, reader.count(), reader.generation, held.position, behind
        )

    def close(self) -> None:
        """Lets go of the files of this thread."""
        self._engine.close()

    def _held(self, store: Store) -> Held | None:
        """What a sound index of this store holds; None where it must be built anew."""
        try:
            held = self._engine.held()
        except IndexDamagedError:
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
        done, total = 0, store.changes.last() - held.position
        while changes := store.changes.since(held.position, CHANGES_AT_ONCE):
            held = Held(held.feed, changes[-1].seq)
            self._bring_in(store, changes, held)
            done += len(changes)
            if progress:
                progress(done, total)
        if not done:
            self._engine.update((), (), Held(held.feed, store.changes.last()))
        return done

    def _bring_in(self, store: Store, changes: list[Change], held: Held) -> None:
        gone: list[str] = []

        def documents() -> Iterator[Document]:
            for change in changes:
                document = document_of(store, change.kind, change.id)
                if document is None:
                    gone.append(key_of(change.kind, change.id))
                else:
                    yield document

        self._engine.update(documents(), gone, held)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self._folder / "write.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
