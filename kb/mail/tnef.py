"""`winmail.dat`: what Outlook sends beside a mail in rich text (MS-OXTNEF)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kb.errors import UnreadableFileError
from kb.mail.mapi import UNICODE, Attached, Item, Properties, Value, charset_of

SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_START: Final = 6
_HEAD: Final = 9
_MESSAGE_PROPERTIES: Final = 0x9003
_RECIPIENTS: Final = 0x9004
_NEW_ATTACHMENT: Final = 0x9002
_ATTACHMENT_PROPERTIES: Final = 0x9005
_ATTACHMENT_TITLE: Final = 0x8010
_ATTACHMENT_DATA: Final = 0x800F
_SUBJECT: Final = 0x8004
_BODY: Final = 0x800C
_CODE_PAGE: Final = 0x9007
# Attributes of old programs, as the property that says the same.
_AS_PROPERTY: Final = {_SUBJECT: 0x0037, _BODY: 0x1000}
_FILE_NAME: Final = 0x3707
_DATA: Final = 0x3701
_STRING8, _BINARY, _OBJECT, _LONG = 0x1E, 0x102, 0x0D, 0x03
_VARIABLE: Final = frozenset({_STRING8, UNICODE, _BINARY, _OBJECT})
_SIZES: Final = {0x02: 4, 0x03: 4, 0x04: 4, 0x0A: 4, 0x0B: 4, 0x48: 16}
_MANY: Final = 0x1000
_NAMED: Final = 0x8000
_GUID: Final = 16
_MOST: Final = 10_000
_DEEPEST: Final = 8


def read_tnef(data: bytes) -> Item:
    """The message that a `winmail.dat` holds.

    Raises:
        UnreadableFileError: it is none.
    """
    if not data.startswith(SIGNATURE):
        raise UnreadableFileError("not a winmail.dat")
    return _item(data, 0)


@dataclass(slots=True)
class _Draft:
    """What is known of a message or an attachment while its attributes are read."""

    values: dict[int, Value] = field(default_factory=dict)
    data: bytes = b""


def _item(data: bytes, depth: int) -> Item:
    message, recipients = _Draft(), list[Mapping[int, Value]]()
    attachments: list[_Draft] = []
    for number, content in _attributes(data):
        target = attachments[-1] if attachments else message
        if number == _NEW_ATTACHMENT:
            attachments.append(_Draft())
        elif number == _RECIPIENTS:
            recipients = _rows(content)
        elif number == _ATTACHMENT_DATA:
            target.data = content
        elif number in {_MESSAGE_PROPERTIES, _ATTACHMENT_PROPERTIES}:
            target.values.update(_Cursor(content).properties())
        else:
            _add_old(target.values, number, content)
    charset = charset_of(message.values)
    return Item(
        Properties(message.values, charset),
        tuple(Properties(each, charset) for each in recipients),
        tuple(_attached(each, charset, depth) for each in attachments),
    )


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Numbers and contents of the attributes; the check sums are not looked at."""
    place = _START
    while place + _HEAD <= len(data):
        number = int.from_bytes(data[place + 1 : place + 3], "little")
        size = int.from_bytes(data[place + 5 : place + _HEAD], "little")
        place += _HEAD
        yield number, data[place : place + size]
        place += size + 2


def _add_old(values: dict[int, Value], number: int, content: bytes) -> None:
    if number in _AS_PROPERTY:
        values.setdefault(_AS_PROPERTY[number], Value(_STRING8, content))
    elif number == _ATTACHMENT_TITLE:
        values.setdefault(_FILE_NAME, Value(_STRING8, content))
    elif number == _CODE_PAGE:
        values.setdefault(0x3FFD, Value(_LONG, content[:4]))


def _attached(draft: _Draft, charset: str, depth: int) -> Attached:
    value = draft.values.get(_DATA)
    nested = value.data[_GUID:] if value else b""
    if nested.startswith(SIGNATURE) and depth < _DEEPEST:
        return Attached(Properties(draft.values, charset), item=_item(nested, depth + 1))
    data = draft.data or (value.data if value else b"")
    return Attached(Properties(draft.values, charset), data)


def _rows(content: bytes) -> list[Mapping[int, Value]]:
    cursor = _Cursor(content)
    count = min(cursor.number(), _MOST)
    rows: list[Mapping[int, Value]] = []
    while len(rows) < count and cursor.left:
        rows.append(cursor.properties())
    return rows


class _Cursor:
    """Reads properties one behind the other; past the end there are zeros only."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    @property
    def left(self) -> int:
        """Octets not read yet."""
        return len(self._data) - self._place

    def number(self, size: int = 4) -> int:
        """A number of that many octets."""
        return int.from_bytes(self._take(size), "little")

    def properties(self) -> dict[int, Value]:
        """A list of properties with its count before it."""
        found: dict[int, Value] = {}
        for _ in range(min(self.number(), _MOST)):
            if self.left <= 0:
                break
            kind, number = self.number(2), self.number(2)
            if number >= _NAMED:
                self._skip_name()
            values = self._values(kind)
            if values and number not in found:
                found[number] = Value(kind & ~_MANY, values[0])
        return found

    def _values(self, kind: int) -> list[bytes]:
        base = kind & ~_MANY
        counted = bool(kind & _MANY) or base in _VARIABLE
        count = min(self.number(), _MOST) if counted else 1
        return [self._value(base) for _ in range(count) if self.left > 0]

    def _value(self, kind: int) -> bytes:
        if kind not in _VARIABLE:
            return self._take(_SIZES.get(kind, 8))
        size = self.number()
        value = self._take(size)
        self._place += -size % 4
        return value

    def _skip_name(self) -> None:
        self._place += _GUID
        if self.number() == 0:
            self._place += 4
        else:
            size = self.number()
            self._place += size + -size % 4

    def _take(self, size: int) -> bytes:
        found = self._data[self._place : self._place + size]
        self._place += size
        return found
