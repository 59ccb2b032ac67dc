"""What people searched for, and the searches that they keep."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kb.store.connection import Connection
from kb.store.values import Clock, from_time, now

MOST = 20_000
"""Texts that are kept; beyond it the ones that were asked for once, long ago, are forgotten."""
LONGEST_START = 200
"""Characters by which texts are looked for; a database compares only short patterns."""


@dataclass(frozen=True, slots=True)
class Search:
    """A text that was searched for.

    Attributes:
        times: how often.
        hits: what it found the last time.
        last_at: when that was, in UTC.
    """

    query: str
    times: int
    hits: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that somebody keeps under a name."""

    owner: str
    name: str
    query: str
    saved_at: datetime


class Searches:
    """Searches of all people together, and those that each of them keeps."""

    def __init__(self, connection: Connection, clock: Clock = now) -> None:
        self._connection = connection
        self._clock = clock

    def note(self, found: Iterable[tuple[str, int]]) -> None:
        """Count some searches: pairs of a text, free of secrets, and the number of its hits."""
        with self._connection.transaction():
            for query, hits in found:
                self._connection.execute(
                    "insert into searches (query, times, hits, last_at)"
                    " values (:query, 1, :hits, :at) on conflict (query) do update set"
                    " times = searches.times + 1, hits = excluded.hits, last_at = excluded.last_at",
                    {"query": query, "hits": hits, "at": from_time(self._clock())},
                )
            self._forget_old()

    def unanswered(self, limit: int = 50) -> list[Search]:
        """Texts that found nothing and that nobody has taken off the list, the most asked first.

        One that was taken off comes back when it is asked, in vain, again.
        """
        return self._select(
            "hits = 0 and (done_at is null or done_at < last_at)"
            " order by times desc, last_at desc, query",
            {"limit": limit},
        )

    def most_asked(self, limit: int = 20) -> list[Search]:
        """Texts that were asked more than once, the most asked first."""
        return self._select("times > 1 order by times desc, last_at desc, query", {"limit": limit})

    def done(self, query: str) -> None:
        """Take a text off the list of what found nothing."""
        self._connection.execute(
            "update searches set done_at = :at where query = :query",
            {"query": query, "at": from_time(self._clock())},
        )

    def beginning_with(self, start: str, limit: int = 5) -> list[Search]:
        """Texts that begin so and found something, the most asked first; nothing begins so long."""
        if len(start) > LONGEST_START:
            return []
        pattern = start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        return self._select(
            "hits > 0 and lower(query) like lower(:pattern) escape '\\'"
            " order by times desc, last_at desc, query",
            {"pattern": pattern, "limit": limit},
        )

    def save(self, owner: str, name: str, query: str) -> None:
        """Keep a search under a name, in place of what the owner had under it."""
        self._connection.execute(
            "insert into saved_searches (owner, name, query, saved_at)"
            " values (:owner, :name, :query, :at) on conflict (owner, name) do update set"
            " query = excluded.query, saved_at = excluded.saved_at",
            {"owner": owner, "name": name, "query": query, "at": from_time(self._clock())},
        )

    def saved(self, owner: str) -> list[SavedSearch]:
        """What a person keeps, by name."""
        rows = self._connection.rows(
            "select owner, name, query, saved_at from saved_searches"
            " where owner = :owner order by name",
            {"owner": owner},
        )
        return [
            SavedSearch(**{**row, "saved_at": datetime.fromisoformat(row["saved_at"])})
            for row in rows
        ]

    def forget(self, owner: str, name: str) -> None:
        """Keep a search no longer."""
        self._connection.execute(
            "delete from saved_searches where owner = :owner and name = :name",
            {"owner": owner, "name": name},
        )

    def _select(self, condition: str, params: dict[str, str | int]) -> list[Search]:
        rows = self._connection.rows(
            f"select query, times, hits, last_at from searches where {condition} limit :limit",
            params,
        )
        return [
            Search(**{**row, "last_at": datetime.fromisoformat(row["last_at"])}) for row in rows
        ]

    def _forget_old(self) -> None:
        count = int(self._connection.value("select count(*) from searches") or 0)
        if count > MOST:
            self._connection.execute(
                "delete from searches where query in (select query from searches"
                " order by times, last_at limit :surplus)",
                {"surplus": count - MOST * 9 // 10},
            )
