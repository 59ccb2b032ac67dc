"""Where everything stands: x by least squares along the links, y by layers.

For each layer in turn every vertex wants to be where its neighbours are, and must keep its distance
to those beside it. That is a least-squares problem with an order, solved exactly by pooling
(isotonic regression); sweeping over the layers a few times settles the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from trees.drawing.crossings import neighbours
from trees.drawing.mesh import Mesh, Role

# Fewer sweeps for very large drawings: their time grows with the vertices.
_SWEEPS: Final = 40
_FEWEST_SWEEPS: Final = 8
_WORK: Final = 80_000
_GAPS: Final = {Role.BOX: 30.0, Role.WORDS: 16.0, Role.BEND: 16.0}
# Long lines should be straight before boxes are centred (Gansner and others 1993).
_PULL: Final = {Role.BOX: 1.0, Role.WORDS: 2.0, Role.BEND: 3.0}
_RIGID: Final = 60.0
_LEAST_GAP: Final = 18.0
_MOST_GAP: Final = 60.0
_SLOPE: Final = 0.14
_NEARLY: Final = 14.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Middles of all vertices, and top and bottom of each layer, in pixels."""

    x: list[float]
    tops: list[float]
    bottoms: list[float]

    def y(self, layer: int) -> float:
        return (self.tops[layer] + self.bottoms[layer]) / 2


def place(mesh: Mesh) -> Placed:
    """Give every vertex its place; the leftmost edge is at 0."""
    x = _columns(mesh)
    room = Room(mesh, x)
    for chain in mesh.chains:
        for upper, lower in pairwise(chain):
            for vertex, other in ((lower, upper), (upper, lower)):
                if mesh.roles[vertex] is not Role.BOX:
                    room.pull(vertex, x[other])
    left = min((x[v] - mesh.sizes[v][0] / 2 for v in range(len(x))), default=0.0)
    x = [value - left for value in x]
    tops, bottoms = _rows(mesh, x)
    return Placed(x, tops, bottoms)


def _columns(mesh: Mesh) -> list[float]:
    columns = _Columns(mesh)
    count = len(mesh.layers)
    sweeps = max(_FEWEST_SWEEPS, min(_SWEEPS, _WORK // max(len(mesh.sizes), 1)))
    for sweep in range(sweeps):
        down = sweep % 2 == 0
        for number in range(count) if down else range(count - 1, -1, -1):
            columns.settle(number, down=down, both=sweep >= sweeps // 4)
    return columns.x


class _Columns:
    """The sweep over the layers; `x` settles."""

    def __init__(self, mesh: Mesh) -> None:
        self.x = [0.0] * len(mesh.sizes)
        self._mesh = mesh
        self._apart = [_distances(mesh, layer) for layer in mesh.layers]
        self._above, self._below = neighbours(mesh)
        self._run_of, self._lengths = _runs(mesh)
        for layer, apart in zip(mesh.layers, self._apart, strict=True):
            for (a, b), distance in zip(pairwise(layer), apart, strict=True):
                self.x[b] = self.x[a] + distance
        self._sums = [0.0] * len(self._lengths)
        for vertex, run in self._run_of.items():
            self._sums[run] += self.x[vertex]

    def settle(self, number: int, *, down: bool, both: bool) -> None:
        """Put a layer where its neighbours above or below (or both) want it."""
        sides = [self._above, self._below] if both else [self._above if down else self._below]
        layer = self._mesh.layers[number]
        wanted, weights = [], []
        for vertex in layer:
            pulls = self._pulls(vertex, sides, straight=both)
            weight = sum(pull for pull, _ in pulls)
            weights.append(weight)
            wanted.append(sum(pull * value for pull, value in pulls) / weight)
        places = apart_at_least(wanted, weights, self._apart[number])
        for vertex, value in zip(layer, places, strict=True):
            if vertex in self._run_of:
                self._sums[self._run_of[vertex]] += value - self.x[vertex]
            self.x[vertex] = value

    def _pulls(
        self, vertex: int, sides: Sequence[list[list[int]]], *, straight: bool
    ) -> list[tuple[float, float]]:
        roles, x = self._mesh.roles, self.x
        pulls = [
            (_PULL[roles[vertex]] * _PULL[roles[other]], x[other])
            for side in sides
            for other in side[vertex]
        ]
        run = self._run_of.get(vertex, -1) if straight else -1
        if run >= 0 and self._lengths[run] > 1:
            pulls.append((_RIGID, self._sums[run] / self._lengths[run]))
        return pulls or [(0.01, x[vertex])]


def _runs(mesh: Mesh) -> tuple[dict[int, int], list[int]]:
    """For each bend the number of its line, and how many bends each line has: they should be straight."""
    found = {
        vertex: number
        for number, chain in enumerate(mesh.chains)
        for vertex in chain
        if mesh.roles[vertex] is Role.BEND
    }
    lengths = [0] * len(mesh.chains)
    for number in found.values():
        lengths[number] += 1
    return found, lengths


def _distances(mesh: Mesh, layer: Sequence[int]) -> list[float]:
    """How far apart the middles of neighbours are at least."""
    return [
        (mesh.sizes[a][0] + mesh.sizes[b][0]) / 2
        + max(_GAPS[mesh.roles[a]], _GAPS[mesh.roles[b]])
        * (1.0 if mesh.roles[a] == mesh.roles[b] else 0.8)
        for a, b in pairwise(layer)
    ]


def apart_at_least(
    wanted: Sequence[float], weights: Sequence[float], apart: Sequence[float]
) -> list[float]:
    """Values nearest to the wanted ones (weighted squares) that keep their distances in order."""
    offsets = [0.0]
    for distance in apart:
        offsets.append(offsets[-1] + distance)
    pools: list[tuple[float, float, int]] = []
    for value, weight, offset in zip(wanted, weights, offsets, strict=False):
        mean, heft, many = value - offset, weight, 1
        while pools and pools[-1][0] > mean:
            other, other_heft, others = pools.pop()
            mean = (mean * heft + other * other_heft) / (heft + other_heft)
            heft, many = heft + other_heft, many + others
        pools.append((mean, heft, many))
    means = [mean for mean, _, many in pools for _ in range(many)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=False)]


class Room:
    """How far each vertex can move beside its neighbours; `x` is changed in place."""

    def __init__(self, mesh: Mesh, x: list[float]) -> None:
        self._x = x
        self._left: dict[int, tuple[int, float]] = {}
        self._right: dict[int, tuple[int, float]] = {}
        for layer in mesh.layers:
            for (a, b), apart in zip(pairwise(layer), _distances(mesh, layer), strict=True):
                self._right[a] = (b, apart)
                self._left[b] = (a, apart)

    def pull(self, vertex: int, to: float) -> None:
        """Take a small step to a place if nothing is in the way."""
        x = self._x
        left, right = self._left.get(vertex), self._right.get(vertex)
        free = not (left and to - x[left[0]] < left[1]) and not (
            right and x[right[0]] - to < right[1]
        )
        if free and abs(to - x[vertex]) < _NEARLY:
            x[vertex] = to


def _rows(mesh: Mesh, x: Sequence[float]) -> tuple[list[float], list[float]]:
    """Tops and bottoms of layers; where lines go far aside there is more room for them."""
    aside = [0.0] * len(mesh.layers)
    for upper, lower in mesh.links:
        aside[mesh.layer[upper]] = max(aside[mesh.layer[upper]], abs(x[upper] - x[lower]))
    tops, bottoms, y = [], [], 0.0
    for number, layer in enumerate(mesh.layers):
        tops.append(y)
        bottoms.append(y + max((mesh.sizes[vertex][1] for vertex in layer), default=0.0))
        y = bottoms[-1] + min(_MOST_GAP, max(_LEAST_GAP, aside[number] * _SLOPE + _LEAST_GAP / 2))
    return tops, bottoms
