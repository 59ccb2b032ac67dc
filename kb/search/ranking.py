"""The order of the best candidates: terms first, then what makes one document more useful."""

from datetime import date

from kb.search.documents import Kind
from kb.search.port import Candidate, Plan, Reader, Traits

KIND = {Kind.CASE: 1.1, Kind.ARTICLE: 1.0, Kind.TREE: 1.0}
LEAD = 0.2
"""The best case leads the page if its score is at least this share of the best one."""
SOLVED = 1.05
FRESH = 0.06
"""What a document of today is ahead of an ancient one."""
HALF_LIFE = 1500
"""Days in which half of that is gone."""


def ranked(reader: Reader, plan: Plan, candidates: tuple[Candidate, ...]) -> list[Candidate]:
    """The candidates in the order in which people see them."""
    if plan.newest_first:
        return list(candidates)
    today = date.today().toordinal()
    traits = reader.traits([one.place for one in candidates])
    scored = [
        Candidate(one.place, one.score * prior(known, today))
        for one, known in zip(candidates, traits, strict=True)
    ]
    cases = {
        one.place for one, known in zip(candidates, traits, strict=True) if known.kind is Kind.CASE
    }
    return led_by_a_case(sorted(scored, key=lambda one: (-one.score, one.place)), cases)


def led_by_a_case(ordered: list[Candidate], cases: set[int]) -> list[Candidate]:
    """The same order with the best case in front: people come to find who solved this before.

    Articles and trees are short and made of the very words that people type, so by terms alone they
    stand before the case whose thread they were written from.
    """
    best = next((one for one in ordered if one.place in cases), None)
    if best is None or best.score < LEAD * ordered[0].score:
        return ordered
    return [best, *(one for one in ordered if one is not best)]


def prior(traits: Traits, today: int) -> float:
    """How much more useful a document is, whatever was asked."""
    solved = SOLVED if traits.solved else 1.0
    age = max(0, today - traits.day) if traits.day else 36500
    return KIND[traits.kind] * solved * (1 + FRESH * 0.5 ** (age / HALF_LIFE))
