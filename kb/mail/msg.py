"""`.msg` files of Outlook: a compound file whose streams are named by property (MS-OXMSG)."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Final

import olefile

from kb.errors import UnreadableFileError
from kb.mail.mapi import Attached, Item, Properties, Value, charset_of, mails_of_item
from kb.mail.model import Mail

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES: Final = "__properties_version1.0"
_STREAM: Final = "__substg1.0_"
_RECIPIENT: Final = "__recip_version1.0_#"
_ATTACHMENT: Final = "__attach_version1.0_#"
_NESTED: Final = "__substg1.0_3701000D"
_DATA: Final = 0x3701
_ENTRY: Final = 16
# Octets before the first entry of the properties, by what they belong to.
_HEAD, _HEAD_NESTED, _HEAD_PART = 32, 24, 8
_TAG_DIGITS: Final = 8
# Types that stand in the entry itself: numbers and times.
_FIXED: Final = frozenset({0x02, 0x03, 0x0B, 0x14, 0x40})
_MOST_PARTS: Final = 1_000
_DEEPEST: Final = 8
# A damaged file may name the same sectors again and again; so much is read of it at most.
_MOST_READ: Final = 4

Path = tuple[str, ...]


def read_msg(data: bytes, most: int = 0) -> tuple[Mail, ...]:
    """The mail, what it quotes, and the mails attached to it.

    Args:
        data: all of the file.
        most: characters of an attached text that are kept.

    Raises:
        UnreadableFileError: the file is damaged, or another kind of document.
    """
    try:
        with olefile.OleFileIO(BytesIO(data)) as file:
            item = _Folder(file, _MOST_READ * len(data)).item()
    except (OSError, ValueError, OverflowError, IndexError, RecursionError) as error:
        raise UnreadableFileError("a damaged .msg file: save it again in Outlook") from error
    if item is None:
        raise UnreadableFileError("a document of an Office program, not a mail")
    return tuple(mails_of_item(item, sha256(data).hexdigest()[:32], most))


class _Folder:
    """A compound file, as folders that hold a message, a recipient or an attachment."""

    def __init__(self, file: "olefile.OleFileIO[str]", budget: int) -> None:
        self._file = file
        self._budget = budget
        self._streams: dict[Path, list[str]] = {}
        self._folders: dict[Path, list[str]] = {}
        for *folder, name in file.listdir(streams=True, storages=False):
            self._streams.setdefault(tuple(folder), []).append(name)
        for *folder, name in file.listdir(streams=False, storages=True):
            self._folders.setdefault(tuple(folder), []).append(name)

    def item(self, path: Path = (), depth: int = 0) -> Item | None:
        """The message in a folder, or None if there is none."""
        if _PROPERTIES not in self._streams.get(path, ()):
            return None
        values = self._values(path, _HEAD if not path else _HEAD_NESTED)
        charset = charset_of(values)
        recipients = (self._values(each, _HEAD_PART) for each in self._parts(path, _RECIPIENT))
        return Item(
            Properties(values, charset),
            tuple(Properties(each, charset) for each in recipients),
            tuple(self._attached(each, charset, depth) for each in self._parts(path, _ATTACHMENT)),
        )

    def _parts(self, path: Path, prefix: str) -> list[Path]:
        names = (name for name in self._folders.get(path, ()) if name.startswith(prefix))
        return [(*path, name) for name in sorted(names)[:_MOST_PARTS]]

    def _attached(self, path: Path, charset: str, depth: int) -> Attached:
        values = self._values(path, _HEAD_PART)
        properties = Properties(values, charset)
        if _NESTED in self._folders.get(path, ()) and depth < _DEEPEST:
            return Attached(properties, item=self.item((*path, _NESTED), depth + 1))
        return Attached(properties, properties.octets(_DATA))

    def _values(self, path: Path, head: int) -> dict[int, Value]:
        """Properties of fixed length from their common stream, all others from their own."""
        values: dict[int, Value] = {}
        for name in self._streams.get(path, ()):
            tag = name.removeprefix(_STREAM)
            if name == _PROPERTIES:
                values.update(_fixed(self._read(path, name), head))
            elif tag != name and len(tag) == _TAG_DIGITS:
                values[int(tag[:4], 16)] = Value(int(tag[4:], 16), self._read(path, name))
        return values

    def _read(self, path: Path, name: str) -> bytes:
        if self._budget <= 0:
            return b""
        data = self._file.openstream([*path, name]).read()
        self._budget -= len(data)
        return bytes(data)


def _fixed(data: bytes, head: int) -> Iterator[tuple[int, Value]]:
    for place in range(head, len(data) - _ENTRY + 1, _ENTRY):
        kind = int.from_bytes(data[place : place + 2], "little")
        number = int.from_bytes(data[place + 2 : place + 4], "little")
        if kind in _FIXED:
            yield number, Value(kind, data[place + 8 : place + _ENTRY])
