"""Chinese and English text cut into sentences and clauses."""

import re
from collections.abc import Iterator

MAX_SENTENCE = 600
"""Longer runs without an end mark are cut here."""

_END = re.compile(
    r"[。！？!?；;…]+[”’\"')）】」』]{0,3}|\n|(?<=[a-z0-9)\]\"'%])\.[\"')]{0,2}(?=\s+[A-Z\u4e00-\u9fff]|\s*$)|\.(?=\s+[\u4e00-\u9fff])"
)
_COMMA = re.compile(
    r"，|、(?!\d)|(?<!\d)、|,(?!\d)(?=[\s\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]),|\s-{1,2}\s|——|\s+and\s+(?=(?:let|tell) (?:me|us)\b)"
    r"|(?<=[\u4e00-\u9fff]{3}) (?=[\u4e00-\u9fff]{2})"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|no|approx|incl|mr|mrs|ms|dr|inc|ltd|co))\Z", re.IGNORECASE
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, without blanks around them; a line's end is a sentence's end."""
    return [cut for piece in _cut(text) for cut in _short(piece)]


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence between commas."""
    return [part for part in (piece.strip() for piece in _COMMA.split(sentence)) if part]


def _cut(text: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(text):
        if match[0].startswith(".") and _ABBREVIATION.search(
            text[max(start, match.start() - 8) : match.start()]
        ):
            continue
        yield text[start : match.end()]
        start = match.end()
    yield text[start:]


def _short(piece: str) -> Iterator[str]:
    rest = piece.strip()
    while rest:
        yield rest[:MAX_SENTENCE].rstrip()
        rest = rest[MAX_SENTENCE:].lstrip()
