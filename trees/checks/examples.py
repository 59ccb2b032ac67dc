"""Walks that must keep ending where they ended."""

from collections.abc import Iterator, Mapping

from trees.draft import Draft
from trees.findings import Finding
from trees.model import Subtree, Tree
from trees.replay import Verdict, judge


def broken(draft: Draft, tree: Tree, trees: Mapping[str, Tree]) -> Iterator[Finding]:
    """`broken-example`; says nothing where a subtree has errors of its own."""
    if not tree.examples or not _sound(tree, trees):
        return
    for n, example in enumerate(tree.examples):
        judged = judge(trees, tree, example)
        if judged.verdict is Verdict.LOST:
            name = f"the example of {example.case}" if example.case else f"example {n + 1}"
            message = (
                f"{name} must end in `{example.outcome}`, but {judged.reason}; "
                "mend the tree, or the example if it should end so now"
            )
            yield draft.finding(("examples", str(n)), "broken-example", message)


def _sound(tree: Tree, trees: Mapping[str, Tree]) -> bool:
    """Whether all subtrees, and theirs, can be walked; no tree reaches itself here."""
    used = {node.tree for node in tree.nodes.values() if isinstance(node, Subtree)}
    return all(other in trees and _sound(trees[other], trees) for other in used)
