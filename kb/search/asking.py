"""What a query asks for: its own words, the codes in it, and what else is said for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kb import codes
from kb.search.analysis import count_terms, is_han, runs
from kb.search.codefinding import codes_in
from kb.search.glossary import Glossary, Meaning
from kb.search.query import Query

CROSS = 0.8
"""What a word of the other language counts, against the word that was typed (decision 0053)."""
SAME = 0.3
"""What another word of the same language counts."""
MOST_REPEATS = 3
"""A word that is typed again and again counts so many times."""
CODE = 3.0
CODE_NAME = 1.5
CODE_NAME_PART = 0.4
MOST_NAMES = 4


class Why(StrEnum):
    """How a term came into a plan."""

    TYPED = "typed"
    CODE = "code"
    GLOSSARY = "glossary"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Asked:
    """One term of a query.

    Attributes:
        of: what was typed that it stands for.
        alone: whether it is enough for a match.
    """

    boost: float
    why: Why = Why.TYPED
    of: str = ""
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Asking:
    """What a query asks for.

    Attributes:
        terms: each counts.
        together: terms that make a match only all together, such as the words of a synonym.
    """

    terms: dict[str, Asked]
    together: tuple[frozenset[str], ...]


def asking(query: Query, glossary: Glossary) -> Asking:
    """Terms of the words and phrases of a query, of their codes and of their meanings."""
    text = " ".join((query.words, *query.phrases))
    terms = _typed(text)
    together: list[frozenset[str]] = []
    for meaning in glossary.meanings(text):
        for words in _of_meaning(meaning):
            _add(terms, words)
            together += [frozenset(words)] if len(words) > 1 else []
    for code in codes_in(text):
        _add(terms, _of_code(code))
    return Asking(terms, tuple(dict.fromkeys(together)))


def _typed(text: str) -> dict[str, Asked]:
    """A single character counts alone only where it was typed alone."""
    single = {run for run in runs(text) if len(run) == 1}
    return {
        term: Asked(
            float(min(times, MOST_REPEATS)), alone=not _is_one_character(term) or term in single
        )
        for term, times in count_terms(text).items()
    }


def _add(terms: dict[str, Asked], more: dict[str, Asked]) -> None:
    for term, one in more.items():
        if term not in terms or terms[term].boost < one.boost:
            terms[term] = one


def _of_code(code: codes.Explanation) -> dict[str, Asked]:
    """A code is found by itself, by its partners and by its names."""
    canonical = str(code.canonical)
    terms = {partner: Asked(1.0, Why.CODE, code.input) for partner in codes.variants(canonical)}
    for name in code.names[:MOST_NAMES]:
        for term in count_terms(name.name):
            whole = term == name.name.lower()
            boost = CODE_NAME if whole else CODE_NAME_PART
            terms[term] = Asked(boost, Why.CODE, code.input, alone=whole)
    return terms | {canonical: Asked(CODE, Why.TYPED, code.input)}


def _of_meaning(meaning: Meaning) -> Iterator[dict[str, Asked]]:
    """For each other word of a meaning its terms."""
    typed_han = any(map(is_han, meaning.said))
    cross = [word for word in meaning.others if _has_han(word) != typed_han]
    same = [word for word in meaning.others if _has_han(word) == typed_han]
    of = ("" if typed_han else " ").join(meaning.said)
    for words, weight in ((cross, CROSS), (same, SAME)):
        for word in words:
            terms = _terms_of(word)
            one = Asked(weight / len(words) ** 0.5, Why.GLOSSARY, of, alone=len(terms) == 1)
            yield dict.fromkeys(terms, one)


@lru_cache(maxsize=20_000)
def _terms_of(word: str) -> tuple[str, ...]:
    return tuple(term for term in count_terms(word) if not _is_one_character(term))


def _has_han(word: str) -> bool:
    return any(map(is_han, word))


def _is_one_character(term: str) -> bool:
    """A single character is too little of a word to stand for it."""
    return len(term) == 1 and is_han(term)
