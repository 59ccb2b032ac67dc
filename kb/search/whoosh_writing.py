"""Writes segments of the Whoosh index.

Whoosh's own writer handles every posting by itself and takes a millisecond per document; here a
segment is inverted in memory and handed to Whoosh's codec a whole posting list at a time. The
files are Whoosh's (its term hash, posting blocks and columns), read by its own readers.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import FieldType
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence

HEAD = "head"
TEXT = "text"
KEY = "key"
CARD = VarBytesColumn()
TEXTS = VarBytesColumn()
LENGTH = NumericColumn("I")
TRAITS = NumericColumn("I")
DAY = NumericColumn("I")
BLOCK = 4096


class TermField(FieldType):  # type: ignore[misc] # Whoosh has no types
    """A field whose terms are made by our analyzer, not by Whoosh."""

    def __init__(self) -> None:
        self.format = Existence()
        self.scorable = False
        self.stored = False
        self.column_type = None
        self.vector = None


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


Postings = tuple["array[int]", "array[int]"]


class Builder:
    """Collects rows; `write` makes a segment of them."""

    def __init__(self) -> None:
        self.rows = 0
        self.lengths = dict.fromkeys((HEAD, TEXT), 0)
        self._inverted: dict[str, dict[str, Postings]] = {}
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Takes one row; its number is its place."""
        for name, terms in row.terms.items():
            self._add_terms(self._inverted.setdefault(name, {}), terms)
        self._rows.append(replace(row, terms={}))
        for name, length in row.lengths.items():
            self.lengths[name] += length
        self.rows += 1

    def _add_terms(self, lists: dict[str, Postings], terms: Mapping[str, int]) -> None:
        number = self.rows
        for term, weight in terms.items():
            found = lists.get(term)
            if found is None:
                lists[term] = (array("I", (number,)), array("H", (min(weight, 65535),)))
            else:
                found[0].append(number)
                found[1].append(min(weight, 65535))

    def write(self, folder: Path, name: str) -> None:
        """Writes the files `<name>.*` of the segment."""
        storage = FileStorage(str(folder))
        segment = W3Segment(codec(), name, doccount=self.rows, segid="s")
        self._write_columns(storage, segment)
        self._write_terms(storage, segment)
        (folder / f"{name}.tmp").rmdir()

    def _write_columns(self, storage: FileStorage, segment: W3Segment) -> None:
        writer = segment.codec().per_document_writer(storage, segment)
        for number, row in enumerate(self._rows):
            writer.start_doc(number)
            for name, length in row.lengths.items():
                writer.add_column_value(f"{name}-length", LENGTH, length)
            writer.add_column_value("traits", TRAITS, row.traits)
            writer.add_column_value("day", DAY, row.day)
            writer.add_column_value("card", CARD, row.card)
            writer.add_column_value("texts", TEXTS, row.texts)
            writer.finish_doc()
        writer.close()

    def _write_terms(self, storage: FileStorage, segment: W3Segment) -> None:
        writer = segment.codec().field_writer(storage, segment)
        for name in sorted(self._inverted):
            writer.start_field(name, TermField())
            lists = sorted((term.encode(), pair) for term, pair in self._inverted[name].items())
            for term, (numbers, weights) in lists:
                _write_list(writer, term, numbers, weights)
            writer.finish_field()
        writer.close()


def _write_list(writer: Any, term: bytes, numbers: "array[int]", weights: "array[int]") -> None:
    writer.start_term(term)
    lists = writer._postwriter
    for start in range(0, len(numbers), BLOCK):
        if start:
            lists._write_block()
        lists._ids = numbers[start : start + BLOCK]
        lists._weights = weights[start : start + BLOCK]
        lists._maxweight = max(lists._weights)
    writer.finish_term()
