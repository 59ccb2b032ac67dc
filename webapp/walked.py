"""Walks of the store as the engine sees them, for figures over many of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kb.store import Store, Walk
from trees.errors import TreeError
from trees.position import Position
from trees.walk import walk
from webapp.services import Services

# Walks that figures are made of: those that were changed last.
MOST = 1_000
# An open walk that nobody has touched for so long was left; a younger one is still going on.
LEFT_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Walked:
    """A walk and where it stands."""

    walk: Walk
    position: Position

    @property
    def is_over(self) -> bool:
        """Whether it has ended or was left."""
        return self.walk.finished or datetime.now(UTC) - self.walk.changed_at > LEFT_AFTER


def walked(
    services: Services,
    store: Store,
    *,
    through: str,
    state: str | None = None,
    limit: int = MOST,
) -> Iterator[Walked]:
    """The latest walks that may come through a tree; one that its trees no longer play is passed over."""
    for found in store.walks.list(state=state, through=through, limit=limit):
        position = standing(services, store, found)
        if position is not None:
            yield Walked(found, position)


def standing(services: Services, store: Store, found: Walk) -> Position | None:
    """Where a walk stands; None where its trees no longer play it."""
    try:
        return walk(services.trees(store).at(found.versions), found.tree, found.answers)
    except TreeError:
        return None
