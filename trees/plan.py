"""The next step of a `diagnose` node, and why.

Questions are weighed as in Langseth and Jensen 2003 and Ottosen and Jensen 2012 (docs/decisions):
ask if the answer saves more than it costs, and not if it is better to ask after the best fix.
Small problems are looked into two steps deep, which contains that rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trees.planning.belief import Belief, ProbeModel, Problem, believe, declined
from trees.planning.order import Planner, State

# Evaluations of an order that a decision may take: about 15 ms.
_BUDGET: Final = 1_000
_SHORTLIST: Final = 5
_TIE: Final = 1e-12


class Kind(StrEnum):
    """What a step is."""

    FIX = "fix"
    QUESTION = "question"
    HANDOVER = "handover"


@dataclass(frozen=True, slots=True)
class Option:
    """A step that can be taken now.

    Attributes:
        chance: that it cures the problem now; 0 for questions and the hand-over.
        cost: minutes of the step itself.
        expected: minutes until the end if it is taken now, this step included; None where there
            are so many steps that only the better ones were worked out.
    """

    step: str
    kind: Kind
    chance: float
    cost: float
    expected: float | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do next, and what it was weighed against.

    Attributes:
        best: the proposed step.
        options: all steps that can be taken now, the best first.
        shares: what is believed of each cause; they add to 1.
        contradiction: an answer was impossible under the model, so that belief began again.
    """

    best: Option
    options: tuple[Option, ...]
    shares: Mapping[str, float]
    contradiction: bool

    @property
    def expected(self) -> float:
        """Minutes that are still to be expected."""
        return self.best.expected if self.best.expected is not None else self.best.cost


def decide(problem: Problem, done: Iterable[tuple[str, str]] = ()) -> Decision:
    """The next step after some steps and their answers, in their order."""
    done = tuple(done)
    belief = believe(problem, done)
    planner = Planner(problem)
    return decide_at(planner, _state(planner, belief, dict(done)), belief)


def decide_at(planner: Planner, state: State, belief: Belief) -> Decision:
    """The next step in a state whose weights are the belief."""
    options = _options(planner, state)
    shares = dict(zip(planner.problem.causes, belief.shares, strict=True))
    return Decision(options[0], tuple(options), shares, belief.contradiction)


def _state(planner: Planner, belief: Belief, done: Mapping[str, str]) -> State:
    start = planner.state()
    places = planner.problem.places
    fixes, tried, probes = start.fixes, 0, set(start.probes)
    for step, answer in done.items():
        place = places.get(step)
        if place is None:
            continue
        if place >= len(planner.problem.fixes):
            probes.discard(place - len(planner.problem.fixes))
            continue
        fixes &= ~(1 << place)
        tried |= 0 if declined(planner.problem, step, answer) else 1 << place
    return State(belief.shares, fixes, tried, tuple(sorted(probes)))


def _options(planner: Planner, state: State) -> list[Option]:
    mass = state.mass
    fixes = planner.available(state)
    small = is_small(len(fixes), [planner.problem.probes[probe] for probe in state.probes])
    weigh = _looking_ahead if small else _by_formula
    expected = weigh(planner, state, fixes)
    options = [Option("", Kind.HANDOVER, 0.0, planner.giving_up, planner.giving_up)]
    for place in fixes:
        cost = planner.cost(place, state.tried)
        chance = planner.gain(state.weights, place) / mass
        left = expected.get((Kind.FIX, place))
        name = planner.problem.fixes[place].name
        options.append(Option(name, Kind.FIX, chance, cost, left and left / mass))
    for place in state.probes:
        probe = planner.problem.probes[place]
        left = expected.get((Kind.QUESTION, place))
        options.append(Option(probe.name, Kind.QUESTION, 0.0, probe.cost, left and left / mass))
    return sorted(options, key=_rank)


def is_small(fixes: int, probes: Iterable[ProbeModel]) -> bool:
    """Whether two steps can be looked ahead within the time of a decision."""
    ways = fixes + sum(len(probe.answers) for probe in probes)
    return ways * ways <= _BUDGET


_PREFERENCE: Final = {Kind.HANDOVER: 0, Kind.FIX: 1, Kind.QUESTION: 2}


def _rank(option: Option) -> tuple[bool, float, int, float, str]:
    """Least minutes first; between equals rather hand over than fix, rather fix than ask."""
    rate = option.chance / option.cost if option.cost else option.chance * 1e9
    if option.expected is None:
        return (True, 0.0, _PREFERENCE[option.kind], -rate, option.step)
    return (False, round(option.expected, 9), _PREFERENCE[option.kind], -rate, option.step)


Expected = dict[tuple[Kind, int], float]


def _looking_ahead(planner: Planner, state: State, fixes: Iterable[int]) -> Expected:
    """Every step now and every step after it; the rest goes by the order of fixes."""
    found: Expected = {}
    mass = state.mass
    for place in fixes:
        cost = planner.cost(place, state.tried) * mass
        found[Kind.FIX, place] = cost + _one_step(planner, planner.failed(state, place))
    for probe in state.probes:
        cost = planner.problem.probes[probe].cost * mass
        after = planner.answered(state, probe)
        found[Kind.QUESTION, probe] = cost + sum(_one_step(planner, child) for child in after)
    return found


def _one_step(planner: Planner, state: State) -> float:
    """Least cost of one free step followed by the order of fixes."""
    mass = state.mass
    best = planner.cost_of_order(state)
    floor = planner.bound(state)
    if floor >= best:
        return best
    for probe in state.probes:
        if planner.problem.probes[probe].cost * mass + floor < best:
            best = min(best, asking(planner, state, probe))
    for place in planner.available(state):
        cost = planner.cost(place, state.tried) * mass
        child = planner.failed(state, place)
        if cost + planner.bound(child) < best:
            best = min(best, cost + planner.cost_of_order(child))
    return best


def asking(planner: Planner, state: State, probe: int, limit: float = float("inf")) -> float:
    """ECO times the mass: a question, then the order of fixes; what is over `limit` is cut off."""
    cost = planner.problem.probes[probe].cost * state.mass
    children = [child for child in planner.answered(state, probe) if child.mass > 0.0]
    floors = [planner.bound(child) for child in children]
    cost += sum(floors)
    for child, floor in zip(children, floors, strict=True):
        if cost >= limit:
            break
        cost += planner.cost_of_order(child) - floor
    return cost


def _by_formula(planner: Planner, state: State, fixes: list[int]) -> Expected:
    """The best fixes and the best question, with the check against asking later."""
    mass = state.mass
    order = planner.order(state)
    going_on = planner.remaining(order, mass)[0]
    promising = _promising(planner, state, going_on)
    asked = _questions(planner, state, promising, going_on)
    found: Expected = {(Kind.QUESTION, probe): cost for probe, cost in asked.items()}
    best = min(asked.values(), default=going_on)
    first = order[0].place if order else -1
    ranked = sorted(fixes, key=lambda place: -planner.rate(state, place))
    for place in dict.fromkeys([*(a for a in fixes if a == first), *ranked[:_SHORTLIST]]):
        cost = planner.cost(place, state.tried) * mass
        child = planner.failed(state, place)
        later = [planner.cost_of_order(child)]
        if place == first and best < going_on - _TIE:
            limit = min(best - cost, later[0])
            later += _questions(planner, child, promising, limit).values()
        found[Kind.FIX, place] = cost + min(later)
    return found


def _promising(planner: Planner, state: State, limit: float) -> list[int]:
    """The questions whose ECO is roughly the least, of those that can be below a limit at all."""
    floor = planner.bound(state)
    probes = planner.problem.probes
    able = [probe for probe in state.probes if probes[probe].cost * state.mass + floor < limit]
    return sorted(able, key=lambda probe: _roughly(planner, state, probe))[:_SHORTLIST]


def _roughly(planner: Planner, state: State, probe: int) -> float:
    """ECO with orders that are not worked out again after each failure: never too low."""
    cost = planner.problem.probes[probe].cost * state.mass
    return cost + sum(planner.rough_cost(child) for child in planner.answered(state, probe))


def _questions(
    planner: Planner, state: State, probes: Iterable[int], limit: float
) -> dict[int, float]:
    """Questions whose ECO is below a limit, which falls with each better one."""
    found = {}
    for probe in probes:
        cost = asking(planner, state, probe, limit)
        if cost < limit:
            found[probe] = limit = cost
    return found
