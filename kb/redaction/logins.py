"""Checks on accounts, what stands paired with them, and what commands take as arguments.

Each check takes the folded text and a span, and returns the span of the value proper, or None.
"""

import re
from typing import Final

from kb.redaction.clauses import (
    LABEL_ITSELF,
    NEAR_LENGTH,
    NUMBER,
    REMARK,
    UNIT_AFTER,
    begins_line,
    ends_clause,
    ends_line,
    is_function,
)
from kb.redaction.values import (
    Shape,
    has_han,
    has_symbol,
    in_quotes,
    is_account_word,
    is_frequent,
    shape,
    told,
    trim,
)
from kb.redaction.words import words

_SECRET_NEXT: Final = re.compile(
    r"(?i)[ \t,，、;；]*(?:and |with |the )*.{0,8}(?:pass|pw|p/w|密码|口令)"
)
_NO_ACCOUNT: Final = re.compile(
    r"(?i)pass(?:w|$)|pwd|secret|token|(?:api|access)[_-]?key|^(?:pc|srv|server|host|nas|dc|db)[-_]?\d+$"
)
_REMOTE_TOOLS: Final = ("psexec", "paexec", "winrs", "freerdp", "rdesktop", "wmic", " /s ")
_BEFORE: Final = re.compile(r"([A-Za-z0-9_.@\\-]+)[ \t\"'`*”’]*[/|:,]?[ \t\"'`*“‘]*$")
_PHRASED: Final = re.compile(r"[A-Za-z]\w+![A-Z]\w+|[^@]+@[\w-]+(?:\.[\w-]+)+|-.*")
_BARE: Final = re.compile(r"[A-Za-z0-9!@#$%^&*._-]+")
_BARE_LENGTH: Final = 24
_PORTS: Final = re.compile(r"\d{1,5}(?::\d{1,5})*(?:/\w+)?")


def argument(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The argument of a switch: no placeholder, no other switch, no host behind a port."""
    value = text[start:end]
    fine = shape(value) not in {Shape.NEVER, Shape.HAN} and len(value) >= NUMBER
    return (start, end) if fine and not told(value) and not LABEL_ITSELF.fullmatch(value) else None


def switch(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The same behind `-p`, which also names ports."""
    value = text[start:end]
    line = text[max(0, start - REMARK) : start].rsplit("\n", 1)[-1].lower()
    short = line.endswith(("-p ", "/p ", "-p:", "/p:"))
    other = any(f"{tool} " in line for tool in ("mysql", "ssh", "psql"))
    if (text[max(0, start - 2) : start] + value).lower().startswith("-pass"):
        return None
    if text[start - 1 : start] in {"p", "P"} and shape(value) == Shape.WORD:
        return None
    port = bool(_PORTS.fullmatch(value))
    plain = shape(value) == Shape.WORD and not any(tool in line for tool in _REMOTE_TOOLS)
    return None if short and (port or other or plain) else argument(text, start, end)


def argument_run(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The same, for a pattern that gives only the first character."""
    place = trim(text, start, end)
    return argument(text, *place) if place else None


def paired(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Behind `credentials: account /`."""
    place = trim(text, start, end)
    if place is None or text[place[1] : place[1] + 1] in {":", "="}:
        return None
    value = text[slice(*place)]
    kind = shape(value)
    if kind in {Shape.WORD, Shape.DIGITS}:
        other = _BEFORE.search(text, max(0, start - REMARK), start)
        same = other is not None and other[1] == value
        long_number = kind == Shape.DIGITS and len(value) >= NEAR_LENGTH
        return place if same or (long_number and ends_clause(text, place[1])) else None
    strong = kind == Shape.STRONG and any(char.isdigit() for char in value)
    return place if strong and "/" not in value else None


def paired_bare(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Behind `account/` without any other word: letters, digits and a sign, or nothing."""
    place = paired(text, start, end)
    if place is None:
        return None
    value = text[slice(*place)]
    signs = has_symbol(value) and not any(char in value for char in "=?&%:,;()+")
    short = len(value) <= _BARE_LENGTH and _BARE.fullmatch(value) and not _PHRASED.fullmatch(value)
    return place if signs and short and any(char.isalpha() for char in value) else None


def paired_default(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The account itself as its password, or with a few characters more."""
    place = paired(text, start, end)
    other = _BEFORE.search(text, max(0, start - REMARK), start)
    return place if place and other and text.startswith(other[1], start) else None


def one_time(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A code with digits in it that counts nothing and is no error code."""
    value = text[start:end]
    fine = any(char.isdigit() for char in value) and shape(value) != Shape.NEVER
    return (start, end) if fine and not UNIT_AFTER.match(text, end) else None


def login(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name of an account behind a colon: no other label, no remark."""
    place = trim(text, start, end)
    if place is None or text[place[1] : place[1] + 1] in {":", "="}:
        return None
    if begins_line(text, start) and not ends_line(text, place[1]):
        return None
    return name(text, *place)


def login_near(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The same without a colon: a plain word only at the end of a clause or before a password."""
    place = login(text, start, end)
    if place is None or shape(text[slice(*place)]) > Shape.WORD:
        return place
    if _SECRET_NEXT.match(text, place[1]):
        return place
    named = in_quotes(text, start) or has_han(text[max(0, start - 3) : start])
    fine = named and not is_frequent(text[slice(*place)])
    return place if fine and ends_clause(text, place[1]) else None


def login_near_id(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Behind `ID:`; a number identifies something else."""
    place = login(text, start, end)
    return place if place and not text[slice(*place)].isdigit() else None


def name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A word that can be an account."""
    value = text[start:end].rstrip(".,-")
    lower = value.lower()
    if _NO_ACCOUNT.search(value):
        return None
    if len(value) < 2 or told(value) or shape(value) == Shape.NEVER or is_function(lower):  # noqa: PLR2004 - no account has one letter
        return None
    fine = any(char.isalnum() for char in value) and "=" not in value
    fine = fine and lower not in words("secrets", "no_account")
    return (start, start + len(value)) if fine else None


def rare_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The same in the middle of a sentence, where everyday words are none."""
    place = name(text, start, end)
    value = text[slice(*place)] if place else ""
    return None if is_frequent(value) and not is_account_word(value) else place
