"""Finds given terms in a text: those of `analysis.tokens` that are wanted, many times faster."""

from collections.abc import Collection, Iterator

from kb.search.analysis import WORDS, Token, is_han
from kb.search.folding import fold_with_places
from kb.search.words import Piece, word_names, word_terms


class Finder:
    """Looks for the same terms in one text after the other."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted = frozenset(wanted)
        self._characters = [term for term in wanted if is_han(term)]
        self._pieces: dict[str, tuple[Piece, ...]] = {}

    def find(self, text: str) -> list[Token]:
        """The wanted terms in order of their places; a pair that a line break parts is not seen."""
        folded, places = fold_with_places(text)
        found = list(self._words(folded))
        for term in self._characters:
            found += _all(folded, term)
        if places is not None:
            found = [Token(one.text, places[one.start], places[one.end - 1] + 1) for one in found]
        return sorted(found, key=lambda one: (one.start, one.end))

    def _words(self, folded: str) -> Iterator[Token]:
        known = self._pieces
        for word in set(WORDS.findall(folded)):
            pieces = known.get(word)
            if pieces is None:
                pieces = known[word] = self._wanted_of(word)
            for term, start, end in pieces:
                for place in _places(folded, word):
                    yield Token(term, place + start, place + end)

    def _wanted_of(self, word: str) -> tuple[Piece, ...]:
        if self._wanted.isdisjoint(word_names(word)):
            return ()
        return tuple(piece for piece in word_terms(word) if piece[0] in self._wanted)


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
