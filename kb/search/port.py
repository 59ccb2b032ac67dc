"""What an engine must do; everything else (analysis, ranking, snippets) is shared.

An engine keeps documents as bags of weighted terms, finds the best of them for a plan, and
counts. It never sees what a person typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from kb.search.documents import Document, Kind
from kb.search.results import Facets


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term of the plan and how much it counts.

    It counts twice: once for standing in the head of a document (title, codes, summary, first
    lines), once for standing anywhere.

    Attributes:
        alone: whether a document matches that has nothing but this; else it only adds to the score.
    """

    term: str
    boost: float = 1.0
    alone: bool = True


class AnyOf(NamedTuple):
    """Terms of the whole text that stand for one thing, such as all words with one beginning.

    A document with any of them scores `points`, whichever and however many it has.
    """

    terms: tuple[str, ...]
    points: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A query in the terms of the index.

    Attributes:
        wanted: each adds to the score of the documents that have it; none is required.
        any_of: likewise, sets of terms that each count once.
        all_of: a document that has every term of one of these sets matches, too.
        required: for each set, a document must have every term of it (quotes).
        excluded: documents with all terms of one of these sets are left out.
        filters: field -> values, one of which a document must have.
        everything: no word at all was given; all documents that pass the filters.
        newest_first: order by day instead of by score.
    """

    wanted: tuple[Wanted, ...] = ()
    any_of: tuple[AnyOf, ...] = ()
    all_of: tuple[frozenset[str], ...] = ()
    required: tuple[frozenset[str], ...] = ()
    excluded: tuple[frozenset[str], ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    everything: bool = False
    newest_first: bool = False


class Candidate(NamedTuple):
    """A document of the engine with its score; `place` is the engine's own address of it."""

    place: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """Best candidates first; `total` and `facets` count all documents that match."""

    candidates: tuple[Candidate, ...]
    total: int
    facets: Facets = field(default_factory=dict)


class Traits(NamedTuple):
    """What makes one document more useful than another, whatever was asked.

    Attributes:
        day: proleptic Gregorian ordinal, 0 where unknown.
    """

    kind: Kind
    solved: bool
    day: int

    @property
    def code(self) -> int:
        """Kind and solved in one small number, as the engines keep it."""
        return KINDS.index(self.kind) * 2 + self.solved


def document_traits(document: Document) -> Traits:
    """The traits of a document."""
    day = document.day.toordinal() if document.day else 0
    return Traits(document.kind, document.solved, day)


def traits_of(code: int, day: int) -> Traits:
    """The reverse of `Traits.code`."""
    return Traits(KINDS[code // 2], bool(code % 2), day)


KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Held:
    """How far the index has followed the changes feed.

    Attributes:
        feed: identity of the feed.
        position: its last change that is in; 0 for an empty index.
    """

    feed: str = ""
    position: int = 0


class Reader(Protocol):
    """One view of the index, for one thread; it does not change while it is used."""

    generation: int

    def count(self) -> int:
        """Documents in this view."""
        ...

    def frequency(self, term: str) -> int:
        """Documents that have the term."""
        ...

    def expand(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Terms of the text that begin so, at most `limit`, those of most documents first."""
        ...

    def search(self, plan: Plan, limit: int, *, facets: bool = True) -> Found:
        """The best documents for a plan."""
        ...

    def values(self, field: str) -> tuple[str, ...]:
        """All values that documents have in a field of the filters."""
        ...

    def traits(self, places: Sequence[int]) -> list[Traits]:
        """What the ranking needs to know of these candidates."""
        ...

    def place(self, key: str) -> int | None:
        """The place of the document of that key, if it is there."""
        ...

    def card(self, place: int) -> Document:
        """The document of a candidate, without its texts."""
        ...

    def document(self, place: int) -> Document:
        """The whole document of a candidate."""
        ...


class Engine(Protocol):
    """An index on disk."""

    name: str

    def generation(self) -> int:
        """Rises with every commit, whichever process made it."""
        ...

    def held(self) -> Held:
        """What the index holds of the feed.

        Raises:
            IndexDamagedError: it cannot be read.
        """
        ...

    def reader(self) -> Reader:
        """The newest view, one per thread, opened anew only when the generation changed."""
        ...

    def update(self, documents: Iterable[Document], deleted: Iterable[str], held: Held) -> None:
        """Puts documents in, replacing those of the same key, and takes `deleted` keys out.

        Afterwards the index holds the feed up to `held`, all in one step. `deleted` is read after
        the last document. Called by one process at a time (the caller holds the lock).
        """
        ...

    def is_scattered(self) -> bool:
        """Whether it is time to merge."""
        ...

    def merge(self) -> None:
        """Puts the files in better order, which may take seconds; what is found stays the same.

        Called by one process at a time (the caller holds the lock).
        """
        ...

    def clear(self) -> None:
        """Forgets everything, also what cannot be read."""
        ...

    def close(self) -> None:
        """Lets go of files."""
        ...
