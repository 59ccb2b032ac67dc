"""What is worked out once per segment and shared by all threads: impacts, marks, facets.

A set of rows is one whole number with a bit for each row: joining, narrowing and counting twenty
thousand rows then takes microseconds.
"""

import threading
from array import array
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from itertools import chain, compress

from kb.search.bm25 import K1, norm
from kb.search.documents import FACETS
from kb.search.whoosh_reading import SegmentReader
from kb.search.whoosh_writing import HEAD, TEXT

Rows = int
"""A set of rows: bit n stands for row n."""

KEPT_POSTINGS = 1_500_000
"""Postings of the lists that are kept ready, 8 bytes each."""
_ONE = ord("1")
_BITS = bytes.maketrans(b"01", b"\0\1")
_HANDFUL = 24
FEW_VALUES = 40
"""A facet with at most so many values is counted value by value."""


class Impacts:
    """A posting list ready to score: rows, what the term adds in each, and the rows as a set."""

    __slots__ = ("_set", "_size", "best", "impacts", "rows")

    def __init__(self, rows: "array[int]", impacts: "array[float]", size: int) -> None:
        self.rows = rows
        self.impacts = impacts
        self.best = max(impacts, default=0.0)
        self._size = size
        self._set: Rows | None = None

    @property
    def set(self) -> Rows:
        """The rows as a set."""
        if self._set is None:
            few = len(self.rows) < _HANDFUL
            self._set = set_of_few(self.rows) if few else set_of(self.rows, self._size)
        return self._set


class Tables:
    """Shared by the threads that search one segment."""

    def __init__(self, reader: SegmentReader, averages: Mapping[str, float]) -> None:
        self.size = reader.rows
        self.live = set_of(range(reader.rows), reader.rows) & ~set_of(reader.deleted, reader.rows)
        self.days = reader.days()
        self.traits = reader.traits()
        self._norms = {
            field: array("f", (norm(length, averages[field]) for length in reader.lengths(field)))
            for field in (HEAD, TEXT)
        }
        self._kept: OrderedDict[tuple[str, str], Impacts] = OrderedDict()
        self._kept_postings = 0
        self._columns: dict[str, Column] = {}
        self._lock = threading.Lock()

    def impacts(self, reader: SegmentReader, term: str, field: str) -> Impacts:
        """The posting list of a term, scored but for its idf."""
        key = (field, term)
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        found = self._load(reader, term, field)
        with self._lock:
            self._keep(key, found)
        return found

    def column(self, reader: SegmentReader, field: str) -> "Column":
        """The values of a field of the filters."""
        found = self._columns.get(field)
        if found is None:
            found = self._columns[field] = Column(reader, field)
        return found

    def count(self, reader: SegmentReader, rows: Rows) -> Mapping[str, Counter[str]]:
        """Facets over these rows."""
        return {field: self.column(reader, field).count(rows) for field in FACETS}

    def _load(self, reader: SegmentReader, term: str, field: str) -> Impacts:
        rows, weights = reader.postings(term, field)
        norms = self._norms[field]
        scores = [
            (K1 + 1) * weight / (weight + norms[row])
            for row, weight in zip(rows, weights, strict=True)
        ]
        return Impacts(array("I", rows), array("f", scores), self.size)

    def _keep(self, key: tuple[str, str], found: Impacts) -> None:
        if key in self._kept or len(found.rows) > KEPT_POSTINGS:
            return
        self._kept[key] = found
        self._kept_postings += len(found.rows)
        while self._kept_postings > KEPT_POSTINGS:
            _, dropped = self._kept.popitem(last=False)
            self._kept_postings -= len(dropped.rows)


class Column:
    """The values that the rows of a segment have in one field."""

    def __init__(self, reader: SegmentReader, field: str) -> None:
        self.size = reader.rows
        self.sets: dict[str, Rows] = {}
        values: list[tuple[str, ...]] = [()] * reader.rows
        for value in reader.expand("", 1_000_000, field):
            rows = reader.postings(value, field)[0]
            self.sets[value] = set_of(rows, self.size)
            for row in rows:
                values[row] += (value,)
        self._values = values if len(self.sets) > FEW_VALUES else []

    def count(self, rows: Rows) -> Counter[str]:
        """How many of these rows have each value."""
        if not self._values:
            counts = {value: (members & rows).bit_count() for value, members in self.sets.items()}
            return Counter({value: count for value, count in counts.items() if count})
        return Counter(chain.from_iterable(compress(self._values, bits_of(rows, self.size))))


def set_of(rows: Iterable[int], size: int) -> Rows:
    """A set of rows of a segment with `size` rows."""
    bits = bytearray(b"0") * (size or 1)
    for row in rows:
        bits[-1 - row] = _ONE
    return int(bits, 2)


def set_of_few(rows: Iterable[int]) -> Rows:
    """As `set_of`, faster for a handful of rows."""
    found = 0
    for row in rows:
        found |= 1 << row
    return found


def bits_of(rows: Rows, size: int) -> bytes:
    """For each row in turn whether it is in the set, 1 or 0."""
    return f"{rows:0{size}b}".encode().translate(_BITS)[::-1]


def rows_of(rows: Rows, size: int) -> Iterable[int]:
    """The rows of a set in order."""
    return compress(range(size), bits_of(rows, size))
