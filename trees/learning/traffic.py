"""How walks ran through a tree: per edge, per fix, and where they were left."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trees.graph import edges
from trees.learning.ranges import Share, share
from trees.model import DECLINED, DEFAULT, SOLVED, Diagnose, Node, Outcome, Subtree, Tree
from trees.position import Position, Visit, is_remedy


@dataclass(frozen=True, slots=True)
class Tried:
    """How often a remedy was tried, helped, and was declined; `rate` with its 90 % range."""

    tried: int
    solved: int
    declined: int

    @property
    def rate(self) -> Share:
        return share(self.solved + 1, self.tried - self.solved + 1)


@dataclass(frozen=True, slots=True)
class Traffic:
    """Counts of one tree over many walks.

    Attributes:
        walks: how many walks came through the tree.
        edges: (node, answer) -> how many went that way.
        remedies: `node` or `node.step` -> how it did.
        outcomes: outcome -> how many ended there.
        left: node -> how many walks stopped there unfinished.
    """

    walks: int = 0
    edges: Mapping[tuple[str, str], int] = field(default_factory=dict)
    remedies: Mapping[str, Tried] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)

    def untaken(self, tree: Tree) -> tuple[str, ...]:
        """Nodes that no walk came to, in the tree's order."""
        seen = {source for source, _ in self.edges} | set(self.outcomes) | set(self.left)
        return tuple(name for name in tree.nodes if name not in seen)


def notes(tree: Tree, counted: Traffic) -> dict[tuple[str, str], str]:
    """Words for the lines of a drawing: how many went that way, of how many that left the node."""
    leaving: Counter[str] = Counter()
    for (node, _answer), many in counted.edges.items():
        leaving[node] += many
    return {
        (node, answer): f"{many}/{leaving[node]} · {100 * many / leaving[node]:.0f} %"
        for (node, answer), many in counted.edges.items()
        if node in tree.nodes
    }


def traffic(tree: Tree, positions: Iterable[Position]) -> Traffic:
    """Count walks that came through a tree, also as a subtree, whatever version they were on."""
    walks = 0
    along: Counter[tuple[str, str]] = Counter()
    tried: Counter[tuple[str, str]] = Counter()
    ends: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for position in positions:
        own = [visit for visit in position.path if visit.tree.tree == tree.tree]
        here = position.tree.tree == tree.tree
        walks += bool(own or here)
        for visit in own:
            if isinstance(visit.node, Outcome):
                ends[visit.node.id] += 1
            elif edge := edge_of(visit):
                along[edge] += 1
            if is_remedy(visit.node, visit.step):
                tried[_name(visit), visit.answer] += 1
        if here:
            (ends if position.outcome else left)[position.node.id] += 1
    return Traffic(walks, along, _remedies(tried), ends, left)


def edge_of(visit: Visit) -> tuple[str, str] | None:
    """The edge that an answer went along; None for a step that stays in its `diagnose`."""
    node = visit.node
    if isinstance(node, Subtree):
        return node.id, _named(node, visit.answer)
    if isinstance(node, Diagnose) and visit.step:
        if visit.step in node.fixes and visit.answer == SOLVED:
            return node.id, _named(node, visit.step)
        return None
    return node.id, visit.answer


def _named(node: Node, answer: str) -> str:
    return answer if any(edge.answer == answer for edge in edges(node)) else DEFAULT


def _name(visit: Visit) -> str:
    return f"{visit.node.id}.{visit.step}" if visit.step else visit.node.id


def _remedies(tried: Mapping[tuple[str, str], int]) -> dict[str, Tried]:
    names = dict.fromkeys(name for name, _ in tried)
    found = {}
    for name in names:
        counts = {answer: many for (other, answer), many in tried.items() if other == name}
        declined = counts.pop(DECLINED, 0)
        found[name] = Tried(sum(counts.values()), counts.get(SOLVED, 0), declined)
    return found
