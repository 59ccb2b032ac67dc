"""Reads one segment of the Whoosh index, for one thread.

Its files are mapped into memory. Whoosh reads a few bytes here and there; through a buffered file each
of them costs a read of 8 KB, and its own class for buffers copies whole files.
"""

import mmap
import pickle
from array import array
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, islice, takewhile
from pathlib import Path
from typing import Any
from weakref import finalize

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Segment, W3TermInfo
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.reading import TermNotFound

from kb.search.whoosh_engine.state import Part
from kb.search.whoosh_engine.terms import BLOCK_LENGTH
from kb.search.whoosh_engine.writing import CARD, NUMBER, SEGMENT_ID, TEXT, TEXTS, codec

MOST_SCANNED = 8000
"""Terms that are looked through for one beginning."""

Postings = tuple[list[int], list[int]]


class SegmentReader:
    """Posting lists, columns and stored documents of one segment."""

    def __init__(self, folder: Path, part: Part) -> None:
        storage = MappedStorage(str(folder))
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
        place, (length,) = info.extent()  # Whoosh forgets to unpack the length
        for ids, block in _blocks(self._terms._postfile.get(place, length)):  # noqa: SLF001
            numbers.extend(ids)
            weights.extend(block)
        return numbers, weights

    def values(self, field: str) -> list[str]:
        """All terms of a field, in order."""
        found = takewhile(lambda one: one[0] == field, self._terms.terms_from(field, b""))
        return [term.decode() for _, term in found]

    def beginning_with(self, prefix: str) -> list[tuple[str, int]]:
        """Terms of the text that begin so, with the number of their rows, at most `MOST_SCANNED`."""
        # Whoosh's own loop makes an object for every term.
        index, coded = self._terms._tindex, self._terms._keycoder  # noqa: SLF001
        get, beginning = index.dbfile.get, coded(TEXT, prefix.encode())
        prefixed = takewhile(
            lambda one: one[0].startswith(beginning),
            ((get(at, width), place) for at, width, place, _ in index.ranges_from(beginning)),
        )
        field = len(coded(TEXT, b""))
        return [
            (key[field:].decode(), W3TermInfo.read_doc_freq(index.dbfile, place))
            for key, place in islice(prefixed, MOST_SCANNED)
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


class MappedFile(StructFile):  # type: ignore[misc] # Whoosh has no types
    """A file of the index, read only."""

    def get(self, position: int, length: int) -> bytes:
        """Some bytes; where the file is read next does not change."""
        found: bytes = self.file[position : position + length]
        return found


class MappedStorage(FileStorage):  # type: ignore[misc] # Whoosh has no types
    """A folder whose files are mapped when they are opened."""

    def open_file(self, name: str, **options: Any) -> StructFile:
        """One file.

        Raises:
            FileNotFoundError: there is none of that name.
        """
        with open(self._fpath(name), "rb") as file:  # noqa: PTH123 - Whoosh has paths as texts
            if not file.seek(0, 2):
                return super().open_file(name, **options)  # an empty file cannot be mapped
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return MappedFile(mapped, name=name)


def _close(terms: Any, columns: Any) -> None:
    terms.close()
    columns.close()


def _blocks(postings: bytes) -> Iterator[tuple[Iterator[int], Sequence[int]]]:
    """The blocks of a posting list, each after what Whoosh needs to skip it.

    Whoosh's own matcher takes a call for every posting.
    """
    stream = BytesIO(postings)
    end = len(WHOOSH3_HEADER_MAGIC)
    while end < len(postings):
        start = end + BLOCK_LENGTH.size
        end = start + abs(BLOCK_LENGTH.unpack(postings[end:start])[0])
        stream.seek(start)
        pickle.load(stream)  # noqa: S301 - our own file, whose checksum was compared
        steps, weights, _ = pickle.loads(postings[stream.tell() : end])  # noqa: S301 - as above
        if not isinstance(weights, tuple):  # one weight for all
            weights = (weights or 1,) * len(steps)
        yield accumulate(steps), weights
