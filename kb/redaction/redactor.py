"""The two ways in: `redact` for one text, `Redactor` for a thread and for the export gate."""

from collections.abc import Iterable, Iterator, Sequence

from kb.redaction.fold import Folded
from kb.redaction.layers import layered
from kb.redaction.model import Finding, Redaction, Span, apply
from kb.redaction.own import own as own_things
from kb.redaction.personal import Named, personal
from kb.redaction.pseudonyms import mark, passing_key
from kb.redaction.secrets import secret_spans


class Redactor:
    """Finds what must not be kept or shown.

    Args:
        own: hotlines, sites, addresses and names of the team itself; never a finding.
        key: of the pseudonyms, from the data folder; without one they agree in this process only.
    """

    def __init__(self, own: Iterable[str] = (), key: bytes | None = None) -> None:
        self._own = own_things(own)
        self._key = passing_key() if key is None else key

    def secrets(self, texts: Sequence[str]) -> tuple[Redaction, ...]:
        """Remove secrets from all texts of one thread.

        Args:
            texts: the texts in any order: bodies, subjects, names of attachments.

        Returns:
            One redaction for each text. A value that one text shows to be a secret is replaced in all.
        """
        return tuple(
            apply(text, (self._secret(span) for span in spans))
            for text, spans in zip(texts, secret_spans(texts), strict=True)
        )

    def personal(
        self, text: str, *, people: Sequence[str] = (), customers: Sequence[str] = ()
    ) -> tuple[Finding, ...]:
        """Find personal data in one text, in its order and without overlap.

        Args:
            text: what would leave the team.
            people: entries of the headers of the thread: `韩梅 <hanmei@x.example>`, `Han Mei`, `hanmei`.
            customers: names by which the case knows its customer.
        """
        view = Folded(text)
        found = personal(view, people, customers, self._own)
        return tuple(self._finding(view, each) for each in found)

    def redact(
        self, text: str, *, people: Sequence[str] = (), customers: Sequence[str] = ()
    ) -> Redaction:
        """Replace secrets and personal data in one text."""
        (spans,) = secret_spans((text,))
        hidden = [self._secret(span) for span in spans]
        private = self.personal(text, people=people, customers=customers)
        return apply(text, _first_come(text, (*hidden, *private)))

    def _secret(self, span: Span) -> Finding:
        sign = mark(span.kind, "", self._key)
        return Finding(span.kind, span.rule, span.start, span.end, sign)

    def _finding(self, view: Folded, named: Named) -> Finding:
        span = named.span
        start, end = view.original(span.start, span.end)
        return Finding(span.kind, span.rule, start, end, mark(span.kind, named.name, self._key))


def redact(text: str, *, own: Iterable[str] = ()) -> Redaction:
    """Replace secrets and personal data in one text, without a data folder.

    Args:
        text: any text: a mail, a log, a page.
        own: hotlines, sites, addresses and names of the team itself.
    """
    return Redactor(own).redact(text)


def _first_come(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings in order; where two overlap, of the later one only what the earlier left over."""
    marks = {(each.kind, each.rule, each.end): each.replacement for each in findings}
    marks |= {(each.kind, each.rule, each.start): each.replacement for each in findings}
    spans = (Span(each.kind, each.rule, each.start, each.end) for each in findings)
    for span in layered(text, spans):
        ends = ((span.kind, span.rule, place) for place in (span.start, span.end))
        mark_of = next((marks[end] for end in ends if end in marks), f"[removed:{span.kind}]")
        yield Finding(span.kind, span.rule, span.start, span.end, mark_of)
