"""Mails out of a text: its own, and one for each message that it quotes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kb.mail.model import Mail
from kb.mail.quotations import Part, split
from kb.mail.signatures import folds, signer


def mails_of(envelope: Mail, text: str) -> tuple[Mail, ...]:
    """The mail with its own text, then what it quotes, in the order of the text (newest first).

    Args:
        envelope: what is known of the mail besides its text.
        text: all of its text, quotations included.
    """
    own, *quoted = _with_footers(split(text))
    sender = envelope.sender or signer(own.body)
    mails = [replace(envelope, sender=sender, body=own.body)]
    mails += [_quoted(part, envelope.source) for part in quoted]
    return placed(mails)


def _with_footers(parts: Sequence[Part]) -> list[Part]:
    """Parts of which none is only a footer that stood below a dividing line."""
    found = [parts[0]]
    for part in parts[1:]:
        if part.header is None and _is_footer(part.body):
            found[-1] = replace(found[-1], body=f"{found[-1].body}\n\n{part.body}".strip())
        else:
            found.append(part)
    return found


def _is_footer(body: str) -> bool:
    lines = body.split("\n")
    folded = {line for each in folds(body) for line in range(each.first, each.last + 1)}
    return all(place in folded for place, line in enumerate(lines, 1) if line.strip())


def placed(mails: Sequence[Mail]) -> tuple[Mail, ...]:
    """Mails, newest first, of which each without a time says after which time it was sent."""
    older: datetime | None = None
    found: list[Mail] = []
    for mail in reversed(mails):
        older = mail.sent_at or older
        found.append(mail if mail.sent_at or not older else replace(mail, after=older))
    return tuple(reversed(found))


def _quoted(part: Part, source: str) -> Mail:
    header = part.header
    if header is None:
        return Mail(sender=signer(part.body), body=part.body, source=source)
    return Mail(
        sender=header.sender or signer(part.body),
        sent_at=header.sent_at,
        to=header.to,
        cc=header.cc,
        subject=header.subject,
        body=part.body,
        source=source,
    )
