"""A secret found once is a secret wherever it stands in the thread."""

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.values import LONGEST, Shape, is_common, shape

_RULE: Final = "found-elsewhere"
_VOWELS: Final = frozenset("aeiouy")
_LONG: Final = 6
_WORD_PART: Final = 4


def everywhere(view: Folded, values: Iterable[tuple[str, str]]) -> tuple[Span, ...]:
    """Every place of the values (kind, text) that are distinctive enough to be looked for."""
    known = set(values)
    passwords = {value for kind, value in known if kind == "password" and len(value) >= _WORD_PART}
    return tuple(
        span
        for kind, value in known
        if distinctive(value) or (value in passwords and not is_common(value))
        for form in {value, quote(value, safe=""), value.replace("&", "&amp;")}
        for span in _places(view, kind, form, bounded=shape(value) < Shape.STRONG)
    )


def distinctive(value: str) -> bool:
    """Whether a value can stand only for the secret: no common word, no short number."""
    if len(value) > LONGEST or is_common(value):
        return False
    speakable = shape(value) == Shape.WORD and not _VOWELS.isdisjoint(value.lower())
    return len(value) >= (_LONG if value.isdigit() or speakable else _WORD_PART)


def _places(view: Folded, kind: str, value: str, *, bounded: bool) -> Iterator[Span]:
    any_case = kind == "account" and shape(value) > Shape.WORD
    text, wanted = (view.lower, value.lower()) if any_case else (view.text, value)
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not bounded or _is_whole(text, start, end):
            yield Span(kind, _RULE, start, end)
        start = text.find(wanted, end)


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not _joins(before, text[start]) and not _joins(text[end - 1], after)


def _joins(left: str, right: str) -> bool:
    return _is_part(left) and _is_part(right)


def _is_part(char: str) -> bool:
    return char.isascii() and char.isalnum()
