"""The table of contents of the Whoosh index: one small file, replaced in one step.

Whoosh's own table of contents is a pickle that knows nothing of damage. Ours is JSON with a
checksum over itself and over every file of every segment; segments never change once written, so a
process killed at any moment leaves either the old contents or the new.
"""

import json
import os
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kb.errors import IndexDamagedError

NAME = "contents.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A segment.

    Attributes:
        lengths: field -> weighted number of terms in all rows, for BM25.
        files: name -> size and checksum.
        deleted: rows that no longer count.
    """

    name: str
    rows: int
    lengths: dict[str, int]
    files: dict[str, tuple[int, int]]
    deleted: tuple[int, ...] = ()

    @property
    def live(self) -> int:
        """Rows that still count."""
        return self.rows - len(self.deleted)


@dataclass(frozen=True, slots=True)
class Contents:
    """What the index holds.

    Attributes:
        format: version of analyzer and files together; another one means building anew.
        feed: identity of the changes feed that was followed.
        position: last change of the feed that is in.
    """

    format: str
    feed: str = ""
    position: int = 0
    generation: int = 0
    parts: tuple[Part, ...] = field(default=())


def load(folder: Path, expected_format: str) -> Contents | None:
    """The contents, or None where there is no index of this format.

    Raises:
        IndexDamagedError: there is one and it cannot be read.
    """
    try:
        raw = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return None
    head, _, text = raw.partition(b"\n")
    if head != _checksum(text):
        raise IndexDamagedError("the table of contents of the search index is damaged")
    values = json.loads(text)
    if values["format"] != expected_format:
        return None
    return Contents(**{**values, "parts": tuple(_part(part) for part in values["parts"])})


def save(folder: Path, contents: Contents) -> None:
    """Replaces the contents in one step."""
    text = json.dumps(asdict(contents), ensure_ascii=False).encode()
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{NAME}.{os.getpid()}"
    # No fsync: what a power cut leaves half written fails its checksum and is built again.
    temporary.write_bytes(_checksum(text) + b"\n" + text)
    temporary.replace(folder / NAME)


class Watch:
    """The present contents, read again only when the file was replaced."""

    def __init__(self, folder: Path, expected_format: str) -> None:
        self._folder = folder
        self._format = expected_format
        self._known: tuple[tuple[int, int, int], Contents] | None = None

    def contents(self) -> Contents:
        """What the index holds now; nothing where there is none of this format.

        Raises:
            IndexDamagedError: there is one and it cannot be read.
        """
        try:
            stat = (self._folder / NAME).stat()
        except FileNotFoundError:
            return Contents(self._format)
        mark = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
        known = self._known
        if known is not None and known[0] == mark:
            return known[1]
        contents = load(self._folder, self._format) or Contents(self._format)
        self._known = (mark, contents)
        return contents


def is_sound(folder: Path, part: Part) -> bool:
    """Whether every file of a segment is as it was written."""
    return all(describe(folder / name) == told for name, told in part.files.items())


def describe(path: Path) -> tuple[int, int]:
    """Size and CRC-32 of a file; (-1, 0) where there is none."""
    size, crc = 0, 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                size, crc = size + len(chunk), zlib.crc32(chunk, crc)
    except FileNotFoundError:
        return -1, 0
    return size, crc


def _part(values: dict[str, object]) -> Part:
    part = Part(**values)  # type: ignore[arg-type] # the checksum vouches for our own JSON
    return Part(
        part.name,
        part.rows,
        part.lengths,
        {name: (pair[0], pair[1]) for name, pair in part.files.items()},
        tuple(part.deleted),
    )


def _checksum(text: bytes) -> bytes:
    return b"%08x" % zlib.crc32(text)
