"""Bytes to text, whatever their label says.

Mail of twenty years carries wrong labels (GBK called GB2312, UTF-8 called ISO-8859-1), no labels
at all, and texts cut in the middle of a character. A label is therefore a hint: it is followed
where its text is at least as plausible as that of the other encodings which fit.
"""

from codecs import (
    BOM_UTF8,
    BOM_UTF16_BE,
    BOM_UTF16_LE,
    BOM_UTF32_BE,
    BOM_UTF32_LE,
    getincrementaldecoder,
)
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

import re2

from kb.mail.words import check, section, turned

_FILE: Final = "charsets.yaml"
_MARKS: Final = (
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF8, "utf-8"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
# Octets that decide on the encoding, and characters of them that are weighed.
_SAMPLE: Final = 65_536
_MOST: Final = 4_000
_EVERY: Final = bytes(range(256))
# More marks on one letter than any language has (UAX 15); to put them in order takes quadratic time.
_MANY_MARKS: Final = re2.compile(r"(\p{M}{30})\p{M}+")
_NUL_SHARE: Final = 0.1
_CONTROL_SHARE: Final = 0.02
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b")) + b"\x7f"
_UTF16_SHARE: Final = 0.2
_FEW: Final = 8
_C1: Final = range(0x80, 0xA0)
_LATIN: Final = range(0xA0, 0x250)
_KANA: Final = range(0x3041, 0x3100)
_PICTURES: Final = range(0x1F300, 0x1FB00)
_PRIVATE: Final = range(0xE000, 0xF900)
# How much a kind of character speaks for an encoding; measured on support mail in GBK, Big5 and UTF-8.
_OFTEN, _COMMON, _FOREIGN, _RARE, _RUBBISH = 2.0, 1.0, 0.6, -0.3, -2.0
# How far a reading is believed before its characters are looked at.
_PROVEN, _LIKELY, _NAMED, _FIRST_GUESS = 2.0, 1.0, 0.5, 0.1

_CLEANED: Final[Mapping[int, str | None]] = {
    **dict.fromkeys([*range(9), *range(14, 32), 127]),
    **dict.fromkeys([0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F)]),
    **dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n"),
    0xA0: " ",
}


class _Charsets(NamedTuple):
    codecs: dict[str, str]
    labelled_only: frozenset[str]
    refused: frozenset[str]
    guesses: tuple[str, ...]
    frequent: frozenset[str]
    common: frozenset[str]


def decode(data: bytes, label: str = "") -> str:
    """The text, without control characters, every line end a line feed.

    Args:
        data: any bytes; those that fit no encoding become U+FFFD.
        label: the charset that the file names, if it names one.
    """
    if data.isascii() and not label and b"\x1b" not in data:
        return tidy(data.decode("ascii"))
    return tidy(_decode(data, label, _charsets()))


def is_binary(head: bytes) -> bool:
    """Whether the beginning of some data is nothing that anybody could read as text."""
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or _is_utf16(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\x00" in head or controls > _CONTROL_SHARE * len(head)


def _is_utf16(head: bytes) -> bool:
    """Whether zeros stand at every other place, as in UTF-16 without a mark: line ends suffice."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    return most > max(_UTF16_SHARE * len(head) / 2, _FEW) and not least


def tidy(text: str) -> str:
    """Text in which no character can hurt: line feeds only, no controls, no lone surrogates."""
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = _MANY_MARKS.sub(r"\1", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEANED)


def _decode(data: bytes, label: str, charsets: _Charsets) -> str:
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(marked, "replace")
    codec = _codec(label, charsets)
    if data.isascii() and codec not in charsets.labelled_only and b"\x1b" not in data:
        return data.decode("ascii")
    return data.decode(_likeliest(data, codec, charsets), "replace")


def _codec(label: str, charsets: _Charsets) -> str:
    """The name by which Python knows the charset of that label; empty if it knows none."""
    name = label.strip(" \t\r\n\"'").lower()
    if name in charsets.codecs or not name or not name.isascii():
        return charsets.codecs.get(name, "")
    if name.replace("-", "_") in charsets.refused:
        return ""
    try:
        # Refuses codecs that do not give text, such as "zip", and those that some octets stop.
        "a".encode(name).decode(name)
        getincrementaldecoder(name)("replace").decode(_EVERY, final=True)
    except (LookupError, ValueError):
        return ""
    return name.replace("-", "_") if name.startswith(("iso", "koi", "euc")) else name


def _likeliest(data: bytes, codec: str, charsets: _Charsets) -> str:
    """The encoding that makes the beginning look most like text; of equals the first."""
    sample, best, highest = data[:_SAMPLE], "utf-8", float("-inf")
    for candidate, trust in _candidates(sample, codec, charsets):
        # A cut in the middle of a character is no fault of the encoding.
        decoder = getincrementaldecoder(candidate)("replace")
        text = decoder.decode(sample, final=len(data) <= _SAMPLE)
        score = _plausibility(text, charsets) + trust
        if score > highest:
            best, highest = candidate, score
    return best


def _candidates(data: bytes, codec: str, charsets: _Charsets) -> Iterator[tuple[str, float]]:
    """Encodings to try, each with how far it is believed before its text is looked at."""
    is_utf8 = "�" not in getincrementaldecoder("utf-8")("replace").decode(data)
    if (codec == "utf-8" and is_utf8) or (codec.startswith("utf-16") and b"\x00" in data):
        # The label is right; there is nothing to weigh.
        yield codec, 0.0
        return
    if b"\x1b$" in data or b"\x1b(" in data:
        yield "iso2022_jp_2", _PROVEN
    if data.count(b"\x00") > _NUL_SHARE * len(data):
        yield "utf-16-le", _LIKELY
        yield "utf-16-be", _LIKELY
    yield "utf-8", _LIKELY
    if codec and codec not in {"utf-8", "cp1252"}:
        yield codec, _NAMED
    for place, guess in enumerate(charsets.guesses):
        if not (is_utf8 and guess == "cp1252"):
            yield guess, 0.0 if place else _FIRST_GUESS


def _plausibility(text: str, charsets: _Charsets) -> float:
    """How much a text looks like one that somebody wrote: up to 2, below 0 for rubbish."""
    foreign = [char for char in text if not char.isascii()][:_MOST]
    start = text[:_MOST]
    controls = sum(char < " " and char not in "\t\r\n" for char in start)
    score = sum(_weight(char, charsets) for char in foreign) / max(len(foreign), 1)
    return score + _RUBBISH * controls / max(len(start), 1)


def _weight(char: str, charsets: _Charsets) -> float:
    if char in charsets.frequent:
        return _OFTEN
    if char in charsets.common:
        return _COMMON
    code = ord(char)
    if code in _C1 or code in _PRIVATE or char == "�":
        return _RUBBISH
    return _FOREIGN if code in _LATIN or code in _KANA or code in _PICTURES else _RARE


def _common() -> frozenset[str]:
    """The characters of the first levels of GB 2312 and of Big5, and their punctuation."""
    rows = [(row, 0xA1, "gb2312") for row in (0xA1, 0xA3, *range(0xB0, 0xD8))]
    rows += [(row, 0x40, "big5") for row in (0xA1, *range(0xA4, 0xC7))]
    pairs = (
        bytes((row, cell)).decode(codec, "ignore")
        for row, first, codec in rows
        for cell in range(first, 0xFF)
    )
    return frozenset(char for char in pairs if len(char) == 1 and not char.isascii())


@cache
def _charsets() -> _Charsets:
    charsets = _Charsets(
        turned(section(_FILE, "codecs")),
        frozenset(section(_FILE, "labelled_only")),
        frozenset(section(_FILE, "refused")),
        tuple(section(_FILE, "guesses")),
        frozenset("".join(section(_FILE, "frequent").split())),
        _common(),
    )
    for each in section(_FILE, "examples"):
        data = each["text"].encode(each["encoding"])
        check(f"{_FILE}, examples", each, _decode(data, each["label"], charsets), each["text"])
    return charsets
