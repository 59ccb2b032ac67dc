"""Steps tried: what was proposed, in order, and what came of it."""

import re
from collections.abc import Sequence

from kb.cases import Message, Step, StepResult

_ITEM = re.compile(r"^\s*(?:\d{1,2}|[a-z])\s*[.、)）]\s*(\S.{3,300})$")


def find_steps(messages: Sequence[Message]) -> tuple[Step, ...]:
    """The numbered instructions of a case; results follow."""
    return tuple(
        Step(match[1].strip(), StepResult.PENDING, message.n)
        for message in messages
        for line in message.body.split("\n")
        if (match := _ITEM.match(line))
    )
