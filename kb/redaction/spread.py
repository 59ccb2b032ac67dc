"""A secret found once is a secret wherever it stands in the thread."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.shapes import Shape, is_common, shape

_RULE: Final = "found-elsewhere"


def everywhere(view: Folded, values: Iterable[tuple[str, str]]) -> tuple[Span, ...]:
    """Every place of the values (kind, text) that are distinctive enough to be looked for."""
    return tuple(
        span
        for kind, value in values
        if distinctive(value)
        for form in {value, quote(value, safe=""), value.replace("&", "&amp;")}
        for span in _places(view, kind, form, bounded=shape(value) < Shape.STRONG)
    )


def distinctive(value: str) -> bool:
    """Whether a value can stand only for the secret: no common word, no short number."""
    if is_common(value):
        return False
    if value.isdigit():
        return len(value) >= 6
    return len(value) >= 4


def _places(view: Folded, kind: str, value: str, *, bounded: bool) -> Iterator[Span]:
    text, wanted = (view.text, value) if kind != "account" else (view.lower, value.lower())
    for match in re.finditer(re.escape(wanted), text):
        if not bounded or _is_whole(text, *match.span()):
            yield Span(kind, _RULE, *match.span())


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not _joins(before, text[start]) and not _joins(text[end - 1], after)


def _joins(left: str, right: str) -> bool:
    return _is_part(left) and _is_part(right)


def _is_part(char: str) -> bool:
    return char.isascii() and char.isalnum()
