"""The two ways in: `redact` for one text, `Redactor` for a thread and for the export gate."""

from collections.abc import Sequence

from kb.redaction.model import Finding, Redaction, Span, apply
from kb.redaction.secrets import secret_spans


class Redactor:
    """Finds what must not be kept or shown."""

    def secrets(self, texts: Sequence[str]) -> tuple[Redaction, ...]:
        """Remove secrets from all texts of one thread.

        Args:
            texts: the texts in any order: bodies, subjects, names of attachments.

        Returns:
            One redaction for each text. A value that one text shows to be a secret is replaced in all.
        """
        return tuple(
            apply(text, (_finding(span) for span in spans))
            for text, spans in zip(texts, secret_spans(texts), strict=True)
        )


def redact(text: str) -> Redaction:
    """Remove secrets from one text."""
    return Redactor().secrets((text,))[0]


def _finding(span: Span) -> Finding:
    return Finding(span.kind, span.rule, span.start, span.end, f"[removed:{span.kind}]")
