"""The order of the best candidates: terms first, then what makes one document more useful."""

from collections.abc import Sequence
from datetime import UTC, datetime

from kb.search.analysis import END, count_pairs
from kb.search.asking import Asked, Why
from kb.search.bm25 import idf
from kb.search.documents import Document, Kind
from kb.search.folding import fold
from kb.search.planning import Planned
from kb.search.port import Candidate, Reader, Traits
from kb.search.query import Query

KIND = {Kind.CASE: 1.1, Kind.ARTICLE: 1.0, Kind.TREE: 1.0}
SOLVED = 1.05
FRESH = 0.06
"""What a document of today is ahead of an ancient one."""
HALF_LIFE = 1500
"""Days in which half of that is gone."""
NO_DAY = 36_500
ASKED_FULLY = 0.8
"""Share of what a query tells that a case must have to go before trees and articles."""
NOT_FAR_BEHIND = 0.25
"""Share of the best score that it must have."""
LOOKED_AT = 3
"""Cases that are looked at for that."""


def ranked(
    reader: Reader, query: Query, planned: Planned, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """The candidates in the order in which people see them."""
    if planned.plan.newest_first or planned.plan.everything or not candidates:
        return list(candidates)
    today = datetime.now(UTC).date().toordinal()
    traits = reader.traits([one.place for one in candidates])
    scored = [
        (Candidate(one.place, one.score * prior(known, today)), known.kind)
        for one, known in zip(candidates, traits, strict=True)
    ]
    scored.sort(key=lambda pair: (-pair[0].score, pair[0].place))
    return _case_first(reader, query, planned, scored)


def prior(traits: Traits, today: int) -> float:
    """How much more useful a document is, whatever was asked."""
    solved = SOLVED if traits.solved else 1.0
    age = max(0, today - traits.day) if traits.day else NO_DAY
    fresh = FRESH * float(0.5 ** (age / HALF_LIFE))
    return KIND[traits.kind] * solved * (1 + fresh)


def _case_first(
    reader: Reader, query: Query, planned: Planned, scored: list[tuple[Candidate, Kind]]
) -> list[Candidate]:
    """Puts the best case that answers the whole question before trees and articles.

    Engineers look for the case that solved it; a tree or an article has the words in its title and
    would win by that. Not so for pasted text, and not where the title is what was typed.
    """
    order = [one for one, _ in scored]
    if scored[0][1] is Kind.CASE or query.pasted or query.filters.get("kind"):
        return order
    if fold(reader.card(order[0].place).title).lower() == fold(query.text).lower().strip():
        return order
    bar = order[0].score * NOT_FAR_BEHIND
    cases = [one for one, kind in scored if kind is Kind.CASE and one.score >= bar]
    for case in cases[:LOOKED_AT]:
        if coverage(reader, planned.asked, reader.document(case.place)) >= ASKED_FULLY:
            first = Candidate(case.place, order[0].score)
            return [first, *(one for one in order if one.place != case.place)]
    return order


def coverage(reader: Reader, asked: dict[str, Asked], document: Document) -> float:
    """The share of what was typed, by how telling it is, that a document has.

    A word is also had where the document has another word for it.
    """
    had = set(count_pairs(document.text))
    documents = reader.count()
    total = found = 0.0
    for term, one in asked.items():
        if one.why is Why.TYPED and (END not in term):
            telling = one.boost * idf(documents, reader.frequency(term))
            total += telling
            if term in had or _is_character_of(term, had):
                found += telling
    return found / total if total else 0.0


def _is_character_of(term: str, had: set[str]) -> bool:
    return len(term) == 1 and any(term in pair for pair in had)
