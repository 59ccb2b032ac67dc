"""Finds given terms in a text: those of `analysis.tokens` that are wanted, many times faster."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from kb.search.analysis import WORDS, Token, is_han
from kb.search.folding import fold_with_places
from kb.search.words import Piece, letters_of, may_be_code, word_terms

_EDGE = "\n"


class Finder:
    """Looks for the same terms in one text after the other.

    Args:
        wanted: the terms.
        parts: those of them that count only beside another part, such as the words of a synonym.
    """

    def __init__(self, wanted: Collection[str], parts: Collection[str] = ()) -> None:
        self._wanted = frozenset(wanted)
        self._parts = frozenset(parts)
        self._characters = [term for term in wanted if is_han(term)]
        self._letters = {letters_of(term) for term in wanted if not is_han(term)}
        self._codes = any(term.startswith("0x") for term in wanted)
        self._pieces: dict[str, tuple[Piece, ...]] = {}

    def find(self, text: str) -> list[Token]:
        """The wanted terms in order of their places; a pair that a line break parts is not seen."""
        folded, places = fold_with_places(text)
        found = list(self._words(folded))
        for term in self._characters:
            found += _all(folded, term)
        if places is not None:
            found = [Token(one.text, places[one.start], places[one.end - 1] + 1) for one in found]
        return self._together(sorted(found, key=lambda one: (one.start, one.end)))

    def _together(self, found: list[Token]) -> list[Token]:
        """Without the parts that stand alone."""
        parts = [one for one in found if one.text in self._parts]
        beside = {
            one for pair in pairwise(parts) if pair[1].start <= pair[0].end + 1 for one in pair
        }
        return [one for one in found if one.text not in self._parts or one in beside]

    def _words(self, folded: str) -> Iterator[Token]:
        for word in self._likely(set(WORDS.findall(folded))):
            for term, start, end in self._wanted_of(word):
                for place in _places(folded, word):
                    yield Token(term, place + start, place + end)

    def _likely(self, words: Collection[str]) -> set[str]:
        """The words that have the letters of a wanted term; the others need not be taken apart."""
        joined = _EDGE.join(("", *words, ""))
        lower = joined.lower()
        likely = {word for word in words if may_be_code(word.lower())} if self._codes else set()
        for letters in self._letters:
            place = lower.find(letters)
            while place >= 0:
                if _may_begin(joined, place):
                    end = joined.index(_EDGE, place)
                    likely.add(joined[joined.rindex(_EDGE, 0, place) + 1 : end])
                place = lower.find(letters, place + 1)
        return likely

    def _wanted_of(self, word: str) -> tuple[Piece, ...]:
        pieces = self._pieces.get(word)
        if pieces is None:
            pieces = tuple(piece for piece in word_terms(word) if piece[0] in self._wanted)
            self._pieces[word] = pieces
        return pieces


def _may_begin(text: str, place: int) -> bool:
    """Whether a word or a part of one may begin here: not inside a row of small letters."""
    return not (text[place].islower() and text[place - 1].islower())


def _places(folded: str, word: str) -> Iterator[int]:
    """Where a word stands, not as a part of a longer one."""
    place = folded.find(word)
    while place >= 0:
        end = place + len(word)
        before, after = folded[place - 1 : place] if place else "", folded[end : end + 1]
        if not (_goes_on(before) or _goes_on(after)):
            yield place
        place = folded.find(word, end)


def _goes_on(char: str) -> bool:
    """Whether a word would go on with this character."""
    return char.isalnum() and not is_han(char)


def _all(folded: str, term: str) -> Iterator[Token]:
    place = folded.find(term)
    while place >= 0:
        yield Token(term, place, place + len(term))
        place = folded.find(term, place + 1)
