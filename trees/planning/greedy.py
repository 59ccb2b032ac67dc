"""Orders of fixes by falling chance per minute, worked out again after each failure.

Gains only fall while fixes fail, so a heap whose entries are looked at again only when they come
to the top, and only if a fix for one of the same causes was taken since, gives the same order.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Final

from trees.planning.belief import FixModel, Problem

FREE: Final = 1e-9
_NEGLIGIBLE: Final = 1e-12
_ROUGH: Final = 1e-4
_FEW: Final = 6


@dataclass(frozen=True, slots=True)
class Try:
    """A fix in an order: its place, its minutes, the mass before it and what it cures of that."""

    place: int
    cost: float
    mass: float
    gain: float


class Table:
    """The fixes of a problem, prepared for quick sums."""

    def __init__(self, problem: Problem) -> None:
        self.fixes = problem.fixes
        self.setups = problem.setups
        self.costs = [fix.cost for fix in problem.fixes]
        self.rates = [1.0 / max(fix.cost, FREE) for fix in problem.fixes]
        self.left = [tuple(1.0 - chance for chance in fix.repairs) for fix in problem.fixes]
        self.after = [sum(1 << other for other in fix.after) for fix in problem.fixes]
        self.shared = [_sharing(problem, fix) for fix in problem.fixes]
        self.plain = not any(self.after) and not any(self.shared)
        self._few = [_few(fix) for fix in problem.fixes]
        self.touched = [_touched(problem, fix) for fix in problem.fixes]

    def gain(self, weights: Sequence[float], place: int) -> float:
        """The mass that a fix cures."""
        few = self._few[place]
        if few is None:
            total: float = sum(map(mul, weights, self.fixes[place].repairs))
            return total
        return sum([weights[f] * chance for f, chance in few])

    def fail(self, weights: list[float], place: int) -> list[float]:
        """The weights after a fix that did not help; the list may be changed in place."""
        few = self._few[place]
        if few is None:
            return list(map(mul, weights, self.left[place]))
        for f, chance in few:
            weights[f] *= 1.0 - chance
        return weights

    def cost(self, place: int, tried: int) -> float:
        """Minutes of a fix, with its preparation where no tried fix has made that already."""
        shared = self.shared[place]
        if not shared or tried & shared:
            return self.costs[place]
        return self.costs[place] + self.setups[self.fixes[place].setup]


def plain_order(table: Table, start: Sequence[float], fixes: int) -> list[Try]:
    """The order of fixes that neither wait for each other nor share a preparation.

    Args:
        table: the fixes.
        start: weights of the causes.
        fixes: places of the fixes, as bits.
    """
    weights, mass = list(start), sum(start)
    heap = [(-table.gain(weights, a) * table.rates[a], a) for a in bits(fixes)]
    heapq.heapify(heap)
    done, stale, least = [], 0, _NEGLIGIBLE * mass
    while heap and mass > least and heap[0][0] < 0.0:
        ratio, place = heap[0]
        if stale >> place & 1:
            stale ^= 1 << place
            ratio = -table.gain(weights, place) * table.rates[place]
            if ratio == 0.0 or (len(heap) > 1 and ratio > min(heap[1:3])[0]):
                heapq.heapreplace(heap, (ratio, place))
                continue
        heapq.heappop(heap)
        gain = -ratio / table.rates[place]
        done.append(Try(place, table.costs[place], mass, gain))
        weights = table.fail(weights, place)
        mass -= gain
        stale |= table.touched[place]
    return done


def rough_order(table: Table, start: Sequence[float], fixes: int) -> list[Try]:
    """The order by the chances at the beginning, without working it out again."""
    weights, mass = list(start), sum(start)
    done: list[Try] = []
    least = _ROUGH * mass
    for place in sorted(bits(fixes), key=lambda a: -table.gain(start, a) * table.rates[a]):
        if mass <= least:
            break
        gain = table.gain(weights, place)
        done.append(Try(place, table.costs[place], mass, gain))
        weights = table.fail(weights, place)
        mass -= gain
    return done


@dataclass(slots=True)
class _Run:
    """An order in the making."""

    table: Table
    weights: list[float]
    tried: int
    open: int

    def try_(self, place: int) -> float:
        """The mass that a fix cures, after which it has failed."""
        gain = self.table.gain(self.weights, place)
        self.weights = self.table.fail(self.weights, place)
        self.tried |= 1 << place
        self.open &= ~(1 << place)
        return gain


def block_order(table: Table, start: Sequence[float], fixes: int, tried: int) -> list[Try]:
    """The order where fixes wait for each other or share preparations.

    What must come before a fix, or shares its preparation, is weighed together with it: the block
    with the highest chance per minute as a whole goes first (Langseth, Jensen 2003).
    """
    run = _Run(table, list(start), tried, fixes)
    mass = sum(start)
    done: list[Try] = []
    while run.open and mass > 0.0:
        rated = [(_block_ratio(run, block), block) for block in _blocks(run)]
        ratio, best = max(rated, key=lambda pair: pair[0], default=(0.0, []))
        if ratio <= 0.0:
            break
        for place in best:
            cost = table.cost(place, run.tried)
            gain = run.try_(place)
            done.append(Try(place, cost, mass, gain))
            mass = max(mass - gain, 0.0)
    return done


def _blocks(run: _Run) -> Iterator[list[int]]:
    """Each fix with what must come before it; fixes that share a preparation, the best first."""
    table = run.table
    ready = [a for a in bits(run.open) if not table.after[a] & ~run.tried]
    for place in bits(run.open):
        block = [place] if place in ready else _with_before(run, place)
        if block:
            yield block
    for shared in {table.shared[a] for a in ready} - {0}:
        if not shared & run.tried:
            group = [a for a in ready if shared >> a & 1]
            group.sort(key=lambda a: (-table.gain(run.weights, a) * table.rates[a], a))
            yield from (group[: n + 1] for n in range(1, len(group)))


def _with_before(run: _Run, place: int) -> list[int]:
    """A fix after the fixes that it waits for; empty where one of them can't be done."""
    block: list[int] = []
    waiting = [place]
    while waiting:
        missing = [b for b in bits(run.table.after[waiting[-1]] & ~run.tried) if b not in block]
        if any(not run.open >> b & 1 for b in missing):
            return []
        waiting.extend(missing)
        if not missing:
            here = waiting.pop()
            block.extend([] if here in block else [here])
    return block


def _block_ratio(run: _Run, block: Sequence[int]) -> float:
    if len(block) == 1:
        cost = run.table.cost(block[0], run.tried)
        return run.table.gain(run.weights, block[0]) / max(cost, FREE)
    trial = _Run(run.table, list(run.weights), run.tried, run.open)
    gain = cost = 0.0
    for place in block:
        cost += run.table.cost(place, trial.tried)
        gain += trial.try_(place)
    return gain / max(cost, FREE)


def _few(fix: FixModel) -> list[tuple[int, float]] | None:
    """The causes that a fix repairs; None where they are so many that a whole row is quicker."""
    found = [(f, chance) for f, chance in enumerate(fix.repairs) if chance > 0.0]
    return found if len(found) <= _FEW else None


def _touched(problem: Problem, fix: FixModel) -> int:
    """Places of the fixes for one of the same causes, as bits."""
    causes = [f for f, chance in enumerate(fix.repairs) if chance > 0.0]
    return sum(
        1 << n for n, other in enumerate(problem.fixes) if any(other.repairs[f] for f in causes)
    )


def _sharing(problem: Problem, fix: FixModel) -> int:
    """Places of all fixes with the same preparation, as bits; 0 for none."""
    if fix.setup < 0:
        return 0
    return sum(1 << n for n, other in enumerate(problem.fixes) if other.setup == fix.setup)


def bits(mask: int) -> Iterator[int]:
    """Places of the bits that are set, the lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
