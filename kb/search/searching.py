"""One search from typed text to results; the same for both engines."""

from time import perf_counter

from kb.search import highlight, planning
from kb.search.bm25 import idf
from kb.search.documents import Document, Kind, key_of, url_of
from kb.search.finding import Finder
from kb.search.folding import fold
from kb.search.port import Candidate, Plan, Reader
from kb.search.query import Query, parse
from kb.search.ranking import ranked
from kb.search.results import Hit, Results

DEEP = 100
"""Candidates that are ranked by more than their terms."""


def search(
    reader: Reader,
    text: str,
    *,
    kind: str = "",
    limit: int = 20,
    offset: int = 0,
    newest_first: bool = False,
) -> Results:
    """Searches one view of an index.

    Args:
        kind: `case`, `tree` or `article`; empty for all.
        newest_first: by day instead of by relevance.
    """
    began = perf_counter()
    query = parse(text)
    if kind:
        query.filters["kind"] = (kind,)
    plan = planning.plan(query, reader, newest_first=newest_first)
    found = reader.search(plan, max(DEEP, offset + limit))
    page = ranked(reader, plan, found.candidates)[offset : offset + limit]
    weights = _weights(plan, reader)
    finder = Finder(weights)
    return Results(
        query=text,
        total=found.total,
        took_ms=(perf_counter() - began) * 1000,
        hits=tuple(_hit(reader, one, weights, finder) for one in page),
        facets=found.facets,
        codes=planning.codes_in(query.words) if not query.pasted else (),
        exact=exact(reader, query),
    )


def exact(reader: Reader, query: Query) -> str:
    """Path of the page that a query names exactly, or ""."""
    named = query.text.strip()
    if not named or len(named) > 80 or " " in named:
        return ""
    for kind in Kind:
        for id_ in (named, fold(named).upper(), fold(named).lower()):
            if reader.find(key_of(kind, id_)) is not None:
                return url_of(kind, id_)
    return ""


def _weights(plan: Plan, reader: Reader) -> dict[str, float]:
    documents = reader.count()
    return {one.term: one.boost * idf(documents, reader.frequency(one.term)) for one in plan.wanted}


def _hit(reader: Reader, candidate: Candidate, weights: dict[str, float], finder: Finder) -> Hit:
    document = reader.document(candidate.place)
    return Hit(
        id=document.id,
        kind=str(document.kind),
        title=document.title,
        segments=highlight.snippet(_texts(document), weights, finder),
        score=candidate.score,
        url=document.url,
        title_segments=highlight.title(document.title, finder),
        day=document.day,
        customer=document.customer,
        status=document.status,
    )


def _texts(document: Document) -> str:
    return "\n".join(text for text in (document.summary, document.steps, document.body) if text)
