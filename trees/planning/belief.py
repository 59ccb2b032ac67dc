"""What we believe about the cause, before and after each observation.

Heckerman, Breese, Rommelse, "Decision-theoretic troubleshooting", CACM 38(3), 1995: one cause is
at work; a fix that did not help and an answer each speak for some causes and against others.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from trees.model import DECLINED, NOT_SOLVED, Diagnose

Weights = tuple[float, ...]
_VANISHED: Final = 1e-290


@dataclass(frozen=True, slots=True)
class FixModel:
    """A fix as the arithmetic sees it.

    Attributes:
        cost: minutes.
        repairs: for each cause the chance that the fix cures the problem if this is the cause.
        after: places of the fixes that must be tried before.
        setup: place of the preparation that it shares with other fixes, -1 for none.
    """

    name: str
    cost: float
    repairs: Weights
    after: frozenset[int] = frozenset()
    setup: int = -1


@dataclass(frozen=True, slots=True)
class ProbeModel:
    """A question; `chances[s][f]` is the chance of its answer `s` if `f` is the cause."""

    name: str
    cost: float
    answers: tuple[str, ...]
    chances: tuple[Weights, ...]


@dataclass(frozen=True)
class Problem:
    """A `diagnose` node as numbers.

    Attributes:
        prior: shares of the causes; they add to 1.
        setups: minutes of each preparation, paid once.
        giving_up: minutes that the hand-over costs.
    """

    causes: tuple[str, ...]
    prior: Weights
    fixes: tuple[FixModel, ...]
    probes: tuple[ProbeModel, ...]
    giving_up: float
    setups: tuple[float, ...] = ()

    @cached_property
    def places(self) -> dict[str, int]:
        """Name of a step -> its place; questions follow the fixes."""
        names = [fix.name for fix in self.fixes] + [probe.name for probe in self.probes]
        return {name: place for place, name in enumerate(names)}


def problem(node: Diagnose, prior: Mapping[str, float] | None = None) -> Problem:
    """The numbers of a node; `prior` replaces the author's weights with learned shares."""
    causes = tuple(node.causes)
    weights = [(prior or {}).get(name, cause.weight) for name, cause in node.causes.items()]
    places = {name: place for place, name in enumerate(node.fixes)}
    setups = {name: place for place, name in enumerate(node.setups)}
    fixes = tuple(
        FixModel(
            name,
            fix.minutes,
            tuple(fix.repairs.get(cause, 0.0) for cause in causes),
            frozenset(places[other] for other in fix.after),
            setups.get(fix.setup, -1),
        )
        for name, fix in node.fixes.items()
    )
    probes = tuple(
        ProbeModel(
            name,
            probe.minutes,
            tuple(probe.answers),
            tuple(tuple(map(answer.chance, causes)) for answer in probe.answers.values()),
        )
        for name, probe in node.questions.items()
    )
    minutes = tuple(setup.minutes for setup in node.setups.values())
    return Problem(causes, normal(weights), fixes, probes, node.handover.cost, minutes)


def normal(weights: Sequence[float]) -> Weights:
    """Weights that add to 1; all equal where they are all 0."""
    largest = max(weights, default=0.0)
    if largest <= 0.0:
        return tuple(1.0 / len(weights) for _ in weights)
    scaled = [weight / largest for weight in weights]
    total = math.fsum(scaled)
    return tuple(weight / total for weight in scaled)


@dataclass(frozen=True, slots=True)
class Belief:
    """Shares of the causes after what was observed.

    Attributes:
        contradiction: an observation was impossible under the model; the shares began again with
            the prior, restricted to the causes that were possible until then.
    """

    shares: Weights
    contradiction: bool = False


def observe(prior: Weights, belief: Belief, chances: Sequence[float]) -> Belief:
    """The belief after an observation that has these chances under each cause (Bayes)."""
    product = [share * chance for share, chance in zip(belief.shares, chances, strict=True)]
    if max(product, default=0.0) > _VANISHED:
        return Belief(normal(product), belief.contradiction)
    possible = [
        first if share > 0.0 else 0.0 for first, share in zip(prior, belief.shares, strict=True)
    ]
    return Belief(normal(possible), contradiction=True)


def chances_of(model: Problem, step: str, answer: str) -> Weights | None:
    """How likely an observation was under each cause; None where it tells nothing."""
    place = model.places.get(step)
    if place is None:
        return None
    if place < len(model.fixes):
        repairs = model.fixes[place].repairs
        return tuple(1.0 - chance for chance in repairs) if answer == NOT_SOLVED else None
    probe = model.probes[place - len(model.fixes)]
    return probe.chances[probe.answers.index(answer)] if answer in probe.answers else None


def believe(model: Problem, done: Iterable[tuple[str, str]]) -> Belief:
    """The belief after steps and their answers, in their order; `declined` tells nothing."""
    belief = Belief(model.prior)
    for step, answer in done:
        chances = chances_of(model, step, answer)
        if chances is not None:
            belief = observe(model.prior, belief, chances)
    return belief


def declined(model: Problem, step: str, answer: str) -> bool:
    """Whether a step was declined; an answer that a question itself calls so is an answer."""
    return answer == DECLINED and chances_of(model, step, answer) is None
