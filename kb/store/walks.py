"""Walks: a session through a tree, kept as its list of answers (decision 8)."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from kb.errors import StaleWalkError, UnknownWalkError
from kb.store.connection import Connection, Value
from kb.store.values import Clock, from_time, now
from kb.store.walk_rows import Evidence, Walk, WalkAnswer, load


class Walks:
    """The walks of all engineers."""

    def __init__(self, connection: Connection, clock: Clock = now) -> None:
        self._connection = connection
        self._clock = clock

    def new(self, tree: str, versions: Mapping[str, str], owner: str, case: str = "") -> Walk:
        """Begin a walk on these versions of the tree and its subtrees."""
        walk = secrets.token_urlsafe(16)
        stamp = from_time(self._clock())
        row: dict[str, Value] = {"id": walk, "tree": tree, "owner": owner, "case_number": case}
        blank = {"state": "open", "note": "", "outcome": "", "result": ""}
        with self._connection.transaction():
            times = {"started_at": stamp, "changed_at": stamp}
            self._connection.insert("walks", [{**row, **blank, **times}])
            self._connection.insert(
                "walk_versions",
                [
                    {"walk_id": walk, "tree": each, "hash": digest}
                    for each, digest in versions.items()
                ],
            )
            return self.get(walk)

    def get(self, walk: str) -> Walk:
        """The walk of that id.

        Raises:
            UnknownWalkError: there is none.
        """
        with self._connection.snapshot():
            rows = self._connection.rows("select * from walks where id = :id", {"id": walk})
            if not rows:
                raise UnknownWalkError(f"no walk {walk}: start a new one from its tree")
            return load(self._connection, rows)[0]

    def list(  # noqa: PLR0913 - each filter is independent of the others
        self,
        owner: str | None = None,
        state: str | None = None,
        *,
        tree: str | None = None,
        case: str | None = None,
        through: str | None = None,
        limit: int = 100,
        offset: int = 0,
    ) -> list[Walk]:
        """Walks that fit all filters, the last changed first.

        `state` is `open` or `finished`; `through` names a tree that they may come through, as a
        subtree too.
        """
        given = {"owner": owner, "state": state, "tree": tree, "case_number": case}
        chosen = _equal(given)
        if through is not None:
            chosen.append("id in (select walk_id from walk_versions where tree = :through)")
            given["through"] = through
        where = f" where {' and '.join(chosen)}" if chosen else ""
        with self._connection.snapshot():
            rows = self._connection.rows(
                f"select * from walks{where} order by changed_at desc, id limit :limit offset :offset",
                {**given, "limit": limit, "offset": offset},
            )
            return load(self._connection, rows)

    def count(self, owner: str | None = None, state: str | None = None) -> int:
        """How many walks fit both filters."""
        given = {"owner": owner, "state": state}
        where = " and ".join(["1 = 1", *_equal(given)])
        return int(self._connection.value(f"select count(*) from walks where {where}", given))

    def answer(self, walk: str, answer: WalkAnswer) -> Walk:
        """Add an answer; a finished walk is open again.

        Raises:
            UnknownWalkError: there is no such walk.
        """
        with self._connection.transaction():
            self._append(walk, len(self.get(walk).answers) + 1, [answer])
            self._reopen(walk)
            return self.get(walk)

    def revise(self, walk: str, place: int, answers: Iterable[WalkAnswer], at: int) -> Walk:
        """Put other answers in place of all from one on, counted from 0; the walk is open again.

        Raises:
            StaleWalkError: the walk has other than `at` answers by now.
            UnknownWalkError: there is no such walk.
        """
        with self._connection.transaction():
            if at != len(self.get(walk).answers):
                raise StaleWalkError("the walk has moved on in another window: look at it again")
            self._connection.execute(
                "delete from walk_answers where walk_id = :id and n > :n", {"id": walk, "n": place}
            )
            self._append(walk, place + 1, answers)
            self._reopen(walk)
            return self.get(walk)

    def _append(self, walk: str, n: int, answers: Iterable[WalkAnswer]) -> None:
        self._connection.insert(
            "walk_answers",
            [
                {
                    "walk_id": walk,
                    "n": number,
                    **asdict(each),
                    "answered_at": from_time(each.answered_at or self._clock()),
                }
                for number, each in enumerate(answers, n)
            ],
        )

    def back(self, walk: str) -> Walk:
        """Drop the last answer; does nothing at the start. A finished walk is open again."""
        with self._connection.transaction():
            count = len(self.get(walk).answers)
            self._connection.execute(
                "delete from walk_answers where walk_id = :id and n = :n", {"id": walk, "n": count}
            )
            self._reopen(walk)
            return self.get(walk)

    def add_evidence(self, walk: str, evidence: Evidence) -> Walk:
        """Keep what was collected for an item."""
        with self._connection.transaction():
            count = len(self.get(walk).evidence)
            added = from_time(evidence.added_at or self._clock())
            row = {"walk_id": walk, "n": count + 1, **asdict(evidence), "added_at": added}
            self._connection.insert("evidence", [row])
            self._touch(walk)
            return self.get(walk)

    def hand_to(self, walk: str, owner: str) -> Walk:
        """Give the walk to a colleague."""
        return self._change(walk, "owner", owner)

    def link(self, walk: str, case: str) -> Walk:
        """Say which case the walk belongs to; an empty number takes the link away."""
        return self._change(walk, "case_number", case)

    def _change(self, walk: str, column: str, value: str) -> Walk:
        with self._connection.transaction():
            self._connection.execute(
                f"update walks set {column} = :value where id = :id", {"value": value, "id": walk}
            )
            self._touch(walk)
            return self.get(walk)

    def finish(self, walk: str, outcome: str, result: str) -> Walk:
        """Close the walk at an outcome node; a walk that is closed there already stays as it is."""
        with self._connection.transaction():
            self._connection.execute(
                "update walks set state = 'finished', outcome = :outcome, result = :result,"
                " changed_at = :at, finished_at = :at where id = :id and state = 'open'",
                {"outcome": outcome, "result": result, "at": from_time(self._clock()), "id": walk},
            )
            return self.get(walk)

    def _reopen(self, walk: str) -> None:
        self._connection.execute(
            "update walks set state = 'open', outcome = '', result = '', finished_at = null"
            " where id = :id",
            {"id": walk},
        )
        self._touch(walk)

    def _touch(self, walk: str) -> None:
        self._connection.execute(
            "update walks set changed_at = :at where id = :id",
            {"at": from_time(self._clock()), "id": walk},
        )


def _equal(given: Mapping[str, str | None]) -> list[str]:
    return [f"{column} = :{column}" for column, value in given.items() if value is not None]
