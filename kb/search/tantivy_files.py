"""Whether the files of a tantivy index are as tantivy wrote them.

Every file of a segment ends with a footer (JSON with a CRC-32 of what is before it, its length, a
magic number; tantivy `src/directory/footer.rs`), but tantivy itself checks it only on request, which
its Python binding cannot make. `meta.json` has no footer: we keep its checksum beside it.
"""

import json
import struct
import zlib
from pathlib import Path
from typing import Any

from kb.errors import IndexDamagedError

META = "meta.json"
META_CHECKSUM = "meta.crc"
_MAGIC = 1337
_TAIL = struct.Struct("<II")
_CHUNK = 1 << 20
_LONGEST_FOOTER = 4096


def read_meta(folder: Path) -> dict[str, Any] | None:
    """Tantivy's table of contents, None where there is no index.

    Raises:
        IndexDamagedError: it is not what was committed.
    """
    try:
        raw = (folder / META).read_bytes()
        told = (folder / META_CHECKSUM).read_text()
    except FileNotFoundError:
        return None
    if told != _checksum(raw):
        raise IndexDamagedError("the table of contents of the search index is damaged")
    meta: dict[str, Any] = json.loads(raw)
    return meta


def keep_checksum(folder: Path, note: str) -> None:
    """Notes the checksum of `meta.json` after a commit; `note` is the format of the index."""
    path = folder / META_CHECKSUM
    temporary = path.with_suffix(".new")
    temporary.write_text(_checksum((folder / META).read_bytes()))
    temporary.replace(path)
    (folder / "format").write_text(note)


def check_files(folder: Path, meta: dict[str, Any], known: set[str]) -> None:
    """Compares every file of the segments with its footer, but for the `known` ones.

    Raises:
        IndexDamagedError: a file is missing or is not what was written.
    """
    for segment in meta["segments"]:
        name = str(segment["segment_id"]).replace("-", "")
        files = sorted(folder.glob(f"{name}.*"))
        if not files:
            raise IndexDamagedError(f"segment {name} of the search index is missing")
        for path in files:
            if path.name not in known and not is_sound(path):
                raise IndexDamagedError(f"{path.name} of the search index is damaged")
            known.add(path.name)


def is_sound(path: Path) -> bool:
    """Whether a file fits its footer."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL.size))
        tail = file.read()
        if len(tail) < _TAIL.size:
            return False
        length, magic = _TAIL.unpack(tail)
        body = size - _TAIL.size - length
        if magic != _MAGIC or length > _LONGEST_FOOTER or body < 0:
            return False
        file.seek(body)
        footer = file.read(length)
        file.seek(0)
        return _crc_told(footer) == _crc(file, body)


def _crc(file: Any, length: int) -> int:
    crc = 0
    while length > 0:
        chunk = file.read(min(_CHUNK, length))
        if not chunk:
            return -1
        crc, length = zlib.crc32(chunk, crc), length - len(chunk)
    return crc


def _crc_told(footer: bytes) -> int | None:
    try:
        values = json.loads(footer)
    except ValueError:
        return None
    told = values.get("crc") if isinstance(values, dict) else None
    return told if isinstance(told, int) else None


def _checksum(raw: bytes) -> str:
    return f"{zlib.crc32(raw):08x}"
