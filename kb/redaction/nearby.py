"""The last net: on a line that speaks of a password, what can only be one is taken for one."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import re2

from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.rules import fragment
from kb.redaction.values import Shape, shape, trim

_RULE: Final = "password-on-the-line"
_REACH: Final = 60
_TOKEN: Final = re.compile(r"[A-Za-z0-9!@#$%^&*][!-~]{5,40}")
_LENGTH: Final = range(6, 33)
_SIGN: Final = re.compile(r"[!@#$%^*]")
_NO_SECRET: Final = re.compile(
    r"[\w.+-]+@[\w.-]+|\w+:.+@[\w.-]+|\w+!\w+(?:\+0x[0-9a-f]+)?|.*(?:://|\\|\+0x|::|->|[<>{}|;\"'=`]|&\w+;|\*\*|%\w+%).*|\$\w+(?:\.\w+)*"
    r"|[\w.-]+\*|\*[\w.-]+|\w+#|#[0-9A-Fa-f]{3,8}|\d+%.*|.*[(\[].*|/.*|@\w+|[A-Za-z.]+\d*!"
)


def on_the_line(view: Folded) -> Iterator[Span]:
    """Values with letters, digits and a sign, within 60 characters of a label on the same line."""
    text, past = view.text, 0
    for label in _labels(view):
        low, high = _around(text, *label)
        for token in _TOKEN.finditer(text, max(low, past), high):
            place = trim(text, *token.span())
            past = token.end()
            if place and _is_obvious(text[slice(*place)]):
                yield Span("password", _RULE, *place)


def _labels(view: Folded) -> Iterator[tuple[int, int]]:
    position = 0
    while match := _pattern().search(view.data, position):
        yield view.index(match.start()), view.index(match.end())
        position = match.end()


@cache
def _pattern() -> Any:
    return re2.compile(f"(?i){fragment('pw')}")


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    before = text.rfind("\n", max(0, start - _REACH), start) + 1
    after = text.find("\n", end, end + _REACH)
    if before == 0:
        before = max(0, start - _REACH)
        while 0 < before < start and not text[before - 1].isspace():
            before += 1
    return before, after if after >= 0 else min(len(text), end + _REACH)


def _is_obvious(value: str) -> bool:
    signed = _SIGN.search(value) and any(char.isdigit() for char in value)
    letters = any(char.isalpha() for char in value)
    if not signed or not letters or len(value) not in _LENGTH:
        return False
    return shape(value) == Shape.STRONG and not _NO_SECRET.fullmatch(value)
