"""Breaking words for people into lines of a box, with the widths of CJK and Latin letters."""

import unicodedata
from collections.abc import Iterator
from typing import Final

# Shares of the font size, measured on common sans-serif faces; a little generous.
_WIDE: Final = 1.0
_NARROW: Final = frozenset(" .,:;'|!iIjl()[]{}/\\tfr-`")
_BROAD: Final = frozenset("mwMW@%&—…")
_NO_START: Final = frozenset("，。、；：？！）】》」』”’…·,.;:?!)]}%")
_NO_END: Final = frozenset("（【《「『“‘([{")
_AFTER: Final = frozenset("\\/-_.=,")


def width(text: str, size: float) -> float:
    """Estimated width of a text in pixels at a font size in pixels."""
    return sum(_letter(letter) for letter in text) * size


def _letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in {"W", "F", "A"}:
        return _WIDE
    if unicodedata.combining(letter):
        return 0.0
    if letter in _NARROW:
        return 0.37
    if letter in _BROAD:
        return 0.92
    return 0.7 if letter.isupper() else 0.61


def wrap(text: str, size: float, most: float, lines: int) -> tuple[str, ...]:
    """Lines of at most some pixels; what does not fit into `lines` ends with an ellipsis."""
    words = " ".join(text.split())
    found = list(_lines(words, size, most))
    if len(found) <= lines:
        return _balanced(words, size, most, found)
    last = found[lines - 1]
    while last and width(last + "…", size) > most:
        last = last[:-1]
    return (*found[: lines - 1], last.rstrip() + "…")


def _balanced(words: str, size: float, most: float, found: list[str]) -> tuple[str, ...]:
    """The same number of lines with the least width, so that no word is left alone on the last."""
    longest = max((width(piece.strip(), size) for piece in _pieces(words, size, most)), default=0.0)
    low, high = max(most / 2, longest), most
    while len(found) > 1 and high - low > size / 3:
        middle = (low + high) / 2
        tried = list(_lines(words, size, middle))
        if len(tried) <= len(found):
            high, found = middle, tried
        else:
            low = middle
    return tuple(found)


def _lines(text: str, size: float, most: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, size, most):
        if line and width((line + piece).rstrip(), size) > most:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    if line.strip():
        yield line.rstrip()


def _pieces(text: str, size: float, most: float) -> Iterator[str]:
    """Parts between which a line may end; punctuation never begins a line."""
    piece = ""
    for letter in text:
        breaks = piece and _may_break(piece[-1], letter)
        if breaks or width(piece + letter, size) > most:
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NO_START or before in _NO_END or after == " ":
        return False
    if before == " " or before in _AFTER:
        return True
    return _is_cjk(before) or _is_cjk(after)


def _is_cjk(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in {"W", "F"}
