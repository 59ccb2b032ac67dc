"""Passwords and accounts in tables: a heading names the column, the rows below hold the values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import re2

from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.rules import fragment
from kb.redaction.values import Shape, shape, told

_RULE: Final = "table"
_ROWS: Final = 200
_CELLS: Final = 40
_SEPARATORS: Final = (r"\t", r"\|", r"[ \t]{2,}", r",", r";", r"[ ]")
_DIVIDER: Final = re.compile(r"[\s|:+=-]+")
_STRIP: Final = " \t*`_\"'“”"


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int


@cache
def _labels() -> dict[str, Any]:
    ends = r"(?:[(（\[][^()（）\[\]]*[)）\]])?[:]?"
    before = r"(?:\p{Han}{1,4}|[A-Za-z]{2,12}[ _-])?"
    return {
        kind: re2.compile(f"(?i){before}{fragment(name)}(?:/{fragment(name)})?{ends}")
        for kind, name in (("password", "pw"), ("account", "account"))
    }


def in_tables(view: Folded) -> Iterator[Span]:
    """Values below a heading, and values below a stack of labels."""
    lines = list(_lines(view.text))
    for n, line in enumerate(lines):
        if not _mentions(line.text):
            continue
        yield from _below_heading(lines, n)
        yield from _below_stack(lines, n)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(line, start)
        start += len(line) + 1


def _mentions(line: str) -> bool:
    return len(line) < 400 and bool(_any_label().search(line))  # noqa: PLR2004 - headings are short


@cache
def _any_label() -> Any:
    return re2.compile(f"(?i){fragment('pw')}")


def _below_heading(lines: Sequence[_Line], n: int) -> Iterator[Span]:
    for separator in _SEPARATORS:
        heading = _cells(lines[n], separator)
        columns = {i: kind for i, cell in enumerate(heading) if (kind := _kind(cell.text))}
        if len(heading) > 1 and "password" in columns.values():
            if n and len(_cells(lines[n - 1], separator)) == len(heading):
                return
            strict = separator == _SEPARATORS[-1]
            if not strict or len(columns) == len(heading):
                yield from _rows(lines[n + 1 : n + 1 + _ROWS], separator, columns, len(heading))
            return


def _rows(
    lines: Sequence[_Line], separator: str, columns: dict[int, str], width: int
) -> Iterator[Span]:
    for line in lines:
        if not line.text.strip():
            return
        cells = _cells(line, separator)
        if _DIVIDER.fullmatch(line.text):
            continue
        if len(cells) != width and separator != r"\t":
            return
        yield from _row(cells, columns, plain=separator != _SEPARATORS[-1])


def _row(cells: Sequence[_Cell], columns: dict[int, str], *, plain: bool) -> Iterator[Span]:
    found = [
        Span(kind, _RULE, cells[i].start, cells[i].end)
        for i, kind in columns.items()
        if i < len(cells) and _is_value(cells[i].text, kind, plain=plain)
    ]
    if any(span.kind == "password" for span in found):
        yield from found


def _cells(line: _Line, separator: str) -> list[_Cell]:
    text = line.text.strip()
    offset = line.start + line.text.index(text) if text else line.start
    if separator == r"\|":
        inner = text.strip("|")
        offset += text.index(inner) if inner else 0
        text = inner
    cells: list[_Cell] = []
    position = 0
    for match in [*re.finditer(separator, text)][:_CELLS]:
        cells.append(_cell(text, position, match.start(), offset))
        position = match.end()
    return [*cells, _cell(text, position, len(text), offset)]


def _cell(text: str, start: int, end: int, offset: int) -> _Cell:
    piece = text[start:end]
    inner = piece.strip(_STRIP)
    return _Cell(inner, offset + start + (piece.index(inner) if inner else 0))


def _kind(text: str) -> str | None:
    if not text or len(text) > 30:  # noqa: PLR2004 - a heading, not a sentence
        return None
    return next((kind for kind, label in _labels().items() if label.fullmatch(text)), None)


def _is_value(text: str, kind: str, *, plain: bool) -> bool:
    looks = shape(text)
    if looks in {Shape.NEVER, Shape.HAN} or told(text) or _kind(text) or len(text) > 64:  # noqa: PLR2004 - a cell, not a sentence
        return False
    if kind == "account":
        return " " not in text
    return looks >= Shape.DIGITS or (plain and " " not in text)


def _below_stack(lines: Sequence[_Line], n: int) -> Iterator[Span]:
    """Labels line by line, then as many values line by line."""
    filled = [line for line in lines[max(0, n - 6) : n + 14] if line.text.strip()]
    here = next(i for i, line in enumerate(filled) if line.start == lines[n].start)
    kinds = [_kind(line.text.strip(_STRIP + ":>-#•")) for line in filled]
    first = here
    while first > 0 and kinds[first - 1]:
        first -= 1
    last = here + 1
    while last < len(filled) and kinds[last]:
        last += 1
    size = last - first
    if kinds[here] is None or size < 2 or last + size > len(filled):  # noqa: PLR2004 - a stack is two or more
        return
    columns = {i: str(kinds[first + i]) for i in range(size)}
    cells = [_cell(line.text, 0, len(line.text), line.start) for line in filled[last : last + size]]
    yield from _row(cells, columns, plain=False)
