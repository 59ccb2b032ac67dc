"""What a piece of text speaks of: its telling words, and how far two pieces share them."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log

import snowballstemmer  # type: ignore[import-untyped]

from kb.prose.data import read_yaml
from kb.prose.regexp import Pattern, any_of, compiled
from kb.prose.simplified import simplified

MAX_TEXT = 4000
"""Characters of one text that are compared."""

CONCEPT = "#"
"""Marks a term that stands for several words of one meaning."""

_CONCEPT_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `words.yaml`."""

    stop_words: frozenset[str]
    stop_characters: frozenset[str]
    concepts: Pattern
    concept_of: Mapping[str, str]


@cache
def words() -> Words:
    """Read `words.yaml`."""
    data = read_yaml(__package__, "words.yaml")
    concept_of = {
        str(word).lower(): concept for concept, names in data["concepts"].items() for word in names
    }
    return Words(
        frozenset(data["stop_words"]),
        frozenset(data["stop_characters"]),
        compiled(any_of(concept_of), longest=True),
        concept_of,
    )


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """The terms of a text: English stems, pairs of Chinese characters, concepts (`#dump`)."""
    plain = simplified(unicodedata.normalize("NFKC", text[:MAX_TEXT]).lower())
    return frozenset(_concepts(plain)) | frozenset(_stems(plain)) | frozenset(_pairs(plain))


def concepts(text: str) -> frozenset[str]:
    """The concepts alone."""
    return frozenset(term for term in terms(text) if term.startswith(CONCEPT))


def weights(texts: Iterable[frozenset[str]]) -> dict[str, float]:
    """How telling each term is among some texts: rare ones are, concepts more than words."""
    known = list(texts)
    counts: dict[str, int] = {}
    for one in known:
        for term in one:
            counts[term] = counts.get(term, 0) + 1
    return {
        term: log(1 + len(known) / count) * (_CONCEPT_WEIGHT if term.startswith(CONCEPT) else 1.0)
        for term, count in counts.items()
    }


def _concepts(plain: str) -> Iterator[str]:
    known = words()
    for match in known.concepts.finditer(plain):
        name = " ".join(plain[match.start() : match.end()].split())
        if name in known.concept_of:
            yield CONCEPT + known.concept_of[name]


def _stems(plain: str) -> Iterator[str]:
    for match in _latin().finditer(plain):
        word = plain[match.start() : match.end()]
        if word not in words().stop_words:
            yield _stem(word) if word.isalpha() else word


def _pairs(plain: str) -> Iterator[str]:
    stop = words().stop_characters
    for first, second in pairwise(plain):
        if (
            "一" <= first <= "鿿"
            and "一" <= second <= "鿿"
            and not (first in stop or second in stop)
        ):
            yield first + second


@cache
def _latin() -> Pattern:
    return compiled(r"[a-z0-9](?:[a-z0-9_.\-]{0,60}[a-z0-9])")


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer("english")
