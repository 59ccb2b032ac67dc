"""One view of the whole Whoosh index: the `Reader` of the port."""

from collections import Counter
from heapq import nlargest, nsmallest
from pathlib import Path

from kb.search.bm25 import idf
from kb.search.documents import FACETS, Document
from kb.search.packing import unpack_card, with_texts
from kb.search.port import Candidate, Found, Plan
from kb.search.results import Facets
from kb.search.whoosh_reading import SegmentReader
from kb.search.whoosh_segment import Segment
from kb.search.whoosh_state import Contents
from kb.search.whoosh_writing import KEY

FACET_VALUES = 20
"""The most frequent values of a facet that are counted out."""


class View:
    """All segments of one generation, for one thread."""

    def __init__(self, folder: Path, contents: Contents) -> None:
        self.generation = contents.generation
        self._count = sum(part.live for part in contents.parts)
        self._segments: list[Segment] = []
        rows = sum(part.rows for part in contents.parts)
        average = sum(part.length for part in contents.parts) / rows if rows else 1.0
        base = 0
        for part in contents.parts:
            self._segments.append(Segment(SegmentReader(folder, part), base, average))
            base += part.rows

    def count(self) -> int:
        """Documents in this view."""
        return self._count

    def frequency(self, term: str) -> int:
        """Documents that have the term (also replaced ones, until they are merged away)."""
        return sum(segment.reader.frequency(term) for segment in self._segments)

    def expand(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Terms that begin so, in their order."""
        found = {
            term for segment in self._segments for term in segment.reader.expand(prefix, limit)
        }
        return tuple(sorted(found)[:limit])

    def values(self, field: str) -> tuple[str, ...]:
        """All values of a field of the filters."""
        found = {
            value
            for segment in self._segments
            for value in segment.reader.expand("", 1_000_000, field)
        }
        return tuple(sorted(found))

    def search(self, plan: Plan, limit: int, *, facets: bool = True) -> Found:
        """The best documents for a plan."""
        wanted = [(one, idf(self._count, self.frequency(one.term))) for one in plan.wanted]
        total, counts, best = 0, {field: Counter[str]() for field in FACETS}, list[Candidate]()
        for segment in self._segments:
            scores, matched = segment.score(wanted)
            if plan.everything:
                matched = set(range(segment.reader.rows))
            rows = segment.narrowed(plan, matched)
            total += len(rows)
            order = segment.days if plan.newest_first else scores
            best += [
                Candidate(segment.base + row, float(order[row]))
                for row in nlargest(limit, rows, key=order.__getitem__)
            ]
            if facets:
                for field, counted in segment.count(rows).items():
                    counts[field].update(counted)
        best = nsmallest(limit, best, key=lambda one: (-one.score, one.place))
        return Found(tuple(best), total, _most_frequent(counts) if facets else {})

    def card(self, place: int) -> Document:
        """The document of a candidate, without its texts."""
        segment = self._segment(place)
        return unpack_card(segment.reader.card(place - segment.base))

    def document(self, place: int) -> Document:
        """The whole document of a candidate."""
        segment = self._segment(place)
        return with_texts(self.card(place), segment.reader.texts(place - segment.base))

    def find(self, key: str) -> Document | None:
        """The document of that key, if it is there."""
        for segment in self._segments:
            for row in segment.reader.postings(key, KEY)[0]:
                if row not in segment.reader.deleted:
                    return self.document(segment.base + row)
        return None

    def rows_of(self, key: str) -> list[tuple[int, int]]:
        """Segment number and row of every live document of that key."""
        return [
            (number, row)
            for number, segment in enumerate(self._segments)
            for row in segment.reader.postings(key, KEY)[0]
            if row not in segment.reader.deleted
        ]

    def close(self) -> None:
        """Closes the files."""
        for segment in self._segments:
            segment.reader.close()

    def _segment(self, place: int) -> Segment:
        return next(one for one in reversed(self._segments) if one.base <= place)


def _most_frequent(counts: dict[str, Counter[str]]) -> Facets:
    return {
        field: dict(nsmallest(FACET_VALUES, counted.items(), key=lambda one: (-one[1], one[0])))
        for field, counted in counts.items()
    }
