"""Bytes to messages: mails, mailboxes, numbered exports, reply chains saved as text."""

from kb.mail.limits import Limits
from kb.mail.model import Mail
from kb.mail.reading import Outcome, outcomes, read

__all__ = ["Limits", "Mail", "Outcome", "outcomes", "read"]
