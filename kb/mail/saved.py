"""Threads saved as text: reply chains (newest first) and numbered exports (oldest first)."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from kb.mail.headers import Block
from kb.mail.model import Mail
from kb.mail.numbered import entries
from kb.mail.quoting import mails_of


def read_chain(text: str) -> tuple[Mail, ...]:
    """The messages of a reply chain; the newest may stand there without a header."""
    first, *rest = mails_of(Mail(source=_source(text)), text)
    return (first, *rest) if first.body else tuple(rest)


def read_numbered(text: str) -> tuple[Mail, ...]:
    """The messages of a numbered export, each followed by what it quotes."""
    source, found, older = _source(text), list[Mail](), None
    for entry in entries(text):
        for mail in mails_of(_envelope(entry.header, source), entry.text):
            found.append(_after(mail, older))
        older = entry.header.sent_at or older
    return tuple(found)


def _envelope(header: Block, source: str) -> Mail:
    return Mail(
        sender=header.sender,
        sent_at=header.sent_at,
        to=header.to,
        cc=header.cc,
        subject=header.subject,
        source=source,
    )


def _after(mail: Mail, older: datetime | None) -> Mail:
    return mail if mail.sent_at or mail.after else replace(mail, after=older)


def _source(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
