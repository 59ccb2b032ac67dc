"""What stands beside a password: the account that it belongs to, and other passwords."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.places import loose
from kb.redaction.rules import load

_AND: Final = re.compile(
    r"[\"'`”’*]*(?:[ \t]*(?:和|、|或者?|以及|\bor\b|\band\b|\bthen\b)[ \t]*|[ \t]+/[ \t]+|/)[\"'`“‘*]*(?=[!-~])"
)
_JOINT: Final = 20
_LINES: Final = 6
_REACH: Final = 1200


def beside(view: Folded, passwords: Iterable[Span]) -> Iterator[Span]:
    """Accounts and more passwords within six filled lines, and 1,200 characters, of a password."""
    found = list(passwords)
    yield from chain.from_iterable(_next(view, span) for span in found)
    windows = _merged(_window(view.text, span) for span in found)
    for start, end in windows:
        part = Folded(view.text[start:end])
        for span in load("accounts", "beside").spans(part):
            yield Span(span.kind, span.rule, span.start + start, span.end + start)


def _next(view: Folded, span: Span) -> Iterator[Span]:
    """The passwords behind this one: `a and b`, `a、b、c`."""
    end = span.end
    while joint := _AND.match(view.text, end, end + _JOINT):
        place = loose(view.text, joint.end(), joint.end())
        if place is None:
            return
        yield Span("password", "password-next", *place)
        end = place[1]


def _merged(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _window(text: str, span: Span) -> tuple[int, int]:
    low, high = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    before = text[low : span.start].split("\n")
    after = text[span.end : high].split("\n")
    return span.start - _length(before[::-1]), span.end + _length(after)


def _length(lines: Sequence[str]) -> int:
    length = seen = 0
    for n, line in enumerate(lines):
        seen += bool(n and line.strip())
        if seen > _LINES:
            break
        length += len(line) + bool(n)
    return length
