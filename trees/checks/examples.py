"""Walks that must keep ending where they ended."""

from collections.abc import Iterator, Mapping

from trees.findings import Finding
from trees.messages import said
from trees.model import Subtree, Tree
from trees.reading.tree_file import TreeFile
from trees.replay import Verdict, judge


def broken(file: TreeFile, tree: Tree, trees: Mapping[str, Tree]) -> Iterator[Finding]:
    """`broken-example`; says nothing where a subtree has errors of its own."""
    if not tree.examples or not _sound(tree, trees):
        return
    for n, example in enumerate(tree.examples):
        judged = judge(trees, tree, example)
        if judged.verdict is Verdict.LOST:
            name = (
                said("example-of", case=example.case) if example.case else said("example", n=n + 1)
            )
            message = said("broken-example", name=name, end=example.outcome, reason=judged.reason)
            yield file.finding(("examples", str(n)), "broken-example", message)


def _sound(tree: Tree, trees: Mapping[str, Tree]) -> bool:
    """Whether all subtrees, and theirs, can be walked; no tree reaches itself here."""
    used = {node.tree for node in tree.nodes.values() if isinstance(node, Subtree)}
    return all(other in trees and _sound(trees[other], trees) for other in used)
