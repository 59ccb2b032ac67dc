"""Checks on names and addresses of machines."""

import ipaddress
import re
from typing import Final

from kb.redaction.values import is_frequent
from kb.redaction.words import words

Place = tuple[int, int] | None

_VERSION_BEFORE: Final = re.compile(
    r"(?i)(?:版本号?|内部版本|补丁|固件|驱动|ver(?:sion)?\.?|build|release|firmware|driver|\bv|rev\.?|\br|"
    r"agent|sdk|framework|\.net|windows|升级到|升级至)[ \t]*(?:[:=]|是|为|is|to)?[ \t]*[\"'(]?$"
)
_HEX_BEFORE: Final = re.compile(r"[0-9A-Za-z]$|(?:^|[^A-Za-z])[0-9A-Fa-f]{2}[-:.]$")
_NO_PROFILE: Final = re.compile(r"administrator|user\d*$|test\d*$|default|skype$")
_RANGE: Final = re.compile(r"\d\.\d+\.\d+-$")
_STEM: Final = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)*)-?\d{1,5}[A-Za-z]?")
_ZERO: Final = frozenset({"000000000000", "ffffffffffff"})
_TIME: Final = re.compile(r"(?:[01]\d|2[0-3])(?::[0-5]\d){5}")


def ip_address(text: str, start: int, end: int) -> Place:
    """A private IPv4 address that is no version number."""
    if _version_like(text, start, end):
        return None
    return _ipv4(text, start, end)


def any_ip(text: str, start: int, end: int) -> Place:
    """An IPv4 address that is not one of the name servers everybody uses."""
    public = text[start:end] in words("network", "public_servers")
    return None if public else _ipv4(text, start, end)


def _ipv4(text: str, start: int, end: int) -> Place:
    try:
        ipaddress.IPv4Address(text[start:end])
    except ValueError:
        return None
    return start, end


def _version_like(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 24) : start], text[end : end + 12]
    glued = before[-1:].isalnum() or before[-1:] in {".", "-", "_"}
    joined = before[-1:].isascii() and glued and not _RANGE.search(before)
    goes_on = re.match(r"\.\d|[A-Za-z0-9_]|-\d(?!\d{0,2}\.\d+\.\d)", after)
    return bool(joined or goes_on or _VERSION_BEFORE.search(before))


def ipv6(text: str, start: int, end: int) -> Place:
    """An IPv6 address that is written right."""
    try:
        ipaddress.IPv6Address(text[start:end].partition("%")[0])
    except ValueError:
        return None
    return start, end


def mac_address(text: str, start: int, end: int) -> Place:
    """A hardware address, not part of a GUID, a dump or a time."""
    value = text[start:end]
    plain = re.sub(r"[-:.]", "", value).lower()
    before, after = text[max(0, start - 4) : start], text[end : end + 2]
    inside = _HEX_BEFORE.search(before) or re.match(r"[-:.]?[0-9A-Za-z]", after)
    return None if inside or plain in _ZERO or _TIME.fullmatch(value) else (start, end)


def mac_plain(text: str, start: int, end: int) -> Place:
    """Twelve hexadecimal digits without separators, letters among them."""
    value = text[start:end].lower()
    letters = any(char.isalpha() for char in value) and any(char.isdigit() for char in value)
    return (start, end) if letters and value not in _ZERO else None


def word(text: str, start: int, end: int) -> Place:
    """Not in the middle of a word, and with a digit in it."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    inside = _is_part(before) or _is_part(after)
    return None if inside or not re.search(r"\d", text[start:end]) else (start, end)


def host_labelled(text: str, start: int, end: int) -> Place:
    """A name behind `computer name`: with a digit or hyphen, or behind a colon and no common word."""
    value = text[start:end]
    colon = re.search(r"[:=]|是|为", text[max(0, start - 4) : start])
    if value.lower() in words("network", "no_host") or re.fullmatch(r"[\d.]+|0x[0-9a-f]+", value):
        return None
    if (
        text[end : end + 1] in {"\\", "%", "(", "="}
        or _is_file(value)
        or _is_fiction(value.lower())
    ):
        return None
    telling = re.search(r"[A-Za-z].*\d|\d.*[A-Za-z]|[A-Z]-[A-Z]", value)
    return (start, end) if telling or (colon and not _is_words(value)) else None


def host_named(text: str, start: int, end: int) -> Place:
    """Letters and then a number, or with hyphens; a product and its version is none."""
    value = text[start:end].rstrip(".")
    if _is_file(value) or _is_fiction(value.lower()) or value.lower() in _placeholders():
        return None
    stem = _STEM.fullmatch(value)
    if stem is None:
        parted = (
            "-" in value and not _is_words(value) and re.search(r"(?i)-(?:pc|nb|lt|srv|ws)$", value)
        )
        return (start, start + len(value)) if parted else None
    name = stem[1].lower()
    product = name in words("network", "products") or is_frequent(name)
    return None if product else (start, start + len(value))


def host_site(text: str, start: int, end: int) -> Place:
    """Letters, letters, a number: none of the first is a standard, a product or an English word."""
    parts = text[start:end].lower().split("-")[:2]
    usual = any(part in words("network", "products") or is_frequent(part) for part in parts)
    glued = text[start - 1 : start] in {"-", "_", "."} or re.match(r"[-_.]\w", text[end : end + 2])
    return None if usual or glued else (start, end)


def unc_host(text: str, start: int, end: int) -> Place:
    """The server of a share, unless it is a placeholder."""
    value = text[start:end].lower()
    no_host = value in words("network", "no_host") or value in words("network", "placeholders")
    no_host = no_host or _is_fiction(value)
    return None if no_host or _is_file(value) else (start, end)


def internal_host(text: str, start: int, end: int) -> Place:
    """A name with an internal suffix; names of programs and of the vendor's clouds are none."""
    value = text[start:end].lower()
    after = text[end : end + 1]
    if re.search(r"[\d.]+$", value) or after == "(" or value.endswith(_public_suffixes()):
        return None
    if _is_fiction(value):
        return None
    goes_on = re.match(r"\.[a-z]", text[end : end + 2])
    if value.partition(".")[0] in {"system", "windows", "microsoft"} or _is_part(after) or goes_on:
        return None
    if text[start - 1 : start] in {"@", "\\", "/", "."} and not text[:start].endswith("//"):
        return None if text[start - 1 : start] != "\\" else (start, end)
    return start, end


def internal_domain(text: str, start: int, end: int) -> Place:
    """A domain with an internal suffix."""
    value = text[start:end].lower()
    first = value.partition(".")[0]
    if (
        first in words("network", "no_domain")
        or first.isdigit()
        or is_frequent(first)
        or _is_fiction(first)
    ):
        return None
    if text[start - 1 : start] in {"/", "\\", "."} and not text[:start].endswith("//"):
        return None
    after = text[end : end + 2]
    return None if _is_part(after[:1]) or re.match(r"\.\w|\(", after) else (start, end)


def domain_labelled(text: str, start: int, end: int) -> Place:
    """A domain behind the word; not of the vendor, not a version."""
    value = text[start:end].lower()
    number = re.search(r"\.\d+$", value)
    if (
        _is_fiction(value)
        or number
        or value.endswith(_public_suffixes())
        or _is_file(value)
        or _is_words(value)
    ):
        return None
    return start, end


def internal_domain_deep(text: str, start: int, end: int) -> Place:
    """A domain below another, with an internal suffix."""
    if text[start:end].lower().endswith(_public_suffixes()) or "windows" in text[start:end].lower():
        return None
    before = text[start - 1 : start]
    inside = _is_part(before) or (before in {".", "-"}) or _is_part(text[end : end + 1])
    return None if inside or re.match(r"\.\w", text[end : end + 2]) else (start, end)


def domain_short(text: str, start: int, end: int) -> Place:
    """The short name of a domain, not one that every machine has."""
    value = text[start:end].lower()
    usual = value in words("network", "no_netbios") or text[end : end + 2].lstrip()[:1].isupper()
    return None if usual or re.match(r"\.\w", text[end : end + 2]) else (start, end)


def logged_on(text: str, start: int, end: int) -> Place:
    """The account of a person, not of the system."""
    value = text[start:end].rstrip(".-")
    if is_frequent(value) or value.lower().startswith(("dwm-", "umfd-", "font driver")):
        return None
    return profile(text, start, start + len(value))


def profile(text: str, start: int, end: int) -> Place:
    """The name of a user whose profile is not one of Windows' own."""
    value = text[start:end].lower()
    usual = value in words("network", "no_profile") or _NO_PROFILE.match(value)
    return None if usual else (start, end)


def _is_fiction(value: str) -> bool:
    """Whether a name is one of the vendor's invented companies, which stand in examples everywhere."""
    return any(name in value for name in words("network", "fiction"))


def _placeholders() -> frozenset[str]:
    return words("network", "no_host") | words("network", "placeholders")


def _public_suffixes() -> tuple[str, ...]:
    return tuple(words("network", "public_domains"))


def _is_words(value: str) -> bool:
    return all(is_frequent(part) for part in re.split(r"[-_.]", value))


def _is_file(value: str) -> bool:
    return bool(
        re.search(
            r"\.(?:exe|dll|sys|log|txt|msc|cpl|xml|json|ini|dmp|etl|zip|cab|msi)$", value.lower()
        )
    )


def _is_part(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")
