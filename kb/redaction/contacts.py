"""Checks on telephone numbers, addresses of mail and accounts of messengers."""

import re
from typing import Final

import phonenumbers

Place = tuple[int, int] | None

_EXTENSION: Final = re.compile(r"[ ]?-[ ]?\d{2,5}")
_LONGEST: Final = 20
_SHORT: Final = 7
_FILES: Final = frozenset(
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "bmp",
        "svg",
        "ico",
        "dll",
        "exe",
        "sys",
        "log",
        "txt",
        "cab",
        "zip",
        "xml",
        "json",
        "ini",
        "css",
        "js",
        "html",
        "htm",
    ]
)
_NOT_USERS: Final = frozenset({"git", "svn", "hg", "image001", "image002", "image003"})
_NUMERIC_LABEL: Final = re.compile(
    r"[A-Za-z_]\w*[ \t]*[:=][ \t]*[\"']?$"
    r"|(?:[A-Z][a-z]+){2,}[ \t]+$|(?i:size|memory|space|bytes|total|free|length|count|offset|ticks)[ \t]+$"
)
_NUMBERS: Final = re.compile(r"[\d \t]+")
_PHONE_LABEL: Final = re.compile(
    r"(?i)(?:tel|phone|mobile|cell|mob|fax|call|contact|sms|number|wechat|weixin|vx|wx|p|m|t)[ \t.]*[:=][ \t]*[\"']?$"
)
_UNIT: Final = re.compile(
    r"(?i)[ \t]*(?:字节|bytes?\b|[kmgt]i?b\b|ms\b|毫秒|秒|ns\b|ticks?\b|次|个|条|元)"
)
_COUNT: Final = re.compile(
    r"(?:大小|容量|空间|内存|编号|单号|序列号|订单|流水|版本|句柄|偏移)[ \t]*[:是为]?[ \t]*$"
)
_DATE: Final = re.compile(r"(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}\D?")
_TOLL_FREE: Final = frozenset({"400", "800", "833", "844", "855", "866", "877", "888"})
_VERSION: Final = re.compile(r"\d+(?:\.\d+){2,}")
_NOT_NAMES: Final = frozenset(
    [
        "windows",
        "version",
        "client",
        "update",
        "failed",
        "desktop",
        "android",
        "iphone",
        "enterprise",
        "official",
        "service",
    ]
)


def email(text: str, start: int, end: int) -> Place:
    """An address of mail whose last part is no file and whose user is a person or team."""
    user, _, host = text[start:end].rpartition("@")
    last = host.rsplit(".", 1)[-1].lower()
    before = text[start - 1 : start] if start else ""
    if last in _FILES or user.lower() in _NOT_USERS or before in {"@", "%"}:
        return None
    return start, end


def mobile(text: str, start: int, end: int) -> Place:
    """A mobile number of China that counts nothing."""
    if not _alone(text, start, end) or not _valid(text[start:end]):
        return None
    before = text[max(0, start - 30) : start]
    counted = _UNIT.match(text, end) or _COUNT.search(before)
    named = _NUMERIC_LABEL.search(before) and not _PHONE_LABEL.search(before)
    return None if counted or named or _in_columns(text, start) else (start, end)


def _in_columns(text: str, start: int) -> bool:
    """Whether a line holds several numbers and nothing else, as tables of amounts do."""
    last = text.find("\n", start)
    line = text[text.rfind("\n", 0, start) + 1 : last if last >= 0 else len(text)]
    return len(line.split()) > 1 and bool(_NUMBERS.fullmatch(line)) and "  " in line.strip()


def landline(text: str, start: int, end: int) -> Place:
    """A fixed line of China; not part of a date, a version or a longer number."""
    behind = _EXTENSION.match(text, end)
    if not _alone(text, start, behind.end() if behind else end) or _DATE.match(text, start):
        return None
    value = text[start:end]
    plain = value.isdigit() and _NUMERIC_LABEL.search(text[max(0, start - 30) : start])
    return None if plain or not _valid(value) else (start, end)


def labelled_phone(text: str, start: int, end: int) -> Place:
    """Seven digits or more behind a word for telephone; service numbers are public."""
    value = text[start:end].rstrip(" .-(")
    end = start + len(value)
    digits = re.sub(r"\D", "", value)
    if not _SHORT <= len(digits) <= _LONGEST - 5 or _DATE.match(value) or _VERSION.fullmatch(value):
        return None
    return None if is_service(digits) or not _alone(text, start, end) else (start, end)


def international(text: str, start: int, end: int) -> Place:
    """A number with a country code that phonenumbers takes for possible."""
    value = text[start:end].rstrip(" .-(")
    end = start + len(value)
    return (start, end) if _alone(text, start, end) and _possible(value) else None


def north_american(text: str, start: int, end: int) -> Place:
    """A number by the North American plan that its subscriber does not call for nothing."""
    digits = re.sub(r"\D", "", text[start:end])[-10:]
    return (start, end) if _alone(text, start, end) and digits[:3] not in _TOLL_FREE else None


def extension(text: str, start: int, end: int) -> Place:
    """Two to five digits that count nothing."""
    if text[start - 1] in "xX" and text[start:end] in {"86", "64", "32"}:
        return None
    if _UNIT.match(text, end) or text[end : end + 1] == "%":
        return None
    return start, end


def qq(text: str, start: int, end: int) -> Place:
    """A number of the messenger, not a version or an amount."""
    counted = _UNIT.match(text, end) or re.match(r"\.\d", text[end : end + 2])
    return None if counted else (start, end)


def wechat(text: str, start: int, end: int) -> Place:
    """A name in the messenger: with a digit or sign in it, or with the word for one before it."""
    value = text[start:end]
    before = text[max(0, start - 8) : start]
    plain = value.isalpha() and not re.search(r"(?i)[:号]|id", before)
    dotted = re.match(r"\.\w", text[end : end + 2])
    return None if plain or dotted or value.lower() in _NOT_NAMES else (start, end)


def is_service(digits: str) -> bool:
    """Whether a number is a hotline that everybody may know: 400, 800, 95xxx, 10086 and the like."""
    return digits.startswith(("400", "800", "95", "96", "12", "100")) and len(digits) in {5, 10}


def _valid(value: str) -> bool:
    try:
        number = phonenumbers.parse(value, "CN")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def _possible(value: str) -> bool:
    """Whether a number with a country code may be one; ranges for examples are not given out."""
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return False
    toll_free = number.country_code == 1 and str(number.national_number)[:3] in _TOLL_FREE
    return phonenumbers.is_possible_number(number) and not toll_free


def _alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 2]
    if before == "+":
        return False
    joined = before.isascii() and (before.isalnum() or before in {"_", "\\", "#", "@"})
    dashed = before in {"-", ".", "+"} and text[max(0, start - 2) : start - 1].isalnum()
    follows = after[:1].isascii() and (after[:1].isalnum() or after[:1] in {"_", "\\"})
    return not (joined or dashed or follows or re.match(r"[-.]\d", after))
