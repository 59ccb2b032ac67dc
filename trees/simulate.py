"""What a `diagnose` node costs on average, by our plan and by others."""

import math
import random
from dataclasses import dataclass
from typing import Final

from trees.model import Diagnose, Tree
from trees.plan import Kind, decide_at, is_small
from trees.planning.belief import Belief, Problem, normal, problem
from trees.planning.order import Planner, State
from trees.planning.solve import optimum

_NOTHING: Final = 1e-15
_MOST_SUBSETS: Final = 14
_DRAWS: Final = 4_000
_MOST_DECISIONS: Final = 6_000
_MOST_LARGE: Final = 1_500


@dataclass(frozen=True, slots=True)
class Simulation:
    """Expected minutes of a node from its beginning to the cure or the hand-over.

    Attributes:
        expected_cost: by our plan, with its questions.
        no_question_cost: by falling chance per minute without questions.
        random_cost: fixes in any order, until one helps or all are done.
        optimum: the least that is possible; None where it is too large to be worked out.
    """

    node: str
    expected_cost: float
    no_question_cost: float
    random_cost: float
    optimum: float | None

    def rounded(self) -> dict[str, str | float | None]:
        """The object that `casepath trees simulate --json` prints; minutes with four places."""
        costs = (self.expected_cost, self.no_question_cost, self.random_cost, self.optimum)
        names = ("expected_cost", "no_question_cost", "random_cost", "optimum")
        places = [None if cost is None else round(cost, 4) for cost in costs]
        return {"node": self.node, **dict(zip(names, places, strict=True))}


def simulate(tree: Tree) -> tuple[Simulation, ...]:
    """All `diagnose` nodes of a tree, in its order."""
    found = [node for node in tree.nodes.values() if isinstance(node, Diagnose)]
    return tuple(simulate_node(node.id, problem(node)) for node in found)


def simulate_node(name: str, model: Problem) -> Simulation:
    """One node as numbers."""
    planner = Planner(model)
    return Simulation(
        name,
        _Policy(planner).cost(planner.state()),
        planner.cost_of_order(planner.state()),
        random_cost(planner),
        optimum(model),
    )


def expected_cost(model: Problem) -> float:
    """Expected minutes of our plan: every answer that may come is followed to its end."""
    planner = Planner(model)
    return _Policy(planner).cost(planner.state())


@dataclass(slots=True)
class _Policy:
    """Follows the plan; counts decisions, so that even huge problems come to an end."""

    planner: Planner
    decisions: int = 0

    @property
    def _most(self) -> int:
        """Decisions that take about ten seconds."""
        problem = self.planner.problem
        return _MOST_DECISIONS if is_small(len(problem.fixes), problem.probes) else _MOST_LARGE

    def cost(self, state: State) -> float:
        """Minutes times the mass of the state; beyond the last decision by the order of fixes."""
        mass = state.mass
        if mass <= _NOTHING:
            return 0.0
        if self.decisions >= self._most:
            return self.planner.cost_of_order(state)
        self.decisions += 1
        best = decide_at(self.planner, state, Belief(normal(state.weights))).best
        if best.kind is Kind.HANDOVER:
            return self.planner.giving_up * mass
        place = self.planner.problem.places[best.step]
        if best.kind is Kind.FIX:
            spent = self.planner.cost(place, state.tried) * mass
            return spent + self.cost(self.planner.failed(state, place))
        probe = place - len(self.planner.problem.fixes)
        spent = self.planner.problem.probes[probe].cost * mass
        return spent + sum(self.cost(child) for child in self.planner.answered(state, probe))


def random_cost(planner: Planner) -> float:
    """Expected minutes of fixes in random order (whatever must come before them first)."""
    start = planner.state()
    if len(planner.problem.fixes) <= _MOST_SUBSETS:
        return _all_orders(planner, start, {})
    chance = random.Random(7)  # noqa: S311 - an average, not a secret
    return math.fsum(_one_order(planner, start, chance) for _ in range(_DRAWS)) / _DRAWS


def _all_orders(planner: Planner, state: State, known: dict[int, float]) -> float:
    if state.fixes not in known:
        ready = planner.available(state)
        spent = planner.giving_up * state.mass
        if ready:
            ways = [
                planner.cost(place, state.tried) * state.mass
                + _all_orders(planner, planner.failed(state, place), known)
                for place in ready
            ]
            spent = math.fsum(ways) / len(ways)
        known[state.fixes] = spent
    return known[state.fixes]


def _one_order(planner: Planner, state: State, chance: random.Random) -> float:
    spent = 0.0
    while ready := planner.available(state):
        place = chance.choice(ready)
        spent += planner.cost(place, state.tried) * state.mass
        state = planner.failed(state, place)
    return spent + planner.giving_up * state.mass
