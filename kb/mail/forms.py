"""Which form a file has, told by what it contains and never by its name."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from enum import Enum
from typing import Final

from kb.errors import UnreadableFileError
from kb.mail import archives, msg, tnef
from kb.mail.mbox import is_separator
from kb.mail.mime import split_headers

HEAD: Final = 65_536
_CONTROL_SHARE: Final = 0.02
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b")) + b"\x7f"
_UTF16: Final = (BOM_UTF16_LE, BOM_UTF16_BE)
_UTF16_SHARE: Final = 0.2
_FEW: Final = 8
# A saved thread begins with labels too; these stand only in a mail as it was sent.
_OWN: Final = frozenset(
    [
        "received",
        "message-id",
        "mime-version",
        "content-type",
        "return-path",
        "date",
        "delivered-to",
        "x-mailer",
        "dkim-signature",
        "content-transfer-encoding",
    ]
)
_ADDRESSED: Final = frozenset({"from", "subject", "to", "received", "return-path"})


class Form(Enum):
    """The forms that bytes can have; which kind of text it is shows only when it is decoded."""

    MAIL = "mail"
    MAILBOX = "mailbox"
    ARCHIVE = "archive"
    OUTLOOK = "message of Outlook"
    WINMAIL = "winmail.dat"
    TEXT = "text"


_SIGNATURES: Final = {
    Form.ARCHIVE: archives.SIGNATURES,
    Form.OUTLOOK: (msg.SIGNATURE,),
    Form.WINMAIL: (tnef.SIGNATURE,),
}


def form_of(head: bytes) -> Form:
    """The form of a file.

    Args:
        head: its first `HEAD` bytes, or all of it.

    Raises:
        UnreadableFileError: there is nothing in it, or nothing that anybody could read as text.
    """
    for form, signatures in _SIGNATURES.items():
        if head.startswith(signatures):
            return form
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    if not start.strip(b"\x00 \r\n\t"):
        raise UnreadableFileError("the file is empty")
    if is_separator(start.split(b"\n", 1)[0]):
        return Form.MAILBOX
    if _is_mail(start):
        return Form.MAIL
    if _is_binary(head):
        raise UnreadableFileError("binary data of a kind that holds no mail")
    return Form.TEXT


def _is_mail(start: bytes) -> bool:
    headers, _ = split_headers(start.replace(b"\r\n", b"\n")[:HEAD])
    return bool(_OWN & headers.keys()) and bool(_ADDRESSED & headers.keys())


def _is_binary(head: bytes) -> bool:
    if head.startswith(_UTF16) or _is_utf16(head):
        return False
    return b"\x00" in head or len(head) - len(
        head.translate(None, _CONTROLS)
    ) > _CONTROL_SHARE * len(head)


def _is_utf16(head: bytes) -> bool:
    """Whether zeros stand at every other place, as in UTF-16 without a mark: line ends suffice."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    return most > max(_UTF16_SHARE * len(head) / 2, _FEW) and not least
