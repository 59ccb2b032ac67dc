"""What an edit would do to walks that ended before it: the same, longer, shorter, or lost.

Examples and finished walks are played on the trees as they are and as they would be. What does not
end where it ended even now was lost earlier, and no edit is blamed for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from trees.model import Subtree, Tree
from trees.position import Answer, Answered
from trees.replay import Judged, Verdict, judge_walk


@dataclass(frozen=True, slots=True)
class Recorded:
    """An example or a finished walk.

    Attributes:
        key: tells it from all others: `tree#place` for an example, the id of a walk.
        tree: id of the tree that it begins with.
        outcome: id of the outcome that it reached, or a result.
    """

    key: str
    tree: str
    answers: tuple[Answered, ...]
    outcome: str
    case: str = ""


def examples(tree: Tree) -> Iterator[Recorded]:
    """The examples of a tree."""
    for n, example in enumerate(tree.examples, 1):
        answers = tuple(Answer(node, answer) for node, answer in example.answers.items())
        yield Recorded(f"{tree.tree}#{n}", tree.tree, answers, example.outcome, example.case)


def users(trees: Mapping[str, Tree], tree_id: str) -> tuple[str, ...]:
    """Ids of the trees that walk through a tree, however deep, in the order of `trees`."""
    found = {tree_id}
    while more := {id_ for id_, tree in trees.items() if _subtrees(tree) & found} - found:
        found |= more
    return tuple(id_ for id_ in trees if id_ in found and id_ != tree_id)


def _subtrees(tree: Tree) -> set[str]:
    return {node.tree for node in tree.nodes.values() if isinstance(node, Subtree)}


def compare(
    before: Mapping[str, Tree], after: Mapping[str, Tree], recorded: Iterable[Recorded]
) -> tuple[tuple[Recorded, Judged], ...]:
    """Judge everything that still ends where it ended.

    Args:
        before: the trees as they are.
        after: the same with the edit.
        recorded: examples and finished walks.
    """
    found = []
    for each in recorded:
        if each.tree in before and each.tree in after:
            root = before[each.tree]
            held = _judged(before, root, each, 0)
            if held.verdict is not Verdict.LOST:
                found.append((each, _judged(after, root, each, held.steps)))
    return tuple(found)


def _judged(trees: Mapping[str, Tree], root: Tree, each: Recorded, steps: int) -> Judged:
    return judge_walk(trees, root, each.answers, each.outcome, case=each.case, steps=steps)
