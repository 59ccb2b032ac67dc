"""What an order of fixes costs and when to stop; what is left after a step.

Weights are shares of causes that need not add to 1: what is left of the prior once fixes failed
and answers were given. Costs in this module are therefore minutes times the mass of the weights,
which lets the parts of an expectation simply be added up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import mul

from trees.planning.belief import Problem, Weights
from trees.planning.greedy import FREE, Table, Try, bits, block_order, plain_order, rough_order


@dataclass(frozen=True, slots=True)
class State:
    """What is left to do, and what is left of the causes.

    Attributes:
        fixes: places of the fixes that are neither tried nor declined, as bits.
        tried: places of the fixes that were tried, as bits.
        probes: places of the questions that were not asked.
    """

    weights: Weights
    fixes: int
    tried: int
    probes: tuple[int, ...]

    @property
    def mass(self) -> float:
        return sum(self.weights)


class Planner:
    """The arithmetic of one problem, with what can be worked out beforehand."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.giving_up = problem.giving_up
        self._table = Table(problem)
        self._useful = [_useful(problem, cause) for cause in range(len(problem.causes))]
        self._bounds: dict[int, Weights] = {}

    def state(self) -> State:
        """The beginning: nothing tried, nothing asked."""
        everything = (1 << len(self.problem.fixes)) - 1
        return State(self.problem.prior, everything, 0, tuple(range(len(self.problem.probes))))

    def cost(self, place: int, tried: int) -> float:
        """Minutes of a fix, with its preparation where no tried fix has made that already."""
        return self._table.cost(place, tried)

    @property
    def plain(self) -> bool:
        """Whether no fix waits for another or shares a preparation."""
        return self._table.plain

    def left(self, place: int) -> Weights:
        """For each cause the chance that a fix does not help."""
        return self._table.left[place]

    def before(self, place: int) -> int:
        """Places of the fixes that must be tried before one, as bits."""
        return self._table.after[place]

    def gain(self, weights: Sequence[float], place: int) -> float:
        """The mass that a fix cures."""
        return self._table.gain(weights, place)

    def rate(self, state: State, place: int) -> float:
        """Chance per minute of a fix, times the mass."""
        return self.gain(state.weights, place) / max(self.cost(place, state.tried), FREE)

    def available(self, state: State) -> list[int]:
        """Fixes that may be tried now."""
        after = self._table.after
        return [a for a in bits(state.fixes) if not after[a] & ~state.tried]

    def failed(self, state: State, place: int) -> State:
        """After a fix that did not help."""
        bit = 1 << place
        weights = tuple(map(mul, state.weights, self._table.left[place]))
        return State(weights, state.fixes & ~bit, state.tried | bit, state.probes)

    def answered(self, state: State, probe: int) -> Iterator[State]:
        """After a question, once for each answer."""
        rest = tuple(place for place in state.probes if place != probe)
        for chances in self.problem.probes[probe].chances:
            weights = tuple(map(mul, state.weights, chances))
            yield replace(state, weights=weights, probes=rest)

    def order(self, state: State) -> list[Try]:
        """Fixes by falling chance per minute, worked out again after each failure."""
        if self._table.plain:
            return plain_order(self._table, state.weights, state.fixes)
        return block_order(self._table, state.weights, state.fixes, state.tried)

    def cost_of_order(self, state: State) -> float:
        """ECR with the rule for handing over, times the mass."""
        return self.remaining(self.order(state), state.mass)[0]

    def rough_cost(self, state: State) -> float:
        """As `cost_of_order`, by the order of the chances at the beginning: quicker, not lower."""
        if not self._table.plain:
            return self.cost_of_order(state)
        return self.remaining(rough_order(self._table, state.weights, state.fixes), state.mass)[0]

    def remaining(self, order: Sequence[Try], mass: float) -> list[float]:
        """`V_k` times the mass before step k, for each step of an order and its end.

        Backwards over the order: `V_n = C_S`, `V_k = min(C_S, C_k + (1 - p_k) * V_(k+1))`.
        """
        left = order[-1].mass - order[-1].gain if order else mass
        values = [self.giving_up * max(left, 0.0)]
        for step in reversed(order):
            values.append(min(self.giving_up * step.mass, step.cost * step.mass + values[-1]))
        return values[::-1]

    def bound(self, state: State) -> float:
        """A cost that nothing can be below: as if the cause were known (times the mass)."""
        total: float = sum(map(mul, state.weights, self.bounds(state.fixes)))
        return total

    def bounds(self, fixes: int) -> Weights:
        """Least minutes with these fixes for each cause, if it were known."""
        if fixes not in self._bounds:
            causes = range(len(self.problem.causes))
            self._bounds[fixes] = tuple(self._knowing(cause, fixes) for cause in causes)
        return self._bounds[fixes]

    def _knowing(self, cause: int, fixes: int) -> float:
        value = self.giving_up
        for bit, cost, left in self._useful[cause]:
            if fixes & bit:
                value = min(self.giving_up, cost + left * value)
        return value


def _useful(problem: Problem, cause: int) -> list[tuple[int, float, float]]:
    """Fixes for one cause as bits, with minutes and chance to fail, the best last."""
    found = [
        (fix.cost / chance, 1 << place, fix.cost, 1.0 - chance)
        for place, fix in enumerate(problem.fixes)
        if (chance := fix.repairs[cause]) > 0.0
    ]
    return [(bit, cost, left) for _, bit, cost, left in sorted(found, reverse=True)]
