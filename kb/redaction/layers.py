"""Many rules may claim the same characters: the first to claim them keeps them."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from typing import Final

from kb.redaction.model import Span

_LEAST: Final = 3


def layered(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in the order of the text, without overlap.

    Args:
        text: what the offsets of the spans refer to.
        spans: those that come first win. Of a later one only what is not yet covered counts, and only
            pieces with at least three letters or digits.
    """
    kept: list[Span] = []
    for span in spans:
        for piece in list(_uncovered(kept, span)):
            if piece == span or _counts(text[piece.start : piece.end]):
                insort(kept, piece, key=_start)
    return _joined(kept)


def _start(span: Span) -> int:
    return span.start


def _uncovered(kept: list[Span], span: Span) -> Iterator[Span]:
    first = bisect_right(kept, span.start, key=lambda other: other.end)
    last = bisect_left(kept, span.end, key=_start)
    position = span.start
    for other in kept[first:last]:
        if position < other.start:
            yield Span(span.kind, span.rule, position, other.start)
        position = max(position, other.end)
    if position < span.end:
        yield Span(span.kind, span.rule, position, span.end)


def _counts(piece: str) -> bool:
    return sum(char.isalnum() for char in piece) >= _LEAST


def _joined(spans: list[Span]) -> list[Span]:
    result: list[Span] = []
    for span in spans:
        if result and result[-1].end == span.start and result[-1].kind == span.kind:
            result[-1] = Span(span.kind, result[-1].rule, result[-1].start, span.end)
        else:
            result.append(span)
    return result
