"""The ledger of what redaction found: kind, place, rule, and what a person decided."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from kb.errors import StoreError
from kb.store.connection import Connection, Row
from kb.store.values import Clock, from_time, now, to_time


class FindingState(StrEnum):
    """What is decided about a finding."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    NOT_SENSITIVE = "not-sensitive"


@dataclass(frozen=True, slots=True)
class Found:
    """Something that redaction found, before anyone decided.

    Attributes:
        kind: what it is (`password`, `phone`, …).
        rule: name of the rule that found it.
        place: where in the subject, for a person: `message 3, line 12`.
        digest: keyed hash of the value; the value itself is never kept.
    """

    kind: str
    rule: str
    place: str
    digest: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A finding with its subject (`case`, `article` or `tree`, and its id) and its state."""

    id: str
    subject_kind: str
    subject_id: str
    kind: str
    rule: str
    place: str
    digest: str
    state: FindingState
    decided_by: str
    decided_at: datetime | None
    found_at: datetime


Entries = list[LedgerEntry]


class Findings:
    """The ledger."""

    def __init__(self, connection: Connection, clock: Clock = now) -> None:
        self._connection = connection
        self._clock = clock

    def record(
        self,
        subject_kind: str,
        subject_id: str,
        found: Sequence[Found],
        state: FindingState = FindingState.OPEN,
    ) -> Entries:
        """Make these the findings of the subject; what is still in it keeps its decision.

        A value that an edit has moved to another place is the same value.

        Args:
            subject_kind: `case`, `article` or `tree`.
            subject_id: number or id.
            found: all that is found in the subject now.
            state: of findings that are new (secrets that were removed are `confirmed` from the start).
        """
        with self._connection.transaction():
            before = self.list(subject_kind, subject_id)
            after = {_id(subject_kind, subject_id, each): each for each in found}
            kept = {entry.id for entry in before} & after.keys()
            for entry in before:
                if entry.id not in kept:
                    self._connection.execute(
                        "delete from findings where id = :id", {"id": entry.id}
                    )
            decided = {(each.kind, each.digest): each for each in before if each.decided_at}
            subject = {"subject_kind": subject_kind, "subject_id": subject_id}
            new = [
                {"id": entry, **subject, **asdict(each), **self._state(each, decided, state)}
                for entry, each in after.items()
                if entry not in kept
            ]
            self._connection.insert("findings", new)
            return self.list(subject_kind, subject_id)

    def _state(
        self, found: Found, decided: Mapping[tuple[str, str], LedgerEntry], state: FindingState
    ) -> dict[str, str | None]:
        former = decided.get((found.kind, found.digest))
        return {
            "state": former.state if former else state,
            "decided_by": former.decided_by if former else "",
            "decided_at": from_time(former.decided_at) if former else None,
            "found_at": from_time(self._clock()),
        }

    def list(
        self,
        subject_kind: str | None = None,
        subject_id: str | None = None,
        state: FindingState | None = None,
    ) -> list[LedgerEntry]:
        """Entries that fit all filters, by subject and in the order in which they were found."""
        given = {"subject_kind": subject_kind, "subject_id": subject_id, "state": state}
        chosen = [f"{column} = :{column}" for column, value in given.items() if value is not None]
        where = f" where {' and '.join(chosen)}" if chosen else ""
        rows = self._connection.rows(
            f"select * from findings{where} order by subject_kind, subject_id, found_at, place, id",
            given,
        )
        return [_entry(row) for row in rows]

    def named(self, beginning: str) -> LedgerEntry:
        """The one entry whose id begins so.

        Raises:
            StoreError: there is none, or more than one.
        """
        rows = self._connection.rows(
            "select * from findings where substr(id, 1, :length) = :beginning order by id limit 2",
            {"beginning": beginning, "length": len(beginning)},
        )
        if len(rows) != 1 or not beginning:
            many = "more than one finding begins" if rows else "no finding begins"
            raise StoreError(
                f"{many} with {beginning!r}: `casepath portal findings` shows their ids"
            )
        return _entry(rows[0])

    def decide(self, entry: str, state: FindingState, by: str) -> LedgerEntry:
        """Write down what a person decided about a finding.

        Raises:
            StoreError: there is no such finding any more.
        """
        with self._connection.transaction():
            self._connection.execute(
                "update findings set state = :state, decided_by = :by, decided_at = :at"
                " where id = :id",
                {"state": state.value, "by": by, "at": from_time(self._clock()), "id": entry},
            )
            row = self._connection.row("select * from findings where id = :id", {"id": entry})
        if row is None:
            raise StoreError("that finding is gone: its text was changed; look at the list again")
        return _entry(row)

    def not_sensitive(self, digests: Sequence[str]) -> frozenset[str]:
        """Those of the values that a person has called not sensitive, wherever it was."""
        rows = self._connection.rows(
            "select distinct digest from findings where state = 'not-sensitive'"
        )
        return frozenset(row["digest"] for row in rows) & frozenset(digests)


def _id(subject_kind: str, subject_id: str, found: Found) -> str:
    parts = (subject_kind, subject_id, found.kind, found.rule, found.place, found.digest)
    return sha256("\x1f".join(parts).encode(errors="replace")).hexdigest()[:32]


def _entry(row: Row) -> LedgerEntry:
    decided = {
        "state": FindingState(row["state"]),
        "decided_at": to_time(row["decided_at"]),
        "found_at": datetime.fromisoformat(row["found_at"]),
    }
    return LedgerEntry(**{**row, **decided})
