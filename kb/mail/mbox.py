"""Mailboxes in one file: messages behind lines that begin with `From `, read as a stream."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

# "From ", a sender, and a time of day or a year: a sentence that begins with "From" has neither.
_SEPARATOR: Final = re.compile(
    rb"From \S{0,300} .{0,60}(?:\d\d:\d\d|\d{4})|From -|From \S{1,300}@\S+\s*$"
)
_QUOTED: Final = re.compile(rb"(?m)^>(>*From )")


def is_separator(line: bytes) -> bool:
    """Whether a line separates messages, if it stands behind a blank line."""
    return line.startswith(b"From ") and bool(_SEPARATOR.match(line))


def messages(stream: BinaryIO, longest: int) -> Iterator[bytes]:
    """The messages of a mailbox, `From ` at the start of their lines restored.

    Args:
        stream: the mailbox, at its start.
        longest: octets of a message; what is longer is cut there.
    """
    lines: list[bytes] = []
    size, blank = 0, True
    for line in iter(lambda: stream.readline(longest), b""):
        if blank and is_separator(line):
            if lines:
                yield _restored(lines)
            lines, size = [], 0
        elif size < longest:
            lines.append(line)
            size += len(line)
        blank = not line.strip()
    if lines and b"".join(lines).strip():
        yield _restored(lines)


def _restored(lines: list[bytes]) -> bytes:
    return _QUOTED.sub(rb"\1", b"".join(lines))
