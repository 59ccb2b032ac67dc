"""The outline of a message: paragraphs, and lists with what belongs to their items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from kb.prose.lines import Line

LETTERS = 100
"""The labels of entries with letters begin after it: `b)` is 102."""

MAX_LINES = 600
"""Lines of one message that are put into an outline."""

_AHEAD = 8
"""How far below a paragraph the next item of its list may stand."""


class Family(IntEnum):
    """Kinds of list markers, the outer ones first."""

    CHINESE = 1
    METHOD = 2
    DIGIT = 3
    CIRCLED = 4
    LETTER = 5
    BULLET = 6


_NUMBERS = "一二三四五六七八九十"
_MARKERS = (
    (Family.CHINESE, re.compile(r"[（(]?([一二三四五六七八九十]{1,3})[、.．)）][ \t]{0,8}")),
    (
        Family.METHOD,
        re.compile(
            r"(?:方法|方案|步骤|办法|第|step|method|option|solution|suggestion)[ \t]{0,3}#?"
            r"([一二三四五六七八九十]|\d{1,2})(?:步|种方法|个方法)?[ \t]{0,3}[:：.、,，\-)）][ \t]{0,8}",
            re.IGNORECASE,
        ),
    ),
    (Family.DIGIT, re.compile(r"[（(]?(\d{1,2})[ \t]{0,2}(?:[、．)）]|[.](?!\d))[ \t]{0,16}")),
    (Family.CIRCLED, re.compile(r"([①-⑳])[ \t、.]{0,4}")),
    (Family.LETTER, re.compile(r"[（(]?([a-hA-H])[.、)）][ \t]{0,16}(?=\S)")),
    (Family.BULLET, re.compile(r"([-*•●○■◆➢·–])[ \t]{1,8}(?=\S)|([•●○■◆➢])(?=\S)")),
)


_BARE = re.compile(r"\A(\d{1,2})(?=[ \t]|[^\x00-\x7f])[ \t]{0,4}(?![次个台天分年月日时点种条%])")


@dataclass(slots=True)
class Item:
    """One entry of a list: its text, the lines that continue it, the lists below it."""

    family: Family
    ordinal: int
    text: str
    line: int
    more: list[str] = field(default_factory=list)
    below: list["Run"] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    """Items that follow each other."""

    items: list[Item]


@dataclass(slots=True)
class Paragraph:
    """A line that belongs to no list, with the lines that were put to it."""

    text: str
    line: int
    more: list[str] = field(default_factory=list)


def outline(lines: Sequence[Line]) -> list[Paragraph | Run]:
    """Put lines into paragraphs and lists; console output is left out."""
    plain = [line for line in lines if not line.code][:MAX_LINES]
    blocks: list[Paragraph | Run] = []
    stack: list[Run] = []
    bare = bare_numbers(plain)
    for at, line in enumerate(plain):
        item = _bare(line, *bare[at]) if at in bare else marked(line)
        if item is not None:
            _place(item, stack, blocks)
        elif stack and (level := _continued(plain, at, stack)) is not None:
            del stack[level + 1 :]
            stack[-1].items[-1].more.append(line.text)
        else:
            stack.clear()
            blocks.append(Paragraph(line.text, line.number))
    return blocks


def marked(line: Line) -> Item | None:
    """The item that a line begins, or None; a bullet before a number is only decoration."""
    text = line.text
    found: tuple[Family, int] | None = None
    for family, pattern in reversed(_MARKERS):
        match = pattern.match(text)
        if match and match.end() < len(text) and (found is None or found[0] == Family.BULLET):
            found = (family, _ordinal(match[1] or ""))
            text = text[match.end() :]
            if family != Family.BULLET:
                break
    if found is None:
        return None
    return Item(found[0], found[1], text.strip(), line.number)


def bare_numbers(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Places of lines that begin with 1, 2, 3 … and nothing after the number: their numbers and where text begins."""
    found: dict[int, tuple[int, int]] = {}
    for at, line in enumerate(lines):
        match = None if marked(line) else _BARE.match(line.text)
        if match and int(match[1]) == len(found) + 1:
            found[at] = (int(match[1]), match.end())
    return found if len(found) > 1 else {}


def label(item: Item) -> int:
    """The number by which others speak of an entry; 0 for bullets."""
    if item.family is Family.BULLET:
        return 0
    return item.ordinal + (LETTERS if item.family is Family.LETTER else 0)


def _bare(line: Line, number: int, end: int) -> Item:
    return Item(Family.DIGIT, number, line.text[end:].strip(), line.number)


def texts(item: Item) -> Iterator[str]:
    """All text of an item, in order."""
    yield item.text
    yield from item.more
    for run in item.below:
        for inner in run.items:
            yield from texts(inner)


def _ordinal(marker: str) -> int:
    if marker.isdecimal():
        return int(marker)
    if "①" <= marker <= "⑳":
        return ord(marker) - ord("①") + 1
    if marker and marker in "abcdefghABCDEFGH":
        return ord(marker.lower()) - ord("a") + 1
    if len(marker) == 1:
        return _NUMBERS.find(marker) + 1
    tens, _, ones = marker.partition("十")
    return (_NUMBERS.find(tens) + 1 or 1) * 10 + (_NUMBERS.find(ones) + 1 if ones else 0)


def _place(item: Item, stack: list[Run], blocks: list[Paragraph | Run]) -> None:
    while stack:
        last = stack[-1].items[-1]
        if last.family == item.family and _follows(item):
            stack[-1].items.append(item)
            return
        if last.family < item.family:
            below = Run([item])
            last.below.append(below)
            stack.append(below)
            return
        stack.pop()
    run = Run([item])
    blocks.append(run)
    stack.append(run)


def _follows(item: Item) -> bool:
    return item.family == Family.BULLET or item.ordinal > 1


def _continued(lines: Sequence[Line], at: int, stack: Sequence[Run]) -> int | None:
    """The list whose next item stands a few lines below, so that this line belongs to its last item."""
    for line in lines[at + 1 : at + 1 + _AHEAD]:
        item = marked(line)
        if item is None:
            continue
        for level in range(len(stack) - 1, -1, -1):
            last = stack[level].items[-1]
            if last.family == item.family and item.ordinal == last.ordinal + 1 and item.ordinal > 1:
                return level
        if all(item.family <= run.items[-1].family for run in stack):
            return None
    return None
