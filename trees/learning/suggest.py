"""What recorded walks suggest to change in a tree, for a person to accept or decline.

Two things are learned: weights of the causes of a `diagnose` node, and the order of actions that
follow each other when the one before did not help.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trees.learn import (
    LEAST_SAVING,
    LEAST_WALKS,
    Proposal,
    Session,
    propose,
    sessions,
)
from trees.learning.chains import chains, changes, reorder
from trees.learning.ranges import Share
from trees.learning.traffic import traffic
from trees.model import Diagnose, Tree
from trees.planning.belief import Problem, problem
from trees.position import Position
from trees.reading.places import Path
from trees.reading.tree_file import TreeFile


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a suggestion: how it is now and how it would be.

    Attributes:
        name: id of a cause or of an action.
        now: its share as the author gave it, or its place in the order from 1.
        then: the same as walks suggest.
        range: of a share; None for places.
    """

    name: str
    now: float
    then: float
    range: Share | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change with what it would save.

    Attributes:
        subject: id of the `diagnose` node, or of the first action of a chain.
        walks: how many it was learned from.
        before: expected minutes as the tree is, if what was learned is right.
        after: the same with the change.
        changes: path of keys -> new value, for `trees.edit.with_values`.
    """

    subject: str
    walks: int
    before: float
    after: float
    rows: tuple[Row, ...]
    changes: Mapping[Path, str | float]

    @property
    def saved(self) -> float:
        """Minutes per walk that come to it."""
        return self.before - self.after


def suggestions(
    file: TreeFile, tree: Tree, positions: Sequence[Position], least: int = LEAST_WALKS
) -> tuple[Suggestion, ...]:
    """All that walks suggest for a tree; nothing from fewer than `least` of them.

    Args:
        file: the tree's file as it was read, for the places of its values.
        tree: the same without errors.
        positions: where recorded walks ended or were left, whatever versions they were on.
        least: walks that a suggestion needs.
    """
    found = [*_weights(file, tree, positions, least), *_orders(tree, positions, least)]
    return tuple(sorted(found, key=lambda each: -each.saved))


def _weights(
    file: TreeFile, tree: Tree, positions: Iterable[Position], least: int
) -> Iterator[Suggestion]:
    for node in tree.nodes.values():
        if not isinstance(node, Diagnose):
            continue
        model = problem(node)
        proposal = _proposal(model, sessions(tree.tree, node.id, positions), least)
        if proposal is None:
            continue
        learned = [proposal.shares[name] for name in model.causes]
        rows = zip(
            model.causes, model.prior, (each.value for each in learned), learned, strict=True
        )
        yield Suggestion(
            node.id,
            proposal.walks,
            proposal.before,
            proposal.after,
            tuple(Row(*row) for row in rows),
            {_weight(file, node.id, name): value for name, value in proposal.weights.items()},
        )


@lru_cache(maxsize=64)
def _proposal(model: Problem, found: tuple[Session, ...], least: int) -> Proposal | None:
    """A large node takes seconds, and a page asks for the same again and again."""
    return propose(model, found, least)


def _weight(file: TreeFile, node: str, cause: str) -> Path:
    """Where the weight of a cause stands: it is a number alone, or one of several keys."""
    path = ("nodes", node, "causes", cause)
    return (*path, "weight") if (*path, "weight") in file.lines else path


def _orders(tree: Tree, positions: Iterable[Position], least: int) -> Iterator[Suggestion]:
    remedies = traffic(tree, positions).remedies
    for chain in chains(tree):
        done = {name: remedies[name] for name in chain if name in remedies}
        counts = {
            name: (done[name].tried, done[name].solved) if name in done else (0, 0)
            for name in chain
        }
        walks = counts[chain[0]][0]
        better = reorder(tree, chain, counts)
        if walks < least or better.before - better.after < LEAST_SAVING:
            continue
        places = {name: place for place, name in enumerate(better.proposed, 1)}
        rows = tuple(Row(name, place, places[name]) for place, name in enumerate(chain, 1))
        yield Suggestion(chain[0], walks, better.before, better.after, rows, changes(tree, better))
