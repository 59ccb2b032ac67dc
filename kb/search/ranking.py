"""The order of the best candidates: terms first, then what makes one document more useful."""

from dataclasses import replace

from kb.search.documents import Document, Kind
from kb.search.port import Candidate, Plan, Reader

KIND = {Kind.CASE: 1.25, Kind.ARTICLE: 1.0, Kind.TREE: 0.9}
SOLVED = 1.05


def ranked(reader: Reader, plan: Plan, candidates: tuple[Candidate, ...]) -> list[Candidate]:
    """The candidates in the order in which people see them."""
    if plan.newest_first:
        return list(candidates)
    scored = [replace(one, score=one.score * prior(reader.card(one.place))) for one in candidates]
    return sorted(scored, key=lambda one: (-one.score, one.place))


def prior(card: Document) -> float:
    """How much more useful a document is, whatever was asked."""
    return KIND[card.kind] * (SOLVED if card.solved else 1.0)
