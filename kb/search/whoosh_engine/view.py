"""One view of the whole Whoosh index: the `Reader` of the port."""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest

from kb.search.bm25 import K1, idf
from kb.search.documents import FACETS, Document
from kb.search.packing import unpack_card, with_texts
from kb.search.port import Candidate, Found, Plan, Traits, traits_of
from kb.search.results import Facets
from kb.search.whoosh_engine.segment import Loaded, Segment, Weighted
from kb.search.whoosh_engine.tables import Rows
from kb.search.whoosh_engine.writing import HEAD, KEY, TEXT

FACET_VALUES = 20
"""The most frequent values of a facet that are counted out."""
KEPT_FREQUENCIES = 50_000


class View:
    """All segments of one generation, for one thread."""

    def __init__(self, generation: int, segments: list[Segment], count: int) -> None:
        self.generation = generation
        self._segments = segments
        self._count = count
        self._frequencies: dict[tuple[str, str], int] = {}

    def count(self) -> int:
        """Documents in this view."""
        return self._count

    def frequency(self, term: str) -> int:
        """Documents that have the term (also replaced ones, until they are merged away)."""
        return max(self._frequency(term, TEXT), self._frequency(term, HEAD))

    def expand(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Terms that begin so, those of most documents first."""
        found: Counter[str] = Counter()
        for segment in self._segments:
            for term, rows in segment.reader.beginning_with(prefix):
                found[term] += rows
        return tuple(nsmallest(limit, found, key=lambda term: (-found[term], term)))

    def values(self, field: str) -> tuple[str, ...]:
        """All values of a field of the filters."""
        return tuple(
            sorted({value for one in self._segments for value in one.reader.values(field)})
        )

    def search(self, plan: Plan, limit: int, *, facets: bool = True) -> Found:
        """The best documents for a plan."""
        weighted = self._weighted(plan)
        found, best = list[tuple[Segment, Rows]](), list[Candidate]()
        for segment in self._segments:
            lists = segment.load(weighted, plan.any_of)
            rows = segment.matching(plan, lists)
            found.append((segment, rows))
            best += _candidates(segment, plan, lists, rows, limit)
        best = nsmallest(limit, best, key=lambda one: (-one.score, one.place))
        total = sum(rows.bit_count() for _, rows in found)
        return Found(tuple(best), total, _counted(found) if facets else {})

    def traits(self, places: Sequence[int]) -> list[Traits]:
        """What the ranking needs to know of these candidates."""
        found = []
        for place in places:
            segment = self._segment(place)
            row = place - segment.base
            found.append(traits_of(segment.tables.traits[row], segment.tables.days[row]))
        return found

    def card(self, place: int) -> Document:
        """The document of a candidate, without its texts."""
        segment = self._segment(place)
        return unpack_card(segment.reader.card(place - segment.base))

    def document(self, place: int) -> Document:
        """The whole document of a candidate."""
        segment = self._segment(place)
        return with_texts(self.card(place), segment.reader.texts(place - segment.base))

    def place(self, key: str) -> int | None:
        """The place of the document of that key, if it is there."""
        for number, rows in self.rows_of([key]).items():
            return self._segments[number].base + rows[-1]
        return None

    def rows_of(self, keys: Iterable[str]) -> dict[int, list[int]]:
        """Segment number -> live rows of the documents of these keys."""
        found: dict[int, list[int]] = {}
        for key in keys:
            for number, segment in enumerate(self._segments):
                for row in segment.reader.postings(key, KEY)[0]:
                    if row not in segment.reader.deleted:
                        found.setdefault(number, []).append(row)
        return found

    def close(self) -> None:
        """Closes the files."""
        for segment in self._segments:
            segment.reader.close()

    def _weighted(self, plan: Plan) -> list[Weighted]:
        return [
            Weighted(one.term, field, one.boost * (K1 + 1) * idf(self._count, frequency), one.alone)
            for one in plan.wanted
            for field in (HEAD, TEXT)
            if (frequency := self._frequency(one.term, field))
        ]

    def _frequency(self, term: str, field: str) -> int:
        key = (field, term)
        found = self._frequencies.get(key)
        if found is None:
            if len(self._frequencies) > KEPT_FREQUENCIES:
                self._frequencies.clear()
            found = sum(segment.reader.frequency(term, field) for segment in self._segments)
            self._frequencies[key] = found
        return found

    def _segment(self, place: int) -> Segment:
        return next(one for one in reversed(self._segments) if one.base <= place)


def _candidates(
    segment: Segment, plan: Plan, lists: Sequence[Loaded], rows: Rows, limit: int
) -> list[Candidate]:
    if plan.newest_first or plan.everything:
        found = segment.newest(rows, limit)
    else:
        found = segment.best(lists, rows, limit)
    return [Candidate(segment.base - row, score) for score, row in found]


def _counted(found: Sequence[tuple[Segment, Rows]]) -> Facets:
    """The most frequent values of every field, each counted over all segments."""
    frequent = [segment.frequent(FACETS, rows, FACET_VALUES) for segment, rows in found]
    return {
        field: _counts(field, {value for one in frequent for value in one[field]}, found)
        for field in FACETS
    }


def _counts(
    field: str, values: Iterable[str], found: Sequence[tuple[Segment, Rows]]
) -> dict[str, int]:
    counts = {
        value: sum(segment.count(field, rows, value) for segment, rows in found) for value in values
    }
    return dict(nsmallest(FACET_VALUES, counts.items(), key=lambda one: (-one[1], one[0])))
