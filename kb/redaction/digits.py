"""Check digits, by the published formulas; tables in `words/digits.yaml`."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Final, TypedDict

import yaml

Place = tuple[int, int] | None

_PLAIN: Final = re.compile(r"[ -]")
_CARD_CONTEXT: Final = re.compile(
    r"(?i)卡|账[户号]|信用|借记|储蓄|汇款|转账|card|visa|account|bank|pay"
)
_NEAR: Final = 16
_LONG_NUMBER: Final = 8
_EVENT: Final = re.compile(r"(?i)事件[ \t]*(?:id|标识|编?号)?|event")
_NUMBER_SIGN: Final = re.compile(r"(?i)[#:号]|no\.|number|\bsr\b")


class _Tables(TypedDict):
    regions: list[int]
    resident_weights: list[int]
    resident_characters: str
    credit_characters: str
    credit_weights: list[int]
    issuers: list[str]
    plain_issuers: list[str]


@cache
def _tables() -> _Tables:
    text = (resources.files("kb.redaction") / "words" / "digits.yaml").read_text("utf-8")
    tables: _Tables = yaml.safe_load(text)
    return tables


def luhn(number: str) -> bool:
    """Whether the last digit fits the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, char in enumerate(reversed(number)):
        digit = int(char) * (1 + place % 2)
        total += digit - 9 if digit > 9 else digit  # noqa: PLR2004 - the sum of two digits
    return total % 10 == 0


def is_resident_id(number: str) -> bool:
    """Whether region, birthday and check character fit (GB 11643-1999, ISO 7064 MOD 11-2)."""
    tables = _tables()
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(
        int(char) * weight
        for char, weight in zip(number[:17], tables["resident_weights"], strict=True)
    )
    fits = tables["resident_characters"][total % 11] == number[17].upper()
    return fits and int(number[:2]) in tables["regions"] and born.year >= 1900  # noqa: PLR2004 - nobody is older


def is_credit_code(code: str) -> bool:
    """Whether the last character fits the others (GB 32100-2015, ISO 7064 MOD 31-3)."""
    tables = _tables()
    values: Mapping[str, int] = {c: n for n, c in enumerate(tables["credit_characters"])}
    total = sum(
        values[char] * weight
        for char, weight in zip(code[:17], tables["credit_weights"], strict=True)
    )
    return values[code[17]] == -total % 31


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
    if not luhn(number) or not _bounded(text, start, end) or not _issued(number):
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
