"""“Did you mean”: a better spelling of words that nothing has; never of codes or names."""

from collections.abc import Iterable

from kb.search.analysis import WORDS
from kb.search.folding import fold
from kb.search.glossary import Glossary
from kb.search.port import Candidate, Plan, Reader, Wanted
from kb.search.query import Query
from kb.search.words import stem

SHORTEST = 4
"""Letters of a word that may be spelt better."""
LONG = 8
"""Letters from which two mistakes are allowed."""
LONGEST = 30
MOST_WORDS = 6
"""Unknown words of a query that are looked up."""
SAME_START = 2
"""Letters at the start that are taken as right, at first."""
CANDIDATES = 4000


def better(query: Query, reader: Reader, glossary: Glossary) -> str:
    """The query with unknown words spelt as documents have them, or ""."""
    if query.pasted or not reader.count():
        return ""
    text, spelt = query.text, query.text
    for word in list(dict.fromkeys(_unknown(query.words, reader)))[:MOST_WORDS]:
        found = _closest(word, reader, glossary)
        if found.lower() not in ("", word.lower()):
            spelt = spelt.replace(word, found)
    return spelt if spelt != text else ""


def _unknown(text: str, reader: Reader) -> Iterable[str]:
    for word in WORDS.findall(text):
        plain = word.isascii() and word.isalpha() and SHORTEST <= len(word) <= LONGEST
        if plain and not reader.frequency(stem(word.lower())):
            yield word


def _closest(word: str, reader: Reader, glossary: Glossary) -> str:
    lower = fold(word).lower()
    most = 2 if len(lower) >= LONG else 1
    best = _nearest(lower, glossary.english, most)
    if not best:
        best = _written(_nearest(stem(lower), _terms(lower, reader), most, reader), reader)
    return best.capitalize() if best and word[0].isupper() else best


def _terms(lower: str, reader: Reader) -> Iterable[str]:
    starts = {lower[:SAME_START], lower[1] + lower[0]}
    return (term for start in starts for term in reader.expand(start, CANDIDATES))


def _nearest(word: str, among: Iterable[str], most: int, reader: Reader | None = None) -> str:
    """The word with fewest mistakes, the more frequent one where the engine knows that."""
    found: list[tuple[int, int, str]] = []
    for other in among:
        if abs(len(other) - len(word)) <= most and other.isascii() and other.isalpha():
            mistakes = distance(word, other, most)
            if mistakes <= most:
                found.append((mistakes, -reader.frequency(other) if reader else 0, other))
    return min(found)[2] if found else ""


def _written(term: str, reader: Reader) -> str:
    """How a document writes the word of a stem."""
    if not term:
        return ""
    found = reader.search(Plan(wanted=(Wanted(term),)), 1, facets=False).candidates
    return _word_of(term, found[0], reader) if found else ""


def _word_of(term: str, candidate: Candidate, reader: Reader) -> str:
    words = (word.lower() for word in WORDS.findall(fold(reader.document(candidate.place).text)))
    return next((word for word in words if word.isalpha() and stem(word) == term), term)


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, leave out or swap to come from one word to the other.

    Optimal string alignment; gives up with `most + 1` as soon as there are more.
    """
    older: list[int] = []
    last = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        row = [place]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, row[-1] + 1, last[column - 1] + (letter != against))
            swapped = (
                older and column > 1 and (one[place - 2], letter) == (against, other[column - 2])
            )
            row.append(min(cost, older[column - 2] + 1) if swapped else cost)
        if min(row) > most and min(last) > most:
            return most + 1
        older, last = last, row
    return last[-1]
