"""Documents of any number, mixed from the paragraphs of real ones, and queries taken from them."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import articles.files
import trees.files
from kb.search.analysis import is_han
from kb.search.documents import Document, Kind
from tests.bench.corpora import read_corpus

PRODUCTS = ("Windows 10 1809", "Windows 11", "Windows Server 2019", "Office 2019", "Skype", "WSUS")
CUSTOMERS = 300
SHORTEST_PARAGRAPH = 20
LONGEST_PARAGRAPH = 600
MOST_PARAGRAPHS = 60_000
"""Of one language."""
SAMPLES = Path(__file__).parents[2] / "kb" / "samples"
FIRST_DAY = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs of at least twenty characters, by language."""

    english: tuple[str, ...]
    chinese: tuple[str, ...]


def read_paragraphs(folder: Path | None) -> Paragraphs:
    """Paragraphs of the corpora `corpus_en` and `corpus_zh` in a folder, or the product's own."""
    if folder is None:
        own = list(_paragraphs(_own_texts()))
        return Paragraphs(
            tuple(text for text in own if not _is_chinese(text)),
            tuple(text for text in own if _is_chinese(text)),
        )
    english, chinese = (
        islice(_paragraphs(_texts(folder / f"corpus_{name}.jsonl.xz")), MOST_PARAGRAPHS)
        for name in ("en", "zh")
    )
    return Paragraphs(tuple(english), tuple(chinese))


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


def _texts(corpus: Path) -> Iterator[str]:
    return (document.body for document in read_corpus(corpus))


def _own_texts() -> Iterator[str]:
    yield from articles.files.library().values()
    for text in trees.files.library().values():
        yield text.replace("\n", "\n\n")
    for path in sorted(SAMPLES.glob("*.txt")):
        yield path.read_text(encoding="utf-8").replace("\n", "\n\n")


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for paragraph in text.split("\n\n"):
            line = " ".join(paragraph.split())
            if len(line) >= SHORTEST_PARAGRAPH:
                yield line[:LONGEST_PARAGRAPH]


def _is_chinese(text: str) -> bool:
    return any(map(is_han, text))
