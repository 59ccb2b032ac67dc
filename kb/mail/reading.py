"""Files to mails: one outcome for each mail of a mailbox, one for any other file."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import SEEK_END, BytesIO
from typing import BinaryIO, Final

from kb.errors import UnreadableFileError
from kb.mail.archives import members
from kb.mail.decoding import decode
from kb.mail.eml import read_eml
from kb.mail.forms import HEAD, Form, form_of
from kb.mail.limits import Limits
from kb.mail.mapi import mails_of_item
from kb.mail.markup import to_text
from kb.mail.mbox import messages
from kb.mail.model import Mail
from kb.mail.msg import read_msg
from kb.mail.saved import read_chain, read_numbered
from kb.mail.tnef import read_tnef

_HTML: Final = ("<!doctype html", "<html", "<head", "<body", "<div", "<table", "<meta")
_TOO_LONG: Final = "a line of more than {:,} characters: this is no mail"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file, or of one part of it: its mails, or the reason why there are none."""

    path: str
    mails: tuple[Mail, ...] = ()
    error: str = ""


def read(data: bytes, name: str = "", limits: Limits | None = None) -> tuple[Mail, ...]:
    """The mails of a file, quotations split off into mails of their own, in the file's order.

    Args:
        data: all of the file; its form is told by its content.
        name: where it came from, for the error.
        limits: how much of it is read.

    Raises:
        UnreadableFileError: no mail could be read; the message is the reason.
    """
    found = list(outcomes(BytesIO(data), name, limits or Limits()))
    mails = tuple(mail for each in found for mail in each.mails)
    if not mails:
        errors = (each.error for each in found if each.error)
        raise UnreadableFileError(next(errors, "no message was found in it"))
    return mails


def outcomes(stream: BinaryIO, path: str, limits: Limits, depth: int = 0) -> Iterator[Outcome]:
    """What each part of a file gives; a part that cannot be read costs only itself.

    Args:
        stream: the file, at its start; it must be able to go back there.
        path: the name by which the outcomes go.
        limits: how much is read.
        depth: how many archives it lies in.
    """
    try:
        form = form_of(stream.read(HEAD))
        stream.seek(0)
        match form:
            case Form.MAILBOX:
                yield from _mailbox(stream, path, limits)
            case Form.ARCHIVE:
                yield from _archive(stream, path, limits, depth)
            case _:
                yield Outcome(path, _whole(stream, form, limits))
    except UnreadableFileError as error:
        yield Outcome(path, error=str(error))


def _mailbox(stream: BinaryIO, path: str, limits: Limits) -> Iterator[Outcome]:
    for place, message in enumerate(messages(stream, limits.message), 1):
        if message.strip():
            yield Outcome(f"{path}#{place}", read_eml(message, limits.attachment))


def _archive(stream: BinaryIO, path: str, limits: Limits, depth: int) -> Iterator[Outcome]:
    if depth >= limits.archive_depth:
        raise UnreadableFileError("archives within archives within archives: unpack it yourself")
    size = stream.seek(0, SEEK_END)
    stream.seek(0)
    for member in members(stream, size, limits):
        name = f"{path}/{member.name}"
        if member.error:
            yield Outcome(name, error=member.error)
        else:
            yield from outcomes(BytesIO(member.data), name, limits, depth + 1)


def _whole(stream: BinaryIO, form: Form, limits: Limits) -> tuple[Mail, ...]:
    longest = limits.text if form is Form.TEXT else limits.file
    data = stream.read(longest + 1)
    if form is Form.TEXT and len(data) > limits.line and b"\n" not in data[: 4 * limits.line]:
        raise UnreadableFileError(_TOO_LONG.format(limits.line))
    if len(data) > longest:
        raise UnreadableFileError(f"larger than {longest:,} bytes, and not a mailbox")
    match form:
        case Form.MAIL:
            return read_eml(data, limits.attachment)
        case Form.OUTLOOK:
            return read_msg(data, limits.attachment)
        case Form.WINMAIL:
            source = sha256(data).hexdigest()[:32]
            return tuple(mails_of_item(read_tnef(data), source, limits.attachment))
    return _text(data, limits)


def _text(data: bytes, limits: Limits) -> tuple[Mail, ...]:
    text = decode(data)
    if data.startswith(_UTF16) and form_of(text[:HEAD].encode()) is Form.MAIL:
        return read_eml(text.encode(), limits.attachment)
    if text.lstrip()[:20].lower().startswith(_HTML):
        text = to_text(text)
    if max(map(len, text.split("\n"))) > limits.line:
        raise UnreadableFileError(_TOO_LONG.format(limits.line))
    mails = read_numbered(text) or read_chain(text)
    if not any(mail.sent_at or mail.subject or mail.to for mail in mails):
        raise UnreadableFileError("neither a mail, a mailbox nor a saved thread: no header found")
    return mails
