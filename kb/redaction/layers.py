"""Many rules may claim the same characters: the first to claim them keeps them."""

from collections.abc import Iterable, Iterator
from typing import Final

from kb.redaction.model import Span

_LEAST: Final = 3
_TAKEN: Final = 1


def layered(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in the order of the text, without overlap.

    Args:
        text: what the offsets of the spans refer to.
        spans: those that come first win. Of a later one only what is not yet covered counts, and only
            pieces with at least three letters or digits.
    """
    taken = bytearray(len(text))
    kept: list[Span] = []
    for span in spans:
        for start, end in list(_free(taken, span.start, span.end)):
            if (start, end) == (span.start, span.end) or _counts(text[start:end]):
                kept.append(Span(span.kind, span.rule, start, end))
                taken[start:end] = bytes((_TAKEN,)) * (end - start)
    return _joined(sorted(kept, key=_start))


def _start(span: Span) -> int:
    return span.start


def _free(taken: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches from a start to an end that nothing has taken."""
    while 0 <= start < end:
        stop = taken.find(_TAKEN, start, end)
        if stop < 0:
            yield start, end
            return
        if start < stop:
            yield start, stop
        start = taken.find(0, stop, end)


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
