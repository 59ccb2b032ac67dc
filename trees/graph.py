"""Which node leads to which, and under what answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from trees.model import (
    COLLECTED,
    DECLINED,
    HANDOVER,
    NOT_SOLVED,
    SOLVED,
    Action,
    Collect,
    Diagnose,
    Node,
    Outcome,
    Question,
    Subtree,
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one node to another.

    Attributes:
        answer: what leads along it: an answer's id, `solved`, a fix's id, a result, `default` …
        keys: path of keys from the node to the value that names the target.
    """

    source: str
    target: str
    answer: str
    keys: tuple[str, ...]

    @property
    def path(self) -> tuple[str, ...]:
        return ("nodes", self.source, *self.keys)


def edges(node: Node) -> tuple[Edge, ...]:
    """All edges that leave a node, in the file's order."""
    return tuple(
        Edge(node.id, target, answer, keys) for answer, target, keys in _ways(node) if target
    )


def _ways(node: Node) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Answer, target and path of keys of each way on."""
    match node:
        case Question():
            yield from ((a, c.goto, ("answers", a, "goto")) for a, c in node.answers.items())
        case Action():
            for key in (SOLVED, NOT_SOLVED, DECLINED):
                yield key, getattr(node, key), (key,)
        case Diagnose():
            yield from ((fix, target, (SOLVED, fix)) for fix, target in node.solved.items())
            yield HANDOVER, node.handover.goto, (HANDOVER, "goto")
        case Collect():
            yield COLLECTED, node.goto, ("goto",)
        case Subtree():
            yield from ((r, target, ("outcomes", r)) for r, target in node.outcomes.items())
        case Outcome():
            return


def graph(nodes: Mapping[str, Node]) -> "nx.MultiDiGraph[str]":
    """The tree as a multigraph, since two answers may lead to the same node."""
    whole: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    whole.add_nodes_from(nodes)
    for node in nodes.values():
        for edge in edges(node):
            whole.add_edge(edge.source, edge.target, key=edge.answer)
    return whole
