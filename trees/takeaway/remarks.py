"""What the long form of a code carries besides the answers: notes, evidence, seconds per step."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from trees.handover.evidence import Evidence
from trees.takeaway.errors import InvalidCodeError

LONGEST_NOTE: Final = 5_000
MOST_EVIDENCE: Final = 200
_LONGEST_STEP: Final = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was noted on the way.

    Attributes:
        seconds: how long each answered step took; empty where that is not known.
        notes: place of the answer, from 0 -> note.
    """

    seconds: tuple[int, ...] = ()
    notes: Mapping[int, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


NOTHING: Final = Remarks()


def read_remarks(data: bytes, count: int) -> Remarks:
    """Read `[seconds, [[place, note]], [[node, item, text, reason]]]`, written for `count` answers.

    Raises:
        InvalidCodeError: it is anything else.
    """
    try:
        seconds, notes, evidence = json.loads(data)
        return Remarks(
            _seconds(seconds, count),
            {place: _text(note) for place, note in notes if type(place) is int and place < count},
            tuple(_evidence(each) for each in list(evidence)[:MOST_EVIDENCE]),
        )
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise InvalidCodeError("code-notes") from error


def _seconds(found: Any, count: int) -> tuple[int, ...]:
    if len(found) != count:
        raise ValueError(f"{len(found)} times for {count} answers")
    return tuple(min(max(int(each), 0), _LONGEST_STEP) for each in found)


def _evidence(found: Any) -> Evidence:
    node, item, text, reason = (_text(each) for each in found)
    return Evidence(node, item, text=text, reason=reason)


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError("a note is text")
    return found[:LONGEST_NOTE]
