"""What somebody pastes, as messages: a mail or a saved thread is read as such, all else is one text.

A long text is cut to its beginning, its end and the lines between that tell of something wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO

from kb.cases import Message
from kb.errors import UnreadableFileError
from kb.mail.decoding import decode
from kb.mail.forms import HEAD, Form, form_of
from kb.mail.limits import Limits
from kb.mail.model import Mail
from kb.mail.reading import read
from kb.prose.symptoms import tells_symptom
from kb.threads.merging import merged

LARGEST = 8_000_000
"""Bytes that are read; of a larger file its first and its last half of so many."""
LIMITS = Limits(message=LARGEST, member=LARGEST, archive=8 * LARGEST, archive_files=200)
"""Of mails in files; somebody waits for the answer."""
LARGEST_THREAD = 1_000_000
"""Bytes of a text that may be a saved thread; a larger one is a log."""
LONGEST = 60_000
"""Characters that are looked at closely, of all messages together."""
LONGEST_LINE = 2_000
SHORTEST_LINE = 4
MOST_MESSAGES = 100
MOST_READ = 400
"""Mails that are put together to messages; of more, the first and the last ones."""
MOST_LINES = 4_000
"""Lines of one message that are looked at closely."""
_DIGITS = str.maketrans("123456789abcdefABCDEF", "0" * 21)


@dataclass(frozen=True, slots=True)
class Passage:
    """A message, shortened, and where its lines stood: `lines[0]` is the number of the first."""

    message: Message
    lines: tuple[int, ...]


def passages(data: bytes) -> tuple[Passage, ...]:
    """The messages in what was pasted, the oldest first.

    Raises:
        UnreadableFileError: there is no text in it.
    """
    mails = merged(_mails(data))[:MOST_MESSAGES] or (Mail(body=decode(data)),)
    room = LONGEST // len(mails)
    return tuple(_passage(n, mail, room) for n, mail in enumerate(mails, 1))


def read_ends(stream: IO[bytes]) -> bytes:
    """What is in a file or a pipe of any size.

    Of a large one the beginning and the end, with blank lines for those between.
    """
    half = LARGEST // 2
    start, end, breaks = stream.read(half), b"", 0
    # A terminal that has once said that there is no more must not be asked again.
    while len(start) == half and (more := stream.read(half)):
        breaks += end.count(b"\n", 0, len(more))
        end = (end + more)[-half:]
    return start + b"\n" * breaks + end


def _mails(data: bytes) -> list[Mail]:
    """The mails in it; none where it is another text.

    Raises:
        UnreadableFileError: it is no text.
    """
    try:
        if form_of(data[:HEAD]) is Form.TEXT and len(data) > LARGEST_THREAD:
            return []
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{error}: give the text of a log, a mail or a tool") from error
    try:
        found = [mail for mail in read(data, limits=LIMITS) if mail.body]
    except UnreadableFileError:
        return []
    return found if len(found) <= MOST_READ else found[: MOST_READ // 2] + found[-MOST_READ // 2 :]


def _passage(n: int, mail: Mail, room: int) -> Passage:
    lines = mail.body.split("\n")
    whole = len(mail.body) <= room and len(lines) <= MOST_LINES
    kept = range(len(lines)) if whole else sorted(_chosen(lines, room))
    body = "\n".join(_cut(lines[at]) for at in kept)
    message = Message(n, mail.sent_at, mail.sender, mail.to, mail.cc, mail.subject, body)
    return Passage(message, tuple(at + 1 for at in kept))


def _chosen(lines: Sequence[str], room: int) -> set[int]:
    """Places of the lines that are kept, as many as there is room for."""
    kept: set[int] = set()
    spent = 0
    for at in chain(_within(lines, room // 3), _within(lines, room // 3, back=True), _bad(lines)):
        if at not in kept:
            spent += len(_cut(lines[at])) + 1
            if spent > room or len(kept) == MOST_LINES:
                break
            kept.add(at)
    return kept


def _within(lines: Sequence[str], room: int, *, back: bool = False) -> Iterator[int]:
    places = reversed(range(len(lines))) if back else range(len(lines))
    for at in islice(places, MOST_LINES // 3):
        room -= len(_cut(lines[at])) + 1
        if room < 0:
            return
        yield at


def _bad(lines: Sequence[str]) -> Iterator[int]:
    """Lines that tell of something wrong, of those that differ in numbers only the first.

    The line before goes along: it may say that a password follows.
    """
    shapes: set[str] = set()
    for at, line in enumerate(lines):
        if len(line) < SHORTEST_LINE:
            continue
        if "0x" in line or tells_symptom(line[:LONGEST_LINE]):
            shape = line[:LONGEST_LINE].translate(_DIGITS)
            if shape not in shapes:
                shapes.add(shape)
                yield from (max(at - 1, 0), at)


def _cut(line: str) -> str:
    half = LONGEST_LINE // 2
    return line if len(line) <= LONGEST_LINE else f"{line[:half]} … {line[-half:]}"
