"""What a walk is, and how it is read from its tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kb.store.case_rows import by, placeholders
from kb.store.connection import Connection, Row
from kb.store.values import to_time


@dataclass(frozen=True, slots=True)
class WalkAnswer:
    """An answer as the engine of trees replays it, with what the engineer noted at this step.

    Attributes:
        seconds: how long the step took; None where that is not known.
    """

    node: str
    answer: str
    note: str = ""
    answered_at: datetime | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was collected for one item of a node: a pasted text, a file, or why it can't be had."""

    node: str
    item: str
    text: str = ""
    filename: str = ""
    reason: str = ""
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """One session through a tree.

    Attributes:
        id: cannot be guessed.
        versions: content hash of each tree that the walk began with, subtrees included, by tree id.
        case: number of the case that it belongs to, or empty.
        note: on the walk as a whole.
        outcome: id of the outcome node that was reached; empty while the walk is open.
        result: kind of that outcome.
    """

    id: str
    tree: str
    versions: Mapping[str, str]
    owner: str
    case: str
    note: str
    answers: tuple[WalkAnswer, ...]
    evidence: tuple[Evidence, ...]
    outcome: str
    result: str
    started_at: datetime
    changed_at: datetime
    finished_at: datetime | None

    @property
    def finished(self) -> bool:
        """Whether an outcome was reached."""
        return self.finished_at is not None


def load(connection: Connection, rows: list[Row]) -> list[Walk]:
    """The walks of these rows, with their versions, answers and evidence."""
    ids = [row["id"] for row in rows]
    versions = _children(connection, "walk_versions", "tree", ids)
    answers = _children(connection, "walk_answers", "n", ids)
    evidence = _children(connection, "evidence", "n", ids)
    return [
        _walk(row, versions[row["id"]], answers[row["id"]], evidence[row["id"]]) for row in rows
    ]


def _children(
    connection: Connection, table: str, order: str, ids: list[str]
) -> dict[str, list[Row]]:
    marks, params = placeholders(ids)
    rows = connection.rows(
        f"select * from {table} where walk_id in ({marks}) order by walk_id, {order}", params
    )
    return by(rows, lambda row: row["walk_id"])


def _walk(row: Row, versions: list[Row], answers: list[Row], evidence: list[Row]) -> Walk:
    return Walk(
        id=row["id"],
        tree=row["tree"],
        versions={each["tree"]: each["hash"] for each in versions},
        owner=row["owner"],
        case=row["case_number"],
        note=row["note"],
        answers=tuple(_answer(each) for each in answers),
        evidence=tuple(_evidence(each) for each in evidence),
        outcome=row["outcome"],
        result=row["result"],
        started_at=datetime.fromisoformat(row["started_at"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
        finished_at=to_time(row["finished_at"]),
    )


def _answer(row: Row) -> WalkAnswer:
    moment = to_time(row["answered_at"])
    return WalkAnswer(row["node"], row["answer"], row["note"], moment, row["seconds"])


def _evidence(row: Row) -> Evidence:
    return Evidence(
        row["node"],
        row["item"],
        row["text"],
        row["filename"],
        row["reason"],
        to_time(row["added_at"]),
    )
