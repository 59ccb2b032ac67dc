"""What a take-away file holds of a tree and its subtrees: an allow-list, ready for JSON.

Maps whose order matters become lists of pairs, because a browser puts keys such as `10` in front
of all others. Numbers of a `diagnose` are worked out here, so that the file's arithmetic begins
with the same ones.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

from trees.model import Diagnose, Node, Text, Tree
from trees.planning.belief import problem

# Leaves out cases and examples: they name customers' cases.
_OF_A_TREE = ("title", "summary", "languages", "start")


def content(trees: Mapping[str, Tree], versions: Mapping[str, str], tree_id: str) -> dict[str, Any]:
    """The data of a file.

    Args:
        trees: the tree and all its subtrees by id.
        versions: the content hash of each.
        tree_id: the tree.
    """
    return {
        "tree": tree_id,
        "fingerprint": fingerprint(versions),
        "trees": {name: _tree(tree) for name, tree in trees.items()},
    }


def fingerprint(versions: Mapping[str, str]) -> str:
    """Ten hexadecimal digits for trees in exactly these versions."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(versions.items()))
    return sha256(lines.encode()).hexdigest()[:10]


def _tree(tree: Tree) -> dict[str, Any]:
    found = {name: _plain(getattr(tree, name)) for name in _OF_A_TREE}
    return {"id": tree.id, **found, "nodes": [[name, _node(n)] for name, n in tree.nodes.items()]}


def _node(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": node.kind, **_plain(node)}
    if isinstance(node, Diagnose):
        found["problem"] = _plain(problem(node))
    return found


def _plain(value: Any) -> Any:
    """A value of the model for JSON; texts that are not there are left out."""
    match value:
        case Text():
            return dict(value.words)
        case Mapping():
            return [[key, _plain(each)] for key, each in value.items()]
        case frozenset():
            return sorted(value)
        case tuple():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value):
            named = {each.name: getattr(value, each.name) for each in fields(value)}
            return {key: _plain(each) for key, each in named.items() if not _is_blank(each)}
        case _:
            return value


def _is_blank(value: Any) -> bool:
    return value is None or value is False or value in ("", Text())
