"""Secrets of one thread: found by rules in each text, then looked for in all of them."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from kb.redaction.accounts import beside
from kb.redaction.fold import Folded
from kb.redaction.layers import layered
from kb.redaction.model import Span
from kb.redaction.nearby import nearby
from kb.redaction.rules import load
from kb.redaction.spread import everywhere
from kb.redaction.tables import in_tables

_FIRST: Final = ("tokens", "commands", "pairs", "onetime")
_THEN: Final = ("passwords", "labels", "spoken")


def secret_spans(texts: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """The secrets of each text, offsets into the texts, in order and without overlap."""
    views = [Folded(text) for text in texts]
    found = [_in_one(view) for view in views]
    values = {
        (span.kind, view.text[span.start : span.end])
        for view, spans in zip(views, found, strict=True)
        for span in spans
    }
    return tuple(
        _in_input(view, layered(view.text, (*spans, *everywhere(view, values))))
        for view, spans in zip(views, found, strict=True)
    )


def _in_one(view: Folded) -> list[Span]:
    rules = chain(load(*_FIRST).spans(view), in_tables(view), load(*_THEN).spans(view))
    first = chain(rules, nearby(view))
    found = layered(view.text, first)
    more = beside(view, (span for span in found if span.kind == "password"))
    return layered(view.text, chain(found, more))


def _in_input(view: Folded, spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(Span(span.kind, span.rule, *view.original(span.start, span.end)) for span in spans)
