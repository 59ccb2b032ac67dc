"""Things that belong together, when belonging is found out pair by pair."""

from collections import defaultdict
from collections.abc import Hashable, Iterable


class Clusters:
    """The places 0, 1, 2 … in groups; at the start each alone."""

    def __init__(self, size: int) -> None:
        self._leaders = list(range(size))

    def unite(self, first: int, second: int) -> None:
        """Say that two places belong together."""
        one, other = self.leader(first), self.leader(second)
        self._leaders[max(one, other)] = min(one, other)

    def unite_by(self, keys: Iterable[Iterable[Hashable]]) -> None:
        """Say that places which share a key belong together; the keys of each place, in order."""
        first: dict[Hashable, int] = {}
        for place, mine in enumerate(keys):
            for key in mine:
                self.unite(first.setdefault(key, place), place)

    def leader(self, place: int) -> int:
        """The lowest place of the group."""
        while self._leaders[place] != place:
            self._leaders[place] = self._leaders[self._leaders[place]]
            place = self._leaders[place]
        return place

    def groups(self) -> list[list[int]]:
        """The groups in the order of their lowest places."""
        found: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self._leaders)):
            found[self.leader(place)].append(place)
        return list(found.values())
