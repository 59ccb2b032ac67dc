"""The one analyzer: text to terms, the same for documents and for queries.

* Codes in canonical form: `0x0000001E` gives `0x1e`.
* Identifiers whole and in parts: `KB4551853` gives `kb4551853` and `4551853`.
* English by its stem, CamelCase and names_with_underscores also in parts.
* Chinese, Japanese and Korean as characters and as pairs of neighbours, so that any two or more
  characters that stand in a document find it; a line break inside a sentence does not part them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from operator import add

from kb.search.folding import fold, fold_with_places
from kb.search.words import Piece, word_names, word_terms

VERSION = 2
END = "␃"
"""Stands after the last character of a run: `池␃`."""

_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\u1100-\u11ff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER = "0-9A-Za-z_\u00aa-\u10ff\u1200-\u1fff\u2c00-\u2dff\ua640-\ua95f\ua980-\uabff"
_RUN = f"[{_HAN}]+"
_WORD = f"[{_LETTER}]{{1,64}}(?:[.'’-][{_LETTER}]{{1,64}}){{0,8}}"
_RUNS = re.compile(_RUN)
WORDS = re.compile(_WORD)
_BROKEN_RUN = f"{_RUN}(?:[ \t]*\n[ \t]*{_RUN})*"
_ATOMS = re.compile(f"{_BROKEN_RUN}|{_WORD}")
_ATOMS_APART = re.compile(f"({_BROKEN_RUN})|({_WORD})")
ANY = f"{_HAN}{_LETTER}"
GOES_ON = f"{_LETTER}.'’-"
"""Characters of words and runs, and those within a word, as parts of a pattern."""
_ANY = re.compile(f"[{ANY}]")
_STARTS_HAN = re.compile(f"[{_HAN}]")
_ENDS_HAN = re.compile(f"[{_HAN}]\\Z")


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
        for match in _ATOMS.finditer(folded)
        for term, start, end in _terms_of(match.group())
    ]
    if places is None:
        return found
    return [Token(one.text, places[one.start], places[one.end - 1] + 1) for one in found]


def count_terms(text: str) -> dict[str, int]:
    """How often each term stands in a text: the bag of `tokens`, many times faster."""
    return _count(text, single=True)


def count_pairs(text: str) -> dict[str, int]:
    """As `count_terms`, but of single characters only the last of each run, marked with `END`.

    A character that is not the last of its run begins a pair; so `池` finds everything that
    begins with it, and the long lists of single characters need not be kept.
    """
    return _count(text, single=False)


def units(text: str) -> tuple[str, ...]:
    """A text in single characters and stems: what a glossary compares."""
    found: list[str] = []
    for run, word in _ATOMS_APART.findall(fold(text)):
        if word:
            found.append(word_names(word)[0])
        else:
            found += "".join(run.split())
    return tuple(found)


def next_place(folded: str, place: int) -> int:
    """Where the next word or character begins in a folded text; its end where there is none."""
    found = _ANY.search(folded, place)
    return found.start() if found else len(folded)


def is_han(text: str) -> bool:
    """Whether a text begins with a character that is written without blanks between words."""
    return _STARTS_HAN.match(text) is not None


def runs(text: str) -> list[str]:
    """The folded runs of Chinese, Japanese or Korean in a text."""
    return _RUNS.findall(_unwrapped(fold(text)))


def _count(text: str, *, single: bool) -> dict[str, int]:
    folded = fold(text)
    bag: dict[str, int] = {}
    for word, times in Counter(WORDS.findall(folded)).items():
        for term in word_names(word):
            bag[term] = bag.get(term, 0) + times
    if not folded.isascii():
        bag.update(_count_runs(_RUNS.findall(_unwrapped(folded)), single=single))
    return bag


def _count_runs(found: list[str], *, single: bool) -> dict[str, int]:
    """Counts characters and pairs; they are never terms of words, which have no Han."""
    if not found:
        return {}
    joined = END.join((*found, ""))
    counted = Counter(map(add, joined, joined[1:]))
    if not single:
        return {pair: times for pair, times in counted.items() if pair[0] != END}
    pairs = {pair: times for pair, times in counted.items() if END not in pair}
    characters = Counter(joined)
    del characters[END]
    return pairs | characters


def _unwrapped(folded: str) -> str:
    """Joins lines that were broken between two characters of a run."""
    if "\n" not in folded:
        return folded
    pieces: list[str] = []
    broken = False
    for line in folded.split("\n"):
        bare = line.strip(" \t")
        if pieces and not (broken and _STARTS_HAN.match(bare)):
            pieces.append("\n")
        pieces.append(bare)
        broken = bool(_ENDS_HAN.search(bare[-1:]))
    return "".join(pieces)


def _terms_of(atom: str) -> tuple[Piece, ...] | Iterator[Piece]:
    return _characters(atom) if is_han(atom) else word_terms(atom)


def _characters(run: str) -> Iterator[Piece]:
    """Characters and pairs; blanks of a broken line lie between the characters of a pair."""
    places = [place for place, char in enumerate(run) if char not in " \t\n"]
    for place, after in zip(places, [*places[1:], None], strict=True):
        yield run[place], place, place + 1
        if after is not None:
            yield run[place] + run[after], place, after + 1
