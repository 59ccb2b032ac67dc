"""What people answered to what walks propose: who took a proposal or left it, when, and why."""

from dataclasses import dataclass
from datetime import datetime

from kb.store.connection import Connection
from kb.store.values import Clock, from_time, now


@dataclass(frozen=True, slots=True)
class Reply:
    """A person's answer to a proposal.

    Attributes:
        subject: what the proposal was about: id of a node of the tree.
        answer: `accepted` or `declined`.
        walks: how many walks it had been learned from.
    """

    tree: str
    subject: str
    answer: str
    walks: int
    author: str
    reason: str
    answered_at: datetime


class Proposals:
    """The answers to proposals, all of them kept."""

    def __init__(self, connection: Connection, clock: Clock = now) -> None:
        self._connection = connection
        self._clock = clock

    def reply(  # noqa: PLR0913 - the columns of one row
        self, tree: str, subject: str, answer: str, *, walks: int, author: str, reason: str = ""
    ) -> None:
        """Remember an answer."""
        self._connection.execute(
            "insert into proposals (tree, subject, n, answer, walks, author, reason, answered_at)"
            " select :tree, :subject, coalesce(max(n), 0) + 1, :answer, :walks, :author, :reason, :at"
            " from proposals where tree = :tree and subject = :subject",
            {
                "tree": tree,
                "subject": subject,
                "answer": answer,
                "walks": walks,
                "author": author,
                "reason": reason,
                "at": from_time(self._clock()),
            },
        )

    def replies(self, tree: str) -> list[Reply]:
        """All answers for a tree, the newest first."""
        rows = self._connection.rows(
            "select tree, subject, answer, walks, author, reason, answered_at from proposals"
            " where tree = :tree order by answered_at desc, subject, n desc",
            {"tree": tree},
        )
        return [
            Reply(**{**row, "answered_at": datetime.fromisoformat(row["answered_at"])})
            for row in rows
        ]
