"""Which versions of trees left in files, and which walks came back as codes."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.store.connection import Connection, Value
from kb.store.values import Clock, from_time, now


@dataclass(frozen=True, slots=True)
class TakeAway:
    """A tree with its subtrees in the versions that a file holds: tree id -> content hash."""

    fingerprint: str
    tree: str
    versions: Mapping[str, str]


class TakeAways:
    """Files that were made here, by the fingerprint of their versions."""

    def __init__(self, connection: Connection, clock: Clock = now) -> None:
        self._connection = connection
        self._clock = clock

    def keep(self, fingerprint: str, tree: str, versions: Mapping[str, str]) -> None:
        """Remember what a file holds; a file of the same versions is remembered once."""
        with self._connection.transaction():
            if self.get(fingerprint) is not None:
                return
            made: dict[str, Value] = {"tree": tree, "made_at": from_time(self._clock())}
            self._connection.insert("take_aways", [{"fingerprint": fingerprint, **made}])
            self._connection.insert(
                "take_away_versions",
                [
                    {"fingerprint": fingerprint, "tree": each, "hash": digest}
                    for each, digest in versions.items()
                ],
            )

    def get(self, fingerprint: str) -> TakeAway | None:
        """What the files of a fingerprint hold; None where none was made here."""
        given: dict[str, Value] = {"fingerprint": fingerprint}
        found = self._connection.rows(
            "select tree from take_aways where fingerprint = :fingerprint", given
        )
        if not found:
            return None
        rows = self._connection.rows(
            "select tree, hash from take_away_versions where fingerprint = :fingerprint", given
        )
        return TakeAway(fingerprint, found[0]["tree"], {row["tree"]: row["hash"] for row in rows})

    def walk_of(self, code: str) -> str | None:
        """Id of the walk that came back under a code, which both of its forms share."""
        rows = self._connection.rows(
            "select walk_id from walks_come_back where code = :code", {"code": code}
        )
        return rows[0]["walk_id"] if rows else None

    def came_back(self, code: str, walk: str) -> None:
        """Note that a code became a walk."""
        self._connection.insert("walks_come_back", [{"code": code, "walk_id": walk}])
