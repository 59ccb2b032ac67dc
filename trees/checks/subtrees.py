"""Trees that walk other trees: these exist, come back, and never reach themselves."""

import difflib
from collections.abc import Iterator, Mapping

import networkx as nx

from trees.findings import Finding
from trees.messages import close_to, said
from trees.model import DEFAULT, Outcome, Result, Subtree, Tree
from trees.reading.tree_file import TreeFile


def unknown_trees(file: TreeFile, tree: Tree, trees: Mapping[str, Tree]) -> Iterator[Finding]:
    """`unknown-target` for subtrees that are not among the given trees."""
    for node in _subtrees(tree):
        if node.tree and node.tree not in trees:
            close = difflib.get_close_matches(node.tree, trees, n=1)
            message = said("unknown-tree", name=node.tree, hint=close_to(close, "write-the-tree"))
            yield file.finding(("nodes", node.id, "tree"), "unknown-target", message)


def open_ends(file: TreeFile, tree: Tree, trees: Mapping[str, Tree]) -> Iterator[Finding]:
    """`missing-field`: a result of the subtree for which `outcomes` names no node."""
    for node in _subtrees(tree):
        path = ("nodes", node.id, "outcomes")
        if node.tree not in trees or DEFAULT in node.outcomes or not node.outcomes:
            continue
        for result in results(trees[node.tree]):
            if result not in node.outcomes and (*path, result) not in file.spoilt:
                message = said("needs-node-for", map="outcomes", key=str(result))
                yield file.finding(path, "missing-field", message)


def results(tree: Tree) -> tuple[Result, ...]:
    """How a tree can end, each once."""
    ends = [node.result for node in tree.nodes.values() if isinstance(node, Outcome)]
    return tuple(dict.fromkeys(ends))


def cycles(file: TreeFile, tree: Tree, trees: Mapping[str, Tree]) -> Iterator[Finding]:
    """`subtree-cycle`."""
    uses: nx.DiGraph[str] = nx.DiGraph()
    uses.add_nodes_from([tree.tree, *trees])
    for other in trees.values():
        uses.add_edges_from((other.tree, node.tree) for node in _subtrees(other))
    uses.add_edges_from((tree.tree, node.tree) for node in _subtrees(tree))
    for node in _subtrees(tree):
        if node.tree and nx.has_path(uses, node.tree, tree.tree):
            way = " > ".join([tree.tree, *nx.shortest_path(uses, node.tree, tree.tree)])
            message = said("subtree-cycle", way=way)
            yield file.finding(("nodes", node.id, "tree"), "subtree-cycle", message)


def _subtrees(tree: Tree) -> Iterator[Subtree]:
    return (node for node in tree.nodes.values() if isinstance(node, Subtree))
