"""Header blocks as they stand in text: `发件人: … 发送时间: … 收件人: … 主题: …`.

Saved and copied threads break them over lines, put blank lines between them, and spread recipients
over several lines; what belongs together is put together again here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from kb.mail.dates import has_clock, parse
from kb.mail.labels import Labelled, apart, empty, labelled
from kb.mail.people import people, person
from kb.mail.words import columns

_STARTS: Final = frozenset({"from", "sent", "to", "subject"})
_PEOPLE: Final = frozenset({"from", "to", "cc", "bcc"})
_NO_FIELDS: Final = frozenset({"other", "rank"})
_MAIN: Final = _STARTS | _PEOPLE
_MOST_LINES: Final = 80
_MOST_WRAPS: Final = 3
# Columns of a value in a line that may have been broken: programs do so from 60 columns on, label included.
_NARROWEST: Final = 45
_LEAST_PIECES: Final = 3
_MOST_BLANKS: Final = 2
_LONGEST_TIME: Final = 60
_LONGEST_VALUE: Final = 20_000
_SEPARATORS: Final = (";", "；", ",", "，")
_SENTENCE: Final = "。！？!?"


@dataclass(frozen=True, slots=True)
class Block:
    """A header block and the number of the first line behind it."""

    sender: str = ""
    sent_at: datetime | None = None
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    end: int = 0
    first: str = ""


@dataclass(slots=True)
class _Draft:
    """What is known of a block while its lines are read."""

    values: dict[str, str] = field(default_factory=dict)
    current: str = ""
    blanks: int = 0
    end: int = 0
    first: str = ""
    open: bool = True


def block_at(lines: Sequence[str], start: int, least: int = 3) -> Block | None:
    """The header block that begins at a line, if one does.

    Args:
        lines: the text, without quotation marks.
        start: place of its first line.
        least: how many different fields make it a block, sender and subject among them; a sender
            and a time that can be read are enough in any case.
    """
    first = labelled(lines[start])
    if first is None or first.field not in _STARTS:
        return None
    draft = _Draft(end=start)
    for place, line in _spread(lines, start):
        _take(draft, line.strip(), place, lines)
        if not draft.open:
            break
    return _block(draft) if _is_block(draft.values, least) else None


def _spread(lines: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
    """The lines of a block with their places, the first cut into its fields if it holds several."""
    pieces = (
        apart(lines[start]) if len(lines[start]) <= _LONGEST_VALUE else lines[start : start + 1]
    )
    whole = len(pieces) < _LEAST_PIECES
    yield from ((start, piece) for piece in (lines[start : start + 1] if whole else pieces))
    yield from enumerate(lines[start + 1 : start + _MOST_LINES], start + 1)


def _is_block(values: Mapping[str, str], least: int) -> bool:
    known = values.keys() - _NO_FIELDS
    if "from" not in known or not values["from"]:
        return False
    if len(known) >= least and ("subject" in known or least < _LEAST_PIECES):
        return True
    named = any("@" in values.get(each, "") for each in _PEOPLE)
    sent = values.get("sent", "")
    return parse(sent) is not None and (named or has_clock(sent))


def _take(draft: _Draft, line: str, place: int, lines: Sequence[str]) -> None:
    """Add one line to the block, or close it."""
    if not line:
        draft.blanks += 1
        draft.open = draft.blanks <= _MOST_BLANKS
        return
    if line.startswith(">"):
        draft.open = False
        return
    found = labelled(line) or (empty(line) if draft.values and not draft.blanks else None)
    if found and found.field == "body":
        _close_at_body(draft, found, place)
        return
    if found and _belongs(draft, found):
        draft.current = found.field
        draft.values[found.field] = found.value
    elif (
        not found
        and draft.current
        and (_continues(draft, line) or _goes_on(draft, lines[place + 1 : place + 1 + _MOST_WRAPS]))
    ):
        draft.values[draft.current] = _put_together(draft.values[draft.current], line)
    else:
        draft.open = False
        return
    draft.blanks, draft.end = 0, place + 1


def _close_at_body(draft: _Draft, found: Labelled, place: int) -> None:
    # Only exports without a subject line put the text behind the label itself.
    if not found.value or "subject" not in draft.values:
        draft.end, draft.first = place + 1, found.value
    draft.open = False


def _belongs(draft: _Draft, found: Labelled) -> bool:
    if found.field in _NO_FIELDS:
        return found.field == "rank" or not draft.blanks
    return found.field not in draft.values


def _continues(draft: _Draft, line: str) -> bool:
    """Whether a line without a label goes on with the value before it."""
    value, field_name = draft.values[draft.current], draft.current
    if field_name in _PEOPLE:
        return _continues_people(value, line, draft.blanks)
    if field_name == "sent":
        return (
            len(line) <= _LONGEST_TIME and (not value or not has_clock(value)) and has_clock(line)
        )
    if field_name == "subject" and not draft.blanks:
        return not value or value.count("[") > value.count("]") or line.startswith(("%", "％"))
    return False


def _goes_on(draft: _Draft, following: Sequence[str]) -> bool:
    """Whether the block goes on right below, so that a line before that is the rest of a broken one."""
    value = draft.values[draft.current]
    if draft.blanks or not (_is_within_address(value) or columns(value) >= _NARROWEST):
        return False
    for line in following:
        found = labelled(line)
        if found or not line.strip():
            return found is not None and found.field in _MAIN and found.field not in draft.values
    return False


def _put_together(value: str, rest: str) -> str:
    between = "" if _is_within_address(value) else " "
    return f"{value}{between}{rest}".strip()[:_LONGEST_VALUE]


def _is_within_address(value: str) -> bool:
    return value.rfind("<") > value.rfind(">")


def _continues_people(value: str, line: str, blanks: int) -> bool:
    if not value or value.endswith(_SEPARATORS):
        return True
    if any(mark in line for mark in _SENTENCE) or "@" not in line:
        return False
    return not blanks or line.endswith((">", *_SEPARATORS))


def _block(draft: _Draft) -> Block:
    values = draft.values
    return Block(
        sender=person(values["from"]),
        sent_at=parse(values.get("sent", "")),
        to=people(values.get("to", "")),
        cc=people(values.get("cc", "")),
        subject=values.get("subject", ""),
        end=draft.end,
        first=draft.first,
    )
