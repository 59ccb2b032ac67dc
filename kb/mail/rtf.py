"""Rich text to plain text, for the messages of Outlook that carry nothing else.

Packing after MS-OXRTFCP, HTML within RTF after MS-OXRTFEX, both read only as far as text goes.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from kb.mail.decoding import decode, tidy
from kb.mail.markup import to_text

_PACKED: Final = b"LZFu"
_PLAIN: Final = b"MELA"
_HEAD: Final = 16
_WINDOW: Final = 4096
_LARGEST: Final = 64 * 1024 * 1024
# What the window holds before the first octet, from MS-OXRTFCP 2.1.3.1.1.
_PRIMED: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN: Final = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SILENT: Final = frozenset(
    {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer"}
)
_SIGNS: Final = {
    b"par": "\n", b"line": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t", b"lquote": "‘",
    b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"endash": "–",
    b"emdash": "—",
}  # fmt: skip
_ESCAPED: Final = {b"\\": b"\\", b"{": b"{", b"}": b"}", b"~": b" ", b"_": b"-"}
_DEEPEST: Final = 200


def expanded(data: bytes) -> bytes:
    """Compressed RTF unpacked; what is cut short gives what there is of it."""
    kind = data[8:12]
    size = min(int.from_bytes(data[4:8], "little"), _LARGEST)
    if kind == _PLAIN:
        return data[_HEAD : _HEAD + size]
    return _unpacked(data, size) if kind == _PACKED else b""


def _unpacked(data: bytes, size: int) -> bytes:
    out = bytearray(_PRIMED)
    limit, place = size + len(_PRIMED), _HEAD
    while place < len(data) and len(out) < limit:
        flags, place = data[place], place + 1
        for bit in range(8):
            if flags >> bit & 1:
                pair = int.from_bytes(data[place : place + 2], "big")
                place += 2
                if not _copy(out, pair >> 4, (pair & 15) + 2):
                    return bytes(out[len(_PRIMED) : limit])
            else:
                out += data[place : place + 1]
                place += 1
    return bytes(out[len(_PRIMED) : limit])


def _copy(out: bytearray, offset: int, length: int) -> bool:
    """Repeat what stands at an offset of the window; an offset of its end says that all is done."""
    at = len(out) % _WINDOW
    if offset == at:
        return False
    start = len(out) - (at - offset) % _WINDOW
    if start < 0:
        return False
    for place in range(start, start + length):
        out.append(out[place])
    return True


def rtf_to_text(data: bytes) -> str:
    """The text of rich text; of HTML within it, the text of that."""
    reader = _Reader()
    for match in _TOKEN.finditer(data):
        reader.take(match)
    reader.flush()
    text = tidy("".join(reader.pieces))
    return to_text(text) if reader.from_html else text.strip()


@dataclass(slots=True)
class _State:
    """What holds within a group: whether its text counts, how many signs follow a Unicode one."""

    silent: bool = False
    in_tag: bool = False
    after_unicode: int = 1


@dataclass(slots=True)
class _Reader:
    """The text so far, and where in the document the reading is."""

    pieces: list[str] = field(default_factory=list)
    octets: bytearray = field(default_factory=bytearray)
    groups: list[_State] = field(default_factory=lambda: [_State()])
    charset: str = ""
    from_html: bool = False
    starred: bool = False
    skipped: int = 0

    def take(self, match: re.Match[bytes]) -> None:
        """Take one token."""
        octet, word, number, sign, brace, text = match.groups()
        starred, self.starred = self.starred, False
        if brace:
            self._brace(brace)
        elif word:
            self._word(word, int(number) if number else None, starred=starred)
        elif sign == b"*":
            self.starred = True
        elif octet:
            self._write(bytes.fromhex(octet.decode()))
        elif sign in _ESCAPED:
            self._write(_ESCAPED[sign])
        elif text:
            self._write(text)

    def flush(self) -> None:
        """Decode the octets that wait for those that complete them."""
        if self.octets:
            self.pieces.append(decode(bytes(self.octets), self.charset))
            self.octets.clear()

    def _brace(self, brace: bytes) -> None:
        if brace == b"{" and len(self.groups) < _DEEPEST:
            self.groups.append(replace(self.groups[-1]))
        elif brace == b"}" and len(self.groups) > 1:
            self.groups.pop()
        self.skipped = 0

    def _word(self, word: bytes, number: int | None, *, starred: bool) -> None:
        state = self.groups[-1]
        if word == b"htmltag":
            state.in_tag = starred
        elif starred or word in _SILENT:
            state.silent = True
        elif word == b"htmlrtf":
            state.silent = number != 0
        elif word == b"fromhtml":
            self.from_html = True
        elif word == b"ansicpg":
            self.charset = f"cp{number}"
        elif word == b"uc":
            state.after_unicode = number or 0
        elif word == b"u" and number is not None:
            self._unicode(number)
        elif word in _SIGNS:
            self._sign(_SIGNS[word])

    def _unicode(self, number: int) -> None:
        if not self.groups[-1].silent:
            self._sign(chr(number % 0x10000))
        self.skipped = self.groups[-1].after_unicode

    def _sign(self, sign: str) -> None:
        if not self.groups[-1].silent:
            self.flush()
            self.pieces.append(sign)

    def _write(self, data: bytes) -> None:
        if self.skipped:
            # These repeat a character for readers that know no Unicode.
            data, self.skipped = data[self.skipped :], max(self.skipped - len(data), 0)
        if not self.groups[-1].silent:
            self.octets += data
