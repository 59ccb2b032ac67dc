"""Letters as they are compared: width, accents and traditional characters folded away.

Character by character, so that places in the folded text lead back to places in the original.
Decomposition (NFKD) without its combining marks makes every normal form of a text the same;
traditional characters become simplified by OpenCC's table for single characters.
"""

import unicodedata
from functools import cache

import opencc

_HAN_FROM, _HAN_TO = 0x2E80, 0x3FFFF
_HAN_FIRST, _HAN_LAST = "\u3400", "\u9fff"
_SEPARATORS = frozenset({"Cc", "Cs", "Co", "Cn"})


class _Folding(dict[int, str]):
    """A table for `str.translate` that learns a character when it first meets it."""

    def __init__(self) -> None:
        super().__init__()
        # ASCII keeps its case: the analyzer still needs to see CamelCase.
        self.update({code: chr(code) for code in range(32, 128)})
        self.update(dict.fromkeys(range(32), " "))
        self[10] = "\n"
        self.uneven: set[str] = set()
        self._simplified = opencc.OpenCC("t2s").convert

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold(chr(code))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        return folded

    def _fold(self, char: str) -> str:
        if unicodedata.category(char) in _SEPARATORS:
            return " "
        if unicodedata.category(char) == "Cf":
            return ""
        bare = _without_marks(char if char.isascii() else _without_marks(char).casefold())
        if len(bare) == 1 and _HAN_FROM <= ord(bare) <= _HAN_TO:
            return str(self._simplified(bare))
        return bare


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def _table() -> _Folding:
    return _Folding()


def fold(text: str) -> str:
    """Folded text; the case of ASCII letters stays.

    Control characters and lone surrogates become blanks, invisible format characters vanish.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_table())


def simplified(char: str) -> str:
    """The simplified form of a Chinese character; any other stays as it is."""
    return fold(char) if _HAN_FIRST <= char <= _HAN_LAST else char


def traditional() -> dict[str, str]:
    """Every traditional character of the basic plane with its simplified form."""
    chars = map(chr, range(ord(_HAN_FIRST), ord(_HAN_LAST) + 1))
    return {char: simple for char in chars if (simple := simplified(char)) != char}


def fold_with_places(text: str) -> tuple[str, list[int] | None]:
    """Folded text, and for each of its characters the place in `text` it came from.

    The places are None where the two run in step.
    """
    folded = fold(text)
    table = _table()
    if table.uneven.isdisjoint(text):
        return folded, None
    places: list[int] = []
    for place, char in enumerate(text):
        places.extend([place] * len(table[ord(char)]))
    places.append(len(text))
    return folded, places
