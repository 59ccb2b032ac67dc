"""Documents of any number, mixed from the paragraphs of real ones, and queries taken from them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kb.search.documents import Document, Kind
from tests.bench.relevance import read_corpus

PRODUCTS = ("Windows 10 1809", "Windows 11", "Windows Server 2019", "Office 2019", "Skype", "WSUS")
CUSTOMERS = 300
LONGEST_PARAGRAPH = 600
FIRST_DAY = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs of at least twenty characters, by language."""

    english: tuple[str, ...]
    chinese: tuple[str, ...]


def read_paragraphs(folder: Path, limit: int = 60_000) -> Paragraphs:
    """Paragraphs of the corpora `corpus_en` and `corpus_zh` in a folder."""
    return Paragraphs(
        tuple(_paragraphs(folder / "corpus_en.jsonl.xz", limit)),
        tuple(_paragraphs(folder / "corpus_zh.jsonl.xz", limit)),
    )


def documents(paragraphs: Paragraphs, count: int, seed: int = 7) -> Iterator[Document]:
    """Mixed documents, the same ones for the same seed: two thirds cases, half of them Chinese."""
    chance = random.Random(seed)
    for number in range(count):
        yield _document(paragraphs, number, chance)


def _document(paragraphs: Paragraphs, number: int, chance: random.Random) -> Document:
    pool = paragraphs.chinese if number % 2 else paragraphs.english
    kind = (Kind.CASE, Kind.CASE, Kind.ARTICLE)[number % 3]
    code = (
        f"0x{chance.choice((0x80070000, 0x80240000, 0xC0000000, 0)) + chance.randrange(1, 900):x}"
    )
    return Document(
        kind=kind,
        id=f"CAS-{number:05d}-{chance.randrange(16**6):06X}",
        title=chance.choice(pool)[:60],
        codes=(code,) if chance.random() < 0.5 else (),
        summary=chance.choice(pool),
        steps="\n".join(chance.choices(pool, k=2)),
        body="\n".join(chance.choices(pool, k=chance.randint(2, 9))),
        products=(chance.choice(PRODUCTS),),
        customer=f"Customer {chance.randrange(CUSTOMERS)}",
        status="archived",
        solved=chance.random() < 0.7,
        day=FIRST_DAY + timedelta(days=chance.randrange(4000)),
    )


def _paragraphs(path: Path, limit: int) -> Iterator[str]:
    found = 0
    for document in read_corpus(path):
        for paragraph in document.body.split("\n\n"):
            text = " ".join(paragraph.split())
            if len(text) >= 20:
                yield text[:LONGEST_PARAGRAPH]
                found += 1
                if found >= limit:
                    return
