"""Files to mails: one outcome for each mail of a mailbox, one for any other file."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Final

from kb.errors import UnreadableFileError
from kb.mail.decoding import decode
from kb.mail.eml import read_eml
from kb.mail.forms import HEAD, Form, form_of
from kb.mail.limits import Limits
from kb.mail.markup import to_text
from kb.mail.mbox import messages
from kb.mail.model import Mail
from kb.mail.saved import read_chain, read_numbered

_HTML: Final = ("<!doctype html", "<html", "<head", "<body", "<div", "<table", "<meta")
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


def outcomes(stream: BinaryIO, path: str, limits: Limits) -> Iterator[Outcome]:
    """What each part of a file gives; a part that cannot be read costs only itself.

    Args:
        stream: the file, at its start; it must be able to go back there.
        path: the name by which the outcomes go.
        limits: how much is read.
    """
    try:
        form = form_of(stream.read(HEAD))
        stream.seek(0)
        if form is Form.MAILBOX:
            yield from _mailbox(stream, path, limits)
        else:
            yield Outcome(path, _whole(stream, form, limits))
    except UnreadableFileError as error:
        yield Outcome(path, error=str(error))


def _mailbox(stream: BinaryIO, path: str, limits: Limits) -> Iterator[Outcome]:
    for place, message in enumerate(messages(stream, limits.message), 1):
        if message.strip():
            yield Outcome(f"{path}#{place}", read_eml(message))


def _whole(stream: BinaryIO, form: Form, limits: Limits) -> tuple[Mail, ...]:
    longest = limits.file if form is Form.MAIL else limits.text
    data = stream.read(longest + 1)
    if len(data) > longest:
        raise UnreadableFileError(f"larger than {longest:,} bytes, and not a mailbox")
    if form is Form.MAIL:
        return read_eml(data)
    text = decode(data)
    if data.startswith(_UTF16) and form_of(text[:HEAD].encode()) is Form.MAIL:
        return read_eml(text.encode())
    return _text(text, limits)


def _text(text: str, limits: Limits) -> tuple[Mail, ...]:
    if text.lstrip()[:20].lower().startswith(_HTML):
        text = to_text(text)
    if max(map(len, text.split("\n"))) > limits.line:
        raise UnreadableFileError(
            f"a line of more than {limits.line:,} characters: this is no mail"
        )
    mails = read_numbered(text) or read_chain(text)
    if not any(mail.sent_at or mail.subject or mail.to for mail in mails):
        raise UnreadableFileError("neither a mail, a mailbox nor a saved thread: no header found")
    return mails
