"""Mails as Outlook keeps them: `.msg` files and `winmail.dat`."""

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from tests.kb.mail.compound import Tree, compound

Text = str | bytes

SUBJECT, BODY, HTML, RTF = 0x0037, 0x1000, 0x1013, 0x1009
SENDER, SENDER_ADDRESS, HEADERS = 0x0C1A, 0x5D01, 0x007D
NAME, ADDRESS, KIND = 0x3001, 0x39FE, 0x0C15
FILE_NAME, DATA, MEDIA_TYPE = 0x3707, 0x3701, 0x370E
SENT, MESSAGE_ID, CODE_PAGE = 0x0039, 0x1035, 0x3FFD


def filetime(moment: datetime) -> int:
    """Steps of 100 ns since 1601."""
    return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)


def folder(
    texts: Mapping[int, Text], numbers: Mapping[int, int], head: int
) -> dict[str, "bytes | Tree"]:
    """The streams of a message, a recipient or an attachment."""
    entries = bytes(head)
    for number, value in numbers.items():
        kind = 0x40 if number == SENT else 0x03
        entries += struct.pack("<HHIQ", kind, number, 6, value)
    streams: dict[str, bytes | Tree] = {"__properties_version1.0": entries}
    for number, text in texts.items():
        kind = 0x1F if isinstance(text, str) else 0x1E if number != DATA else 0x102
        data = text.encode("utf-16-le") if isinstance(text, str) else text
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
    return streams


def item(
    texts: Mapping[int, Text],
    numbers: Mapping[int, int],
    recipients: Sequence[tuple[str, str, int]] = (),
    attachments: Sequence["tuple[str, bytes] | Tree"] = (),
    head: int = 32,
) -> Tree:
    """A message with its recipients (name, address, kind) and attachments (name, content; or a message)."""
    tree = folder(texts, numbers, head)
    for place, (name, address, kind) in enumerate(recipients):
        tree[f"__recip_version1.0_#{place:08X}"] = folder(
            {NAME: name, ADDRESS: address}, {KIND: kind}, 8
        )
    for place, attached in enumerate(attachments):
        part = folder({}, {}, 8)
        if isinstance(attached, tuple):
            part = folder({FILE_NAME: attached[0], DATA: attached[1]}, {}, 8)
        else:
            part["__substg1.0_3701000D"] = attached
        tree[f"__attach_version1.0_#{place:08X}"] = part
    return tree


def msg(tree: Tree) -> bytes:
    """The `.msg` file of a message."""
    return compound(tree)


def tnef(attributes: Sequence[tuple[int, bytes]]) -> bytes:
    """A `winmail.dat` of these attributes (number, content)."""
    data = b"\x78\x9f\x3e\x22\x01\x00"
    for number, content in attributes:
        level = 2 if number in {0x9002, 0x9005, 0x800F, 0x8010} else 1
        head = struct.pack("<BHHI", level, number, 6, len(content))
        data += head + content + struct.pack("<H", sum(content) & 0xFFFF)
    return data


def properties(values: Sequence[tuple[int, int, bytes]]) -> bytes:
    """A list of properties (type, number, content) as they stand in a `winmail.dat`."""
    data = struct.pack("<I", len(values))
    for kind, number, content in values:
        data += struct.pack("<HH", kind, number)
        if kind in {0x1E, 0x1F, 0x102, 0x0D}:
            data += struct.pack("<II", 1, len(content)) + content + bytes(-len(content) % 4)
        else:
            data += content
    return data
