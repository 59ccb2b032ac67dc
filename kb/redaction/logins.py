"""Checks on the names of accounts."""

import re
from typing import Final

from kb.redaction.around import begins_line, ends_clause, ends_line, is_function
from kb.redaction.values import (
    Shape,
    has_han,
    in_quotes,
    is_account_word,
    is_frequent,
    shape,
    told,
    trim,
)
from kb.redaction.words import words

_SECRET_NEXT: Final = re.compile(
    r"(?i)[ \t,，、;；]*\n?[ \t>]*(?:and |with |the )*.{0,8}(?:pass|pw|p/w|密码|口令)"
)
_NO_ACCOUNT: Final = re.compile(
    r"(?i)pass(?:w|$)|pwd|(?:^|[_-])pw$|^(?:nas|vms?|pcs?|wi-?fi)$|secret|token|(?:api|access)[_-]?key|^(?:pc|srv|server|host|nas|dc|db)[-_]?\d+$|^@|@[\w.-]+:\d|^\d{1,2}$|^\d+(?:\.\d+){3}(?::|$)|^ac?ct?$"
)
_MACHINE: Final = re.compile(r"[A-Z]+(?:-[A-Z]+)*-?\d+")
_WIRELESS: Final = re.compile(r"(?i)wi-?fi|ssid|无线|热点|网络")
_OF_SYSTEM: Final = frozenset({"system", "users", "administrators", "network", "local"})


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


def domain_account(text: str, start: int, end: int) -> tuple[int, int] | None:
    r"""DOMAIN\account, neither a key of the registry nor a path nor an account of the system."""
    domain, _, account = text[start:end].rstrip(".-").partition("\\")
    usual = domain.lower() in words("network", "no_netbios") or account.lower() in _OF_SYSTEM
    return None if usual or is_frequent(domain) or "." in account[-4:] else (start, end)


def own_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """No product with its version, as Office365, no machine and no wireless network."""
    stem = text[start:end].rstrip("0123456789._-").lower()
    other = _MACHINE.fullmatch(text, start, end) or _WIRELESS.search(
        text, max(0, start - 16), start
    )
    return None if other or stem in words("network", "products") else (start, end)
