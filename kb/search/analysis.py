"""The one analyzer: text to terms, the same for documents and for queries.

* Codes in canonical form: `0x0000001E` gives `0x1e`.
* Identifiers whole and in parts: `KB4551853` gives `kb4551853` and `4551853`.
* English by its stem, CamelCase and names_with_underscores also in parts.
* Chinese, Japanese and Korean as every character and every pair of neighbours, so that any two
  or more characters that stand in a document find it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]

from kb.search.folding import fold, fold_with_places

VERSION = 1

_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\u1100-\u11ff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = "0-9A-Za-z_\u00c0-\u10ff\u1200-\u1fff\u2c00-\u2dff\ua640-\ua95f\ua980-\uabff"
_MAX_WORD = 64
_ATOM = re.compile(
    f"[{_HAN}]+|[{_WORD}]{{1,{_MAX_WORD}}}(?:[.'’-][{_WORD}]{{1,{_MAX_WORD}}}){{0,8}}"
)
_IS_HAN = re.compile(f"[{_HAN}]")
_PART = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_CODE = re.compile(r"0x[0-9a-f]{1,16}|[89c][0-9a-f]{7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Token:
    """A term and the place in the text it was made from.

    Attributes:
        start: first character.
        end: after the last character.
    """

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """All terms of a text with their places, in order."""
    folded, places = fold_with_places(text)
    found = [
        Token(term, match.start() + start, match.start() + end)
        for match in _ATOM.finditer(folded)
        for term, start, end in _terms_of(match.group())
    ]
    if places is None:
        return found
    return [Token(one.text, places[one.start], places[one.end - 1] + 1) for one in found]


def count_terms(text: str) -> Counter[str]:
    """How often each term stands in a text: the bag of `tokens`, many times faster."""
    bag: Counter[str] = Counter()
    for atom, times in Counter(_ATOM.findall(fold(text))).items():
        for term, _, _ in _terms_of(atom):
            bag[term] += times
    return bag


def is_han(text: str) -> bool:
    """Whether a text has a character that is written without blanks between words."""
    return _IS_HAN.search(text) is not None


Piece = tuple[str, int, int]


def _terms_of(atom: str) -> tuple[Piece, ...]:
    if _IS_HAN.match(atom):
        return tuple(_characters(atom))
    return _word_terms(atom)


def _characters(run: str) -> Iterator[Piece]:
    for place, char in enumerate(run):
        yield char, place, place + 1
        if place + 1 < len(run):
            yield run[place : place + 2], place, place + 2


@lru_cache(maxsize=200_000)
def _word_terms(atom: str) -> tuple[Piece, ...]:
    lower = atom.lower()
    code = canonical_word(lower)
    if code:
        return _unique(
            [(code, 0, len(atom)), (lower, 0, len(atom))]
            if code[2:] == lower
            else [(code, 0, len(atom))]
        )
    parts = [part for match in _PART.finditer(atom) for part in _part(match.group(), match.start())]
    if len(parts) == 1 and parts[0][2] - parts[0][1] == len(atom):
        return tuple(parts)
    return _unique([(lower, 0, len(atom)), *parts])


def _unique(found: list[Piece]) -> tuple[Piece, ...]:
    first: dict[str, Piece] = {}
    for piece in found:
        first.setdefault(piece[0], piece)
    return tuple(first.values())


def _part(part: str, at: int) -> list[Piece]:
    """One part of an identifier: itself, and its pieces where it has more than one."""
    whole = (_stem(part.lower()) if part.isalpha() else part.lower(), at, at + len(part))
    pieces = list(_PIECE.finditer(part)) if part.isascii() else []
    if len(pieces) < 2:
        return [whole]
    return [whole] + [
        (_stem(piece.group().lower()), at + piece.start(), at + piece.end())
        for piece in pieces
        if len(piece.group()) > 1
    ]


def canonical_word(lower: str) -> str | None:
    """The canonical form of one word that is a code, None for any other word."""
    if not _CODE.fullmatch(lower):
        return None
    digits = lower.removeprefix("0x")
    return "0x" + (digits.lstrip("0") or "0")


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


def _stem(word: str) -> str:
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    return str(_stemmer().stemWord(word))
