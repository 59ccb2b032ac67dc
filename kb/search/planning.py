"""From a query to a plan: which terms of the index count, and how much."""

from dataclasses import dataclass, replace

from kb import codes
from kb.search.analysis import END, count_pairs, is_han
from kb.search.asking import Asked, Why, asking
from kb.search.bm25 import idf
from kb.search.folding import fold
from kb.search.glossary import Glossary
from kb.search.phrases import is_phrase
from kb.search.port import AnyOf, Plan, Reader, Wanted
from kb.search.query import Query

MOST_TERMS = 48
"""The most telling terms of a query; the others do not count."""
MOST_PASTED_TERMS = 32
EVERYDAY = 0.3
"""Share of all documents from which a word finds nothing alone, if another one does (“the”)."""
MANY = 500
"""Documents from which that holds."""
EXPANSIONS = 64
"""Terms that one prefix stands for at most."""
PREFIX = 1.0
"""What having any of the words of a prefix counts, against the word itself."""
ONE_CHARACTER = 1200
"""Pairs that one character stands for at most; there are rarely more."""
MOST_ALONE = 3
"""Single characters of a query that are looked for inside words."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and for each of its terms why it is there."""

    plan: Plan
    asked: dict[str, Asked]


def planned(
    query: Query, reader: Reader, glossary: Glossary, *, newest_first: bool = False
) -> Planned:
    """The plan of a query for this view of the index."""
    told = asking(query, glossary)
    asked = _most_telling(told.terms, reader, MOST_PASTED_TERMS if query.pasted else MOST_TERMS)
    begun = {prefix: _beginning_with(prefix, reader) for prefix in query.prefixes}
    inside = {char: reader.expand(char, ONE_CHARACTER) for char in _alone(query)}
    plan = Plan(
        wanted=tuple(Wanted(term, one.boost, one.alone) for term, one in asked.items()),
        any_of=tuple(_any_of(terms, reader) for terms in (begun | inside).values() if terms),
        all_of=tuple(terms for terms in told.together if terms <= asked.keys()),
        required=_all_of(query.phrases),
        # Words that must not stand together are looked for in the text, not in the index.
        excluded=_all_of(tuple(text for text in query.excluded if not is_phrase(text))),
        filters=_filters(query, reader),
        everything=not (query.words or query.phrases or query.prefixes),
        newest_first=newest_first,
    )
    why = {
        term: Asked(1.0, Why.PREFIX, prefix) for prefix, terms in begun.items() for term in terms
    }
    return Planned(plan, why | asked)


def _beginning_with(prefix: str, reader: Reader) -> tuple[str, ...]:
    return reader.expand(fold(prefix).lower(), EXPANSIONS)


def _alone(query: Query) -> list[str]:
    """Characters that are typed alone; they are looked for at the beginning of pairs."""
    words = () if query.pasted else fold(query.words).split()
    return [word for word in words if len(word) == 1 and is_han(word)][:MOST_ALONE]


def _any_of(terms: tuple[str, ...], reader: Reader) -> AnyOf:
    documents = reader.count()
    found = min(documents, sum(map(reader.frequency, terms)))
    return AnyOf(terms, PREFIX * idf(documents, found))


def _most_telling(asked: dict[str, Asked], reader: Reader, most: int) -> dict[str, Asked]:
    documents = reader.count()
    known = {term: found for term in asked if (found := reader.frequency(term))}
    telling = {term: asked[term].boost * idf(documents, found) for term, found in known.items()}
    best = sorted(telling, key=lambda term: (-telling[term], term))[:most]
    everyday = {term for term in best if known[term] > EVERYDAY * documents}
    if documents < MANY or not any(asked[term].alone for term in best if term not in everyday):
        everyday = set()
    return {
        term: replace(asked[term], alone=False) if term in everyday else asked[term]
        for term in best
    }


def _all_of(texts: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    sets = (frozenset(term for term in count_pairs(text) if END not in term) for text in texts)
    return tuple(one for one in sets if one)


def _filters(query: Query, reader: Reader) -> dict[str, tuple[str, ...]]:
    return {
        field: tuple(value for wanted in values for value in _values(field, wanted, reader))
        for field, values in query.filters.items()
    }


def _values(field: str, wanted: str, reader: Reader) -> list[str]:
    """The values that a typed one stands for: those that hold it, whatever their case or width."""
    if field == "code" and (canonical := codes.canonical(wanted)):
        return [canonical, *sorted(codes.variants(canonical))]
    folded = fold(wanted).lower()
    return [value for value in reader.values(field) if folded in fold(value).lower()]
