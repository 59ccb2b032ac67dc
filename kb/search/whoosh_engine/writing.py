"""Collects documents and writes them as a segment of the Whoosh index.

A segment is inverted in memory: eight bytes for a posting, so ten million postings (some 25,000
cases) take 80 MB and the dictionary of terms about as much again.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.filedb.filestore import FileStorage

from kb.search.whoosh_engine.terms import BLOCK, write_terms

HEAD = "head"
TEXT = "text"
KEY = "key"
CARD = VarBytesColumn()
TEXTS = VarBytesColumn()
NUMBER = NumericColumn("I")
SEGMENT_ID = "s"
MOST_POSTINGS = 10_000_000
MOST_ROWS = 25_000


def codec() -> W3Codec:
    """Large blocks without compression: lists are read whole, and from the page cache."""
    return W3Codec(blocklimit=BLOCK, compression=0)


@dataclass(frozen=True, slots=True)
class Row:
    """One document as a segment keeps it.

    Attributes:
        terms: field -> term -> weight (a whole number up to 65535).
        lengths: field -> weighted number of its terms, for BM25.
        traits: code of `Traits`.
        day: proleptic Gregorian ordinal, 0 where unknown.
        card: the document without its texts, packed.
        texts: its texts, packed.
    """

    terms: Mapping[str, Mapping[str, int]]
    lengths: Mapping[str, int]
    traits: int
    day: int
    card: bytes
    texts: bytes


class Builder:
    """Collects rows; `write` makes a segment of them."""

    def __init__(self) -> None:
        self.rows = 0
        self.postings = 0
        self.lengths = dict.fromkeys((HEAD, TEXT), 0)
        self._fields: defaultdict[str, defaultdict[str, array[int]]] = defaultdict(
            partial(defaultdict, partial(array, "Q"))
        )
        self._rows: list[Row] = []

    @property
    def is_full(self) -> bool:
        """Whether the segment is as large as it should become."""
        return self.rows >= MOST_ROWS or self.postings >= MOST_POSTINGS

    def add(self, row: Row) -> None:
        """Takes one row; its number is its place."""
        number = self.rows << 32
        for name, terms in row.terms.items():
            lists = self._fields[name]
            for term, weight in terms.items():
                lists[term].append(number | weight)
            self.postings += len(terms)
        self.add_columns(row)

    def add_columns(self, row: Row) -> None:
        """Takes all of a row but its terms."""
        self._rows.append(replace(row, terms={}))
        for name, length in row.lengths.items():
            self.lengths[name] += length
        self.rows += 1

    def add_postings(self, field: str, term: str, postings: Iterable[int]) -> None:
        """Takes postings (`row << 32 | weight`) of rows that came without their terms."""
        self._fields[field][term].extend(postings)

    def write(self, folder: Path, name: str) -> None:
        """Writes the files `<name>_s.*` of the segment."""
        storage = FileStorage(str(folder))
        segment = W3Segment(codec(), name, doccount=self.rows, segid=SEGMENT_ID)
        self._write_columns(storage, segment)
        (folder / f"{name}.tmp").rmdir()
        write_terms(
            segment.create_file(storage, W3Codec.TERMS_EXT),
            segment.create_file(storage, W3Codec.POSTS_EXT),
            self._fields,
        )

    def _write_columns(self, storage: FileStorage, segment: W3Segment) -> None:
        writer = segment.codec().per_document_writer(storage, segment)
        for number, row in enumerate(self._rows):
            writer.start_doc(number)
            for name, length in row.lengths.items():
                writer.add_column_value(f"{name}-length", NUMBER, length)
            writer.add_column_value("traits", NUMBER, row.traits)
            writer.add_column_value("day", NUMBER, row.day)
            writer.add_column_value("card", CARD, row.card)
            writer.add_column_value("texts", TEXTS, row.texts)
            writer.finish_doc()
        writer.close()
