r"""One view of a text for all rules: width, spaces and traditional characters folded.

Folding keeps the length wherever it can, so that offsets stay what they were; where invisible
characters have to go (`密\u200b码`), the view remembers the place of every character left.
"""

import re
from bisect import bisect_right
from functools import cache, cached_property
from itertools import accumulate, chain
from typing import Final

import opencc

_SYMBOLS: Final = dict(
    zip(
        "：﹕︰＝＠／＼｜＃＄％＆＊＋－＿～＾｀＜＞［］｛｝＂＇．　\u00a0\u2002\u2003\u2009\u202f",
        ":::=@/\\|#$%&*+-_~^`<>[]{}\"'.      ",
        strict=True,
    )
)
_LETTERS: Final = {chr(0xFF00 + n - 0x20): chr(n) for n in range(0x30, 0x7B) if chr(n).isalnum()}
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_CHUNK: Final = 512
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
_VARIANTS: Final = {"帐": "账", "帳": "账", "賬": "账", "陸": "陆"}


class _Table(dict[int, str]):
    """A table for `str.translate` that learns a Chinese character when it first meets it."""

    def __init__(self) -> None:
        lone = {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}
        super().__init__(str.maketrans(_SYMBOLS | _LETTERS | _VARIANTS | lone))
        self._simplified = opencc.OpenCC("t2s").convert

    def __missing__(self, code: int) -> str:
        char = chr(code)
        simple = self._simplified(char) if _FIRST_HAN <= char <= _LAST_HAN else char
        # One character stays one: offsets must not move.
        self[code] = simple if len(simple) == 1 else char
        return self[code]


@cache
def _table() -> _Table:
    return _Table()


class Folded:
    """The folded view of one text.

    Attributes:
        text: what the rules read; as long as the input less its invisible characters.
        data: the same in UTF-8, for the pattern engine.
    """

    def __init__(self, text: str) -> None:
        visible, self._places = _visible(text)
        self.text = visible.replace("\r\n", " \n").replace("\r", "\n").translate(_table())
        self.data = self.text.encode()
        self._last = 0, 0

    @cached_property
    def lower(self) -> str:
        """For comparing without regard to case; as long as the text, but for a few letters abroad."""
        return self.text.lower()

    @cached_property
    def _starts(self) -> list[int]:
        chunks = range(0, len(self.text) - _CHUNK, _CHUNK)
        return [0, *accumulate(len(self.text[n : n + _CHUNK].encode()) for n in chunks)]

    def index(self, offset: int) -> int:
        """The character of the view at a byte offset of `data`."""
        if len(self.data) == len(self.text):
            return offset
        byte, index = self._last
        if not 0 <= offset - byte <= _CHUNK:
            chunk = bisect_right(self._starts, offset) - 1
            byte, index = self._starts[chunk], chunk * _CHUNK
        index += len(self.data[byte:offset].decode())
        self._last = offset, index
        return index

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the input behind a span of the view, which must not be empty."""
        if self._places is None:
            return start, end
        return self._places[start], self._places[end - 1] + 1


def _visible(text: str) -> tuple[str, list[int] | None]:
    if not _INVISIBLE.search(text):
        return text, None
    pieces: list[str] = []
    places: list[int] = []
    position = 0
    for match in chain(_INVISIBLE.finditer(text), (None,)):
        end = match.start() if match else len(text)
        pieces.append(text[position:end])
        places += range(position, end)
        position = match.end() if match else end
    return "".join(pieces), places
