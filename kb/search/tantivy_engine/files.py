"""Whether the files of a tantivy index are as tantivy wrote them.

Every file of a segment ends with a footer (JSON with a CRC-32 of what is before it, its length, a
magic number; tantivy `src/directory/footer.rs`), but tantivy itself checks it only on request, which
its Python binding cannot make. `meta.json` has no footer: we keep a seal beside it.
"""

import json
import struct
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from time import time_ns
from typing import Any

from kb.errors import IndexDamagedError

META = "meta.json"
SEAL = "seal.json"
_SEALED = {"crc", "format", "generation"}
_MAGIC = 1337
_TAIL = struct.Struct("<II")
_CHUNK = 1 << 20
_LONGEST_FOOTER = 4096


@dataclass(frozen=True, slots=True)
class Seal:
    """What we keep beside `meta.json` about it.

    Attributes:
        crc: CRC-32 of the file.
        format: version of analyzer and files together.
        generation: never the same twice, not even after the folder was emptied.
    """

    crc: int
    format: str
    generation: int


def read_seal(folder: Path) -> Seal | None:
    """The seal, None where there is none or it is damaged."""
    try:
        values = json.loads((folder / SEAL).read_text())
    except (FileNotFoundError, ValueError):
        return None
    return Seal(**values) if isinstance(values, dict) and set(values) == _SEALED else None


def write_seal(folder: Path, seal_format: str) -> None:
    """Seals the index after a commit."""
    before = read_seal(folder)
    generation = max(before.generation + 1 if before else 0, time_ns() // 1_000_000)
    crc = zlib.crc32((folder / META).read_bytes())
    temporary = folder / f"{SEAL}.new"
    temporary.write_text(json.dumps(asdict(Seal(crc, seal_format, generation))))
    temporary.replace(folder / SEAL)


def read_meta(folder: Path, seal_format: str) -> dict[str, Any] | None:
    """Tantivy's table of contents, None where there is no index of this format.

    Raises:
        IndexDamagedError: it is not what was committed.
    """
    seal = read_seal(folder)
    if seal is None or seal.format != seal_format:
        return None
    try:
        raw = (folder / META).read_bytes()
    except FileNotFoundError:
        raw = b""
    if zlib.crc32(raw) != seal.crc:
        raise IndexDamagedError("the table of contents of the search index is damaged")
    meta: dict[str, Any] = json.loads(raw)
    return meta


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
