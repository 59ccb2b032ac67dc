"""The lines between boxes: where they leave and arrive, and how they bend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from trees.drawing.mesh import Line, Mesh, Role
from trees.drawing.places import Placed, Room, apart_at_least

_PORTS: Final = 14.0
_CORNER: Final = 16.0
_ARROW: Final = (4.5, 8.0)
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Route:
    """A line as an SVG path, its arrow head, and the middle of its words (None for a loop)."""

    path: str
    head: str
    words: Point | None


def routes(mesh: Mesh, placed: Placed, lines: Sequence[Line]) -> list[Route]:
    """Route all lines; one from a box to itself gets an empty path, since the box shows it."""
    upper = _ports(mesh, placed, upper=True)
    room = Room(mesh, placed.x)
    for number, x in upper.items():
        _follow(mesh, placed, room, number, x)
    lower = _ports(mesh, placed, upper=False)
    return [
        _route(mesh, placed, number, (upper[number], lower[number]))
        if mesh.chains[number]
        else Route("", "", None)
        for number in range(len(lines))
    ]


def _follow(mesh: Mesh, placed: Placed, room: Room, number: int, x: float) -> None:
    """Move the words of a line, and what is straight below them, under the place it leaves from."""
    for vertex in mesh.chains[number][1:-1]:
        before = placed.x[vertex]
        room.pull(vertex, x)
        if placed.x[vertex] == before != x:
            return


def _ports(mesh: Mesh, placed: Placed, *, upper: bool) -> dict[int, float]:
    """X of each line at its upper or lower box: as straight as the box is wide."""
    ends: dict[int, list[tuple[float, int]]] = {}
    for number, chain in enumerate(mesh.chains):
        if chain:
            box, next_to = (chain[0], chain[1]) if upper else (chain[-1], chain[-2])
            ends.setdefault(box, []).append((placed.x[next_to], number))
    found: dict[int, float] = {}
    for box, at in ends.items():
        at.sort()
        half = max(mesh.sizes[box][0] / 2 - _CORNER, 1.0)
        spread = _within(placed.x[box] - half, placed.x[box] + half, [x for x, _ in at])
        found.update((number, x) for x, (_, number) in zip(spread, at, strict=True))
    return found


def _within(low: float, high: float, wanted: Sequence[float]) -> list[float]:
    """Places near the wanted ones, apart from each other, from `low` to `high`."""
    step = min(_PORTS, (high - low) / max(len(wanted) - 1, 1))
    spread = apart_at_least(wanted, [1.0] * len(wanted), [step] * (len(wanted) - 1))
    last = len(spread) - 1
    return [min(max(x, low + n * step), high - (last - n) * step) for n, x in enumerate(spread)]


def _route(mesh: Mesh, placed: Placed, number: int, ports: tuple[float, float]) -> Route:
    chain = mesh.chains[number]
    top = (ports[0], _edge(mesh, placed, chain[0], lower=True))
    bottom = (ports[1], _edge(mesh, placed, chain[-1], lower=False))
    pieces: list[list[Point]] = [[top, *_beside(top, placed.bottoms[mesh.layer[chain[0]]])]]
    words: Point | None = None
    for vertex in chain[1:-1]:
        layer, x = mesh.layer[vertex], placed.x[vertex]
        if mesh.roles[vertex] is Role.WORDS and mesh.sizes[vertex][1]:
            half = mesh.sizes[vertex][1] / 2
            words = (x, placed.y(layer))
            pieces[-1].append((x, words[1] - half))
            pieces.append([(x, words[1] + half)])
        else:
            pieces[-1] += [(x, placed.tops[layer]), (x, placed.bottoms[layer])]
    pieces[-1] += [*_beside(bottom, placed.tops[mesh.layer[chain[-1]]]), bottom]
    upward = mesh.upward[number]
    tip = top if upward else bottom
    end = pieces[0] if upward else pieces[-1]
    inner = 0 if upward else -1
    end[inner] = (tip[0], tip[1] + _ARROW[1] - 1 if upward else tip[1] - _ARROW[1] + 1)
    return Route(" ".join(map(_curve, pieces)), _head(tip, upward=upward), words)


def _beside(end: Point, border: float) -> list[Point]:
    """Where a line reaches the border of its layer: straight, since taller boxes stand beside it."""
    return [(end[0], border)] if abs(border - end[1]) > _ARROW[1] else []


def _edge(mesh: Mesh, placed: Placed, box: int, *, lower: bool) -> float:
    """Y of the lower or upper side of a box, which stands at the middle of its layer."""
    half = mesh.sizes[box][1] / 2
    return placed.y(mesh.layer[box]) + (half if lower else -half)


def _curve(points: Sequence[Point]) -> str:
    return "".join(_parts(points))


def _parts(points: Sequence[Point]) -> Iterator[str]:
    yield f"M{_number(points[0][0])},{_number(points[0][1])}"
    for (x, y), (to_x, to_y) in pairwise(points):
        if abs(to_x - x) < 0.5:  # noqa: PLR2004 - half a pixel cannot be seen
            yield f"L{_number(to_x)},{_number(to_y)}"
        else:
            half = (y + to_y) / 2
            first, second = f"{_number(x)},{_number(half)}", f"{_number(to_x)},{_number(half)}"
            yield f"C{first} {second} {_number(to_x)},{_number(to_y)}"


def _head(tip: Point, *, upward: bool) -> str:
    x, y = tip
    base = y + _ARROW[1] if upward else y - _ARROW[1]
    left, right = _number(x - _ARROW[0]), _number(x + _ARROW[0])
    return f"M{left},{_number(base)}L{_number(x)},{_number(y)}L{right},{_number(base)}Z"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
