"""Checks on a value in its place: is this the password that the words around announce?

From sure to unsure places: `labelled` (`password: x`), `said` (`the password is x`),
`near` (`password x`), `loose` and `far` (somewhere near the label). The less sure the place, the more
the value must look like a password. Each check takes the folded text and a span, and returns the
span of the value proper, or None.
"""

import re
from typing import Final

from kb.redaction.around import (
    LABEL_ITSELF,
    REACH,
    SHORTEST,
    SHORTEST_NUMBER,
    begins_line,
    ends_clause,
    ends_line,
    is_function,
    is_prose,
    is_watchword,
    prose_follows,
    rest_of_line,
)
from kb.redaction.values import Shape, has_han, in_quotes, is_frequent, is_weak, shape, told, trim
from kb.redaction.words import words

_UNIT_AFTER: Final = re.compile(
    r"[ \t]?(?:个|位|次|天|日|月|年|分|秒|小时|种|条|台|级|字|号|%|以上|"
    r"(?:characters?|chars?|days?|hours?|minutes?|times?|digits?|bytes?|bits?|letters?|months?|attempts?)\b|(?:or|to)[ \t]\d)"
)
_PARTICIPLE: Final = re.compile(
    r"(?i).+(?:ed|ing|able|ible|tion|ment|ness|ant|ent|ory|ary|ous|ive|ful|less|ly|ical|ic|al)"
)
_NAME_LIKE: Final = re.compile(
    r"[a-z]+(?:[._-][a-z]+)*\d{0,4}|[A-Za-z]+\\.+|[^@]+@[\w-]+\.[\w.-]+|[A-Z]{1,6}-?[A-Z]{0,6}\d{1,4}"
)
_LAST_WORD: Final = re.compile(r"([A-Za-z]+)$")
_CHANGED: Final = re.compile(
    r"(?i)(?:chang|set|updat|switch|modif)\w{0,5}(?: \w{1,12}){0,2} (?:from|to)[\"'“‘`*( ]{0,4}$"
)
_IDENTIFIER: Final = re.compile(
    r"[&*]?[a-z]{2,}(?:Password|Pwd)\w*(?:\[.*|[+-]\d+)?\)?(?:[+-]\d+)?"
)
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*=")
_GIVEN_TO: Final = "给向与和跟找问由让叫请@对了"
_ASSIGNED: Final = "是为成到"


def labelled(text: str, start: int, end: int) -> tuple[int, int] | None:
    """After `password:`; takes anything but what tells of a password or asks for it."""
    place = trim(text, start, end)
    if place is None or text[place[1] : place[1] + 1] in {":", "="}:
        return None
    if begins_line(text, start) and not _is_line(text, *place):
        return None
    return place if _labelled(text, *place) else None


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether a value at the start of a line is all of it, and no caption or fence."""
    value = text[start:end]
    fenced = text[max(0, start - 3) : start] == "```"
    return ends_line(text, end) and not fenced and (is_weak(value) or not is_frequent(value))


def _labelled(text: str, start: int, end: int) -> bool:
    value = text[start:end]
    kind = shape(value)
    if kind == Shape.WORD:
        return not told(value) and not prose_follows(text, end)
    if kind == Shape.DIGITS:
        enough = len(value) >= SHORTEST_NUMBER or _is_short_number(text, start, end)
        return enough and not _UNIT_AFTER.match(text, end)
    if kind == Shape.HAN:
        return is_watchword(value)
    return kind >= Shape.MIXED and not (in_quotes(text, start) and is_prose(value))


def _is_short_number(text: str, start: int, end: int) -> bool:
    """Whether one or two digits are all that a line gives for a Chinese label."""
    before = text[max(0, start - REACH) : start].rstrip(" \t:=是为")
    return before.endswith(("码", "令")) and not rest_of_line(text, end).strip()


def said(text: str, start: int, end: int) -> tuple[int, int] | None:
    """After `the password is`; a plain word counts only where the clause ends with it."""
    place = trim(text, start, end)
    return place if place and _said(text, *place) else None


def _said(text: str, start: int, end: int) -> bool:
    value = text[start:end]
    kind = shape(value)
    if in_quotes(text, start):
        return _quoted(value)
    if kind == Shape.WORD:
        return not _is_said_of(value) and ends_clause(text, end)
    if kind == Shape.DIGITS:
        short = len(value) == SHORTEST_NUMBER and ends_clause(text, end)
        return (len(value) >= SHORTEST or short) and not _UNIT_AFTER.match(text, end)
    return kind >= Shape.MIXED and len(value) >= SHORTEST


def _is_said_of(value: str) -> bool:
    """Whether a word is something that people say of a password: wrong, secure, the same."""
    if told(value) or value.lower() in words("secrets", "told_said"):
        return True
    return not is_weak(value) and (is_frequent(value) or bool(_PARTICIPLE.fullmatch(value)))


def near(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Right behind the label without a colon; a short value must end its clause."""
    place = trim(text, start, end)
    if place is None:
        return None
    value = text[slice(*place)]
    kind = shape(value)
    if in_quotes(text, start):
        command = text[start - 1] == "`" and " " in value
        return place if _quoted(value) and not command else None
    if _UNIT_AFTER.match(text, place[1]) or len(value) < SHORTEST:
        return None
    if kind == Shape.WORD and value.islower() and not _is_said_of(value):
        return place if not rest_of_line(text, place[1]).strip(" 。.") else None
    fine = kind >= Shape.STRONG or (kind >= Shape.DIGITS and ends_clause(text, place[1]))
    return place if fine else None


def loose(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Near a label; only what could hardly be anything but a password."""
    place = trim(text, start, end)
    if place is None or shape(text[slice(*place)]) < Shape.STRONG:
        return None
    if LABEL_ITSELF.fullmatch(text, *place) or _ASSIGNMENT.match(text, *place):
        return None
    if _EMAIL.fullmatch(text, *place) or _IDENTIFIER.fullmatch(text, *place):
        return None
    return None if _UNIT_AFTER.match(text, place[1]) else place


def far(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A clause away from a Chinese label, if that clause says nothing of troubles or people."""
    place = loose(text, start, end)
    if place is None:
        return None
    before = text[max(0, start - 18) : start]
    between = before[max(before.rfind("码"), before.rfind("令")) + 1 :].strip(" \t“”\"'(（:")
    if not between or _is_elsewhere(between):
        return None
    assigned = between[-1] in _ASSIGNED or before.rstrip(" \t“”\"'(（").endswith(":")
    return None if _NAME_LIKE.fullmatch(text[slice(*place)]) and not assigned else place


def far_en(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A few words away from an English label, unless those words lead to a person or machine."""
    place = loose(text, start, end)
    if place is None or _NAME_LIKE.fullmatch(text[slice(*place)]):
        return None
    before = text[max(0, start - REACH) : start].rsplit("\n", 1)[-1].rstrip()
    last = _LAST_WORD.search(before)
    away = last and last[1].lower() in words("secrets", "away")
    return None if away and not _CHANGED.search(before) else place


def far_number(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A number at the end of a clause that says where the password comes from."""
    clause = text[max(0, start - 18) : start].rstrip(" \t,，:")
    between = clause[max(clause.rfind("码"), clause.rfind("令")) + 1 :]
    fine = between and ends_clause(text, end) and not _is_elsewhere(between)
    return (start, end) if fine and not _UNIT_AFTER.match(text, end) else None


def _is_elsewhere(clause: str) -> bool:
    if clause[-1] in _GIVEN_TO or any(word in clause for word in words("secrets", "other_zh")):
        return True
    trouble = any(word in clause for word in words("secrets", "trouble_zh"))
    return trouble and clause[-1] not in _ASSIGNED


def quoted(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A value that must stand in quotes."""
    place = trim(text, start, end)
    fine = place and in_quotes(text, start) and _quoted(text[slice(*place)])
    return place if fine else None


def _quoted(value: str) -> bool:
    kind = shape(value)
    if kind == Shape.HAN:
        return is_watchword(value)
    if kind == Shape.NEVER or LABEL_ITSELF.fullmatch(value):
        return False
    return len(value) >= SHORTEST_NUMBER and not is_prose(value)


def cell(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The cell beside a label; Chinese is taken for the heading of another column."""
    place = labelled(text, start, end)
    if place is None or has_han(text[slice(*place)]):
        return None
    plain = shape(text[slice(*place)]) == Shape.WORD
    row = text[text.rfind("\n", 0, start) + 1 : start].strip("| \t*")
    heading = not ends_line(text, place[1]) or "|" in row.strip("|") or "\t" in row
    return None if plain and heading else place


def phrase(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A pass phrase of words, none of which would stand in a sentence about passwords."""
    parts = re.split(r"[ -]", text[start:end])
    if any(is_function(part) for part in parts):
        return None
    surely = in_quotes(text, start) or text[max(0, start - 2) : start].rstrip()[-1:] in {":", "="}
    return (start, end) if sum(told(part) for part in parts) <= surely else None


def spaced(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Single characters with blanks between them, letters and digits among them."""
    value = text[start:end]
    letter = any(char.isalpha() for char in value)
    return (start, end) if letter and any(char.isdigit() for char in value) else None


def han(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A Chinese word which is no remark."""
    return (start, end) if is_watchword(text[start:end]) else None


def han_quoted(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A Chinese word in quotes; with digits or letters behind it, one character is no remark."""
    value = text[start:end]
    if value[-1].isascii() and has_han(value):
        telling = (word for word in words("secrets", "told_zh") if len(word) > 1)
        return None if any(word in value for word in telling) else (start, end)
    return (start, end) if is_watchword(value) and has_han(value) else None


def unusual(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Words which are all neither everyday ones nor said of a password."""
    parts = text[start:end].split(" ")
    usual = any(is_frequent(part) or is_function(part) or _is_said_of(part) for part in parts)
    return None if usual or LABEL_ITSELF.fullmatch(text, start, end) else (start, end)


def no_unit(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A number that counts nothing."""
    return None if _UNIT_AFTER.match(text, end) else (start, end)


def no_tally(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A value on a line that does not count what failed."""
    line = text[text.rfind("\n", 0, start) + 1 : end] + rest_of_line(text, end)
    return None if "fail" in line.lower() else (start, end)


def blanks(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Pieces between blanks, none of them a word or a label, and one with a digit or sign."""
    pieces = text[start:end].split(" ")
    plain = any(told(each) or is_frequent(each) or is_function(each) for each in pieces)
    labels = any(each[-1] in ":=" or "=" in each or "://" in each for each in pieces)
    strong = any(shape(each) in {Shape.MIXED, Shape.STRONG} for each in pieces)
    never = any(shape(each) == Shape.NEVER for each in (text[start:end], *pieces))
    return (start, end) if strong and not (plain or labels or never) else None


def element(text: str, start: int, end: int) -> tuple[int, int] | None:
    """All that an element holds, if the first of it can be a password."""
    value = text[start:end]
    blank = " " in value.strip()
    fine = not is_prose(value) if blank else labelled(text, start, end) is not None
    return (start, end) if fine and shape(value) != Shape.NEVER else None


def one_time(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A code with digits in it that counts nothing and is no error code."""
    value = text[start:end]
    fine = any(char.isdigit() for char in value) and shape(value) != Shape.NEVER
    return (start, end) if fine and not _UNIT_AFTER.match(text, end) else None
