"""The feed of changes, which every search index follows (decision 1)."""

import secrets
from dataclasses import dataclass

from kb.store.connection import Connection
from kb.store.values import Clock, from_time, now


@dataclass(frozen=True, slots=True)
class Change:
    """A case, tree or article that was written or removed.

    Attributes:
        seq: place in the feed; grows with every write, with no number twice.
        kind: `case`, `tree` or `article`.
        id: case number, tree id or article id.
    """

    seq: int
    kind: str
    id: str


class Changes:
    """Reads the feed and, for the other modules of the store, appends to it."""

    def __init__(self, connection: Connection, clock: Clock = now) -> None:
        self._connection = connection
        self._clock = clock

    def since(self, seq: int, limit: int = 1000) -> list[Change]:
        """Changes after `seq`, oldest first.

        An item stands in the feed once, at its last change: a reader that stops and goes on later misses
        nothing and reads nothing twice. An item that the store no longer holds was removed.
        """
        rows = self._connection.rows(
            "select seq, kind, id from changes where seq > :seq order by seq limit :limit",
            {"seq": seq, "limit": limit},
        )
        return [Change(**row) for row in rows]

    def last(self) -> int:
        """The number of the last change, 0 for a store that was never written."""
        return int(self._connection.value("select seq from feed") or 0)

    def identity(self) -> str:
        """Names this feed for as long as its numbers grow; a restored store has a new one.

        An index that was built for another identity is built again, whatever its numbers say.
        """
        # Every search asks; only the first question of all has to write.
        known = self._connection.value("select identity from feed")
        if known:
            return str(known)
        with self._connection.transaction():
            self._connection.execute(
                "insert into feed (one, identity, seq) values (1, :identity, 0)"
                " on conflict (one) do nothing",
                {"identity": secrets.token_hex(8)},
            )
            return str(self._connection.value("select identity from feed"))

    def append(self, kind: str, item: str) -> int:
        """Note a write; called inside the transaction of that write. Returns its number."""
        seq = self._connection.value(
            "insert into feed (one, identity, seq) values (1, :identity, 1)"
            " on conflict (one) do update set seq = feed.seq + 1 returning seq",
            {"identity": secrets.token_hex(8)},
        )
        self._connection.execute(
            "insert into changes (seq, kind, id, at) values (:seq, :kind, :id, :at)"
            " on conflict (kind, id) do update set seq = excluded.seq, at = excluded.at",
            {"seq": seq, "kind": kind, "id": item, "at": from_time(self._clock())},
        )
        return int(seq)

    def renew(self) -> None:
        """Give the feed a new identity, after the store was replaced by a backup."""
        with self._connection.transaction():
            self.identity()
            self._connection.execute(
                "update feed set identity = :identity", {"identity": secrets.token_hex(8)}
            )
