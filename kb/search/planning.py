"""From a query to a plan: which terms of the index count, and how much."""

from kb import codes
from kb.search.analysis import END, count_pairs, count_terms
from kb.search.bm25 import idf
from kb.search.folding import fold
from kb.search.port import Plan, Reader, Wanted
from kb.search.query import Query

MOST_TERMS = 48
"""The most telling terms of a query; the others do not count."""
EXPANSIONS = 64
"""Terms that one prefix stands for at most."""
MOST_WORDS = 64
"""Words of a query that are looked through for codes."""
LONGEST_NOTATION = 80
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
    words = text.split()[:MOST_WORDS]
    found: dict[str, codes.Explanation] = {}
    if 1 < len(words) <= LONGEST_CODE and (whole := codes.canonical(text)):
        return (codes.explain(whole),)
    place = 0
    while place < len(words):
        place += _code_at(words, place, found)
    return tuple(found.values())


def _code_at(words: list[str], place: int, found: dict[str, codes.Explanation]) -> int:
    """Notes the code that begins at a word; returns the words that it takes, at least one."""
    for width in range(min(LONGEST_CODE, len(words) - place), 0, -1):
        piece = " ".join(words[place : place + width])
        if _may_be_code(piece) and (canonical := codes.canonical(piece)):
            found.setdefault(canonical, codes.explain(canonical))
            return width
    return 1


def _may_be_code(text: str) -> bool:
    return len(text) <= LONGEST_NOTATION and ("_" in text or any(map(str.isdigit, text)))


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
    sets = (frozenset(term for term in count_pairs(text) if END not in term) for text in texts)
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
