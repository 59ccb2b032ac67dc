"""Which form a file has, told by what it contains and never by its name."""

from enum import Enum
from typing import Final

from kb.errors import UnreadableFileError
from kb.mail import archives, msg, tnef
from kb.mail.decoding import is_binary
from kb.mail.mbox import is_separator
from kb.mail.mime import split_headers

HEAD: Final = 65_536
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
    if is_binary(head):
        raise UnreadableFileError("binary data of a kind that holds no mail")
    return Form.TEXT


def _is_mail(start: bytes) -> bool:
    headers, _ = split_headers(start.replace(b"\r\n", b"\n")[:HEAD])
    return bool(_OWN & headers.keys()) and bool(_ADDRESSED & headers.keys())
