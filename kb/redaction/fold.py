r"""One view of a text for all rules: width, spaces and a few traditional characters folded.

Folding keeps the length wherever it can, so that offsets stay what they were; where invisible
characters have to go (`密\u200b码`), the view remembers the place of every character left.
"""

import re
from bisect import bisect_right
from functools import cache, cached_property
from itertools import accumulate, chain
from typing import Final

_TRADITIONAL: Final = dict(
    zip(
        "碼帳帐號號戶為爲電話機設證驗銀郵連絡線護車樓號區縣鄉鎮單師經總處長隊書辦員達財務國際貿銷團廠網絡統業爾東車馬陳張劉楊黃趙吳孫鄭馮許韓鄧蕭葉蘇魯閆賈",
        "码账账号号户为为电话机设证验银邮连络线护车楼号区县乡镇单师经总处长队书办员达财务国际贸销团厂网络统业尔东车马陈张刘杨黄赵吴孙郑冯许韩邓萧叶苏鲁闫贾",
        strict=True,
    )
)
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


@cache
def _table() -> dict[int, str]:
    lone = {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}
    return str.maketrans(_TRADITIONAL | _SYMBOLS | _LETTERS | lone)


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
        """For the quick test whether a rule is worth running."""
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
