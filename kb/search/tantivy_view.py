"""One view of a tantivy index: the `Reader` of the port."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import tantivy
from tantivy import DocAddress, Occur, Query

from kb.search.documents import FACETS, Document
from kb.search.packing import unpack_card, with_texts
from kb.search.port import Candidate, Found, Plan, Traits, traits_of
from kb.search.results import Facets

HEAD = "head"
TEXT = "text"
KEY = "key"
HELD = "held:"
"""Key of the document that says what the index holds of the feed."""
FACET_VALUES = 20
ALL_VALUES = 100_000
_PLACE_BITS = 32
_LOW = (1 << _PLACE_BITS) - 1


class TantivyView:
    """A searcher over one generation; threads share it."""

    def __init__(self, index: tantivy.Index, generation: int) -> None:
        self.generation = generation
        self._schema = index.schema
        self._searcher = index.searcher()

    def count(self) -> int:
        """Documents in this view."""
        return max(0, self._searcher.num_docs - 1)

    def frequency(self, term: str) -> int:
        """Documents that have the term."""
        return max(self._searcher.doc_freq(name, term) for name in (TEXT, HEAD))

    def expand(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Terms that begin so, in their order."""
        return tuple(
            term for term, _ in self._searcher.terms_with_prefix(TEXT, prefix, limit=limit)
        )

    def values(self, field: str) -> tuple[str, ...]:
        """All values of a field of the filters."""
        return tuple(value for value, _ in self._searcher.terms_with_prefix(field, ""))

    def search(self, plan: Plan, limit: int, *, facets: bool = True) -> Found:
        """The best documents for a plan."""
        if not (plan.wanted or plan.everything):
            return Found((), 0, {name: {} for name in FACETS} if facets else {})
        query = self._query(plan)
        by_day = plan.newest_first or plan.everything
        found = self._searcher.search(
            query, limit, count=False, order_by_field="day" if by_day else None
        )
        candidates = [
            Candidate((at.segment_ord << _PLACE_BITS) | at.doc, float(score))
            for score, at in found.hits
        ]
        total, counts = self._count(query, facets=facets)
        return Found(tuple(candidates), total, counts)

    def traits(self, places: Sequence[int]) -> list[Traits]:
        """What the ranking needs to know of these candidates."""
        at = [_address(place) for place in places]
        codes = self._searcher.fast_field_values("traits", at)
        days = self._searcher.fast_field_values("day", at)
        return [
            traits_of(int(code or 0), int(day or 0)) for code, day in zip(codes, days, strict=True)
        ]

    def card(self, place: int) -> Document:
        """The document of a candidate, without its texts."""
        return unpack_card(self._stored(place, "card"))

    def document(self, place: int) -> Document:
        """The whole document of a candidate."""
        return with_texts(self.card(place), self._stored(place, "texts"))

    def find(self, key: str) -> Document | None:
        """The document of that key, if it is there."""
        stored = self._find(key)
        if stored is None:
            return None
        return with_texts(unpack_card(stored["card"][0]), stored["texts"][0])

    def held(self) -> bytes | None:
        """What the index says it holds of the feed."""
        stored = self._find(HELD)
        return None if stored is None else bytes(stored["card"][0])

    def _find(self, key: str) -> Any:
        hits = self._searcher.search(self._term(KEY, key), 1).hits
        return self._searcher.doc(hits[0][1]) if hits else None

    def _stored(self, place: int, field: str) -> bytes:
        return bytes(self._searcher.doc(_address(place))[field][0])

    def _count(self, query: Query, *, facets: bool) -> tuple[int, Facets]:
        wanted: dict[str, Any] = {"total": {"value_count": {"field": "traits"}}}
        if facets:
            wanted |= {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in FACETS}
        told = self._searcher.aggregate(query, wanted)
        counts = {name: _sorted(told[name]["buckets"]) for name in FACETS} if facets else {}
        return int(told["total"]["value"]), counts

    def _query(self, plan: Plan) -> Query:
        parts = [(Occur.Must, self._everything if plan.everything else self._any(plan))]
        for terms in plan.required:
            parts += [(Occur.Must, _silent(self._term(TEXT, term))) for term in sorted(terms)]
        for terms in plan.excluded:
            parts.append((Occur.MustNot, self._all(terms)))
        for field, values in plan.filters.items():
            wanted = Query.term_set_query(self._schema, field, list(values))
            parts.append((Occur.Must, _silent(wanted)))
        return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)

    @cached_property
    def _everything(self) -> Query:
        held = (Occur.MustNot, self._term(KEY, HELD))
        return Query.boolean_query([(Occur.Must, Query.all_query()), held])

    def _any(self, plan: Plan) -> Query:
        """Any wanted term, in the head or anywhere; only those that are there, to save time."""
        parts = []
        for one in plan.wanted:
            for field in (HEAD, TEXT):
                if self._searcher.doc_freq(field, one.term):
                    term = self._term(field, one.term)
                    boosted = term if one.boost == 1 else Query.boost_query(term, one.boost)
                    parts.append((Occur.Should, boosted))
        return Query.boolean_query(parts)

    def _all(self, terms: Iterable[str]) -> Query:
        return Query.boolean_query([(Occur.Must, self._term(TEXT, term)) for term in sorted(terms)])

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, "freq")


def _silent(query: Query) -> Query:
    """A condition that adds nothing to the score."""
    return Query.const_score_query(query, 0.0)


def _address(place: int) -> DocAddress:
    return DocAddress(place >> _PLACE_BITS, place & _LOW)


def _sorted(buckets: list[dict[str, Any]]) -> dict[str, int]:
    ordered = sorted(buckets, key=lambda one: (-one["doc_count"], one["key"]))
    return {str(one["key"]): int(one["doc_count"]) for one in ordered}
