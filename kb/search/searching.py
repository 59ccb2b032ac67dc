"""One search from typed text to results; the same for both engines."""

from dataclasses import dataclass, replace
from time import perf_counter

from kb import codes
from kb.search import highlight
from kb.search.bm25 import idf
from kb.search.codefinding import codes_in
from kb.search.documents import Document, Kind, key_of
from kb.search.finding import Finder
from kb.search.folding import fold
from kb.search.glossary import Glossary
from kb.search.phrases import checked
from kb.search.planning import Planned, planned
from kb.search.port import Candidate, Found, Plan, Reader
from kb.search.query import Query, parse
from kb.search.ranking import ranked
from kb.search.results import Hit, Results
from kb.search.spelling import better

DEEP = 50
"""Candidates beyond the page that may come to it because they are more useful."""
LONGEST_NAME = 80
"""Characters of a text that may name a page exactly."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to search for.

    Attributes:
        kind: `case`, `tree` or `article`; empty for all.
        newest_first: by day instead of by relevance.
        facets: whether to count the values of all hits.
    """

    text: str
    kind: str = ""
    limit: int = 20
    offset: int = 0
    newest_first: bool = False
    facets: bool = True

    def query(self) -> Query:
        """The text, parsed, within the kind."""
        query = parse(self.text)
        return (
            replace(query, filters={**query.filters, "kind": (self.kind,)}) if self.kind else query
        )


@dataclass(frozen=True, slots=True)
class Ordered:
    """What was found, in the order in which people see it."""

    query: Query
    planned: Planned
    found: Found
    order: list[Candidate]


def ordered(reader: Reader, glossary: Glossary, request: Request) -> Ordered:
    """Finds and ranks, but shows nothing yet; what is named exactly goes first."""
    query = request.query()
    plan = planned(query, reader, glossary, newest_first=request.newest_first)
    depth = request.offset + request.limit + DEEP
    found = reader.search(plan.plan, depth, facets=request.facets)
    found = checked(reader, query, plan.plan, found)
    order = ranked(reader, query, plan, found.candidates)
    place = named_place(reader, query)
    named = [one for one in order if one.place == place]
    first = [Candidate(one.place, order[0].score) for one in named]
    return Ordered(query, plan, found, [*first, *(one for one in order if one not in named)])


def search(reader: Reader, glossary: Glossary, request: Request) -> Results:
    """Searches one view of an index; whatever was typed, there is an answer."""
    began = perf_counter()
    best = ordered(reader, glossary, request)
    page = best.order[request.offset : request.offset + request.limit]
    hits = hits_of(reader, best.planned, page)
    explained = () if best.query.pasted else codes_in(best.query.words)
    return Results(
        query=request.text,
        total=best.found.total,
        took_ms=(perf_counter() - began) * 1000,
        hits=hits,
        facets=best.found.facets,
        codes=explained,
        did_you_mean=better(best.query, reader, glossary),
        exact=exact(reader, best.query, explained),
    )


def hits_of(reader: Reader, plan: Planned, page: list[Candidate]) -> tuple[Hit, ...]:
    """The candidates as hits, with their passages."""
    weights = _weights(plan, reader)
    finder = Finder(weights, [term for term in weights if not plan.asked[term].alone])
    return tuple(_hit(reader, one, weights, finder) for one in page)


def named_place(reader: Reader, query: Query) -> int | None:
    """The place of the document whose id was typed and nothing else, in any case and width."""
    typed = query.text.strip()
    folded = fold(typed)
    if not typed or " " in folded or len(folded) > LONGEST_NAME:
        return None
    ids = dict.fromkeys((typed, folded.upper(), folded.lower()))
    places = (reader.place(key_of(kind, id_)) for kind in Kind for id_ in ids)
    return next((place for place in places if place is not None), None)


def exact(reader: Reader, query: Query, explained: tuple[codes.Explanation, ...]) -> str:
    """Path of the page that a query names exactly: an id, or a code that only one case has."""
    place = named_place(reader, query)
    if place is not None:
        return reader.card(place).url
    named = query.text.strip()
    canonical = codes.canonical(named) if explained and len(named) <= LONGEST_NAME else None
    return _only_case(reader, canonical) if canonical else ""


def _only_case(reader: Reader, canonical: str) -> str:
    wanted = (canonical, *sorted(codes.variants(canonical)))
    filters = {"kind": (str(Kind.CASE),), "code": wanted}
    found = reader.search(Plan(everything=True, filters=filters), 2, facets=False)
    return reader.card(found.candidates[0].place).url if found.total == 1 else ""


def _weights(plan: Planned, reader: Reader) -> dict[str, float]:
    """What is marked, and how telling it is; a character of a longer word alone marks nothing."""
    documents = reader.count()
    return {
        term: one.boost * idf(documents, reader.frequency(term))
        for term, one in plan.asked.items()
        if one.alone or len(term) > 1
    }


def _hit(reader: Reader, candidate: Candidate, weights: dict[str, float], finder: Finder) -> Hit:
    document = reader.document(candidate.place)
    return Hit(
        id=document.id,
        kind=str(document.kind),
        title=document.title,
        segments=highlight.snippet(_passages(document), weights, finder),
        score=candidate.score,
        url=document.url,
        title_segments=highlight.title(document.title, finder),
        day=document.day,
        customer=document.customer,
        status=document.status,
    )


def _passages(document: Document) -> str:
    return "\n".join(text for text in (document.summary, document.steps, document.body) if text)
