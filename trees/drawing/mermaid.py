"""A tree as Mermaid text, for documents and other sites."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from trees.drawing.boxes import answer_words
from trees.drawing.path import taken
from trees.graph import Edge, edges
from trees.model import Node, Outcome, Subtree, Tree

_SHAPES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "question": ("{", "}"),
        "action": ("[", "]"),
        "diagnose": ("{{", "}}"),
        "collect": ("[/", "/]"),
        "subtree": ("[[", "]]"),
        "outcome": ("([", "])"),
    }
)
# All that Mermaid or the page around it could read as something else than words.
_SPECIAL: Final = frozenset('"#&<>;`\\|{}[]()*_~')
_CLASSES: Final = (
    "classDef question stroke:#3b7dc4",
    "classDef action stroke:#0d8f82",
    "classDef diagnose stroke:#8b5cc7",
    "classDef collect stroke:#b07a1c",
    "classDef subtree stroke:#64748b",
    "classDef outcome stroke:#2e9157",
    "classDef taken stroke-width:4px",
)


def mermaid(tree: Tree, language: str, path: Sequence[str | tuple[str, str]] = ()) -> str:
    """A flowchart; `path` as for `trees.draw.svg`."""
    way = taken(tree, path)
    numbers = {name: f"n{number}" for number, name in enumerate(tree.nodes)}
    found = [(node, edge) for node in tree.nodes.values() for edge in edges(node)]
    bold = [
        str(place)
        for place, (_, edge) in enumerate(found)
        if (edge.source, edge.answer) in way.edges
    ]
    boxes = [f"    {numbers[node.id]}{_box(node, language)}" for node in tree.nodes.values()]
    lines = [f"    {_line(numbers, node, edge, language)}" for node, edge in found]
    gone = [numbers[name] for name in tree.nodes if name in way.nodes]
    look = [f"    {rule}" for rule in _CLASSES]
    look += [f"    class {','.join(gone)} taken"] if gone else []
    look += [f"    linkStyle {','.join(bold)} stroke-width:4px"] if bold else []
    return "\n".join(["flowchart TD", *boxes, *lines, *look]) + "\n"


def _box(node: Node, language: str) -> str:
    opening, closing = _SHAPES[node.kind]
    words = node.text.say(language) or (node.tree if isinstance(node, Subtree) else node.id)
    if isinstance(node, Outcome):
        words = f"{words} ({node.result})"
    return f'{opening}"{_escaped(words)}"{closing}:::{node.kind}'


def _line(numbers: Mapping[str, str], node: Node, edge: Edge, language: str) -> str:
    words = _escaped(answer_words(node, edge.answer, language))
    arrow = f'-->|"{words}"|' if words else "-->"
    return f"{numbers[edge.source]} {arrow} {numbers[edge.target]}"


def _escaped(words: str) -> str:
    plain = " ".join(words.split())
    return "".join(f"#{ord(letter)};" if letter in _SPECIAL else letter for letter in plain)
