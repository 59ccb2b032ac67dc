"""Is this a password? What a value looks like, where it ends, and how sure its place has to make us.

Three checks for rules, from sure to unsure places: `labelled` (`password: x`), `said`
(`the password is x`), `loose` (a password-like word somewhere near the label).
"""

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Final

import yaml

_QUOTES: Final = {
    '"': '"',
    "'": "'",
    "“": "”",
    "‘": "’",
    "`": "`",
    "「": "」",
    "『": "』",
    "”": "”",
}
_TRAILING: Final = ".,;:>\"'`*_|’”…"
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
_MAX: Final = 128

# Where a run of characters stops being the value: a tag, the next `key=`, punctuation before a space.
_CUT: Final = re.compile(
    r"</?[A-Za-z!]|&(?:nbsp|lt|gt|quot|#\d+);|[,;|&?][ \t]{0,2}[A-Za-z_][\w .-]{0,30}[:=]|[,;](?=[^!-~]|$)"
    r"|\\[rn](?:\\[rn])*(?=[^!-~]|$|[A-Za-z_ ]{1,20}[:=])|\[removed:|\[[a-z-]+-[0-9A-F]{4}\]"
)
# A value runs until a space, a Chinese character, punctuation of Chinese text, or a cell border.
_RUN: Final = re.compile(
    "[^\\s\u3400-\u9fff\uf900-\ufaff，。；！？、（）《》〈〉【】「」『』“”‘’…—|]+"
)
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_SYMBOL: Final = re.compile(r"[!@#$%^&*+=~?]")
_WORDY: Final = re.compile(r"[^\W\d_]+(?:[-'’/._][^\W\d_]+)*")
_NOT_SECRET: Final = re.compile(
    r"""(?xi)
      0x[0-9a-f`]+ | kb\d{6,7} | \{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}? | v?\d+(?:\.\d+){2,4} | cve-\d+-\d+
    | [a-z]:[\\/].* | \\\\.+ | [a-z][a-z0-9+.-]*://.* | (?:hklm|hkcu|hkey_\w+)(?:\\.*)? | /(?:etc|usr|var|home|opt|tmp)/.*
    | %[a-z_]+% | \$(?:env:|\(|\{).* | <.*>? | \{+[a-z_ .$-]*\}+ | \[.* | \(.* | [x*.●•·_?=#-]{2,} | -{1,2}[a-z][a-z-]+ | /[a-z]+
    | [\w.-]+\.(?:exe|dll|sys|log|txt|docx?|xlsx?|pptx?|zip|rar|7z|cab|etl|dmp|msi|msu|msc|cpl|ps1|bat|cmd|reg|xml|json|ini|pdf|png|jpe?g|
      evtx?|inf|cat|iso|vhdx?|html?|aspx?|csv|pst|ost|config|conf|pfx|pem|key|rdp|adml|admx|mof)
    | [a-z_][\w.]*\(.*\)?.* | system\.\w+(?:\.\w+)*
    | \d{1,3}(?:[.,]\d+)?(?:st|nd|rd|th|d|h|s|ms|m|min|kb|mb|gb|tb|k|x|%|days?|hours?|minutes?|chars?|characters?|times?|bits?|bytes?) | \d{1,3}[-~+]\d{0,3}
    """
)
_UNIT_AFTER: Final = re.compile(
    r"[ \t]?(?:个|位|次|天|日|月|年|分|秒|小时|种|条|台|级|字|号|%|(?:characters?|chars?|days?|hours?|minutes?|times?|digits?|bytes?|bits?|letters?|months?|attempts?|or|to|and)\b)"
)
_PARTICIPLE: Final = re.compile(
    r"(?i).+(?:ed|ing|able|ible|tion|ment|ness|ant|ent|ory|ary|ous|ive|ful|less|ly|ical|ic|al)"
)
_LABEL_NEXT: Final = re.compile(r"[ \t]{1,8}[\w/]{1,20}(?: [\w/]{1,20})?[ \t]?[:=]")
_WORD_NEXT: Final = re.compile(r"[ \t]{1,3}([A-Za-z][A-Za-z'’]*)")


_HEX_ADDRESS: Final = re.compile(
    r"(?i)(?:ffff[0-9a-f]{4,12}|[0-9a-f]{8}`[0-9a-f]{8}|0{4,}[0-9a-f]*)"
)


class Shape(IntEnum):
    """How much a value looks like a password, without its place."""

    NEVER = 0
    HAN = 1
    WORD = 2
    DIGITS = 3
    MIXED = 4
    STRONG = 5


@cache
def _words() -> Mapping[str, frozenset[str]]:
    text = (resources.files("kb.redaction") / "words" / "secrets.yaml").read_text("utf-8")
    lists: Mapping[str, str] = yaml.safe_load(text)
    return {name: frozenset(words.split()) for name, words in lists.items()}


def shape(value: str) -> Shape:
    """What a value looks like."""
    if _NOT_SECRET.fullmatch(value) or value.lower() in _words()["technical"]:
        return Shape.NEVER
    if _HAN.search(value):
        return Shape.HAN
    if _WORDY.fullmatch(value):
        return Shape.WORD
    if value.isdigit():
        return Shape.DIGITS
    return _mixed(value)


def _mixed(value: str) -> Shape:
    letter = any(char.isalpha() for char in value)
    digit = any(char.isdigit() for char in value)
    symbol = bool(_SYMBOL.search(value))
    if len(value) >= 6 and letter + digit + symbol >= 2:
        return Shape.STRONG
    return Shape.MIXED if letter or digit else Shape.NEVER


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The value proper: to the closing quote where one opens before it, else less its decoration."""
    before = text[start - 1] if start else ""
    if before in _QUOTES:
        close = text.find(_QUOTES[before], start, start + _MAX)
        if close > start and "\n" not in text[start:close]:
            return start, close
    run = _RUN.match(text, start, start + _MAX)
    end = max(end, run.end()) if run else end
    if cut := _CUT.search(text, start, end):
        end = cut.start()
    while end > start and _loose_end(text, start, end):
        end -= 1
    return (start, end) if end > start else None


def _loose_end(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last in _BRACKETS:
        return text.count(last, start, end) > text.count(_BRACKETS[last], start, end)
    return last in _TRAILING


def labelled(text: str, start: int, end: int) -> tuple[int, int] | None:
    """After `password:`; takes anything but what tells of a password or asks for it."""
    place = trim(text, start, end)
    if place is None:
        return None
    value = text[slice(*place)]
    if _alone_on_line(text, start) and not _ends_line(text, place[1]):
        return None
    return place if _labelled(text, value, place[1]) else None


def _labelled(text: str, value: str, end: int) -> bool:
    kind = shape(value)
    if kind == Shape.WORD:
        return not _told(value) and not _prose_after(text, end)
    if kind == Shape.DIGITS:
        return len(value) >= 3 and not _UNIT_AFTER.match(text, end)
    if kind == Shape.HAN:
        return len(value) <= 12 and not any(word in value for word in _words()["told_zh"])
    return kind >= Shape.MIXED


def said(text: str, start: int, end: int) -> tuple[int, int] | None:
    """After `the password is`; a plain word counts only where the clause ends with it."""
    place = trim(text, start, end)
    if place is None:
        return None
    value = text[slice(*place)]
    kind = shape(value)
    if kind == Shape.WORD:
        fine = not _told(value) and not _PARTICIPLE.fullmatch(value) and _clause_end(text, place[1])
    elif kind == Shape.DIGITS:
        fine = len(value) >= 4 and not _UNIT_AFTER.match(text, place[1])
    else:
        fine = kind >= Shape.MIXED and len(value) >= 4
    return place if fine else None


def loose(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Near a label; only what could hardly be anything but a password."""
    place = trim(text, start, end)
    if place is None or shape(text[slice(*place)]) < Shape.STRONG:
        return None
    return None if _UNIT_AFTER.match(text, place[1]) else place


def _told(value: str) -> bool:
    return value.lower() in _words()["told"]


def _prose_after(text: str, end: int) -> bool:
    following = _WORD_NEXT.match(text, end)
    return bool(following) and not _LABEL_NEXT.match(text, end) and following[1].islower()  # type: ignore[index]


def _clause_end(text: str, end: int) -> bool:
    rest = text[end : end + 2].lstrip(" \t")
    return not rest or rest[0] in "\n.,;!?。，；！？、)）\"'”’`*<"


def _alone_on_line(text: str, start: int) -> bool:
    before = text[max(0, start - 80) : start]
    return "\n" in before and not before.rsplit("\n", 1)[1].strip(" \t\"'`*_“‘>-")


def _ends_line(text: str, end: int) -> bool:
    rest = text[end : end + 80].split("\n", 1)[0].strip(" \t\"'`*_”’.,;。，；")
    return not rest or bool(_HAN.match(rest)) or rest[0] in "(（<["


def login(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name of an account: one word that is neither another label nor a remark."""
    place = trim(text, start, end)
    if place is None:
        return None
    value = text[slice(*place)]
    if text[place[1] : place[1] + 1] in {":", "="} or _NOT_SECRET.fullmatch(value):
        return None
    fine = len(value) >= 2 and not _told_account(value) and any(c.isalnum() for c in value)
    return place if fine else None


def _told_account(value: str) -> bool:
    return _told(value) or value.lower() in _words()["technical"]


def is_common(value: str) -> bool:
    """Whether a value stands in texts for many other reasons than being a secret."""
    return value.lower() in _words()["common"] or _told(value) or shape(value) == Shape.NEVER


def random(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A key or token by its look: letters with digits or in mixed case, no hyphenated words."""
    value = text[start:end].rstrip(".,;:-_~")
    parts = re.split(r"[-_.~/+=]", value)
    fine = any(_scrambled(part) for part in parts)
    return (start, start + len(value)) if fine else None


def _scrambled(part: str) -> bool:
    digits = sum(char.isdigit() for char in part)
    mixed = part[1:].lower() != part[1:] and part != part.upper()
    return len(part) >= 4 and (0 < digits < len(part) or (mixed and len(part) >= 12))


def labelled_token(text: str, start: int, end: int) -> tuple[int, int] | None:
    """After `token:` or `secret=`; at least eight characters that are no word, address or GUID."""
    place = trim(text, start, end)
    if place is None:
        return None
    value = text[slice(*place)]
    long = len(value) >= 16 and value.isascii() and value.isalnum()
    if shape(value) == Shape.NEVER or (shape(value) == Shape.WORD and not long):
        return None
    if _HEX_ADDRESS.fullmatch(value) or len(value) < 8:
        return None
    return place
