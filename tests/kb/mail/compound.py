"""Writes compound files (MS-CFB, version 3), as Outlook keeps a mail in one."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR = 512
MINI = 64
CUTOFF = 4096
END, FREE, NONE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, -1, 0xFFFFFFFD

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class Entry:
    """A stream or a folder in the directory."""

    name: str
    kind: int
    data: bytes = b""
    kids: list[int] = field(default_factory=list)
    left: int = NONE
    right: int = NONE
    child: int = NONE
    start: int = END

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")
        links = struct.pack(
            "<HBBiii", len(name) + 2, self.kind, 1, self.left, self.right, self.child
        )
        place = struct.pack("<IQ", self.start, len(self.data))
        return name.ljust(64, b"\0") + links + bytes(36) + place


def compound(tree: Tree) -> bytes:
    """The file that holds these streams and folders."""
    entries: list[Entry] = []
    _add("Root Entry", tree, entries)
    entries[0].kind = 5
    for entry in entries:
        entry.child = _balanced(entry.kids, entries)
    space = _Space()
    mini_chain = _place_streams(entries, space)
    entries[0].start = space.store(entries[0].data)
    mini_start = space.store(mini_chain)
    directory = space.store(b"".join(entry.packed() for entry in entries))
    return space.file(directory, mini_start, -(-len(mini_chain) // SECTOR))


def _add(name: str, node: "bytes | Tree", entries: list[Entry]) -> int:
    place = len(entries)
    if isinstance(node, bytes):
        entries.append(Entry(name, 2, node))
        return place
    entries.append(Entry(name, 1))
    ordered = sorted(node.items(), key=lambda pair: (len(pair[0]), pair[0].upper()))
    entries[place].kids = [_add(each, kid, entries) for each, kid in ordered]
    return place


def _balanced(kids: list[int], entries: list[Entry]) -> int:
    if not kids:
        return NONE
    middle = len(kids) // 2
    entry = entries[kids[middle]]
    entry.left = _balanced(kids[:middle], entries)
    entry.right = _balanced(kids[middle + 1 :], entries)
    return kids[middle]


def _place_streams(entries: list[Entry], space: "_Space") -> bytes:
    """Give each stream its sectors; the chain of the small ones, which lie in the root's stream."""
    chain: list[int] = []
    for entry in entries:
        if entry.kind == 2 and len(entry.data) >= CUTOFF:
            entry.start = space.store(entry.data)
        elif entry.kind == 2 and entry.data:
            count = -(-len(entry.data) // MINI)
            entry.start = len(chain)
            chain += [*range(len(chain) + 1, len(chain) + count), END]
            entries[0].data += entry.data.ljust(count * MINI, b"\0")
    return struct.pack(f"<{len(chain)}I", *chain)


class _Space:
    """Sectors, and the table that chains them."""

    def __init__(self) -> None:
        self.sectors = b""
        self.table: list[int] = []

    def store(self, data: bytes) -> int:
        if not data:
            return END
        count, start = -(-len(data) // SECTOR), len(self.table)
        self.table += [*range(start + 1, start + count), END]
        self.sectors += data.ljust(count * SECTOR, b"\0")
        return start

    def file(self, directory: int, mini_start: int, mini_count: int) -> bytes:
        start, count = len(self.table), 1
        while count * 128 < start + count:
            count += 1
        table = self.table + [FAT] * count
        table += [FREE] * (count * 128 - len(table))
        where = [start + place for place in range(count)] + [FREE] * (109 - count)
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        head += struct.pack(
            "<IIIIIIIII", 0, count, directory, 0, CUTOFF, mini_start, mini_count, END, 0
        )
        head += struct.pack("<109I", *where)
        return head + self.sectors + struct.pack(f"<{len(table)}I", *table)
