"""Checks that prove a number: check digits, lengths that can be dialled, addresses of networks."""

import re
from ipaddress import AddressValueError, IPv6Address
from typing import Final

import phonenumbers

_REGION: Final = "CN"
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_CREDIT: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_SERVICE: Final = re.compile(r"[48]00[ -]?\d{3,4}[ -]?\d{3,4}|(?:95|96|12|10)\d{1,4}")
_NOT_DIGIT: Final = re.compile(r"\D")
_LOCAL_LENGTHS: Final = range(7, 14)


def phone(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A number that can be dialled; a hotline (400, 95588) is nobody's."""
    value = text[start:end]
    if _SERVICE.fullmatch(value) or "  " in value:
        return None
    digits = _NOT_DIGIT.sub("", value)
    if digits.startswith("0") and len(digits) in _LOCAL_LENGTHS:
        return start, end
    try:
        number = phonenumbers.parse(value, _REGION)
    except phonenumbers.NumberParseException:
        return None
    return (start, end) if phonenumbers.is_possible_number(number) else None


def phone_labelled(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The same behind `电话：`, where a local number without its area code counts too."""
    digits = _NOT_DIGIT.sub("", text[start:end])
    hotline = _SERVICE.fullmatch(text, start, end)
    return (start, end) if len(digits) in _LOCAL_LENGTHS and not hotline else None


def resident_id(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The check digit of GB 11643-1999."""
    return (start, end) if is_resident_id(text[start:end]) else None


def bank_card(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The check digit of a card, its groups with or without blanks."""
    return (start, end) if is_card(_NOT_DIGIT.sub("", text[start:end])) else None


def credit_code(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The check character of a unified social credit code."""
    return (start, end) if is_credit_code(text[start:end]) else None


def ipv6_private(text: str, start: int, end: int) -> tuple[int, int] | None:
    """An address of a network of somebody: neither loopback nor a piece of a dump."""
    try:
        address = IPv6Address(text[start:end])
    except AddressValueError:
        return None
    return None if address.is_loopback or address.is_unspecified else (start, end)


def mac(text: str, start: int, end: int) -> tuple[int, int] | None:
    """An address of a card: not all the same digit."""
    digits = re.sub(r"[^0-9a-f]", "", text[start:end].lower())
    return (start, end) if len(set(digits)) > 1 else None


def is_resident_id(value: str) -> bool:
    """Whether the last character fits (GB 11643-1999; ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(value, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == value[-1].upper()


def is_card(digits: str) -> bool:
    """Whether the last digit fits (ISO/IEC 7812-1, Luhn)."""
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    rest = [int(digit) for digit in digits[::-2]]
    return (sum(sum(divmod(each, 10)) for each in doubled) + sum(rest)) % 10 == 0


def is_credit_code(value: str) -> bool:
    """Whether the last character fits (GB 32100-2015)."""
    value = value.upper()
    if any(char not in _CREDIT for char in value):
        return False
    total = sum(
        _CREDIT.index(char) * weight
        for char, weight in zip(value, _CREDIT_WEIGHTS, strict=False)
    )
    return _CREDIT[-total % 31] == value[-1]
