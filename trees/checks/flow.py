"""Where the ways through a tree lead: nothing unreachable, no dead end, no loop without a way out.

A target that is missing, unknown or could not be read counts as `?`, a node from which every
node and every end can be reached, so that one mistake is reported once.
"""

import difflib
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import networkx as nx

from trees.findings import Finding
from trees.graph import edges
from trees.messages import said
from trees.model import Outcome, Question, Tree
from trees.reading.tree_file import TreeFile

LONGEST: Final = 25
_ANYWHERE: Final = "?"
_LEADING: Final = (
    "kind",
    "answers",
    "goto",
    "solved",
    "not_solved",
    "declined",
    "handover",
    "outcomes",
)
Graph = nx.MultiDiGraph


def flow(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`unreachable`, `dead-end` and `endless-loop`."""
    graph = _graph(file, tree)
    ends = {_ANYWHERE, *(n.id for n in tree.nodes.values() if isinstance(n, Outcome))}
    yield from _unreachable(file, tree, graph)
    leads_out = _before(graph, ends)
    stuck = graph.subgraph(graph.nodes - leads_out)
    loops = [loop for loop in nx.strongly_connected_components(stuck) if _is_loop(stuck, loop)]
    yield from _endless(file, tree, [loop for loop in loops if _is_closed(stuck, loop)])
    in_closed = {node for loop in loops if _is_closed(stuck, loop) for node in loop}
    for node in tree.nodes:
        if node in stuck and node not in in_closed:
            yield file.finding(("nodes", node), "dead-end", said("dead-end"))


def _graph(file: TreeFile, tree: Tree) -> "Graph[str]":
    graph: Graph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(file.named)
    for node in tree.nodes.values():
        for edge in edges(node):
            target = edge.target if edge.target in file.named else _ANYWHERE
            graph.add_edge(node.id, target)
    lost = (file.named - tree.nodes.keys()) | _with_lost_edges(file) | _without_answers(tree)
    graph.add_edges_from((node, _ANYWHERE) for node in lost)
    graph.add_edges_from((_ANYWHERE, node) for node in file.named)
    return graph


def _without_answers(tree: Tree) -> set[str]:
    """Questions without any answer: that alone is told of them, and not that they lead nowhere."""
    nodes = tree.nodes.values()
    return {node.id for node in nodes if isinstance(node, Question) and not node.answers}


def _with_lost_edges(file: TreeFile) -> set[str]:
    return {
        path[1]
        for path in file.spoilt
        if path[:1] == ("nodes",)
        and path[2:]
        and any(difflib.get_close_matches(key, _LEADING, n=1, cutoff=0.75) for key in path[2:])
    }


def _unreachable(file: TreeFile, tree: Tree, graph: "Graph[str]") -> Iterator[Finding]:
    start = tree.start if tree.start in file.named else _ANYWHERE
    reached = {start, *nx.descendants(graph, start)} if start in graph else set(file.named)
    for node in file.named - reached:
        yield file.finding(("nodes", node), "unreachable", said("unreachable", start=tree.start))


def _before(graph: "Graph[str]", ends: set[str]) -> set[str]:
    """All nodes from which one of `ends` can be reached, the ends included."""
    backwards = graph.reverse(copy=False)
    layers = nx.bfs_layers(backwards, [end for end in ends if end in graph])
    return {node for layer in layers for node in layer}


def _is_loop(graph: "Graph[str]", nodes: set[str]) -> bool:
    return len(nodes) > 1 or any(graph.has_edge(node, node) for node in nodes)


def _is_closed(graph: "Graph[str]", nodes: set[str]) -> bool:
    return not any(target not in nodes for _, target in graph.out_edges(nodes))


def _endless(file: TreeFile, tree: Tree, loops: list[set[str]]) -> Iterator[Finding]:
    for loop in loops:
        names = [node for node in tree.nodes if node in loop]
        message = said("endless-loop", loop=" > ".join(names))
        yield file.finding(("nodes", names[0]), "endless-loop", message)


def needless_questions(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`needless-question`: whatever is answered, the same node follows."""
    for node in tree.nodes.values():
        targets = [choice.goto for choice in getattr(node, "answers", {}).values()]
        if isinstance(node, Question) and len(targets) > 1 and len(set(targets)) == 1:
            message = said("needless-question", target=targets[0])
            yield file.finding(("nodes", node.id), "needless-question", message)


def long_paths(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`long-path`: a walk may take more than 25 steps before its outcome.

    Loops count with each of their nodes once: the longest simple path is NP-hard, and this bound
    is exact where a loop is walked through as a whole.
    """
    graph = _graph(file, tree)
    if tree.start not in tree.nodes or _ANYWHERE in nx.descendants(graph, tree.start):
        return
    graph.remove_node(_ANYWHERE)
    small = nx.condensation(graph.subgraph({tree.start, *nx.descendants(graph, tree.start)}))
    for source, target in small.edges:
        small.edges[source, target]["weight"] = _steps(tree, small.nodes[source]["members"])
    longest = nx.dag_longest_path(small, weight="weight")
    steps = sum(small.edges[pair]["weight"] for pair in pairwise(longest))
    if steps > LONGEST:
        last = min(small.nodes[longest[-1]]["members"])
        message = said("long-path", end=last, steps=steps, most=LONGEST)
        yield file.finding(("nodes", tree.start), "long-path", message)


def _steps(tree: Tree, members: set[str]) -> int:
    return sum(not isinstance(tree.nodes.get(node), Outcome) for node in members)
