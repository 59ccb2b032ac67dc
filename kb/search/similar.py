"""Documents like one that is there already."""

from dataclasses import replace

from kb.search.asking import Asked, asking
from kb.search.bm25 import idf
from kb.search.documents import Document
from kb.search.folding import fold
from kb.search.glossary import Glossary
from kb.search.planning import Planned
from kb.search.port import Candidate, Plan, Reader, Wanted
from kb.search.query import Query
from kb.search.results import Hit
from kb.search.searching import hits_of

MOST_TERMS = 40
"""The most telling terms of a document, by which others are found."""
EXACT = 2.0
"""What an identifier (a driver, an update, a build) counts against a word."""
COMMON = 0.35
"""Share of all documents that have a term which tells nothing."""
MANY = 20
"""Documents from which such a share means something."""
ALIKE = 0.17
"""Share of a document's own score that a similar one must have."""
SHORTEST_NUMBER = 4
DEEP = 200
"""Documents among which the own one is looked for."""
SUMMARY = 2000


def similar(reader: Reader, glossary: Glossary, key: str, limit: int = 5) -> tuple[Hit, ...]:
    """Documents of the same kind that are about the same; scores are shares from 0 to 1.

    Args:
        reader: view of the index.
        glossary: finds what is alike in another language.
        key: of a document; one that is not there has nothing like it.
        limit: hits at most.
    """
    place = reader.place(key)
    if place is None:
        return ()
    document = reader.document(place)
    asked = _telling(reader, glossary, document)
    plan = Plan(
        wanted=tuple(Wanted(term, one.boost, one.alone) for term, one in asked.items()),
        filters={"kind": (str(document.kind),)},
    )
    found = reader.search(plan, DEEP, facets=False).candidates
    own = next((one.score for one in found if one.place == place), 0.0)
    alike = [
        Candidate(one.place, min(1.0, one.score / own))
        for one in found
        if one.place != place and one.score >= ALIKE * own > 0
    ]
    return hits_of(reader, Planned(plan, asked), alike[:limit])


def _telling(reader: Reader, glossary: Glossary, document: Document) -> dict[str, Asked]:
    """Its most telling terms among those that others have, too; whose case it was tells nothing."""
    documents = reader.count()
    told = asking(Query("", words=_about(document)), glossary).terms
    frequencies = {term: reader.frequency(term) for term in told}
    most = COMMON * documents if documents >= MANY else documents
    weighed = {
        term: replace(one, boost=one.boost * (EXACT if _is_exact(term) else 1.0))
        for term, one in told.items()
        if 1 < frequencies[term] <= most and not _is_slight(term)
    }
    telling = {term: one.boost * idf(documents, frequencies[term]) for term, one in weighed.items()}
    best = sorted(telling, key=lambda term: (-telling[term], term))[:MOST_TERMS]
    return {term: weighed[term] for term in best}


def _about(document: Document) -> str:
    """What it is about, without the customer's name."""
    text = "\n".join((document.title, document.also, *document.codes, document.summary[:SUMMARY]))
    return fold(text).replace(fold(document.customer), " ") if document.customer else text


def _is_slight(term: str) -> bool:
    """Whether a term is too little to be alike in: one character, a small number."""
    return len(term) == 1 or (term.isdigit() and len(term) < SHORTEST_NUMBER)


def _is_exact(term: str) -> bool:
    return any(map(str.isdigit, term)) and not term.isdigit()
