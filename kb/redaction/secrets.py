"""Secrets of one thread: found by rules in each text, then looked for in all of them."""

from collections.abc import Sequence
from itertools import chain
from typing import Final

from kb.redaction.accounts import beside
from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.rules import load
from kb.redaction.spread import everywhere

_FILES: Final = ("passwords", "tokens")


def secret_spans(texts: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """The secrets of each text, offsets into the texts, in order and without overlap."""
    views = [Folded(text) for text in texts]
    found = [_in_one(view) for view in views]
    values = {
        (span.kind, view.text[span.start : span.end])
        for view, spans in zip(views, found, strict=True)
        for span in spans
    }
    spread = (everywhere(view, values) for view in views)
    return tuple(
        in_order(view, (*spans, *more))
        for view, spans, more in zip(views, found, spread, strict=True)
    )


def _in_one(view: Folded) -> tuple[Span, ...]:
    spans = list(
        chain.from_iterable(chain.from_iterable(rule.spans(view)) for rule in load(*_FILES))
    )
    return (*spans, *beside(view, (span for span in spans if span.kind == "password")))


def in_order(view: Folded, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans of the input, sorted; of two that overlap the one that begins first, then the longer."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if kept and span.start < kept[-1].end:
            continue
        kept.append(span)
    return tuple(Span(span.kind, span.rule, *view.original(span.start, span.end)) for span in kept)
