"""Encodings inside a message: transfer encodings, encoded words, header parameters.

Forms after RFC 2045, 2047, 2231 and 3676, read so that what is cut short or broken gives what is left
of it.
"""

import binascii
import quopri
import re
from itertools import pairwise
from typing import Final

from kb.mail.decoding import decode

_WORD: Final = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]{0,4000})\?=")
_PARAMETER: Final = re.compile(
    r";\s*([^\s=;*\"]{1,60})(\*\d{1,3})?(\*)?\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"?|([^;\s]*))"
)
_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]")
_LONGEST_HEADER: Final = 100_000
_SPECIAL: Final = ',;<>@"'


def transfer_decoded(data: bytes, encoding: bytes) -> bytes:
    """The bytes behind a Content-Transfer-Encoding; those of an unknown one as they are."""
    match encoding.split(b";")[0].strip(b" \t\"'").lower():
        case b"base64":
            return base64_decoded(data)
        case b"quoted-printable":
            return quopri.decodestring(data)
        case b"x-uuencode" | b"uuencode" | b"x-uue":
            return _uu_decoded(data)
    return data


def base64_decoded(data: bytes) -> bytes:
    """Base64 without what does not belong to it, and without a last group that ends early."""
    # What follows the padding is a footer that some gateway added.
    cut = data.find(b"=")
    clean = _BASE64.sub(b"", data if cut < 0 else data[:cut])
    spare = len(clean) % 4
    clean = clean[:-1] if spare == 1 else clean
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def header_text(raw: bytes, charset: str = "", *, names: bool = False) -> str:
    """A header as text, encoded words decoded and raw eight-bit characters guessed.

    Args:
        raw: the value, continuation lines joined.
        charset: what the message says of its text, a hint for raw characters.
        names: whether the header holds names and addresses, in which a decoded comma is not one.
    """
    text = decode(raw[:_LONGEST_HEADER], charset).replace("\n", " ")
    return _words_decoded(text, names=names) if "=?" in text else text


def parameters(raw: bytes) -> tuple[str, dict[str, str]]:
    """A header such as Content-Type: its value in lower case, and its parameters by name."""
    text = ";" + decode(raw[:_LONGEST_HEADER]).replace("\n", " ")
    value = text[1:].split(";", 1)[0].strip().lower()
    pieces: dict[str, list[tuple[str, bool]]] = {}
    for name, number, extended, quoted, plain in _PARAMETER.findall(text):
        raw_value = re.sub(r"\\(.)", r"\1", quoted) if quoted else plain
        if number or name.lower() not in pieces:
            pieces.setdefault(name.lower(), []).append((raw_value, bool(extended)))
    return value, {name: _parameter(each) for name, each in pieces.items()}


def unflowed(text: str, *, delsp: bool = False) -> str:
    """Text of `format=flowed` with its paragraphs on one line each (RFC 3676)."""
    paragraphs: list[list[str]] = []
    depth, is_open = 0, False
    for line in text.split("\n"):
        level, rest = _quote(line)
        soft = rest.endswith(" ") and rest != "-- "
        piece = rest[:-1] if soft and delsp else rest
        if is_open and level == depth and rest != "-- ":
            paragraphs[-1].append(piece)
        else:
            paragraphs.append([f"{'>' * level} {piece}" if level else piece])
        depth, is_open = level, soft
    return "\n".join(map("".join, paragraphs))


def _quote(line: str) -> tuple[int, str]:
    rest = line.lstrip(">")
    return len(line) - len(rest), rest.removeprefix(" ")


def _parameter(pieces: list[tuple[str, bool]]) -> str:
    """A parameter put together from its pieces (RFC 2231), or with encoded words inside."""
    joined = "".join(value for value, _ in pieces)
    if not any(extended for _, extended in pieces):
        return _words_decoded(joined, names=False) if "=?" in joined else joined
    charset, mark, rest = joined.partition("'")
    rest = rest.partition("'")[2] if mark else joined
    octets = re.sub(
        rb"%([0-9A-Fa-f]{2})",
        lambda match: bytes.fromhex(match[1].decode()),
        rest.encode("utf-8", "replace"),
    )
    return decode(octets, charset if mark else "")


def _words_decoded(text: str, *, names: bool) -> str:
    """Text with its encoded words decoded; neighbours in one charset are one run of bytes."""
    found = list(_WORD.finditer(text))
    if not found:
        return text
    pieces = [text[: found[0].start()]]
    waiting = (found[0][1].lower(), _octets(found[0]))
    for before, after in pairwise(found):
        between = text[before.end() : after.start()]
        if not between.strip() and after[1].lower() == waiting[0]:
            waiting = (waiting[0], waiting[1] + _octets(after))
            continue
        pieces += [_word(waiting, names=names), between if between.strip() else ""]
        waiting = (after[1].lower(), _octets(after))
    pieces += [_word(waiting, names=names), text[found[-1].end() :]]
    return "".join(pieces)


def _octets(match: re.Match[str]) -> bytes:
    data = match[3].encode("utf-8", "replace")
    if match[2] in "bB":
        return base64_decoded(data)
    return quopri.decodestring(data, header=True)


def _word(waiting: tuple[str, bytes], *, names: bool) -> str:
    text = decode(waiting[1], waiting[0]).replace("\n", " ")
    if names and any(char in text for char in _SPECIAL):
        return '"' + text.replace('"', "") + '"'
    return text


def _uu_decoded(data: bytes) -> bytes:
    found = []
    for line in data.split(b"\n"):
        if line.startswith((b"begin ", b"end")) or not line.strip():
            continue
        try:
            found.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders leave out the blanks that end a line.
            found.append(_uu_line(line))
    return b"".join(found)


def _uu_line(line: bytes) -> bytes:
    length = ((line[0] - 32) & 63) * 4 // 3 + 4
    try:
        return binascii.a2b_uu(line[:length])
    except binascii.Error:
        return b""
