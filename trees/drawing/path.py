"""Which boxes and lines a walk has been through."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trees.graph import edges
from trees.model import Tree


@dataclass(frozen=True, slots=True)
class Taken:
    """Nodes and (node, answer) of the edges on the way; `here` is where the walk stands."""

    nodes: frozenset[str]
    edges: frozenset[tuple[str, str]]
    here: str


def taken(tree: Tree, path: Sequence[str | tuple[str, str]]) -> Taken:
    """Find the way of a walk in a tree; steps that are not of this tree are passed over."""
    steps = [(step, "") if isinstance(step, str) else step for step in path]
    own = [(node, answer) for node, answer in steps if node in tree.nodes]
    found = {
        edge
        for (node, answer), (target, _) in pairwise(own)
        if (answer or node != target) and (edge := (node, _answer(tree, node, answer, target)))[1]
    }
    here = own[-1][0] if own else ""
    return Taken(frozenset(node for node, _ in own), frozenset(found), here)


def _answer(tree: Tree, node: str, answer: str, target: str) -> str:
    """The answer of the edge between two nodes; the given one where it leads there."""
    there = [edge.answer for edge in edges(tree.nodes[node]) if edge.target == target]
    return answer if answer in there else there[0] if there else ""
