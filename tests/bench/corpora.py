"""Reads the corpora of the benches of search."""

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

from kb.search.documents import Document, Kind


def corpus_of(folder: Path) -> Path:
    """The corpus file of a set."""
    named = folder / "corpus"
    return folder.parent / named.read_text().strip() if named.exists() else folder / "corpus.jsonl"


def read_corpus(path: Path) -> Iterator[Document]:
    """The documents of a corpus, as articles."""
    with lzma.open(path, "rt") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            values = json.loads(line)
            title = str(values.get("title") or "")
            yield Document(Kind.ARTICLE, str(values["id"]), title, body=str(values["text"]))
