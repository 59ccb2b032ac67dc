"""Checks on passwords in commands and behind the account that they belong to."""

import re
from typing import Final

from kb.redaction.around import LABEL_ITSELF, REACH, SHORTEST, SHORTEST_NUMBER, ends_clause
from kb.redaction.values import Shape, has_symbol, shape, told, trim

_REMOTE_TOOLS: Final = (
    "psexec",
    "paexec",
    "winrs",
    "freerdp",
    "rdesktop",
    "wmic",
    "racadm",
    "ipmitool",
    " /s ",
)
_BEFORE: Final = re.compile(r"([A-Za-z0-9_.@\\-]+)[ \t\"'`*”’]*(?:[/|:,]|and|和)?[ \t\"'`*“‘]*$")
_PHRASED: Final = re.compile(r"[A-Za-z]\w+![A-Z]\w+|[^@]+@[\w-]+(?:\.[\w-]+)+|-.*")
_BARE: Final = re.compile(r"[A-Za-z0-9!@#$%^&*._-]+")
_BARE_LENGTH: Final = 24
_SWITCH: Final = re.compile("-[A-Za-z]+")
_LONG_SWITCHES: Final = frozenset({"-username", "-user", "-password", "-pass", "-passwd", "-pwd"})
_PORTS: Final = re.compile(r"\d{1,5}(?::\d{1,5})*(?:/\w+)?")


def argument(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The argument of a switch: no placeholder, no other switch, no host behind a port."""
    value = text[start:end]
    fine = shape(value) not in {Shape.NEVER, Shape.HAN} and len(value) >= SHORTEST_NUMBER
    return (start, end) if fine and not told(value) and not LABEL_ITSELF.fullmatch(value) else None


def switch(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The same behind `-p`, which also names ports."""
    value = text[start:end]
    line = text[max(0, start - REACH) : start].rsplit("\n", 1)[-1].lower()
    short = line.endswith(("-p ", "/p ", "-p:", "/p:"))
    other = any(f"{tool} " in line for tool in ("mysql", "ssh", "psql"))
    if (text[max(0, start - 2) : start] + value).lower().startswith("-pass"):
        return None
    if text[start - 1 : start] in {"p", "P"} and shape(value) == Shape.WORD:
        return None
    port = bool(_PORTS.fullmatch(value))
    plain = shape(value) == Shape.WORD and not any(tool in line for tool in _REMOTE_TOOLS)
    return None if short and (port or other or plain) else argument(text, start, end)


def glued(text: str, start: int, end: int) -> tuple[int, int] | None:
    """An argument behind the one letter of its switch, not the rest of a longer switch."""
    word = _SWITCH.match(text, max(0, start - 2))
    return None if word and word[0].lower() in _LONG_SWITCHES else (start, end)


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
        other = _BEFORE.search(text, max(0, start - REACH), start)
        same = other is not None and other[1] == value
        long_number = kind == Shape.DIGITS and len(value) >= SHORTEST
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
    other = _BEFORE.search(text, max(0, start - REACH), start)
    return place if place and other and text.startswith(other[1], start) else None
