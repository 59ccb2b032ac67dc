"""What the lines of a reply answer: the entry of a list by its number, or the line that is quoted above them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kb.prose.lines import Line
from kb.steps.outline import bare_numbers, label, marked

_QUOTED = re.compile(r"\A(?:>[ \t]?)+")
_BRACKETED = re.compile(
    r"(?P<asked>.*?)[ \t]*(?:【(?P<one>[^【】]+)】|(?:[-=]{1,2}>|——|(?:答复?|回复|A)[:：])[ \t]*(?P<other>\S.*))\Z"
)
"""An answer that is set apart from what it answers, in the same line or in the next one."""

_INSIDE = re.compile(
    r"(?:([①-⑳])|(?:\A|(?<=[\s，,。；;：:]))(\d{1,2})(?:[、．)）]|[.](?!\d)))[ \t]{0,4}"
)

_IN_LINE = re.compile(
    r"\bin ?line\b|(?:写|答|回|标|批|填|补充)在[^，。]{0,10}(?:下面|下方|里面|后面|旁边|原文)|在(?:您|你|原)的?(?:邮件|问题)?(?:里|中|上|下面?)[^，。]{0,8}回复|逐条回复",
    re.IGNORECASE,
)
_GAP = 3
"""Lines from one answer to the next: what stood between them is gone."""

_SEVERAL = re.compile(
    r"\A(?:\d{1,2}|[A-H])(?:[、，,和与及/&](?:\d{1,2}|[A-H]))+(?![\w.])|\A[A-H](?:、[A-H])+"
)
"""Entries that are spoken of together: `1、2都没用`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A line, or a part of one.

    Attributes:
        number: of the entry that it is or answers; 0 for none.
        quoted: the line of an earlier mail that it stands under.
        listed: whether it is one of several numbered entries.
    """

    text: str
    number: int = 0
    quoted: str = ""
    listed: bool = False


def answers(lines: Sequence[Line]) -> list[Answer]:
    """The lines of a reply in parts, each with what it answers; quoted lines themselves are left out."""
    parts = list(_parts(lines))
    numbers = {part.number for part in parts if part.number}
    several = len(numbers) > 1
    return [replace(part, listed=several and part.number > 0) for part in parts]


def _parts(lines: Sequence[Line]) -> Iterator[Answer]:
    bare = bare_numbers(lines) or _in_line(lines)
    quoted = Answer("")
    for at, line in enumerate(lines):
        if mark := _QUOTED.match(line.text):
            quoted = _numbered(replace(line, text=line.text[mark.end() :].strip()))
        elif apart := _BRACKETED.match(line.text):
            if apart["asked"]:
                quoted = _numbered(replace(line, text=apart["asked"]))
            yield Answer(apart["one"] or apart["other"], quoted.number, quoted.text)
        elif at + 1 < len(lines) and marked(line) and _is_apart(lines[at + 1].text):
            quoted = _numbered(line)
        elif at in bare:
            yield Answer(line.text[bare[at][1] :], bare[at][0], quoted.text)
        else:
            for part in _split(line):
                yield replace(part, number=part.number or quoted.number, quoted=quoted.text)


def _is_apart(text: str) -> bool:
    apart = _BRACKETED.match(text)
    return apart is not None and not apart["asked"]


def _in_line(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Places of the lines under "answers inline" from which the quoted entries are gone: they keep their order."""
    start = next((at for at, line in enumerate(lines, 1) if _IN_LINE.search(line.text)), len(lines))
    end = start
    while end < len(lines) and (end == start or lines[end].number <= lines[end - 1].number + _GAP):
        end += 1
    several = end - start > 1 and not any(marked(line) for line in lines[start:end])
    return {at: (at - start + 1, 0) for at in range(start, end)} if several else {}


def _split(line: Line) -> Iterator[Answer]:
    """A line that tells of 1, 2, 3 … one after the other, in its parts."""
    marks = list(_INSIDE.finditer(line.text))
    counted = [_ordinal(mark) for mark in marks]
    if len(marks) < len("12") or counted != list(range(counted[0], counted[0] + len(marks))):
        yield _numbered(line)
        return
    if lead := line.text[: marks[0].start()].strip():
        yield Answer(lead)
    ends = [*(mark.start() for mark in marks), len(line.text)]
    for (_, end), mark, number in zip(pairwise(ends), marks, counted, strict=True):
        yield Answer(line.text[mark.end() : end].strip(), number)


def _ordinal(mark: re.Match[str]) -> int:
    return ord(mark[1]) - ord("①") + 1 if mark[1] else int(mark[2])


def _numbered(line: Line) -> Answer:
    item = None if _SEVERAL.match(line.text) else marked(line)
    return Answer(item.text, label(item)) if item else Answer(line.text)
