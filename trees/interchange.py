"""Trees for other programs: JSON both ways without loss, and Graphviz."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import yaml

from trees.drawing.boxes import answer_words
from trees.findings import Finding, InvalidTreeError
from trees.graph import edges
from trees.messages import said
from trees.model import Subtree, Tree
from trees.reading.source import MAX_BYTES
from trees.reading.tree_file import read

_SHAPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "question": "diamond",
        "action": "box",
        "diagnose": "hexagon",
        "collect": "parallelogram",
        "subtree": "box3d",
        "outcome": "oval",
    }
)


def to_json(source: str | bytes) -> str:
    """The same keys and values as JSON, in the order of the file.

    Raises:
        InvalidTreeError: the text has not the form of a tree file.
    """
    text = source if isinstance(source, str) else source.decode("utf-8-sig")
    wrong = read(text, "").findings
    if wrong:
        raise InvalidTreeError(wrong)
    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document = yaml.load(text, Loader=loader)  # noqa: S506 - the safe loader, in C where it is there
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> str:
    """The YAML text of a tree that came as JSON; `trees.files.load` then checks it.

    Raises:
        InvalidTreeError: the text is no JSON object.
    """
    try:
        document = _object(text)
    except (ValueError, RecursionError) as error:
        message = said("no-json", problem=str(error))
        finding = Finding("", getattr(error, "lineno", 1), "", "not-yaml", message)
        raise InvalidTreeError([finding]) from error
    return to_yaml(document)


def to_yaml(document: Mapping[str, Any]) -> str:
    """Keys and values as the text of a tree file; what holds single values alone stands on one line."""
    return yaml.safe_dump(
        dict(document), allow_unicode=True, sort_keys=False, width=100, default_flow_style=None
    )


def _object(text: str) -> dict[str, Any]:
    if len(text) > MAX_BYTES:
        raise ValueError(f"a tree has at most {MAX_BYTES:,} bytes")
    document = json.loads(text, object_pairs_hook=_once)
    if isinstance(document, dict):
        return document
    raise ValueError("a tree is one JSON object")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def graphviz(tree: Tree, language: str) -> str:
    """The tree in Graphviz' language."""
    lines = [f"digraph {_quoted(tree.tree)} {{", '  node [fontname="sans-serif"];']
    for node in tree.nodes.values():
        words = node.text.say(language) or (node.tree if isinstance(node, Subtree) else node.id)
        lines.append(f"  {_quoted(node.id)} [shape={_SHAPES[node.kind]}, label={_quoted(words)}];")
    for node in tree.nodes.values():
        for edge in edges(node):
            words = answer_words(node, edge.answer, language)
            lines.append(
                f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={_quoted(words)}];"
            )
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(words: str) -> str:
    flat = " ".join(words.split())
    return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'
