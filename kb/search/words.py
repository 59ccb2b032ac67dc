"""Words, identifiers and codes: one word to its terms."""

import re
from functools import cache, lru_cache
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]

from kb import codes

Piece = tuple[str, int, int]
"""A term, and where in the word it begins and ends."""

SHORTEST_STEM = 3
_HEX_WIDTH = 8
"""Letters of which a word may be a code: `deadbeef`."""
_PART = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_HRESULT_LIKE = re.compile(r"[89c][0-9a-f]{7}")
_CODE_LIKE = re.compile(r"0x[0-9a-f]{1,16}|[0-9a-f]{8}|[0-9a-f]{16}|\d{9,10}")


@lru_cache(maxsize=20_000)
def word_terms(word: str) -> tuple[Piece, ...]:
    """The terms of one word (letters, digits and `_`, joined by `.`, `-` or an apostrophe).

    The case of ASCII letters is still there and shows where CamelCase has its parts.
    """
    return _terms(word)


@lru_cache(maxsize=200_000)
def word_names(word: str) -> tuple[str, ...]:
    """The terms of one word without their places, which counting does not need."""
    if _is_plain(word):
        return (stem(word.lower()),)
    return tuple(term for term, _, _ in _terms(word))


def _is_plain(word: str) -> bool:
    """Whether a word is letters in one case, but for the first: no identifier, and no code."""
    rest = word[1:]
    return word.isascii() and word.isalpha() and rest.islower() and len(word) != _HEX_WIDTH


def _terms(word: str) -> tuple[Piece, ...]:
    lower = word.lower()
    code = _code(lower)
    if code and lower.startswith("0x"):
        return ((code, 0, len(word)),)
    parts = [piece for part in _PART.finditer(word) for piece in _part(part.group(), part.start())]
    found = parts if _is_one_part(parts, word) else [(lower, 0, len(word)), *parts]
    return _unique([*found, *([(code, 0, len(word))] if code else ())])


def stem(word: str) -> str:
    """The stem of a lower-case English word; anything else stays as it is."""
    if len(word) < SHORTEST_STEM or not word.isascii() or not word.isalpha():
        return word
    return str(_stemmer().stemWord(word))


def letters_of(term: str) -> str:
    """Letters that every word with that stem has; a stemmer changes the end of a word only.

    Three words know better: dying, lying, tying.
    """
    return term[: max(SHORTEST_STEM - 1, len(term) - 2)] if term.isalpha() else term


def may_be_code(lower: str) -> bool:
    """Whether a word looks like a code, which is written in more than one way."""
    return _CODE_LIKE.fullmatch(lower) is not None


def _code(lower: str) -> str | None:
    """The canonical form of a word that can only be a code.

    The sign of a decimal number is not part of a word, so both are tried.
    """
    if not may_be_code(lower):
        return None
    if _HRESULT_LIKE.fullmatch(lower):
        return f"0x{lower}"
    return codes.canonical(lower) or (codes.canonical(f"-{lower}") if lower.isdecimal() else None)


def _part(part: str, at: int) -> list[Piece]:
    """One part of an identifier: itself, and its pieces where it has more than one."""
    lower = part.lower()
    whole = (stem(lower), at, at + len(part))
    pieces = list(_PIECE.finditer(part)) if part.isascii() else []
    if len(pieces) <= 1:
        return [whole]
    return [whole] + [
        (stem(piece.group().lower()), at + piece.start(), at + piece.end())
        for piece in pieces
        if len(piece.group()) > 1
    ]


def _is_one_part(parts: list[Piece], word: str) -> bool:
    return bool(parts) and parts[0][2] - parts[0][1] == len(word)


def _unique(found: list[Piece]) -> tuple[Piece, ...]:
    first: dict[str, Piece] = {}
    for piece in found:
        first.setdefault(piece[0], piece)
    return tuple(first.values())


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")
