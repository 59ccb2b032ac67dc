"""Where a value stands: at the end of its clause, alone on its line, before a unit."""

import re
from typing import Final

from kb.redaction.values import has_han
from kb.redaction.words import words

UNIT_AFTER: Final = re.compile(
    r"[ \t]?(?:个|位|次|天|日|月|年|分|秒|小时|种|条|台|级|字|号|%|以上|"
    r"(?:characters?|chars?|days?|hours?|minutes?|times?|digits?|bytes?|bits?|letters?|months?|attempts?)\b|(?:or|to)[ \t]\d)"
)
LABEL_ITSELF: Final = re.compile(r"(?i)\**(?:password|passwd|pwd|user|account)[12]?\**")
NEAR_LENGTH: Final = 4
NUMBER: Final = 3
REMARK: Final = 80


def ends_clause(text: str, end: int) -> bool:
    rest = text[end : end + 4].lstrip(" \t")
    return not rest or rest[0] in "\n.,;!?。，；！？、)）\"'”’`*<(（|/"


def begins_line(text: str, start: int) -> bool:
    before = text[max(0, start - REMARK) : start]
    return "\n" in before and not before.rsplit("\n", 1)[1].strip(" \t\"'`*_“‘>-")


def ends_line(text: str, end: int) -> bool:
    rest = text[end : end + REMARK].split("\n", 1)[0].strip(" \t\"'`*_”’.,;。，；")
    return not rest.strip("|") or has_han(rest[0]) or rest[0] in "(（<["


def is_function(word: str) -> bool:
    return word.lower() in words("secrets", "function")
