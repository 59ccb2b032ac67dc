"""Drawings of a tree: SVG of our own layout, and Mermaid text."""

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

from trees.drawing.boxes import (
    CAPTION,
    DOT,
    LEADING,
    PADDING,
    SMALL,
    SMALL_LEADING,
    TEXT,
    Box,
    Way,
    boxes,
    ways,
)
from trees.drawing.crossings import untangle
from trees.drawing.mermaid import mermaid
from trees.drawing.mesh import Line, mesh
from trees.drawing.path import Taken, taken
from trees.drawing.places import place
from trees.drawing.routes import Route, routes
from trees.drawing.wrapping import width
from trees.messages import say
from trees.model import Outcome, Tree

# A wall of boxes helps nobody, and takes long to lay out.
MOST_NODES: Final = 300
_MARGIN: Final = 14.0
_ACCENT: Final = "#0d9488"
_FADED: Final = ' opacity=".6"'
# Middle tones: they stand out from white paper and from a dark page alike.
_TONES: Final = {
    "question": "#3b7dc4",
    "action": "#0d8f82",
    "diagnose": "#8b5cc7",
    "collect": "#b07a1c",
    "subtree": "#64748b",
    "resolved": "#2e9157",
    "workaround": "#6f9430",
    "third-party": "#c0761d",
    "escalate": "#cf4f45",
    "need-data": "#b07a1c",
    "unresolved": "#7b828b",
}
Path = Sequence[str | tuple[str, str]]
__all__ = ["mermaid", "svg"]


def svg(  # noqa: PLR0913 - each is a choice of its own, and has a default
    tree: Tree,
    language: str,
    path: Path = (),
    *,
    styled: bool = True,
    links: Mapping[str, str] | None = None,
    notes: Mapping[tuple[str, str], str] | None = None,
) -> str:
    """Draw a tree.

    Args:
        tree: a tree without errors.
        language: of the words.
        path: ids of the nodes a walk has been through, or (node, answer); the last is where it is.
        styled: carry a style sheet, as a file of its own needs; pages with a strict policy do not
            allow one. Without it the drawing takes its ink from the text around it.
        links: node -> address, to make its box a link.
        notes: (node, answer) -> words beside that edge, such as counts.

    Returns:
        The drawing; of a tree with more than `MOST_NODES` nodes one that says so.
    """
    if len(tree.nodes) > MOST_NODES:
        return _too_large(tree, language, styled=styled)
    found, lines = boxes(tree, language), ways(tree, language, notes or {})
    index = {box.id: number for number, box in enumerate(found)}
    joined = [Line(index[way.edge.source], index[way.edge.target], way.size) for way in lines]
    net = mesh([box.size for box in found], joined, index[tree.start])
    untangle(net)
    placed = place(net)
    way = taken(tree, path)
    right = max(x + size[0] / 2 for x, size in zip(placed.x, net.sizes, strict=True))
    drawn = [
        *(_line(a, b, way) for a, b in zip(lines, routes(net, placed, joined), strict=True)),
        *(
            _box(box, placed.x[n], placed.y(net.layer[n]), way, links or {})
            for n, box in enumerate(found)
        ),
    ]
    return _document(tree, language, drawn, (right, placed.bottoms[-1]), styled=styled, way=way)


def _too_large(tree: Tree, language: str, *, styled: bool) -> str:
    words = say("drawing-too-large", language, nodes=len(tree.nodes), most=MOST_NODES)
    line = _texts([words], 0, TEXT, LEADING, f'font-size="{TEXT:g}"')
    size = (width(words, TEXT), LEADING)
    return _document(tree, language, [line], size, styled=styled, way=taken(tree, ()))


def _document(  # noqa: PLR0913 - the parts of one document
    tree: Tree,
    language: str,
    drawn: Sequence[str],
    size: tuple[float, float],
    *,
    styled: bool,
    way: Taken,
) -> str:
    wide, high = (round(side + 2 * _MARGIN) for side in size)
    name = f"tree-{tree.tree}"
    style = f"<style>{_look()}</style>" if styled else ""
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tree-drawing" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" lang="{escape(language)}" '
        f'width="{wide}" height="{high}" viewBox="{-_MARGIN:g} {-_MARGIN:g} {wide} {high}" '
        f'font-size="{TEXT:g}" fill="none" stroke-linecap="round" stroke-linejoin="round">'
    )
    title = escape(say("drawing-of", language, title=tree.title.say(language)))
    described = f'<title id="{name}-title">{title}</title><desc id="{name}-desc">{_about(tree, language, way)}</desc>'
    return "\n".join([root, style + described, *drawn, "</svg>"]) + "\n"


def _about(tree: Tree, language: str, way: Taken) -> str:
    ends = sum(isinstance(node, Outcome) for node in tree.nodes.values())
    start = tree.nodes[tree.start].text.say(language)
    counts = {"nodes": len(tree.nodes) - ends, "ends": ends, "start": start}
    said = say("drawing-describes", language, **counts)
    return escape(f"{said} {say('drawing-path', language)}" if way.nodes else said)


@cache
def _look() -> str:
    return (files("trees.drawing") / "look.css").read_text(encoding="utf-8")


def _line(way: Way, route: Route, taken_way: Taken) -> str:
    edge = way.edge
    on = (edge.source, edge.answer) in taken_way.edges
    ink = (
        f'stroke="{_ACCENT}" stroke-width="3"' if on else 'stroke="currentColor" stroke-width="1.4"'
    )
    classes = "edge edge--taken" if on else "edge"
    faded = _FADED if taken_way.edges and not on else ""
    parts = [
        f'<g class="{classes}" data-from="{edge.source}" data-to="{edge.target}" data-answer="{edge.answer}"{faded}>'
    ]
    if route.path:
        fill = _ACCENT if on else "currentColor"
        soft = "" if on else ' stroke-opacity=".6"'
        parts.append(f'<path d="{route.path}" {ink}{soft}/>')
        parts.append(f'<path d="{route.head}" fill="{fill}" fill-opacity="{1 if on else 0.75:g}"/>')
    if route.words:
        x, y = route.words
        top = y - SMALL_LEADING * len(way.lines) / 2 + SMALL
        weight = ' font-weight="600"' if on else ""
        parts.append(
            _texts(
                way.lines,
                x,
                top,
                SMALL_LEADING,
                f'font-size="{SMALL:g}" text-anchor="middle"{weight}',
            )
        )
    return "".join([*parts, "</g>"])


def _texts(lines: Sequence[str], x: float, y: float, leading: float, attributes: str) -> str:
    return "".join(
        f'<text x="{x:.1f}" y="{y + n * leading:.1f}" fill="currentColor" {attributes}>{escape(line)}</text>'
        for n, line in enumerate(lines)
    )


def _box(box: Box, x: float, y: float, way: Taken, links: Mapping[str, str]) -> str:
    wide, high = box.size
    left, top = x - wide / 2, y - high / 2
    classes = ["node", f"node--{box.kind}", f"tone--{box.tone}"]
    classes += ["node--taken"] if box.id in way.nodes else []
    classes += ["node--here"] if box.id == way.here else []
    faded = _FADED if way.edges and box.id not in way.nodes else ""
    parts = [
        f'<g class="{" ".join(classes)}" data-node="{box.id}"{faded}><title>{escape(box.full)}</title>',
        _frame(box, (left, top), way),
        _caption(box, left, top),
        _texts(
            box.lines, left + PADDING, top + CAPTION + TEXT + 1, LEADING, f'font-size="{TEXT:g}"'
        ),
        _loops(box, left, top),
        "</g>",
    ]
    whole = "".join(part for part in parts if part)
    return f'<a href="{escape(links[box.id])}">{whole}</a>' if box.id in links else whole


def _frame(box: Box, corner: tuple[float, float], way: Taken) -> str:
    (left, top), (wide, high) = corner, box.size
    tone = _TONES[box.tone]
    end = box.kind == "outcome"
    radius = 20 if end else 8
    here = box.id == way.here
    stroke, thick = (_ACCENT, 3.0) if box.id in way.nodes else (tone, 1.3)
    fill = f'fill="{tone}" fill-opacity="{".26" if here else ".13" if end else ".07"}"'
    shape = (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:g}" height="{high:g}" rx="{radius}" '
        f'{fill} stroke="{stroke}" stroke-width="{thick:g}"/>'
    )
    if box.kind == "subtree":
        shape += (
            f'<rect x="{left + 3.5:.1f}" y="{top + 3.5:.1f}" width="{wide - 7:g}" height="{high - 7:g}" '
            f'rx="5" stroke="{tone}" stroke-opacity=".6"/>'
        )
    return shape


def _caption(box: Box, left: float, top: float) -> str:
    tone = "#cf4f45" if box.high_risk else _TONES[box.tone]
    return (
        f'<circle cx="{left + PADDING + 3:.1f}" cy="{top + 13:.1f}" r="3.2" fill="{tone}"/>'
        + _texts(
            [box.caption],
            left + PADDING + DOT,
            top + 17,
            SMALL_LEADING,
            f'font-size="{SMALL:g}" opacity=".75"',
        )
    )


def _loops(box: Box, left: float, top: float) -> str:
    at = top + CAPTION + LEADING * len(box.lines) + SMALL + 3
    return _texts(
        box.loops, left + PADDING, at, SMALL_LEADING, f'font-size="{SMALL:g}" opacity=".75"'
    )
