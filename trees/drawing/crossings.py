"""The order of vertices on each layer, with few crossings of links.

Barycentres downwards and upwards in turn, then exchanges of neighbours while they help; the order
with the fewest crossings is kept (Eiglsperger, Siebenhaller, Kaufmann 2005 for the counting).
"""

import itertools
from bisect import bisect, insort
from collections.abc import Sequence
from typing import Final

from trees.drawing.mesh import Mesh

# Fewer sweeps for very large drawings: their time grows with the vertices.
_SWEEPS: Final = 12
_FEWEST_SWEEPS: Final = 2
_WORK: Final = 30_000

Layers = list[list[int]]


def untangle(mesh: Mesh) -> None:
    """Put the vertices of each layer in a good order."""
    above, below = neighbours(mesh)
    best = [list(layer) for layer in mesh.layers]
    fewest = count(best, below)
    layers = [list(layer) for layer in best]
    sweeps = max(_FEWEST_SWEEPS, min(_SWEEPS, _WORK // max(len(mesh.sizes), 1)))
    for sweep in range(sweeps):
        if not fewest:
            break
        down = sweep % 2 == 0
        _sweep(layers, above if down else below, down=down)
        _exchange(layers, above, below)
        crossings = count(layers, below)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    mesh.layers = best


def neighbours(mesh: Mesh) -> tuple[list[list[int]], list[list[int]]]:
    """For each vertex those above and those below that it is linked with."""
    above: list[list[int]] = [[] for _ in mesh.sizes]
    below: list[list[int]] = [[] for _ in mesh.sizes]
    for upper, lower in mesh.links:
        below[upper].append(lower)
        above[lower].append(upper)
    return above, below


def _sweep(layers: Layers, towards: Sequence[Sequence[int]], *, down: bool) -> None:
    order = range(1, len(layers)) if down else range(len(layers) - 2, -1, -1)
    for number in order:
        fixed = layers[number - 1 if down else number + 1]
        place = {vertex: n for n, vertex in enumerate(fixed)}
        centre: dict[int, float] = {}
        for n, vertex in enumerate(layers[number]):
            found = [place[other] for other in towards[vertex]]
            centre[vertex] = sum(found) / len(found) if found else float(n)
        layers[number].sort(key=centre.__getitem__)


def count(layers: Layers, below: Sequence[Sequence[int]]) -> int:
    """How many links cross."""
    total = 0
    for upper, lower in itertools.pairwise(layers):
        place = {vertex: n for n, vertex in enumerate(lower)}
        seen: list[int] = []
        for vertex in upper:
            for target in sorted(place[other] for other in below[vertex]):
                total += len(seen) - bisect(seen, target)
                insort(seen, target)
    return total


def _exchange(
    layers: Layers, above: Sequence[Sequence[int]], below: Sequence[Sequence[int]]
) -> None:
    """Exchange neighbours of a layer where that saves crossings, until it saves none."""
    for number, layer in enumerate(layers):
        up = _places(layers, number - 1)
        down = _places(layers, number + 1)
        better = True
        while better:
            better = False
            for n in range(len(layer) - 1):
                left, right = layer[n], layer[n + 1]
                now = _pair(above, up, left, right) + _pair(below, down, left, right)
                then = _pair(above, up, right, left) + _pair(below, down, right, left)
                if then < now:
                    layer[n], layer[n + 1] = right, left
                    better = True


def _places(layers: Layers, number: int) -> dict[int, int]:
    if not 0 <= number < len(layers):
        return {}
    return {vertex: n for n, vertex in enumerate(layers[number])}


def _pair(links: Sequence[Sequence[int]], place: dict[int, int], left: int, right: int) -> int:
    """Crossings between the links of two neighbours towards one side."""
    return sum(place[a] > place[b] for a in links[left] for b in links[right])
