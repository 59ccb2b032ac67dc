"""Threads for tests: `talk(("沈宁", "…"), ("老周", "…"))`."""

from datetime import UTC, datetime, timedelta

from kb.cases import Message

_BEGIN = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)


def talk(*turns: tuple[str, str]) -> tuple[Message, ...]:
    """Messages of a thread, an hour apart, from pairs of sender and body."""
    return tuple(
        Message(n, _BEGIN + timedelta(hours=n), sender, (), (), "", body.strip("\n"))
        for n, (sender, body) in enumerate(turns, 1)
    )
