"""Keeps secrets out of the archive and personal data inside it."""

from kb.redaction.model import Finding, Redaction
from kb.redaction.redactor import Redactor, redact

__all__ = ["Finding", "Redaction", "Redactor", "redact"]
