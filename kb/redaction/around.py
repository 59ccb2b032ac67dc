"""What stands around a value: where clauses and lines end, what is prose."""

import re
from typing import Final

from kb.redaction.values import has_han, told
from kb.redaction.words import words

_WORD_NEXT: Final = re.compile(r"[ \t]{1,3}([a-z][a-z'’]*)\b(?![ \t]?[:=])")
LABEL_ITSELF: Final = re.compile(r"(?i)\**(?:password|passwd|pwd|user|account)[12]?\**")
# What is said of a password's letters, or of how sure one is of it.
_SPELT: Final = re.compile("[吧呀哦啊嘛]|(?:with a|in|all) (?:capital|upper|lower|small)")
SHORTEST: Final = 4
SHORTEST_NUMBER: Final = 3
REACH: Final = 80


def is_function(word: str) -> bool:
    return word.lower() in words("secrets", "function")


def is_prose(value: str) -> bool:
    parts = value.split()
    if not parts:
        return True
    return told(parts[0]) or sum(told(part) or is_function(part) for part in parts) > len(parts) / 2


def is_watchword(value: str) -> bool:
    short = len(value) <= 12  # noqa: PLR2004 - a sentence is longer
    return short and not any(word in value for word in words("secrets", "told_zh"))


def prose_follows(text: str, end: int) -> bool:
    following = _WORD_NEXT.match(text, end)
    return bool(following) and following[1] not in words("secrets", "after")  # type: ignore[index]


def ends_clause(text: str, end: int) -> bool:
    rest = text[end : end + 16].lstrip(" \t")
    return (
        not rest
        or _SPELT.match(rest) is not None
        or rest[0] in "\n.,;!?。，；！？、)）\"'”’`*<(（|/"
    )


def begins_line(text: str, start: int) -> bool:
    before = text[max(0, start - REACH) : start]
    return "\n" in before and not before.rsplit("\n", 1)[1].strip(" \t\"'`*_“‘>-")


def rest_of_line(text: str, end: int) -> str:
    return text[end : end + REACH].split("\n", 1)[0]


def ends_line(text: str, end: int) -> bool:
    rest = rest_of_line(text, end).strip(" \t\"'`*_”’.,;。，；")
    return not rest.strip("|") or has_han(rest[0]) or rest[0] in "(（<["
