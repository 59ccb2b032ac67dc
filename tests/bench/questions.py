"""Queries of every kind that people type, taken from the documents that are searched."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.search.analysis import runs
from kb.search.documents import Document
from tests.kb.search.hostile import HOSTILE

_WORD = re.compile(r"[A-Za-z]{4,}")
COMMON = 0.04
"""Share of the documents from which a word is common."""
RARE = 3
"""Documents up to which a word is rare."""
PASTE = 1500
"""Characters of a pasted text."""
HOST = "hostile"


@dataclass(frozen=True, slots=True)
class Words:
    """What queries are made of: common and rare words in English, common pairs in Chinese."""

    common: tuple[str, ...]
    rare: tuple[str, ...]
    pairs: tuple[str, ...]
    any_pairs: tuple[str, ...]


def questions(documents: Sequence[Document], each: int, seed: int = 11) -> dict[str, list[str]]:
    """For every kind of query that many of them, the same ones for the same seed."""
    words, chance = words_of(documents), random.Random(seed)
    english = [one for one in documents if not runs(one.title)]
    chinese = [one for one in documents if runs(one.title)]
    coded = [one for one in documents if one.codes]
    kinds: dict[str, Callable[[], str]] = {
        "common words": lambda: " ".join(chance.sample(words.common, 3)),
        "common Chinese": lambda: " ".join(chance.sample(words.pairs, 3)),
        "rare words": lambda: " ".join(chance.sample(words.rare, 2)),
        "two characters": lambda: chance.choice(words.any_pairs),
        "one character": lambda: chance.choice(words.any_pairs)[0],
        "phrase": lambda: _phrase(chance, chance.choice(english)),
        "Chinese phrase": lambda: _chinese_phrase(chance, chance.choice(chinese)),
        "prefix": lambda: chance.choice(words.common)[:4] + "*",
        "code": lambda: chance.choice(chance.choice(coded).codes),
        "pasted text": lambda: _paste(chance.choice(documents)),
        "fields": lambda: _fields(chance, words, chance.choice(documents)),
        "both languages": lambda: f"{chance.choice(words.common)} {chance.choice(words.pairs)}",
        "title": lambda: chance.choice(documents).title,
    }
    return {name: [make() for _ in range(each)] for name, make in kinds.items()}


def hostile() -> list[str]:
    """What the tests call hostile, and pairs of printable characters."""
    pairs = [chr(33 + n % 94) + chr(33 + n * 7 % 94) for n in range(0, 94 * 94, 37)]
    return [*HOSTILE.values(), *pairs]


def words_of(documents: Sequence[Document]) -> Words:
    """Words by the number of documents that have them."""
    english, chinese = Counter[str](), Counter[str]()
    for one in documents:
        english.update({word.lower() for word in _WORD.findall(one.text)})
        chinese.update({run[n : n + 2] for run in runs(one.text) for n in range(len(run) - 1)})
    bar = COMMON * len(documents)
    return Words(
        common=tuple(sorted(word for word, found in english.items() if found >= bar)),
        rare=tuple(sorted(word for word, found in english.items() if found <= RARE)),
        pairs=tuple(sorted(pair for pair, found in chinese.items() if found >= bar)),
        any_pairs=tuple(sorted(chinese)),
    )


def _phrase(chance: random.Random, document: Document) -> str:
    words = document.summary.split()
    start = chance.randrange(max(1, len(words) - 3))
    return f'"{" ".join(words[start : start + 3])}"'


def _chinese_phrase(chance: random.Random, document: Document) -> str:
    run = max(runs(document.summary) or ["系统更新"], key=len)
    start = chance.randrange(max(1, len(run) - 5))
    return f'"{run[start : start + 5]}"'


def _paste(document: Document) -> str:
    return f"{document.summary}\n{document.body}"[:PASTE]


def _fields(chance: random.Random, words: Words, document: Document) -> str:
    year = document.day.year if document.day else 2020
    return f'{chance.choice(words.common)} year:{year} product:"{document.products[0]}"'
