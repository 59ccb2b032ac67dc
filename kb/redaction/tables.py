"""Passwords and accounts in tables: a heading names the column, the rows below hold the values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

import re2

from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.rules import fragment
from kb.redaction.values import Shape, shape, told

_RULE: Final = "table"
_ROWS: Final = 200
_CELLS: Final = 40
_STACK: Final = 14
_LEAST: Final = 2
_LONGEST_HEADING: Final = 400
_LONGEST_LABEL: Final = 30
_LONGEST_CELL: Final = 64
_WIDE: Final = r"[ \t]{2,}"
_SEPARATORS: Final = (r"\t", r"\|", _WIDE, r",", r";", r"[ ]")
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
    if not _any_label().search(view.data):
        return
    lines = list(_lines(view.text))
    past = 0
    for n, line in enumerate(lines):
        if n >= past and _mentions(line.text):
            yield from _below_heading(lines, n)
            past = _stack_end(lines, n)
            yield from _below_stack(lines, n, past)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(line, start)
        start += len(line) + 1


def _mentions(line: str) -> bool:
    return len(line) < _LONGEST_HEADING and bool(_any_label().search(line))


@cache
def _any_label() -> Any:
    return re2.compile(f"(?i){fragment('pw')}")


def _below_heading(lines: Sequence[_Line], n: int) -> Iterator[Span]:
    heading = _heading(lines[n].text)
    if heading is None:
        return
    separator, columns, width = heading
    if n and len(_cells(lines[n - 1], separator)) == width:
        return
    yield from _rows(lines[n + 1 : n + 1 + _ROWS], separator, columns, width)


@lru_cache(maxsize=4096)
def _heading(text: str) -> tuple[str, dict[int, str], int] | None:
    """What separates the cells of a heading, which columns hold what, and how many there are."""
    for separator in _SEPARATORS:
        cells = _cells(_Line(text, 0), separator)
        columns = {i: kind for i, cell in enumerate(cells) if (kind := _kind(cell.text))}
        if len(cells) > 1 and "password" in columns.values():
            loose = separator == _SEPARATORS[-1] and len(columns) < min(len(cells), _LEAST)
            return None if loose else (separator, columns, len(cells))
    return None


def _rows(
    lines: Sequence[_Line], separator: str, columns: dict[int, str], width: int
) -> Iterator[Span]:
    for line in lines:
        cells = _fitting(line, separator, width)
        if not line.text.strip() or any(_kind(cell.text) == "password" for cell in cells):
            return
        if _DIVIDER.fullmatch(line.text):
            continue
        if len(cells) != width and separator != r"\t":
            return
        yield from _row(cells, columns, plain=separator != _SEPARATORS[-1])


def _fitting(line: _Line, separator: str, width: int) -> list[_Cell]:
    """The cells of a row; columns that touch are parted at single blanks if that fits the heading."""
    cells = _cells(line, separator)
    if len(cells) == width or separator != _WIDE:
        return cells
    narrow = _cells(line, r"[ \t]+")
    return narrow if len(narrow) == width else cells


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


@lru_cache(maxsize=4096)
def _kind(text: str) -> str | None:
    if not text or len(text) > _LONGEST_LABEL:
        return None
    return next((kind for kind, label in _labels().items() if label.fullmatch(text)), None)


def _is_value(text: str, kind: str, *, plain: bool) -> bool:
    looks = shape(text)
    if looks in {Shape.NEVER, Shape.HAN} or told(text) or _kind(text):
        return False
    if len(text) > _LONGEST_CELL:
        return False
    if kind == "account":
        return " " not in text
    return looks >= Shape.DIGITS or (plain and " " not in text)


def _stack_end(lines: Sequence[_Line], n: int) -> int:
    """The line after the labels that stand line by line from here on, blank lines apart."""
    end = n + 1
    for m in range(n, min(n + _STACK, len(lines))):
        if lines[m].text.strip():
            if not _line_kind(lines[m]):
                break
            end = m + 1
    return end


def _below_stack(lines: Sequence[_Line], n: int, end: int) -> Iterator[Span]:
    """Labels line by line, then as many values line by line."""
    labels = [
        kind
        for line in (*reversed(_labels_before(lines, n)), *lines[n:end])
        if (kind := _line_kind(line))
    ]
    values = [line for line in lines[end : end + _STACK] if line.text.strip()][: len(labels)]
    if len(labels) < _LEAST or len(values) < len(labels):
        return
    columns = dict(enumerate(labels))
    cells = [_cell(line.text, 0, len(line.text), line.start) for line in values]
    yield from _row(cells, columns, plain=False)


def _labels_before(lines: Sequence[_Line], n: int) -> list[_Line]:
    found = []
    for line in reversed(lines[max(0, n - _STACK) : n]):
        if line.text.strip():
            if not _line_kind(line):
                break
            found.append(line)
    return found


def _line_kind(line: _Line) -> str | None:
    return _kind(line.text.strip(_STRIP + ":>-#•"))
