"""One view of a tantivy index: the `Reader` of the port."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import tantivy
from tantivy import DocAddress, Occur, Query

from kb.search.documents import FACETS, Document
from kb.search.packing import unpack_card, with_texts
from kb.search.port import AnyOf, Candidate, Found, Plan, Traits, Wanted, traits_of
from kb.search.results import Facets

HEAD = "head"
TEXT = "text"
KEY = "key"
HELD = "held:"
"""Key of the document that says what the index holds of the feed."""
FACET_VALUES = 20
FEW = 1000
"""So few matches are scored strictly."""
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

    def segments(self) -> int:
        """Segments that it searches."""
        return int(self._searcher.num_segments)

    def frequency(self, term: str) -> int:
        """Documents that have the term."""
        return max(self._searcher.doc_freq(name, term) for name in (TEXT, HEAD))

    def expand(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Terms that begin so, those of most documents first."""
        found = self._searcher.terms_with_prefix(TEXT, prefix, limit=limit)
        return tuple(term for term, _ in sorted(found, key=lambda one: (-one[1], one[0])))

    def values(self, field: str) -> tuple[str, ...]:
        """All values of a field of the filters."""
        return tuple(sorted(value for value, _ in self._searcher.terms_with_prefix(field, "")))

    def search(self, plan: Plan, limit: int, *, facets: bool = True) -> Found:
        """The best documents for a plan.

        Counting is a question of its own. Where few documents match, they are scored strictly; where
        many do, the words that make no match alone are left to the score, because tantivy then
        skips whatever cannot be among the best, and what has only such words is not among them.
        """
        matching = self._matching(plan)
        if matching is None:
            return Found((), 0, {name: {} for name in FACETS} if facets else {})
        conditions = self._conditions(plan)
        total, counts = self._count(_joined([(Occur.Must, matching), *conditions]), facets=facets)
        strict = total <= FEW or bool(conditions)
        scoring = self._scoring(plan, matching if strict else None)
        by_day = plan.newest_first or plan.everything
        found = self._searcher.search(
            _joined([*scoring, *conditions]),
            limit,
            count=False,
            order_by_field="day" if by_day else None,
        )
        candidates = [
            Candidate((at.segment_ord << _PLACE_BITS) | at.doc, float(score))
            for score, at in found.hits
        ]
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
        return unpack_card(bytes(self._stored(place)["card"][0]))

    def document(self, place: int) -> Document:
        """The whole document of a candidate."""
        stored = self._stored(place)
        return with_texts(unpack_card(bytes(stored["card"][0])), bytes(stored["texts"][0]))

    def place(self, key: str) -> int | None:
        """The place of the document of that key, if it is there."""
        hits = self._searcher.search(self._term(KEY, key), 1, count=False).hits
        return (hits[0][1].segment_ord << _PLACE_BITS) | hits[0][1].doc if hits else None

    def held(self) -> bytes | None:
        """What the index says it holds of the feed."""
        place = self.place(HELD)
        return None if place is None else bytes(self._stored(place)["card"][0])

    def _stored(self, place: int) -> tantivy.Document:
        return self._searcher.doc(_address(place))

    def _count(self, query: Query, *, facets: bool) -> tuple[int, Facets]:
        wanted: dict[str, Any] = {"total": {"value_count": {"field": "traits"}}}
        if facets:
            wanted |= {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in FACETS}
        told = self._searcher.aggregate(query, wanted)
        counts = {name: _sorted(told[name]["buckets"]) for name in FACETS} if facets else {}
        return int(told["total"]["value"]), counts

    def _matching(self, plan: Plan) -> Query | None:
        """Documents that match, whatever their score; None where nothing can."""
        if plan.everything:
            return self._everything
        parts = [
            query for one in plan.wanted if one.alone for query in self._terms(one, boost=False)
        ]
        parts += [self._any_of(group) for group in plan.any_of]
        parts += [self._all(terms) for terms in plan.all_of]
        return _joined([(Occur.Should, part) for part in parts]) if parts else None

    def _scoring(self, plan: Plan, matching: Query | None) -> list[tuple[Occur, Query]]:
        """What adds to the score, and, if strictly, what must match."""
        if plan.everything:
            return [(Occur.Must, self._everything)]
        parts = [query for one in plan.wanted for query in self._terms(one)]
        parts += [self._any_of(group) for group in plan.any_of]
        scoring = [(Occur.Should, part) for part in parts]
        return scoring if matching is None else [(Occur.Must, _silent(matching)), *scoring]

    def _conditions(self, plan: Plan) -> list[tuple[Occur, Query]]:
        parts = [(Occur.Must, _silent(self._all(terms))) for terms in plan.required]
        parts += [(Occur.MustNot, self._all(terms)) for terms in plan.excluded]
        for field, values in plan.filters.items():
            wanted = Query.term_set_query(self._schema, field, list(values))
            parts.append((Occur.Must, _silent(wanted)))
        return parts

    @cached_property
    def _everything(self) -> Query:
        held = (Occur.MustNot, self._term(KEY, HELD))
        return Query.boolean_query([(Occur.Must, Query.all_query()), held])

    def _terms(self, one: Wanted, *, boost: bool = True) -> Iterator[Query]:
        """A term in the head and anywhere; only where it is at all, to save time."""
        for field in (HEAD, TEXT):
            if self._searcher.doc_freq(field, one.term):
                term = self._term(field, one.term)
                yield Query.boost_query(term, one.boost) if boost and one.boost != 1 else term

    def _any_of(self, group: AnyOf) -> Query:
        terms = Query.term_set_query(self._schema, TEXT, list(group.terms))
        return Query.const_score_query(terms, group.points)

    def _all(self, terms: Iterable[str]) -> Query:
        return Query.boolean_query([(Occur.Must, self._term(TEXT, term)) for term in sorted(terms)])

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, "freq")


def _joined(parts: list[tuple[Occur, Query]]) -> Query:
    return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)


def _silent(query: Query) -> Query:
    """A condition that adds nothing to the score."""
    return Query.const_score_query(query, 0.0)


def _address(place: int) -> DocAddress:
    return DocAddress(place >> _PLACE_BITS, place & _LOW)


def _sorted(buckets: list[dict[str, Any]]) -> dict[str, int]:
    ordered = sorted(buckets, key=lambda one: (-one["doc_count"], one["key"]))
    return {str(one["key"]): int(one["doc_count"]) for one in ordered}
