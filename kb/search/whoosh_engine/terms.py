"""Writes the terms and posting lists of a segment in Whoosh's format.

Whoosh's own writers take some 40 µs for each term and 3 µs for each posting, most of it in
bookkeeping for features that are not used here. These write the same bytes (`whoosh.codec.whoosh3`:
`W3FieldWriter`, `W3PostingsWriter`, `W3TermInfo`; `whoosh.filedb.filetables`) for what is used: lists
of row numbers and weights, in large blocks, without compression. Whoosh's readers read them.
"""

import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import sub
from pickle import dumps
from typing import Any
from zlib import crc32

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.util.numlists import GrowableArray

BLOCK = 4096
"""Postings of a block; lists are read whole, so a block is only a bound on memory."""

_PICKLE = 2
_CRC_HASH = 1
_FIELD = struct.Struct("!H")
_LENGTHS = struct.Struct("!ii")
BLOCK_LENGTH = struct.Struct("!i")
_TERM_INFO = struct.Struct("!BfIBBfIIqi")
"""Flags, weight, documents, lengths, greatest weight, first row, last row, offset, length."""

Postings = Mapping[str, "array[int]"]
"""Term -> postings, each `row << 32 | weight`, in the order of their rows."""


class TermHash(OrderedHashWriter):  # type: ignore[misc] # Whoosh has no types
    """Whoosh's ordered hash with CRC-32 for MD5, and its tables packed at once."""

    def __init__(self, file: Any) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC_HASH)
        self.index = GrowableArray("H")
        self._place = file.tell()

    def add(self, key: bytes, value: bytes) -> None:
        """Appends one pair; keys must come in order."""
        place = self._place
        self.dbfile.write(_LENGTHS.pack(len(key), len(value)) + key + value)
        self._place += _LENGTHS.size + len(key) + len(value)
        self.index.append(place)
        hashed = crc32(key)
        self.buckets[hashed & 255].append((hashed, place))

    def _write_hashes(self) -> None:
        for entries in self.buckets:
            slots = 2 * len(entries)
            self.directory.append((self.dbfile.tell(), slots))
            table = _slotted(entries, slots)
            self.dbfile.write(struct.pack("!" + "Iq" * slots, *chain.from_iterable(table)))


def write_terms(terms_file: Any, postings_file: Any, fields: Mapping[str, Postings]) -> None:
    """Writes the two files of a segment and closes them."""
    hashed = TermHash(terms_file)
    hashed.extras["fieldmap"] = {name: number for number, name in enumerate(sorted(fields))}
    place = postings_file.tell()
    for number, name in enumerate(sorted(fields)):
        lists = fields[name]
        for term in sorted(lists, key=str.encode):
            written, info = _packed(lists[term], place)
            postings_file.write(written)
            place += len(written)
            hashed.add(_FIELD.pack(number) + term.encode(), info)
    hashed.close()
    postings_file.close()


def _packed(postings: "array[int]", place: int) -> tuple[bytes, bytes]:
    """One posting list as bytes, and its term info."""
    rows, weights = unzipped(postings)
    best, last = max(weights), rows[-1]
    written = WHOOSH3_HEADER_MAGIC + b"".join(_blocks(rows, weights))
    info = _TERM_INFO.pack(
        0, sum(weights), len(rows), 0, 0, best, rows[0], last, place, len(written)
    )
    return written, info


def _blocks(rows: "array[int]", weights: "array[int]") -> Iterator[bytes]:
    for start in range(0, len(rows), BLOCK):
        end = min(len(rows), start + BLOCK)
        yield _block(rows[start:end], weights[start:end], last=end == len(rows))


def _block(rows: "array[int]", weights: "array[int]", *, last: bool) -> bytes:
    best = max(weights)
    steps = tuple(map(sub, rows, chain((0,), rows)))
    # One weight for all of a block is written once, and 1 not at all.
    packed_weights: object = tuple(weights)
    if min(weights) == best:
        packed_weights = None if best == 1 else best
    data = dumps((steps, packed_weights, None), _PICKLE)
    info = dumps((len(rows), rows[-1], best, 0, 0, 0), _PICKLE)
    length = len(info) + len(data)
    return BLOCK_LENGTH.pack(-length if last else length) + info + data


def unzipped(postings: "array[int]") -> tuple["array[int]", "array[int]"]:
    """Rows and weights of postings."""
    halves = array("I")
    halves.frombytes(postings.tobytes())
    return (halves[1::2], halves[::2]) if _LITTLE else (halves[::2], halves[1::2])


_LITTLE = array("H", (1,)).tobytes() == b"\1\0"


def _slotted(entries: Iterable[tuple[int, int]], slots: int) -> list[tuple[int, int]]:
    """A hash table with open addressing; an empty slot is (0, 0)."""
    table = [(0, 0)] * slots
    for hashed, place in entries:
        slot = (hashed >> 8) % slots
        while table[slot][1]:
            slot = (slot + 1) % slots
        table[slot] = (hashed, place)
    return table
