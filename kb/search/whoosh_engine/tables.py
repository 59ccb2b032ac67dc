"""What is worked out once per segment and shared by all threads: impacts, marks, facets.

A set of rows is one whole number with a bit for each row: joining, narrowing and counting twenty
thousand rows then takes microseconds.
"""

import threading
from array import array
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappush, heappushpop
from itertools import chain, compress, repeat

from kb.search.bm25 import norm
from kb.search.whoosh_engine.reading import SegmentReader
from kb.search.whoosh_engine.writing import HEAD, TEXT

Rows = int
"""A set of rows: bit n stands for row n."""

KEPT_POSTINGS = 4_000_000
"""Postings of the lists that are kept ready, 8 bytes each."""
_ONE = ord("1")
_BITS = bytes.maketrans(b"01", b"\0\1")
_HANDFUL = 24
TOLERANCE = 0.02
"""Change of an average length that changes no order worth mentioning."""
FEW_ROWS = 1500
"""So few rows are counted row by row; the values of more rows are counted value by value."""
MOST_VALUES = 150
"""The values with most rows, among which the most frequent ones of a result are looked for."""
DENSE = 3
"""A list with more than one in so many rows is also kept as an array over all rows."""
FAR = 12
"""Postings for one row that is looked up, from which searching is faster than a table."""


class Impacts:
    """A posting list ready to score: rows, what the term adds in each, and the rows as a set."""

    __slots__ = ("_dense", "_set", "_size", "best", "impacts", "rows")

    def __init__(self, rows: "array[int]", impacts: "array[float]", best: float, size: int) -> None:
        self.rows = rows
        self.impacts = impacts
        self.best = best
        self._size = size
        self._set: Rows | None = None
        self._dense: array[float] | None = None

    @property
    def set(self) -> Rows:
        """The rows as a set."""
        if self._set is None:
            few = len(self.rows) < _HANDFUL
            self._set = set_of_few(self.rows) if few else set_of(self.rows, self._size)
        return self._set

    def of(self, rows: Sequence[int]) -> Iterable[float]:
        """What the term adds in each of these rows, 0 where it is not."""
        if len(self.rows) * DENSE > self._size:
            return map(self._over_all().__getitem__, rows)
        if len(rows) * FAR < len(self.rows):
            return map(self._look_up, rows)
        return map(dict(zip(self.rows, self.impacts, strict=True)).get, rows, repeat(0.0))

    def _look_up(self, row: int) -> float:
        place = bisect_left(self.rows, row)
        if place < len(self.rows) and self.rows[place] == row:
            return self.impacts[place]
        return 0.0

    def _over_all(self) -> "array[float]":
        if self._dense is None:
            dense = array("f", bytes(4 * self._size))
            for row, impact in zip(self.rows, self.impacts, strict=True):
                dense[row] = impact
            self._dense = dense
        return self._dense


class Tables:
    """Shared by the threads that search one segment."""

    def __init__(self, reader: SegmentReader, averages: Mapping[str, float]) -> None:
        self.size = reader.rows
        self._averages = averages
        self.days = reader.days()
        self.traits = reader.traits()
        self._norms = {
            field: [norm(length, averages[field]) for length in reader.lengths(field)]
            for field in (HEAD, TEXT)
        }
        # Most postings weigh 1, and looking up is faster than dividing.
        self._once = {
            field: [1 / (1 + one) for one in norms] for field, norms in self._norms.items()
        }
        self._kept: OrderedDict[tuple[str, str], Impacts] = OrderedDict()
        self._kept_postings = 0
        self._columns: dict[str, Column] = {}
        self._lock = threading.Lock()

    def fits(self, averages: Mapping[str, float]) -> bool:
        """Whether the average lengths of the index are still about what these tables took them for."""
        return all(
            abs(averages[field] - taken) <= TOLERANCE * taken
            for field, taken in self._averages.items()
        )

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

    def _load(self, reader: SegmentReader, term: str, field: str) -> Impacts:
        rows, weights = reader.postings(term, field)
        norms = self._norms[field]
        scores = [weight / (weight + norms[row]) for row, weight in zip(rows, weights, strict=True)]
        return Impacts(array("I", rows), array("f", scores), max(scores, default=0.0), self.size)

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
        self._size = reader.rows
        self._rows: dict[str, array[int]] = {}
        self._sets: dict[str, Rows] = {}
        self._values: list[tuple[str, ...]] = [()] * reader.rows
        for value in reader.values(field):
            rows = self._rows[value] = array("I", reader.postings(value, field)[0])
            for row in rows:
                self._values[row] += (value,)
        self._frequent = sorted(self._rows, key=lambda value: -len(self._rows[value]))

    def rows(self, value: str) -> Rows:
        """The rows that have a value."""
        found = self._sets.get(value)
        if found is None:
            rows = self._rows.get(value, ())
            found = set_of(rows, self._size) if len(rows) > _HANDFUL else set_of_few(rows)
            self._sets[value] = found
        return found

    def count(self, rows: Rows, value: str) -> int:
        """How many of these rows have the value."""
        return (rows & self.rows(value)).bit_count()

    def most_common(self, rows: Iterable[int], limit: int) -> list[str]:
        """As `most_frequent`, for a few rows in a row."""
        counted = Counter(chain.from_iterable(map(self._values.__getitem__, rows)))
        return [value for value, _ in counted.most_common(limit)]

    def most_frequent(self, rows: Rows, limit: int) -> list[str]:
        """The values that most of these rows have."""
        best: list[tuple[int, str]] = []
        for value in self._frequent[:MOST_VALUES]:
            # No later value can have more rows than this one has altogether.
            if len(best) == limit and best[0][0] >= len(self._rows[value]):
                break
            count = self.count(rows, value)
            if count:
                (heappush if len(best) < limit else heappushpop)(best, (count, value))
        return [value for _, value in best]


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
