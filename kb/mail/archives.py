"""`.zip` archives: their files one by one, with limits that no bomb gets past."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from typing import BinaryIO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from kb.errors import UnreadableFileError
from kb.mail.decoding import decode
from kb.mail.limits import Limits

SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800
_SMALL: Final = 100_000
# What lies at the top of documents that are archives too.
_DOCUMENTS: Final = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
# What zipfile raises where an archive is damaged, encrypted, or packed in a way that it does not know.
_DAMAGED: Final = (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError)
_UNPACKABLE: Final = (*_DAMAGED, zlib.error, LZMAError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: what it holds, or why it cannot be read."""

    name: str
    data: bytes = b""
    error: str = ""


def members(stream: BinaryIO, size: int, limits: Limits) -> Iterator[Member]:
    """The files of an archive, by name.

    Args:
        stream: the archive.
        size: its size in bytes.
        limits: how much comes out of it at most.

    Raises:
        UnreadableFileError: it is damaged, or a document that only looks like an archive.
    """
    try:
        archive = ZipFile(stream)
    except _DAMAGED as error:
        raise UnreadableFileError("a damaged archive: pack it again") from error
    with archive:
        if _DOCUMENTS & set(archive.namelist()):
            raise UnreadableFileError("a document of an Office program, not a mail")
        yield from _members(archive, max(limits.member, limits.member_share * size), limits)


def _members(archive: ZipFile, largest: int, limits: Limits) -> Iterator[Member]:
    infos = sorted(archive.infolist(), key=lambda info: info.filename)
    left, files = limits.archive, 0
    for info in infos:
        name = _name(info)
        if info.is_dir() or name.startswith("__MACOSX/") or name.rpartition("/")[2][:1] == ".":
            continue
        files += 1
        left -= info.file_size
        if left < 0 or files > limits.archive_files:
            yield Member(
                name, error="the archive holds more than is read of one: unpack it yourself"
            )
            return
        yield _member(archive, info, name, min(largest, limits.file), limits)


def _member(archive: ZipFile, info: ZipInfo, name: str, largest: int, limits: Limits) -> Member:
    if info.flag_bits & _ENCRYPTED:
        return Member(name, error="protected by a password: unpack it yourself")
    packed = max(info.compress_size, 1)
    if info.file_size > largest or info.file_size > max(limits.archive_ratio * packed, _SMALL):
        return Member(
            name, error=f"larger than {largest:,} bytes, or packed too tightly to be mail"
        )
    try:
        # A member never gives more than the size that its entry states.
        return Member(name, archive.read(info))
    except _UNPACKABLE:
        return Member(name, error="damaged, or packed in a way that is not known")


def _name(info: ZipInfo) -> str:
    """The name; without a mark of UTF-8 it is in the code page of whoever packed it."""
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    return decode(info.filename.encode("cp437", "replace"))
