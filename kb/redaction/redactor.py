"""The two ways in: `redact` for one text, `Redactor` for a thread and for the export gate."""

from collections.abc import Sequence

from kb.redaction.model import Finding, Redaction, Span, apply
from kb.redaction.personal import personal_findings
from kb.redaction.secrets import secret_spans


class Redactor:
    """Finds what must not be kept or shown.

    Args:
        own: hotlines, sites and addresses of the team itself, which are never private.
        key: of the pseudonyms; kept in the data folder, so that a person has one mark everywhere.
    """

    def __init__(self, own: Sequence[str] = (), key: bytes = b"") -> None:
        self._own = tuple(own)
        self._key = key

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

    def personal(
        self, text: str, *, people: Sequence[str] = (), customers: Sequence[str] = ()
    ) -> tuple[Finding, ...]:
        """Personal data of a text in order, without overlap; `people` and `customers` are known names."""
        return personal_findings(text, people, customers, self._own, self._key)


def redact(text: str) -> Redaction:
    """Replace the secrets and the personal data of one text."""
    redactor = Redactor()
    (secrets,) = redactor.secrets((text,))
    taken = [(found.start, found.end) for found in secrets.findings]
    personal = (
        found
        for found in redactor.personal(text)
        if not any(found.start < end and start < found.end for start, end in taken)
    )
    return apply(text, sorted((*secrets.findings, *personal), key=lambda found: found.start))


def _finding(span: Span) -> Finding:
    return Finding(span.kind, span.rule, span.start, span.end, f"[removed:{span.kind}]")
