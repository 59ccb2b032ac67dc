"""The engine for large archives: tantivy, an optional extra.

Terms come ready-made from our analyzer, joined by blanks. What the index holds of the feed is a
document of its own, so that it changes in the same commit.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy

from kb.errors import IndexDamagedError
from kb.search import analysis
from kb.search.bag import bags_of
from kb.search.documents import FACETS, Document, facet_values
from kb.search.packing import pack_card, pack_texts
from kb.search.port import Held, document_traits
from kb.search.tantivy_engine.files import check_files, read_meta, read_seal, write_seal
from kb.search.tantivy_engine.view import HEAD, HELD, KEY, TEXT, TantivyView

FORMAT = f"tantivy 1, analyzer {analysis.VERSION}"
HEAP = 250_000_000
"""Bytes of memory for writing."""
MOST_SEGMENTS = 16
"""With more segments than this a commit waits for them to be merged."""


class TantivyEngine:
    """An index in a folder; one searcher serves all threads."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: set[str] = set()
        self._lock = Lock()
        self._view: TantivyView | None = None

    def generation(self) -> int:
        """Rises with every commit."""
        seal = read_seal(self._folder)
        return seal.generation if seal and seal.format == FORMAT else 0

    def held(self) -> Held:
        """What the index holds of the feed; its files are checked the first time they are met."""
        meta = self._meta()
        if meta is None:
            return Held()
        check_files(self._folder, meta, self._known)
        told = self.reader().held()
        return Held(**json.loads(told)) if told else Held()

    def reader(self) -> TantivyView:
        """The newest view."""
        generation = self.generation()
        with self._lock:
            if self._view is None or self._view.generation != generation:
                self._view = TantivyView(self._open(), generation)
            return self._view

    def update(self, documents: Iterable[Document], deleted: Iterable[str], held: Held) -> None:
        """Puts documents in and takes deleted keys out, in one commit."""
        self._write(documents, deleted, held)
        # The writer is gone by now; its merges would change what is sealed.
        write_seal(self._folder, FORMAT)

    def is_scattered(self) -> bool:
        """Whether it is time to merge."""
        return self.reader().segments() > MOST_SEGMENTS

    def merge(self) -> None:
        """Lets tantivy merge what its policy says."""
        writer = self._writer()
        with _told():
            writer.commit()
            writer.wait_merging_threads()
        write_seal(self._folder, FORMAT)

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._view = None
            self._known.clear()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)

    def close(self) -> None:
        """Lets go of the files."""
        with self._lock:
            self._view = None

    def _meta(self) -> dict[str, Any] | None:
        return read_meta(self._folder, FORMAT)

    def _write(self, documents: Iterable[Document], deleted: Iterable[str], held: Held) -> None:
        writer = self._writer()
        for document in documents:
            writer.delete_documents_by_term(KEY, document.key)
            writer.add_document(_packed(document))
        for key in chain(deleted, [HELD]):
            writer.delete_documents_by_term(KEY, key)
        writer.add_document(_packed_held(held))
        with _told():
            writer.commit()

    def _writer(self) -> tantivy.IndexWriter:
        writer = self._open().writer(HEAP, 1)
        # A writer that was killed leaves files whose names the next one takes again.
        writer.garbage_collect_files()
        return writer

    def _open(self) -> tantivy.Index:
        if self._meta() is None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
        try:
            index = tantivy.Index(_schema(), path=str(self._folder))
            index.config_reader("manual")
            index.reload()
        except ValueError as error:  # what tantivy raises for files that it cannot read
            raise IndexDamagedError("the search index cannot be opened") from error
        return index


@contextmanager
def _told() -> Iterator[None]:
    """What tantivy raises where a file cannot be written, as Python says it."""
    try:
        yield
    except ValueError as error:
        raise OSError(str(error)) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in (HEAD, TEXT):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(KEY, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("traits", "day"):
        builder.add_unsigned_field(name, fast=True)
    for name in ("card", "texts"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def _packed(document: Document) -> tantivy.Document:
    bags, traits = bags_of(document), document_traits(document)
    packed = tantivy.Document()
    packed.add_text(HEAD, _repeated(bags.head))
    packed.add_text(TEXT, _repeated(bags.text))
    packed.add_text(KEY, document.key)
    for name, values in facet_values(document).items():
        for value in values:
            packed.add_text(name, value)
    packed.add_unsigned("traits", traits.code)
    packed.add_unsigned("day", traits.day)
    packed.add_bytes("card", pack_card(document))
    packed.add_bytes("texts", pack_texts(document))
    return packed


def _packed_held(held: Held) -> tantivy.Document:
    packed = tantivy.Document()
    packed.add_text(KEY, HELD)
    packed.add_bytes("card", json.dumps({"feed": held.feed, "position": held.position}).encode())
    return packed


def _repeated(bag: dict[str, int]) -> str:
    """A bag as a text: every term as often as it weighs."""
    return " ".join(chain.from_iterable(repeat(term, times) for term, times in bag.items()))
