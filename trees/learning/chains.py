"""Chains of actions that could be done in another order.

Where one action's `not_solved` leads to the next and to nothing else in between, the order is the
author's guess. From recorded walks it can be compared with the order by chance per minute.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trees.graph import edges
from trees.learn import survival
from trees.model import NOT_SOLVED, Action, Tree
from trees.reading.places import Path

_FREE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Reordering:
    """Another order of a chain, for a person to accept or decline.

    Attributes:
        present: ids of the actions as they follow each other now.
        proposed: the same by falling chance per minute.
        before: expected minutes of the present order, until one helps or all are done.
        after: the same of the proposed order.
    """

    present: tuple[str, ...]
    proposed: tuple[str, ...]
    before: float
    after: float


def chains(tree: Tree) -> tuple[tuple[str, ...], ...]:
    """Longest chains of two actions or more, none of which waits for a decision."""
    entering: dict[str, int] = {}
    for node in tree.nodes.values():
        for edge in edges(node):
            entering[edge.target] = entering.get(edge.target, 0) + 1
    follows = {
        node.id: node.not_solved
        for node in tree.nodes.values()
        if _is_link(node)
        and isinstance(node, Action)
        and _is_link(tree.nodes[node.not_solved])
        and entering[node.not_solved] == 1
    }
    heads = [name for name in follows if name not in follows.values()]
    return tuple(_chain(follows, head) for head in heads)


def _is_link(node: object) -> bool:
    return isinstance(node, Action) and not node.declined


def _chain(follows: Mapping[str, str], head: str) -> tuple[str, ...]:
    found = [head]
    while found[-1] in follows and follows[found[-1]] not in found:
        found.append(follows[found[-1]])
    return tuple(found)


def reorder(tree: Tree, chain: Sequence[str], counts: Mapping[str, tuple[int, int]]) -> Reordering:
    """Compare the order of a chain with the one that recorded walks suggest.

    Args:
        tree: the tree.
        chain: one of its chains.
        counts: action -> how often it was tried and how often it solved.
    """
    hazards = [(counts[name][1] + 1) / (counts[name][0] + 2) for name in chain]
    chances = dict(zip(chain, survival(hazards), strict=True))
    minutes = {name: tree.nodes[name].minutes for name in chain}
    best = tuple(sorted(chain, key=lambda name: -chances[name] / max(minutes[name], _FREE)))
    return Reordering(
        tuple(chain), best, _expected(chain, minutes, chances), _expected(best, minutes, chances)
    )


def _expected(
    order: Sequence[str], minutes: Mapping[str, float], chances: Mapping[str, float]
) -> float:
    left, spent = 1.0, 0.0
    for name in order:
        spent += minutes[name] * left
        left -= chances[name]
    return spent


def changes(tree: Tree, reordering: Reordering) -> dict[Path, str]:
    """What to write where (for `trees.edit.with_values`) so that a chain runs in the new order."""
    present, proposed = reordering.present, reordering.proposed
    last = tree.nodes[present[-1]]
    exit_node = last.not_solved if isinstance(last, Action) else ""
    following = dict(zip(proposed, [*proposed[1:], exit_node], strict=True))
    found: dict[Path, str] = {
        ("nodes", name, NOT_SOLVED): target for name, target in following.items()
    }
    head = present[0]
    if tree.start == head:
        found["start",] = proposed[0]
    for node in tree.nodes.values():
        for edge in edges(node):
            if edge.target == head and node.id not in present:
                found[edge.path] = proposed[0]
    return found
