"""The figures of one tree, from the walks that came through it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.store import Reply, Store
from trees.learning.ranges import Share, share
from trees.learning.suggest import Suggestion, suggestions
from trees.learning.timing import Spent, spent
from trees.learning.traffic import Traffic, traffic
from trees.model import Tree
from trees.reading.tree_file import read
from webapp.services import Services
from webapp.walked import Walked, walked


@dataclass(frozen=True, slots=True)
class Figures:
    """What walks tell of a tree.

    Attributes:
        running: walks that are still going on; they are in no other figure.
        left: how many stopped unfinished.
        results: kind of outcome -> how many ended so.
    """

    tree: Tree
    walks: Sequence[Walked]
    running: int
    traffic: Traffic
    results: Counter[str]
    spent: dict[str, Spent]
    suggestions: Sequence[Suggestion]
    replies: Sequence[Reply]

    @property
    def finished(self) -> int:
        """Walks that reached an outcome."""
        return sum(each.walk.finished for each in self.walks)

    def part(self, many: int) -> Share:
        """A share of the walks, with its 90 % range."""
        return share(many + 1, len(self.walks) - many + 1)


def figures(services: Services, store: Store, tree_id: str) -> Figures:
    """Count the walks of a tree.

    Raises:
        UnknownTreeError: no such tree is published.
    """
    catalogue = services.trees(store)
    tree, text = catalogue.get(tree_id), catalogue.version(tree_id).text
    through = [each for each in walked(services, store, through=tree_id) if _came(each, tree_id)]
    over = [each for each in through if each.is_over]
    positions = [each.position for each in over]
    replies = store.proposals.replies(tree_id)
    return Figures(
        tree,
        over,
        len(through) - len(over),
        traffic(tree, positions),
        Counter(each.walk.result for each in over if each.walk.finished),
        spent(tree_id, [(e.position, e.walk.started_at, e.walk.answers) for e in over]),
        [
            each
            for each in suggestions(read(text, f"{tree_id}.yaml"), tree, positions)
            if not _answered(each, replies)
        ],
        replies,
    )


def _came(each: Walked, tree_id: str) -> bool:
    trees = {visit.tree.tree for visit in each.position.path} | {each.position.tree.tree}
    return tree_id in trees


def _answered(suggestion: Suggestion, replies: Sequence[Reply]) -> bool:
    """Whether somebody has answered it; with twice as many walks it may be asked again."""
    return any(
        reply.subject == suggestion.subject and suggestion.walks < 2 * reply.walks
        for reply in replies
    )
