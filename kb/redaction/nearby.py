"""The last net: near a word for password, what can only be one is taken for one."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice
from typing import Final

from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.rules import fragment
from kb.redaction.values import Shape, is_frequent, shape, trim
from kb.redaction.words import words

_ON_THE_LINE: Final = "password-on-the-line"
_BELOW: Final = "password-below"
_REACH: Final = 60
_TOKEN: Final = re.compile(r"[A-Za-z0-9!@#$%^&*][!-~]{5,40}")
_LENGTH: Final = range(6, 33)
_SIGN: Final = re.compile(r"[!@#$%^*]")
_MACHINE: Final = re.compile(r"[A-Z]+(?:-[A-Z]+)*-?\d+|\d+[\d.,:/-]*\w?")
_MIXED: Final = re.compile(r"[A-Z][a-z]{3,}\d{2,}")
_NO_SECRET: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[a-z][\w.-]*@[a-z][a-z-]*\d{0,3}|\w+:.+@[\w.-]+|[A-Za-z]\w*![A-Za-z_]{6,}\w*(?:\+0x[0-9a-f]+)?"
    r"|.*(?:://|\\|\+0x|::|->|[<>{}|;\"'=`]|&\w+;|\*\*|%\w+%).*|\$\w+(?:\.\w+)*"
    r"|[\w.-]+\*|\*[\w.-]+|\w+#|#[0-9A-Fa-f]{3,8}|\d+%.*|.*[(\[].*|/.*|@\w+|[A-Za-z.]+!"
)
_BLANK: Final = re.compile(r"\s")
_GIVEN: Final = re.compile(
    r"(?i)(?:输入|填写?|输|用|试|成了?|为|是|当|设|改了|小写|大写|\b(?:enter|type|typed|entered|use|used|using|try|tried|is|was))$"
)
_NAMED: Final = re.compile(
    r"(?i)(?:用户名?|账[号户]|\b(?:user ?name|user|account|login))[ :]{0,2}(?:[就也]?[是为]|is|was)$"
)
_WORD_BEFORE: Final = re.compile(r"([A-Za-z]+|[\u3400-\u9fff]+)[ \t\"'“]*$")

Labels = list[tuple[int, int]]

# A line that asks for a password or says that it comes, and what may stand before it in an answer.
_LINES: Final = 4
_LONGEST_LINE: Final = 200
_EXPECTED: Final = re.compile(
    r"(?i)[:：?？]\s*$|呢\s*$|^[ \t>*#-]*pass(?:word|code)s\s*$|发|给|见下|下行|下一行|看下|告诉|多少|什么|如下|以下|下面|问一下|\b(?:send|give|share|tell|what|need|please|below|following|forgot)\b"
)
_SPEAKER: Final = re.compile(
    r"[ \t>]*(?:[\[(（]?[\d:/. -]{4,20}[\])）]?[ \t]*)?(?:[^\s:：]{1,12}(?:[ ][^\s:：]{1,12})?[ ]?[:：][ \t]*)?"
)
_ALONE: Final = re.compile(
    r"[\"'“`*]*([!-~]{6,40}?)[\"'”`*]*[。.，,]?[ \t]*(?:[（(][^()（）\n]*[)）])?[ \t]*"
)


def nearby(view: Folded) -> Iterator[Span]:
    """What stands on the line of a label and can only be a password, and what answers such a line."""
    labels = [label.span() for label in _label().finditer(view.text)]
    return chain(_on_the_line(view.text, labels), _below(view.text, labels))


def _on_the_line(text: str, labels: Labels) -> Iterator[Span]:
    """Values with letters, digits and a sign, within 60 characters of a label on the same line."""
    past = 0
    for start, end in labels:
        low, high = _around(text, start, end)
        for token in _TOKEN.finditer(text, max(low, past), high):
            place = trim(text, *token.span())
            past = token.end()
            if place and _is_one(text, *place):
                yield Span("password", _ON_THE_LINE, *place)
        past = max(past, start)


def _below(text: str, labels: Labels) -> Iterator[Span]:
    """A value alone on one of the next lines, where a line asks for a password or announces it."""
    past = -1
    for start, end in labels:
        if end <= past:
            continue
        past = text.find("\n", end)
        past = past if past >= 0 else len(text)
        line = text.rfind("\n", max(0, start - _REACH), start) + 1
        if past - start <= _LONGEST_LINE and _EXPECTED.search(text, line, past):
            yield from islice(_answers(text, past + 1), 1 + 3 * _is_list(text, end, past))


def _is_list(text: str, end: int, stop: int) -> bool:
    """Whether a line ends with its label, or with a colon: several passwords may follow."""
    return text[end:stop].strip(" \t:：s*_") in {"", "below", "如下"}


def _answers(text: str, start: int) -> Iterator[Span]:
    for _ in range(_LINES):
        stop = text.find("\n", start)
        stop = stop if stop >= 0 else len(text)
        if stop - start < _LONGEST_LINE:
            speaker = _SPEAKER.match(text, start, stop)
            alone = _ALONE.fullmatch(text, speaker.end() if speaker else start, stop)
            if alone and _is_answer(alone[1]):
                yield Span("password", _BELOW, *alone.span(1))
        start = stop + 1


def _is_answer(value: str) -> bool:
    letters, digits = any(map(str.isalpha, value)), any(map(str.isdigit, value))
    strong = shape(value) == Shape.STRONG and not _NO_SECRET.fullmatch(value)
    strong = strong and not _MACHINE.fullmatch(value) and not _is_product(value)
    return strong and letters and (digits or _SIGN.search(value) is not None)


def _is_product(value: str) -> bool:
    return value.rstrip("0123456789._!-").lower() in words("network", "products")


@cache
def _label() -> re.Pattern[str]:
    # Not by re2: a text can be nothing but labels, and a match there costs ten times as much.
    return re.compile(fragment("pw"), re.IGNORECASE | re.ASCII)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """From 60 characters before a label to 60 behind it, on its line and not from inside a word."""
    low = text.rfind("\n", max(0, start - _REACH), start) + 1
    if low == 0 and start > _REACH:
        blank = _BLANK.search(text, start - _REACH - 1, start)
        low = blank.end() if blank else start
    high = text.find("\n", end, end + _REACH)
    return low, high if high >= 0 else min(len(text), end + _REACH)


def _is_one(text: str, start: int, end: int) -> bool:
    value = text[start:end]
    sure = (_is_obvious(value) and not _is_product(value)) or (
        _is_answer(value) and _is_given(text, start)
    )
    return sure and not _is_somebody(text, start)


def _is_given(text: str, start: int) -> bool:
    """Whether somebody is told to type, use or try what follows."""
    before = text[max(0, start - 14) : start].rstrip(" \t\"'“‘`*(（")
    return _GIVEN.search(before) is not None and _NAMED.search(before) is None


def _is_obvious(value: str) -> bool:
    if mixed := _MIXED.fullmatch(value):
        word = value.rstrip("0123456789")
        return bool(mixed) and not is_frequent(word) and shape(value) == Shape.STRONG
    signed = _SIGN.search(value) and any(char.isdigit() for char in value)
    letters = any(char.isalpha() for char in value)
    if not signed or not letters or len(value) not in _LENGTH:
        return False
    return shape(value) == Shape.STRONG and not _NO_SECRET.fullmatch(value)


def _is_somebody(text: str, start: int) -> bool:
    """Whether the word before a value makes it a person, a machine or a thing."""
    before = _WORD_BEFORE.search(text[max(0, start - 16) : start])
    return before is not None and before[1].lower() in words("secrets", "somebody")
