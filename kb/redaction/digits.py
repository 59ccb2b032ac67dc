"""Numbers that carry check digits, which python-stdnum works out; prefixes in `words/digits.yaml`."""

import re
from functools import cache
from importlib import resources
from typing import Final, TypedDict

import yaml
from stdnum import luhn
from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidComponent

Place = tuple[int, int] | None

_PLAIN: Final = re.compile(r"[ -]")
_CARD_CONTEXT: Final = re.compile(
    r"(?i)卡|账[户号]|信用|借记|储蓄|汇款|转账|card|visa|account|bank|pay"
)
OLDEST: Final = 1900
"""Year of birth of nobody who writes to a support team any more."""

_NEAR: Final = 16
_LONG_NUMBER: Final = 8
_EVENT: Final = re.compile(r"(?i)事件[ \t]*(?:id|标识|编?号)?|event")
_NUMBER_SIGN: Final = re.compile(r"(?i)[#:号]|no\.|number|\bsr\b")


class _Tables(TypedDict):
    regions: list[int]
    issuers: list[str]
    plain_issuers: list[str]


@cache
def _tables() -> _Tables:
    text = (resources.files("kb.redaction") / "words" / "digits.yaml").read_text("utf-8")
    tables: _Tables = yaml.safe_load(text)
    return tables


def is_resident_id(number: str) -> bool:
    """Whether province, birthday and check character fit (GB 11643-1999, ISO 7064 MOD 11-2).

    Not asked is the library's table of counties, which lacks some of millions of people (decision 31).
    """
    try:
        born = ric.get_birth_date(number)
    except InvalidComponent:
        return False
    fits = ric.calc_check_digit(number) == number[-1].upper()
    return fits and int(number[:2]) in _tables()["regions"] and born.year >= OLDEST


def is_credit_code(code: str) -> bool:
    """Whether the last character fits the others (GB 32100-2015, ISO 7064 MOD 31-3)."""
    return uscc.calc_check_digit(code) == code[-1]


def resident_id(text: str, start: int, end: int) -> Place:
    """A resident id, not in the middle of a longer number."""
    number = _PLAIN.sub("", text[start:end])
    return _bounded(text, start, end) if is_resident_id(number) else None


def credit_code(text: str, start: int, end: int) -> Place:
    """A unified social credit code, not in the middle of a longer word."""
    code = text[start:end]
    mixed = any(char.isdigit() for char in code)
    return _bounded(text, start, end) if mixed and is_credit_code(code) else None


def bank_card(text: str, start: int, end: int) -> Place:
    """A card number; without a word for cards near it only where its shape is telling."""
    number = _PLAIN.sub("", text[start:end])
    if not luhn.is_valid(number) or not _bounded(text, start, end) or not _issued(number):
        return None
    grouped = len(number) < end - start
    near = text[max(0, start - _NEAR) : start] + text[end : end + _NEAR]
    return (start, end) if grouped or _CARD_CONTEXT.search(near) or _plain(number) else None


def case_number(text: str, start: int, end: int) -> Place:
    """The number of a case: long, or with letters; a short one only behind a sign for numbers."""
    value = text[start:end]
    before = text[max(0, start - _NEAR) : start]
    if _EVENT.search(before) and value.isdigit() and len(value) < _LONG_NUMBER:
        return None
    return (start, end) if len(value) >= _LONG_NUMBER or _NUMBER_SIGN.search(before) else None


def _issued(number: str) -> bool:
    issuers = (entry.split(":") for entry in _tables()["issuers"])
    return any(
        number.startswith(prefix) and str(len(number)) in lengths.split("/")
        for prefix, lengths in issuers
    )


def _plain(number: str) -> bool:
    return number.startswith(tuple(_tables()["plain_issuers"]))


def _bounded(text: str, start: int, end: int) -> Place:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    inside = _is_word(before) or _is_word(after) or before in {".", "-", "_"} or after == "_"
    return None if inside else (start, end)


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
