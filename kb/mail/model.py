"""A mail as a file gives it, before anything is known of its case."""

from dataclasses import dataclass
from datetime import datetime

from kb.cases import Attachment


@dataclass(frozen=True, slots=True)
class Mail:
    """One message with its own text only; what it quoted stands in mails of its own.

    Attributes:
        sender: display name, with the address in angle brackets where it is known.
        sent_at: with a zone where the file gives one, naive where it does not, None if unknown.
        subject: as it stood in the file, decorations included.
        body: own text, lines joined by a line feed, without blank lines around it.
        message_id: without angle brackets; empty for what was found in a quotation.
        references: ids of earlier mails of the thread, oldest first, without angle brackets.
        source: the same for all mails that came out of one mail or one saved thread.
        after: for a mail without a time: the time of the next older mail of the same source.
    """

    sender: str = ""
    sent_at: datetime | None = None
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    body: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    source: str = ""
    after: datetime | None = None
