"""From a query to a plan: which terms of the index count, and how much."""

from kb import codes
from kb.search.analysis import count_terms, tokens
from kb.search.bm25 import idf
from kb.search.folding import fold
from kb.search.port import Plan, Reader, Wanted
from kb.search.query import Query

MOST_TERMS = 48
"""The most telling terms of a query; the others do not count."""
EXPANSIONS = 64
"""Terms that one prefix stands for at most."""
LONGEST_CODE = 6
"""Words that together may be one code: `stop code 0x1e`."""


def plan(query: Query, reader: Reader, *, newest_first: bool = False) -> Plan:
    """The plan of a query for this view of the index."""
    wanted = _words(query)
    for prefix in query.prefixes:
        for term in reader.expand(fold(prefix).lower(), EXPANSIONS):
            wanted.setdefault(term, 0.5)
    for phrase in query.phrases:
        wanted.update(dict.fromkeys(count_terms(phrase), 1.0))
    chosen = _most_telling(wanted, reader)
    return Plan(
        wanted=tuple(Wanted(term, boost) for term, boost in chosen),
        required=_all_of(query.phrases),
        excluded=_all_of(query.excluded),
        filters=_filters(query, reader),
        everything=not (wanted or query.phrases or query.words.strip()),
        newest_first=newest_first,
    )


def codes_in(text: str) -> tuple[codes.Explanation, ...]:
    """The error codes of a short text, explained, each once."""
    words = text.split()
    found: dict[str, codes.Explanation] = {}
    place = 0
    while place < min(len(words), 64):
        for width in range(min(LONGEST_CODE, len(words) - place), 0, -1):
            piece = " ".join(words[place : place + width])
            if len(piece) <= 80 and (canonical := codes.canonical(piece)):
                found.setdefault(canonical, codes.explain(canonical))
                place += width - 1
                break
        place += 1
    return tuple(found.values())


def _words(query: Query) -> dict[str, float]:
    wanted = dict.fromkeys(count_terms(query.words), 1.0)
    for code in codes_in(query.words):
        wanted |= _code_terms(code)
    return wanted


def _code_terms(code: codes.Explanation) -> dict[str, float]:
    """A code is found by itself, by its partners and by its names."""
    canonical = str(code.canonical)
    terms = dict.fromkeys(codes.variants(canonical), 1.0)
    for name in code.names[:4]:
        for term in count_terms(name.name):
            terms[term] = 1.5 if term == name.name.lower() else 0.4
    return terms | {canonical: 3.0}


def _most_telling(wanted: dict[str, float], reader: Reader) -> list[tuple[str, float]]:
    documents = reader.count()
    known = {
        term: boost * idf(documents, frequency)
        for term, boost in wanted.items()
        if (frequency := reader.frequency(term))
    }
    best = sorted(known, key=lambda term: (-known[term], term))[:MOST_TERMS]
    return [(term, wanted[term]) for term in best]


def _all_of(texts: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    sets = (frozenset(token.text for token in tokens(text)) for text in texts)
    return tuple(one for one in sets if one)


def _filters(query: Query, reader: Reader) -> dict[str, tuple[str, ...]]:
    return {
        field: tuple(value for wanted in values for value in _values(field, wanted, reader))
        for field, values in query.filters.items()
    }


def _values(field: str, wanted: str, reader: Reader) -> list[str]:
    if field == "code" and (canonical := codes.canonical(wanted)):
        return [canonical, *sorted(codes.variants(canonical))]
    folded = fold(wanted).lower()
    return [value for value in reader.values(field) if folded in fold(value).lower()]
