"""Answers of a walk given once more: after an earlier one was changed, or on a newer version."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from trees.model import Tree
from trees.position import Answered
from trees.walk import advance, choices, walk

Given = TypeVar("Given", bound=Answered)


def refit(
    trees: Mapping[str, Tree], tree_id: str, given: Sequence[Given], later: Iterable[Given]
) -> tuple[Given, ...]:
    """Answers, followed by those later ones that are still asked for, in their order.

    Args:
        trees: the tree and all its subtrees by id.
        tree_id: where the walk begins.
        given: answers that stand.
        later: answers that are taken where the walk comes to their place and offers them.

    Raises:
        InvalidAnswerError: an answer that stands is not offered.
    """
    position, done, left = walk(trees, tree_id, given), list(given), list(later)
    while True:
        offered = choices(position)
        fits = (n for n, each in enumerate(left) if each.answer in offered.get(each.node, ()))
        place = next(fits, None)
        if place is None:
            return tuple(done)
        done.append(left.pop(place))
        position = advance(trees, position, done[-1])
