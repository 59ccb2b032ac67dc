"""Documents like one that is there already."""

from kb.search.asking import Asked
from kb.search.bag import bags_of
from kb.search.bm25 import idf
from kb.search.documents import Document
from kb.search.planning import Planned
from kb.search.port import Candidate, Plan, Reader, Wanted
from kb.search.results import Hit
from kb.search.searching import hits_of

MOST_TERMS = 25
"""The most telling terms of a document, by which others are found."""
MOST_WEIGHT = 3
"""A term that a head repeats counts so many times at most."""
ALIKE = 0.12
"""Share of a document's own score that a similar one must have."""


def similar(reader: Reader, key: str, limit: int = 5) -> tuple[Hit, ...]:
    """Documents of the same kind that are about the same; scores are shares from 0 to 1.

    Args:
        reader: view of the index.
        key: of a document; one that is not there has nothing like it.
        limit: hits at most.
    """
    place = reader.place(key)
    if place is None:
        return ()
    document = reader.document(place)
    asked = _telling(reader, document)
    plan = Plan(
        wanted=tuple(Wanted(term, one.boost) for term, one in asked.items()),
        filters={"kind": (str(document.kind),)},
    )
    found = reader.search(plan, limit + 1, facets=False).candidates
    own = next((one.score for one in found if one.place == place), 0.0)
    alike = [
        Candidate(one.place, one.score / own)
        for one in found
        if own and one.place != place and one.score >= ALIKE * own
    ]
    return hits_of(reader, Planned(plan, asked), alike[:limit])


def _telling(reader: Reader, document: Document) -> dict[str, Asked]:
    documents = reader.count()
    head = bags_of(document).head
    boosts = {term: float(min(weight, MOST_WEIGHT)) for term, weight in head.items()}
    telling = {
        term: boost * idf(documents, reader.frequency(term)) for term, boost in boosts.items()
    }
    best = sorted(telling, key=lambda term: (-telling[term], term))[:MOST_TERMS]
    return {term: Asked(boosts[term]) for term in best}
