"""The account beside a password: what is named as one a few lines before or after it."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.rules import load

_LINES: Final = 6
_REACH: Final = 1200


def beside(view: Folded, passwords: Iterable[Span]) -> tuple[Span, ...]:
    """Accounts within six lines that are not blank, and 1,200 characters, of a password."""
    found = list(passwords)
    if not found:
        return ()
    windows = [_window(view.text, span) for span in found]
    accounts = chain.from_iterable(
        chain.from_iterable(rule.spans(view)) for rule in load("accounts")
    )
    return tuple(span for span in accounts if _inside(span, windows))


def _inside(span: Span, windows: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in windows)


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
