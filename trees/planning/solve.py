"""The exact optimum of a `diagnose` node, where it is small enough.

Dynamic programming over what was tried and answered, depth first. A step is looked into only if it
could beat the best one found: its own cost and what the rest costs at least, as if the cause were
known (`Planner.bounds`), must stay below. That cuts most of the space and loses nothing.
"""

from itertools import accumulate
from operator import mul
from typing import Final

from trees.planning.belief import Problem, Weights
from trees.planning.order import Planner

MOST_STATES: Final = 1_200_000
_MOST_FIXES: Final = 14
_NOTHING: Final = 1e-15


class _TooLargeError(Exception):
    """More states than can be gone through."""


class _Search:
    """The search; a state is the open fixes and the answers so far, as one number.

    Written without objects for states: there are up to a million of them.
    """

    def __init__(self, planner: Planner, most: int) -> None:
        model = planner.problem
        self._planner = planner
        self._most = most
        self._known: dict[int, float] = {}
        count = len(model.fixes)
        self._everything = (1 << count) - 1
        sizes = [len(probe.answers) + 1 for probe in model.probes]
        radix = [each << count for each in accumulate([1, *sizes], mul)]
        self._probes = [
            (probe.cost, [(radix[q] * (n + 1), row) for n, row in enumerate(probe.chances)])
            for q, probe in enumerate(model.probes)
        ]
        ranked = sorted(range(count), key=lambda a: -planner.rate(planner.state(), a))
        self._fixes = [(a, 1 << a, planner.left(a), planner.before(a)) for a in ranked]
        self._plain = planner.plain
        self._bounds = [planner.bounds(fixes) for fixes in range(1 << count)]

    def whole(self) -> float:
        """Least expected minutes from the beginning."""
        weights = self._planner.problem.prior
        floor = sum(map(mul, weights, self._bounds[self._everything]))
        probes = tuple(range(len(self._probes)))
        return self._cost(weights, sum(weights), floor, self._everything, probes)

    def _cost(  # noqa: C901 - the inner loop of a million states
        self, weights: Weights, mass: float, floor: float, state: int, probes: tuple[int, ...]
    ) -> float:
        """Least minutes times the mass; `floor` is what they are at least."""
        known = self._known.get(state)
        if known is not None:
            return known
        if len(self._known) > self._most:
            raise _TooLargeError
        best = self._planner.giving_up * mass
        fixes = state & self._everything
        tried = self._everything ^ fixes
        for place, bit, left, before in self._fixes if floor < best else ():
            if fixes & bit and not before & ~tried:
                cost = self._planner.cost(place, tried) * mass
                after = tuple(map(mul, weights, left))
                rest = sum(map(mul, after, self._bounds[fixes ^ bit]))
                if cost + rest < best:
                    other = sum(after)
                    if other < mass or not self._plain:
                        best = min(best, cost + self._cost(after, other, rest, state ^ bit, probes))
        bounds = self._bounds[fixes]
        for probe in probes:
            asking, rows = self._probes[probe]
            cost = asking * mass + floor
            if cost >= best:
                continue
            others = tuple([other for other in probes if other != probe])
            for answer, row in rows:
                after = tuple(map(mul, weights, row))
                other = sum(after)
                if other > _NOTHING and cost < best:
                    rest = sum(map(mul, after, bounds))
                    cost += self._cost(after, other, rest, state + answer, others) - rest
            best = min(best, cost)
        self._known[state] = best
        return best


def optimum(problem: Problem, most: int = MOST_STATES) -> float | None:
    """Least expected minutes that any way of going about it can reach.

    Args:
        problem: the numbers of a node.
        most: states to go through at most.

    Returns:
        Minutes, or None where there are more states than that.
    """
    if len(problem.fixes) > _MOST_FIXES:
        return None
    try:
        return _Search(Planner(problem), most).whole()
    except _TooLargeError:
        return None
