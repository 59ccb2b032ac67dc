"""One segment as a search sees it.

Terms are taken one after the other, the most telling first. Once the terms that are left cannot
lift a new row among the best (MaxScore; Turtle and Flood 1995, "Query evaluation: strategies and
optimizations"), they are looked up only for the rows that can still get there.
"""

from array import array
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import accumulate, chain
from typing import NamedTuple

from kb.search.port import AnyOf, Plan
from kb.search.whoosh_engine.reading import SegmentReader
from kb.search.whoosh_engine.tables import FEW_ROWS, Impacts, Rows, Tables, bits_of, rows_of, set_of
from kb.search.whoosh_engine.writing import TEXT


class Weighted(NamedTuple):
    """A posting list to add, times `factor` (boost and idf)."""

    term: str
    field: str
    factor: float
    alone: bool


class Loaded(NamedTuple):
    """A posting list at hand; `alone` says whether being in it makes a match."""

    factor: float
    impacts: Impacts
    alone: bool

    @property
    def most(self) -> float:
        """What it adds to a row at most."""
        return self.factor * self.impacts.best


class Segment:
    """Scores the rows of one segment; `base` is the place of its first row in the whole index."""

    def __init__(self, reader: SegmentReader, tables: Tables, base: int) -> None:
        self.reader = reader
        self.tables = tables
        self.base = base
        self._live = (1 << reader.rows) - 1 & ~set_of(reader.deleted, reader.rows)

    def load(self, weighted: Iterable[Weighted], any_of: Iterable[AnyOf]) -> list[Loaded]:
        """The posting lists of these terms, those that can add most first."""
        lists = [
            Loaded(one.factor, self.tables.impacts(self.reader, one.term, one.field), one.alone)
            for one in weighted
        ]
        lists += [Loaded(one.points, self._together(one.terms), alone=True) for one in any_of]
        return sorted((one for one in lists if one.impacts.rows), key=lambda one: -one.most)

    def matching(self, plan: Plan, lists: Sequence[Loaded]) -> Rows:
        """The rows that match the plan."""
        rows = self._live if plan.everything else 0
        rows |= _union(one.impacts.set for one in lists if one.alone)
        rows |= _union(map(self._all_of, plan.all_of))
        for terms in plan.required:
            rows &= self._all_of(terms)
        for terms in plan.excluded:
            rows &= ~self._all_of(terms)
        for field, values in plan.filters.items():
            column = self.tables.column(self.reader, field)
            rows &= _union(map(column.rows, values))
        return rows & self._live

    def best(self, lists: Sequence[Loaded], rows: Rows, limit: int) -> list[tuple[float, int]]:
        """The best of these rows with their scores."""
        allowed = self._narrow(rows, lists)
        scores: dict[int, float] = {}
        rest = list(accumulate((one.most for one in reversed(lists)), initial=0.0))[::-1]
        closed = False
        for number, one in enumerate(lists):
            if _is_crowded(scores, limit) if closed else _may_close(one, rest, number):
                bar = _bar(scores, limit)
                closed = closed or bar > rest[number]
                if closed:
                    scores = _above(scores, bar - rest[number])
            if closed:
                _look_up(scores, one)
            else:
                _add(scores, one, allowed)
        return nlargest(limit, ((score, -row) for row, score in scores.items()))

    def frequent(self, fields: Iterable[str], rows: Rows, limit: int) -> dict[str, list[str]]:
        """For each field the values that most of these rows have."""
        few = list(rows_of(rows, self.tables.size)) if rows.bit_count() < FEW_ROWS else None
        columns = {field: self.tables.column(self.reader, field) for field in fields}
        return {
            field: column.most_frequent(rows, limit)
            if few is None
            else column.most_common(few, limit)
            for field, column in columns.items()
        }

    def count(self, field: str, rows: Rows, value: str) -> int:
        """How many of these rows have a value."""
        return self.tables.column(self.reader, field).count(rows, value)

    def newest(self, rows: Rows, limit: int) -> list[tuple[float, int]]:
        """The newest of these rows, with their days as scores."""
        days = self.tables.days
        found = ((float(days[row]), -row) for row in rows_of(rows, self.tables.size))
        return nlargest(limit, found)

    def _narrow(self, rows: Rows, lists: Sequence[Loaded]) -> bytes | None:
        """For each row whether it may be found; None where the lists have no others anyway."""
        alone = all(one.alone for one in lists)
        if alone and rows == _union(one.impacts.set for one in lists):
            return None
        return bits_of(rows, self.tables.size)

    def _together(self, terms: Iterable[str]) -> Impacts:
        """The rows with any of these terms as one list, in which every row counts 1."""
        found = set_of(
            chain.from_iterable(self.reader.postings(term)[0] for term in terms), self.reader.rows
        )
        rows = array("I", rows_of(found, self.reader.rows))
        return Impacts(rows, array("f", [1.0]) * len(rows), 1.0, self.reader.rows)

    def _all_of(self, terms: frozenset[str]) -> Rows:
        found = self._live
        for term in terms:
            found &= self.tables.impacts(self.reader, term, TEXT).set
        return found


LONG = 512
"""From so many postings on it pays to ask whether a list still matters."""
CROWD = 3
"""Times as many rows as are wanted, of which it pays to drop those that fell behind."""


def _is_crowded(scores: dict[int, float], limit: int) -> bool:
    return len(scores) > CROWD * limit


def _may_close(one: Loaded, rest: Sequence[float], number: int) -> bool:
    """Whether what is found already can be ahead of what the lists from this one on can add."""
    return len(one.impacts.rows) >= LONG and 2 * rest[number] < rest[0]


def _bar(scores: dict[int, float], limit: int) -> float:
    """The score of the last of the best so far."""
    return nlargest(limit, scores.values())[-1] if len(scores) >= limit else 0.0


def _above(scores: dict[int, float], bar: float) -> dict[int, float]:
    return {row: score for row, score in scores.items() if score >= bar}


def _add(scores: dict[int, float], one: Loaded, allowed: bytes | None) -> None:
    factor, get = one.factor, scores.get
    pairs = zip(one.impacts.rows, one.impacts.impacts, strict=True)
    if allowed is None and not scores:
        scores.update(zip(one.impacts.rows, map(factor.__mul__, one.impacts.impacts), strict=True))
        return
    if allowed is None:
        for row, impact in pairs:
            scores[row] = get(row, 0.0) + factor * impact
        return
    for row, impact in pairs:
        if allowed[row]:
            scores[row] = get(row, 0.0) + factor * impact


def _look_up(scores: dict[int, float], one: Loaded) -> None:
    factor = one.factor
    rows = list(scores)
    for row, impact in zip(rows, one.impacts.of(rows), strict=True):
        scores[row] += factor * impact


def _union(sets: Iterable[Rows]) -> Rows:
    rows = 0
    for one in sets:
        rows |= one
    return rows
