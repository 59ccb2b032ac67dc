"""A message as Outlook keeps it: properties by number, recipients, attachments.

`.msg` files and `winmail.dat` pack the same properties differently; both readers give an `Item`.
Numbers and types of properties are those of MS-OXPROPS and MS-OXCDATA.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from kb.cases import Attachment
from kb.mail.attached import attachment
from kb.mail.dates import parse
from kb.mail.decoding import decode, tidy
from kb.mail.encoded import header_text
from kb.mail.markup import to_text
from kb.mail.mime import split_headers
from kb.mail.model import Mail
from kb.mail.people import person
from kb.mail.quoting import mails_of
from kb.mail.rtf import expanded, rtf_to_text

UNICODE: Final = 0x1F
_SUBJECT: Final = 0x0037
_BODY: Final = 0x1000
_HTML: Final = 0x1013
_RTF: Final = 0x1009
_HEADERS: Final = 0x007D
_SENDER_NAMES: Final = (0x0042, 0x0C1A)
_SENDER_ADDRESSES: Final = (0x5D02, 0x5D01, 0x0065, 0x0C1F)
_TIMES: Final = (0x0039, 0x0E06)
_MESSAGE_ID: Final = 0x1035
_REFERENCES: Final = (0x1039, 0x1042)
_DISPLAYED: Final = {"to": 0x0E04, "cc": 0x0E03}
_CODE_PAGES: Final = (0x3FDE, 0x3FFD)
_RECIPIENT_KIND: Final = 0x0C15
_RECIPIENT_KINDS: Final = {"to": 1, "cc": 2}
_RECIPIENT_NAME: Final = 0x3001
_RECIPIENT_ADDRESSES: Final = (0x39FE, 0x3003)
_FILE_NAMES: Final = (0x3707, 0x3704, 0x3001)
_MEDIA_TYPE: Final = 0x370E
_LABELS: Final = {
    65001: "utf-8", 1200: "utf-16-le", 20936: "gb2312", 51936: "gb2312", 52936: "hz-gb-2312",
    54936: "gb18030", 20127: "us-ascii", 28591: "iso-8859-1", 28605: "iso-8859-15",
    50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp", 51932: "euc-jp",
    51949: "euc-kr",
}  # fmt: skip
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Value:
    """A property: its MAPI type and its octets."""

    kind: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Properties:
    """Properties by number, and the label of the code page of their eight-bit texts."""

    values: Mapping[int, Value]
    charset: str = ""

    def octets(self, number: int) -> bytes:
        """The octets of a property, none if it is not there."""
        value = self.values.get(number)
        return value.data if value else b""

    def text(self, *numbers: int) -> str:
        """The text of the first of these properties that has one."""
        texts = (self._text(self.values[each]) for each in numbers if each in self.values)
        return next(filter(None, texts), "")

    def number(self, *numbers: int) -> int:
        """The number in the first of these properties that is there, or 0."""
        found = (self.values[each].data for each in numbers if each in self.values)
        return int.from_bytes(next(found, b"")[:4], "little")

    def time(self, number: int) -> datetime | None:
        """The time of a property, counted in steps of 100 ns since 1601."""
        steps = int.from_bytes(self.octets(number)[:8], "little")
        try:
            return _EPOCH + timedelta(microseconds=steps // 10) if steps else None
        except OverflowError:
            return None

    def _text(self, value: Value) -> str:
        if value.kind == UNICODE:
            return tidy(value.data.decode("utf-16-le", "replace")).strip()
        return decode(value.data.rstrip(b"\x00"), self.charset).strip()


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment: a file, or a message within the message."""

    properties: Properties
    data: bytes = b""
    item: "Item | None" = None


@dataclass(frozen=True, slots=True)
class Item:
    """A message with its recipients and attachments."""

    properties: Properties
    recipients: tuple[Properties, ...] = ()
    attachments: tuple[Attached, ...] = field(default=())


def charset_of(values: Mapping[int, Value]) -> str:
    """The label of the code page that a message names."""
    page = Properties(values).number(*_CODE_PAGES)
    return _LABELS.get(page, f"cp{page}" if page else "")


def mails_of_item(item: Item, source: str, most: int = 0) -> Iterator[Mail]:
    """The mail, what it quotes, and the mails attached to it.

    Args:
        item: the message.
        source: of all these mails.
        most: characters of an attached text that are kept.
    """
    waiting = [item]
    while waiting:
        each = waiting.pop()
        yield from mails_of(_envelope(each, source, most), text_of(each))
        waiting += [one.item for one in reversed(each.attachments) if one.item]


def text_of(item: Item) -> str:
    """The text of a message: plain where there is some, otherwise made from HTML or RTF."""
    properties = item.properties
    if text := properties.text(_BODY):
        return text
    if html := properties.octets(_HTML):
        value = properties.values[_HTML]
        is_text = value.kind == UNICODE
        return to_text(
            tidy(html.decode("utf-16-le", "replace"))
            if is_text
            else decode(html, properties.charset)
        )
    return rtf_to_text(expanded(properties.octets(_RTF)))


def attachment_of(attached: Attached, most: int) -> Attachment:
    """What is kept of an attachment; of a text so many characters at most."""
    media_type = attached.properties.text(_MEDIA_TYPE).lower() or "application/octet-stream"
    return attachment(attached.properties.text(*_FILE_NAMES), attached.data, media_type, most)


def _envelope(item: Item, source: str, most: int) -> Mail:
    properties = item.properties
    headers, _ = split_headers(properties.text(_HEADERS).encode())
    sent = parse(_header(headers, "date")) or next(filter(None, map(properties.time, _TIMES)), None)
    return Mail(
        sender=person(_header(headers, "from")) or _sender(properties),
        sent_at=sent,
        to=_recipients(item, "to"),
        cc=_recipients(item, "cc"),
        subject=" ".join(properties.text(_SUBJECT).split()),
        message_id=(properties.text(_MESSAGE_ID) or _header(headers, "message-id")).strip("<> "),
        references=_references(properties),
        attachments=tuple(attachment_of(each, most) for each in item.attachments if not each.item),
        source=source,
    )


def _header(headers: Mapping[str, list[bytes]], name: str) -> str:
    return header_text(next(iter(headers.get(name, ())), b""), names=name == "from")


def _sender(properties: Properties) -> str:
    return _named(properties.text(*_SENDER_NAMES), properties, _SENDER_ADDRESSES)


def _recipients(item: Item, field_name: str) -> tuple[str, ...]:
    kind = _RECIPIENT_KINDS[field_name]
    found = [
        _named(each.text(_RECIPIENT_NAME), each, _RECIPIENT_ADDRESSES)
        for each in item.recipients
        if each.number(_RECIPIENT_KIND) == kind
    ]
    if not found:
        displayed = item.properties.text(_DISPLAYED[field_name]).split(";")
        found = [person(each) for each in displayed]
    return tuple(dict.fromkeys(filter(None, found)))


def _named(name: str, properties: Properties, addresses: tuple[int, ...]) -> str:
    """A person out of a name and the first address that is one of the internet, or any other."""
    known = [properties.text(each) for each in addresses]
    address = next((each for each in known if "@" in each), "")
    legacy = next(filter(None, known), "")
    return person(f"{name} <{address}>") if address else person(name or legacy)


def _references(properties: Properties) -> tuple[str, ...]:
    text = " ".join(properties.text(each) for each in _REFERENCES)
    pieces = text.replace("><", "> <").split()
    return tuple(dict.fromkeys(each.strip("<>,") for each in pieces if "@" in each))
