"""The engines that are measured, ours and their peers, each with the same work to do.

The work of a search is what a page shows: the best twenty documents with their texts, and how many
match. Ours also ranks by usefulness, counts facets, marks snippets and proposes spellings; an engine
alone leaves that out.
"""

import sqlite3
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Protocol

import tantivy
from tantivy import Occur, Query

from kb.search import glossary, searching
from kb.search.analysis import WORDS, count_terms, runs
from kb.search.documents import Document
from kb.search.planning import MOST_TERMS, planned
from kb.search.port import Engine, Held
from kb.search.query import LONGEST, parse
from kb.search.searching import Request
from kb.search.tantivy_engine import TantivyEngine
from kb.search.tantivy_engine.engine import HEAP
from kb.search.whoosh_engine import WhooshEngine

PAGE = 20
TRIGRAM = 3


class Contestant(Protocol):
    """An index in a folder."""

    def add(self, documents: Iterable[Document]) -> None:
        """Makes documents findable."""
        ...

    def ask(self, text: str) -> list[str]:
        """Ids of the best documents."""
        ...


class Ours:
    """One of the product's engines behind the product's own search."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._glossary = glossary.shipped()

    def add(self, documents: Iterable[Document]) -> None:
        self._engine.update(documents, (), Held("bench", 1))

    def ask(self, text: str) -> list[str]:
        self._engine.held()
        request = Request(text, limit=PAGE)
        found = searching.search(self._engine.reader(), self._glossary, request)
        return [hit.id for hit in found.hits]


class EngineAlone(Ours):
    """One of the product's engines with the product's plans, but only what the peers do, too."""

    def ask(self, text: str) -> list[str]:
        reader = self._engine.reader()
        plan = planned(parse(text), reader, self._glossary).plan
        found = reader.search(plan, PAGE, facets=False)
        return [reader.document(one.place).id for one in found.candidates]


class Fts5:
    """SQLite's full text search with its trigrams; where all words are shorter it reads every text."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "fts.db")
        self._db.execute(
            "create virtual table if not exists d using fts5(id unindexed, title, text, "
            "tokenize='trigram')"
        )

    def add(self, documents: Iterable[Document]) -> None:
        rows = ((one.id, one.title, one.text) for one in documents)
        self._db.executemany("insert into d values (?, ?, ?)", rows)
        self._db.commit()

    def ask(self, text: str) -> list[str]:
        text = text[:LONGEST].encode(errors="replace").decode().replace("\0", " ")
        words = [*WORDS.findall(text), *runs(text)][:MOST_TERMS] or [text.strip()]
        long = ['"' + word.replace('"', '""') + '"' for word in words if len(word) >= TRIGRAM]
        if long:
            where, order, values = "d match ?", "order by bm25(d, 0, 3, 1)", [" OR ".join(long)]
        else:
            where, order, values = " or ".join(["instr(text, ?)"] * len(words)), "", words
        found = self._db.execute(
            f"select id, title, text from d where {where} {order} limit {PAGE}", values
        ).fetchall()
        self._db.execute(f"select count(*) from d where {where}", values).fetchone()
        return [id_ for id_, _, _ in found]


class RawTantivy:
    """Tantivy with the terms of our analyzer in one field, and nothing around it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        for name in ("id", "text"):
            builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
        self._index = tantivy.Index(builder.build(), path=str(folder))

    def add(self, documents: Iterable[Document]) -> None:
        writer = self._index.writer(HEAP, 1)
        for one in documents:
            bag = count_terms(one.text)
            terms = " ".join(f"{term} " * times for term, times in bag.items())
            writer.add_document(tantivy.Document(id=one.id, text=one.text[:LONGEST], terms=terms))
        writer.commit()
        self._index.reload()

    def ask(self, text: str) -> list[str]:
        searcher, schema = self._index.searcher(), self._index.schema
        terms = [
            (Occur.Should, Query.term_query(schema, "terms", term, "freq"))
            for term in islice(count_terms(text[:LONGEST]), MOST_TERMS)
        ]
        found = searcher.search(Query.boolean_query(terms), PAGE, count=True)
        documents = [searcher.doc(at) for _, at in found.hits]
        return [one["id"][0] for one in documents if one["text"]]


def open_contestant(name: str, folder: Path) -> Contestant:
    """The contestant of that name over its own folder."""
    place = folder / name
    makers: dict[str, Callable[[], Contestant]] = {
        "whoosh": lambda: Ours(WhooshEngine(place)),
        "whoosh alone": lambda: EngineAlone(WhooshEngine(place)),
        "tantivy": lambda: Ours(TantivyEngine(place)),
        "tantivy alone": lambda: EngineAlone(TantivyEngine(place)),
        "raw tantivy": lambda: RawTantivy(place),
        "fts5": lambda: Fts5(place),
    }
    return makers[name]()
