"""Why a step of a `diagnose` node is proposed, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from trees.learning.traffic import Tried
from trees.messages import say
from trees.model import Diagnose
from trees.plan import Decision, Kind

_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a page says beside a proposal.

    Attributes:
        title: a heading for it.
        because: one sentence on the proposed step.
        believed: a heading for the causes.
        causes: words for each cause that is still possible, with its share in percent.
        warning: what to think of contradictory answers; empty where there are none.
    """

    title: str
    because: str
    believed: str
    causes: tuple[tuple[str, int], ...]
    warning: str


def reasons(
    node: Diagnose, decision: Decision, language: str, tried: Mapping[str, Tried]
) -> Reasons:
    """Put a decision into words.

    Args:
        node: the node.
        decision: what `trees.plan.decide` found.
        language: of the words.
        tried: fix -> how it did in recorded walks, where it was tried.
    """
    ranked = sorted(decision.shares.items(), key=lambda pair: -pair[1])
    causes = tuple(
        (node.causes[cause].text.say(language) or cause, round(100 * share))
        for cause, share in ranked
        if share >= _LEAST
    )
    return Reasons(
        say("why", language),
        _because(decision, language, tried),
        say("why-causes", language),
        causes,
        say("why-contradiction", language) if decision.contradiction else "",
    )


def _because(decision: Decision, language: str, tried: Mapping[str, Tried]) -> str:
    best = decision.best
    if best.kind is not Kind.FIX:
        return say(f"why-{best.kind}", language)
    found = tried.get(best.step)
    if found is None or not found.tried:
        return say("why-no-record", language)
    percents = {
        "percent": round(100 * found.solved / found.tried),
        "low": round(100 * found.rate.low),
        "high": round(100 * found.rate.high),
    }
    return say("why-record", language, tried=found.tried, solved=found.solved, **percents)
