"""Exports that number their messages: `====第1封邮件====`, then a short header, then the text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from kb.mail.headers import Block, block_at
from kb.mail.labels import labelled
from kb.mail.subjects import number_of
from kb.mail.words import check, fold, section

_FILE: Final = "words.yaml"
_FRAME: Final = "=-*#~_—─━+|[](){}<>【】《》「」 \t"
_NUMERAL: Final = r"(?:\d{1,6}|[〇零一二三四五六七八九十百千两]{1,9})"
_LONGEST: Final = 120
_FEWEST: Final = 2
_LEAST_FIELDS: Final = 2


class Entry(NamedTuple):
    """One message of an export: its header and its text, quotations included."""

    header: Block
    text: str


def entries(text: str) -> tuple[Entry, ...]:
    """The messages of a numbered export; none if the text is not one.

    What stands above the first number (subject, number of the case) holds for every message that
    does not say otherwise.
    """
    lines = text.split("\n")
    found = list(_found(lines))
    if not found:
        return ()
    subject = _subject(lines[: found[0][0]])
    ends = [place for place, _ in found[1:]] + [len(lines)]
    return tuple(
        Entry(_filled(header, subject), _text(header, lines[header.end : end]))
        for (_, header), end in zip(found, ends, strict=True)
    )


def _found(lines: Sequence[str]) -> Iterator[tuple[int, Block]]:
    """Places of the lines that carry a number, with the header under each."""
    for place, line in enumerate(lines):
        if is_number(line) and (below := _next_word(lines, place + 1)) is not None:
            header = block_at(lines, below, least=_LEAST_FIELDS)
            if header:
                yield place, header


def is_number(line: str) -> bool:
    """Whether a line only says which message follows."""
    return _is_number(line, _forms())


def _next_word(lines: Sequence[str], place: int) -> int | None:
    following = range(place, min(len(lines), place + 3))
    return next((each for each in following if lines[each].strip()), None)


def _subject(lines: Sequence[str]) -> str:
    """The subject above the messages, with the case number if only another line states it."""
    labels = filter(None, map(labelled, lines))
    subject = next((each.value for each in labels if each.field == "subject"), "")
    number = next(filter(None, map(number_of, lines)), "")
    return subject if number in number_of(subject) else f"{subject} [Case: {number}]".strip()


def _filled(header: Block, subject: str) -> Block:
    return header if header.subject or not subject else replace(header, subject=subject)


def _text(header: Block, lines: Sequence[str]) -> str:
    return "\n".join([header.first, *lines] if header.first else lines)


def _is_number(line: str, forms: re.Pattern[str]) -> bool:
    if len(line) > _LONGEST:
        return False
    plain = unicodedata.normalize("NFKC", line).strip()
    inner = plain.strip(_FRAME)
    framed = plain[:1] in _FRAME and plain[-1:] in _FRAME and len(plain) - len(inner) >= _FEWEST
    return framed and bool(forms.fullmatch(fold(inner)))


@cache
def _forms() -> re.Pattern[str]:
    data = section(_FILE, "numbering")
    number = rf"(?:#|no\.?)?{_NUMERAL}"
    forms = re.compile(
        "|".join(re.escape(fold(each)).replace(r"\#", number) for each in data["forms"])
    )
    for wanted in ("yes", "no"):
        for example in data["examples"][wanted]:
            check(f"{_FILE}, numbering", example, _is_number(example, forms), wanted == "yes")
    return forms
