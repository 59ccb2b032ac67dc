"""From boxes and lines to a layered mesh in which every link joins neighbouring layers.

Sugiyama, Tagawa, Toda 1981. Boxes stand on even layers; the words of a line stand on the odd layer
next to the box that it leaves, as a vertex of their own, so that no words ever overlap; a line
that is longer bends through one vertex on every layer in between.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

Size = tuple[float, float]


class Role(Enum):
    """What a vertex stands for."""

    BOX = 1
    WORDS = 2
    BEND = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line to draw from one box to another, with the size of its words."""

    source: int
    target: int
    words: Size


@dataclass(slots=True)
class Mesh:
    """Vertices on layers; boxes first, in the order in which they were given.

    Attributes:
        links: pairs of vertices on neighbouring layers, the upper one first.
        chains: for each line its vertices from the upper box to the lower one; empty for a line
            from a box to itself.
        upward: whether the line leads from the lower box to the upper one.
    """

    sizes: list[Size]
    roles: list[Role]
    layer: list[int]
    layers: list[list[int]] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    chains: list[list[int]] = field(default_factory=list)
    upward: list[bool] = field(default_factory=list)

    def add(self, role: Role, layer: int, size: Size = (0.0, 0.0)) -> int:
        self.sizes.append(size)
        self.roles.append(role)
        self.layer.append(layer)
        return len(self.sizes) - 1


def mesh(sizes: Sequence[Size], lines: Sequence[Line], start: int) -> Mesh:
    """Lay boxes on layers, the start on top; ways back are turned for the layout alone."""
    order, back = _walked(len(sizes), lines, start)
    ranks = _ranks(order, lines, back)
    made = Mesh(list(sizes), [Role.BOX] * len(sizes), [2 * ranks[box] for box in range(len(sizes))])
    for place, line in enumerate(lines):
        made.upward.append(place in back)
        made.chains.append(_chain(made, line, upward=place in back))
    for chain in made.chains:
        made.links.extend(itertools.pairwise(chain))
    made.layers = [[] for _ in range(max(made.layer, default=0) + 1)]
    for vertex in _first_order(made, order):
        made.layers[made.layer[vertex]].append(vertex)
    return made


def _walked(count: int, lines: Sequence[Line], start: int) -> tuple[list[int], set[int]]:
    """Boxes in an order in which all lines but the ways back lead forward (depth first)."""
    leaving: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        leaving.setdefault(line.source, []).append(place)
    back: set[int] = set()
    state = [0] * count
    finished: list[int] = []
    for root in [start, *range(count)]:
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(leaving.get(root, ())))]
        while stack:
            box, rest = stack[-1]
            for place in rest:
                target = lines[place].target
                if state[target] == 1:
                    back.add(place)
                elif state[target] == 0:
                    state[target] = 1
                    stack.append((target, iter(leaving.get(target, ()))))
                    break
            else:
                state[box] = 2
                finished.append(box)
                stack.pop()
    return finished[::-1], back


def _ranks(order: Sequence[int], lines: Sequence[Line], back: set[int]) -> Mapping[int, int]:
    """Longest way from the top; boxes without a way in go right above what they lead to."""
    ranks = dict.fromkeys(order, 0)
    leaving: dict[int, list[int]] = {box: [] for box in order}
    for place, line in enumerate(lines):
        if place not in back:
            leaving[line.source].append(line.target)
    for box in order:
        for target in leaving[box]:
            ranks[target] = max(ranks[target], ranks[box] + 1)
    return ranks


def _chain(made: Mesh, line: Line, *, upward: bool) -> list[int]:
    upper, lower = (line.target, line.source) if upward else (line.source, line.target)
    if upper == lower:
        return []
    top, bottom = made.layer[upper], made.layer[lower]
    words_on = bottom - 1 if upward else top + 1
    between = [
        made.add(Role.WORDS, layer, line.words) if layer == words_on else made.add(Role.BEND, layer)
        for layer in range(top + 1, bottom)
    ]
    return [upper, *between, lower]


def _first_order(made: Mesh, order: Sequence[int]) -> list[int]:
    """Vertices in the order of a walk, so that what belongs together begins side by side."""
    place = {box: float(n) for n, box in enumerate(order)}
    for number, chain in enumerate(made.chains):
        for vertex in chain[1:-1]:
            place[vertex] = place[chain[0]] + (number + 1) / (len(made.chains) + 1)
    return sorted(place, key=place.__getitem__)
