"""Reads one segment of the Whoosh index, for one thread."""

from array import array
from collections.abc import Iterator
from itertools import accumulate, islice, takewhile
from pathlib import Path
from typing import Any
from weakref import finalize

from whoosh.codec.whoosh3 import W3LeafMatcher, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence
from whoosh.reading import TermNotFound

from kb.search.whoosh_state import Part
from kb.search.whoosh_writing import CARD, NUMBER, SEGMENT_ID, TEXT, TEXTS, codec

MOST_SCANNED = 8000
"""Terms that are looked through for one beginning."""

Postings = tuple[list[int], list[int]]


class SegmentReader:
    """Posting lists, columns and stored documents of one segment."""

    def __init__(self, folder: Path, part: Part) -> None:
        storage = FileStorage(str(folder))
        segment = W3Segment(codec(), part.name, doccount=part.rows, segid=SEGMENT_ID)
        self.rows = part.rows
        self.deleted = frozenset(part.deleted)
        self._columns = codec().per_document_reader(storage, segment)
        self._terms = codec().terms_reader(storage, segment)
        self._cards = self._columns.column_reader("card", CARD)
        self._texts = self._columns.column_reader("texts", TEXTS)
        # A thread may end without a word; its files are closed all the same.
        self._finalizer = finalize(self, _close, self._terms, self._columns)

    def frequency(self, term: str, field: str = TEXT) -> int:
        """Rows with the term, deleted ones too."""
        try:
            return int(self._terms.doc_frequency(field, term.encode()))
        except KeyError:
            return 0

    def postings(self, term: str, field: str = TEXT) -> Postings:
        """Rows with the term in order, and its weight in each."""
        numbers: list[int] = []
        weights: list[int] = []
        try:
            info = self._terms.term_info(field, term.encode())
        except TermNotFound:
            return numbers, weights
        for ids, block in _blocks(self._terms, info):
            numbers.extend(ids)
            weights.extend(block)
        return numbers, weights

    def values(self, field: str) -> list[str]:
        """All terms of a field, in order."""
        found = takewhile(lambda one: one[0] == field, self._terms.terms_from(field, b""))
        return [term.decode() for _, term in found]

    def beginning_with(self, prefix: str) -> list[tuple[str, int]]:
        """Terms of the text that begin so, with the number of their rows, at most `MOST_SCANNED`."""
        raw = prefix.encode()
        found = takewhile(
            lambda one: one[0][0] == TEXT and one[0][1].startswith(raw),
            self._terms.items_from(TEXT, raw),
        )
        return [
            (term.decode(), info.doc_frequency()) for (_, term), info in islice(found, MOST_SCANNED)
        ]

    def terms(self) -> Iterator[tuple[str, str]]:
        """All fields and terms in order."""
        for field, term in self._terms.terms():
            yield field, term.decode()

    def lengths(self, field: str) -> "array[int]":
        """Length of a field in every row."""
        return self._numbers(f"{field}-length")

    def traits(self) -> "array[int]":
        """Code of the traits of every row."""
        return self._numbers("traits")

    def days(self) -> "array[int]":
        """Day of every row, 0 where unknown."""
        return self._numbers("day")

    def _numbers(self, name: str) -> "array[int]":
        reader = self._columns.column_reader(name, NUMBER)
        # Whoosh leaves out trailing defaults; row by row its reader takes 2 µs each.
        found: array[int] = reader._dbfile.get_array(0, "I", reader._count)  # noqa: SLF001 - see above
        found.extend([0] * (self.rows - len(found)))
        return found

    def card(self, row: int) -> bytes:
        """The packed card of a row."""
        return bytes(self._cards[row])

    def texts(self, row: int) -> bytes:
        """The packed texts of a row."""
        return bytes(self._texts[row])

    def close(self) -> None:
        """Closes the files."""
        self._finalizer()


def _close(terms: Any, columns: Any) -> None:
    terms.close()
    columns.close()


def _blocks(terms: Any, info: Any) -> Iterator[tuple[Iterator[int], tuple[int, ...]]]:
    """The blocks of a posting list; Whoosh's own loop takes a call for every posting."""
    offset, length = info.extent()
    matcher: Any = W3LeafMatcher(terms._postfile, offset, length, Existence())  # noqa: SLF001
    while matcher.is_active():
        matcher._read_data()  # noqa: SLF001
        ids, weights, _ = matcher._data  # noqa: SLF001
        if not isinstance(weights, tuple):  # one weight for all
            weights = (int(weights or 1),) * len(ids)
        yield accumulate(ids), weights
        matcher._next_block()  # noqa: SLF001
