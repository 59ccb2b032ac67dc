"""One segment as a search sees it: scores, filters and counts over its rows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain

from kb.search.bm25 import K1, norm
from kb.search.documents import FACETS
from kb.search.port import Plan, Wanted
from kb.search.whoosh_reading import SegmentReader


class Segment:
    """Scores the rows of one segment.

    Args:
        base: place of its first row among the rows of all segments.
        average: average length over the whole index.
    """

    def __init__(self, reader: SegmentReader, base: int, average: float) -> None:
        self.reader = reader
        self.base = base
        self._norms = [norm(length, average) for length in reader.lengths()]
        self._facets: dict[str, list[tuple[str, ...]]] = {}

    @cached_property
    def days(self) -> list[int]:
        """Day of every row."""
        return list(self.reader.days())

    def score(self, wanted: Iterable[tuple[Wanted, float]]) -> tuple[list[float], set[int]]:
        """Scores of all rows, and the rows that have a wanted term; `wanted` comes with its idf."""
        scores = [0.0] * self.reader.rows
        matched: set[int] = set()
        norms = self._norms
        for term, idf in wanted:
            rows, weights = self.reader.postings(term.term)
            factor = term.boost * idf * (K1 + 1)
            for row, weight in zip(rows, weights, strict=True):
                scores[row] += factor * weight / (weight + norms[row])
            matched.update(rows)
        return scores, matched

    def narrowed(self, plan: Plan, matched: set[int]) -> set[int]:
        """The matched rows that the conditions of the plan leave."""
        for terms in plan.required:
            matched &= self._rows_with_all(terms)
        for terms in plan.excluded:
            matched -= self._rows_with_all(terms)
        for field, values in plan.filters.items():
            matched &= set(chain.from_iterable(self._rows(value, field) for value in values))
        return matched - self.reader.deleted

    def count(self, rows: set[int]) -> Mapping[str, Counter[str]]:
        """Facets over these rows."""
        return {
            field: Counter(chain.from_iterable(map(self._facet(field).__getitem__, rows)))
            for field in FACETS
        }

    def _rows_with_all(self, terms: frozenset[str]) -> set[int]:
        lists = sorted((self.reader.postings(term)[0] for term in terms), key=len)
        return set(lists[0]).intersection(*lists[1:]) if lists else set()

    def _rows(self, value: str, field: str) -> list[int]:
        return self.reader.postings(value, field)[0]

    def _facet(self, field: str) -> list[tuple[str, ...]]:
        if field not in self._facets:
            self._facets[field] = self._load_facet(field)
        return self._facets[field]

    def _load_facet(self, field: str) -> list[tuple[str, ...]]:
        column: list[tuple[str, ...]] = [()] * self.reader.rows
        for value in self.reader.expand("", 1_000_000, field):
            for row in self._rows(value, field):
                column[row] += (value,)
        return column
