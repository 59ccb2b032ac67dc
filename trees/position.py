"""Where a walk stands, and what it has been through.

Places are named by keys: `node`, `node.step` for a fix or question of a `diagnose`, and
`subtree/node` inside a subtree, as deep as subtrees nest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from trees.model import Action, Diagnose, Node, Outcome, Subtree, Tree


class Answered(Protocol):
    """An answer as it is kept: the key of the place, the answer's id, a note."""

    @property
    def node(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer given at a place."""

    node: str
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A subtree that the walk is in: the tree and node that it will come back to."""

    tree: Tree
    node: Subtree


@dataclass(frozen=True, slots=True)
class Visit:
    """A place that the walk has been through.

    Attributes:
        key: name of the place, unique in the walk's trees.
        step: the fix or question, in a `diagnose`.
        answer: what was answered; for a subtree and for an outcome inside it, the result.
    """

    key: str
    tree: Tree
    node: Node
    step: str
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a walk stands.

    Attributes:
        stack: the subtrees around the current node, the outermost first.
        path: what the walk has been through, the first place first.
        confirmed: key of the dangerous step that was confirmed just now.
    """

    tree: Tree
    node: Node
    stack: tuple[Frame, ...] = ()
    path: tuple[Visit, ...] = ()
    confirmed: str = ""

    @property
    def key(self) -> str:
        """Name of the current place."""
        return key_of(self.stack, self.node.id)

    @property
    def root(self) -> Tree:
        """The tree that the walk began with."""
        return self.stack[0].tree if self.stack else self.tree

    @property
    def outcome(self) -> Outcome | None:
        """The end of the walk, once it is reached."""
        return self.node if isinstance(self.node, Outcome) else None

    @property
    def steps(self) -> tuple[Visit, ...]:
        """The places of the path where a person answered something, inside subtrees too."""
        return tuple(v for v in self.path if not isinstance(v.node, Subtree | Outcome))

    def way(self, tree: Tree) -> tuple[tuple[str, str], ...]:
        """The path in one of the walk's trees as (node, answer), for its drawing."""
        own = [visit for visit in self.path if visit.tree.tree == tree.tree]
        done = [(visit.node.id, self._edge(visit)) for visit in own]
        inside = [(frame.node.id, "") for frame in self.stack if frame.tree.tree == tree.tree]
        here = [(self.node.id, "")] if self.tree.tree == tree.tree else []
        return (*done, *inside, *here)

    @staticmethod
    def _edge(visit: Visit) -> str:
        if visit.step and isinstance(visit.node, Diagnose) and visit.step in visit.node.fixes:
            return visit.step
        return visit.answer

    @property
    def tried(self) -> tuple[Visit, ...]:
        """The actions and fixes of the path, also those that were declined."""
        return tuple(visit for visit in self.path if is_remedy(visit.node, visit.step))

    def answers_at(self, key: str) -> dict[str, str]:
        """In a `diagnose`: step -> the last answer that was given to it."""
        return {visit.step: visit.answer for visit in self.path if _in(visit, key)}


def _in(visit: Visit, key: str) -> bool:
    return bool(visit.step) and visit.key == f"{key}.{visit.step}"


def key_of(stack: Iterable[Frame], node: str) -> str:
    """The name of a node inside nested subtrees."""
    return "/".join([*(frame.node.id for frame in stack), node])


def is_remedy(node: Node, step: str) -> bool:
    """Whether a place changes something: an action, or a fix of a `diagnose`."""
    return isinstance(node, Action) or (isinstance(node, Diagnose) and step in node.fixes)
