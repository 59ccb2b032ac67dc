"""How long steps take people: by the clock of the page, else by the moments of their answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final, Protocol

from trees.position import Position

# A longer pause is a night or another case, not the step.
LONGEST: Final = 240.0


class Moment(Protocol):
    """An answer with the moment at which it was given, and its seconds where a clock ran."""

    @property
    def node(self) -> str: ...
    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def seconds(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes that a step took: the middle of all times, and how many there are."""

    minutes: float
    times: int


def spent(
    tree: str, walks: Iterable[tuple[Position, datetime, Sequence[Moment]]]
) -> dict[str, Spent]:
    """Time per place of a tree.

    Args:
        tree: id of the tree; places of other trees are passed over.
        walks: of each walk its position, when it began, and its answers.

    Returns:
        `node` or `node.step` -> its time.
    """
    found: dict[str, list[float]] = {}
    for position, began, moments in walks:
        names = {
            visit.key: f"{visit.node.id}.{visit.step}" if visit.step else visit.node.id
            for visit in position.path
            if visit.tree.tree == tree
        }
        for key, minutes in _pauses(began, moments):
            if key in names and minutes <= LONGEST:
                found.setdefault(names[key], []).append(minutes)
    return {name: Spent(median(times), len(times)) for name, times in found.items()}


def _pauses(began: datetime, moments: Sequence[Moment]) -> Iterator[tuple[str, float]]:
    before = began
    for moment in moments:
        if moment.seconds is not None:
            yield moment.node, moment.seconds / 60
        elif moment.answered_at is not None and moment.answered_at > before:
            yield moment.node, (moment.answered_at - before).total_seconds() / 60
        before = moment.answered_at or before
