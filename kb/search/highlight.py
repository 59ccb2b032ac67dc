"""The best passage of a document, and what to mark in it.

Marks are places of terms in the stored text, so a code is marked in whatever notation it was
written, and neighbouring characters of a Chinese word become one mark.
"""

from bisect import bisect_right
from collections.abc import Mapping

from kb.search.analysis import Token
from kb.search.finding import Finder
from kb.search.results import Segment

WIDTH = 160
"""Characters of a snippet."""
LONGEST = 60_000
"""Characters of a text that are looked through."""
MOST_MARKS = 500
"""Places that are weighed to find the best passage."""
LEAD = 24
"""Characters shown before the first mark."""


def snippet(text: str, weights: Mapping[str, float], finder: Finder) -> tuple[Segment, ...]:
    """The passage of about `WIDTH` characters in which the most telling terms stand.

    Args:
        text: the stored text.
        weights: term -> how telling it is.
        finder: of these terms.
    """
    text = text[:LONGEST]
    found = finder.find(text)[:MOST_MARKS]
    start, end = _window(text, found, weights)
    inside = [token for token in found if token.start >= start and token.end <= end]
    pieces = mark(text[start:end], [(one.start - start, one.end - start) for one in inside])
    return _with_dots(pieces, before=start > 0, after=end < len(text))


def title(text: str, finder: Finder) -> tuple[Segment, ...]:
    """A whole title with its marks."""
    return mark(text, [(one.start, one.end) for one in finder.find(text)])


def mark(text: str, spans: list[tuple[int, int]]) -> tuple[Segment, ...]:
    """A text cut at the ends of its marks; overlapping and touching marks become one."""
    pieces: list[Segment] = []
    place = 0
    for start, end in _joined(spans):
        pieces += [Segment(text[place:start]), Segment(text[start:end], marked=True)]
        place = end
    pieces.append(Segment(text[place:]))
    return tuple(piece for piece in pieces if piece.text)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _window(text: str, found: list[Token], weights: Mapping[str, float]) -> tuple[int, int]:
    """Where the passage begins and ends: each different term inside counts once."""
    if not found:
        return 0, min(len(text), WIDTH)
    starts = [token.start for token in found]
    best, best_value = 0, -1.0
    for first in range(len(found)):
        last = bisect_right(starts, starts[first] + WIDTH - LEAD)
        value = sum(weights[term] for term in {token.text for token in found[first:last]})
        if value > best_value:
            best, best_value = first, value
    return _at_words(text, max(0, starts[best] - LEAD))


def _at_words(text: str, start: int) -> tuple[int, int]:
    """Moves the start to the beginning of a line or word close by."""
    line = text.rfind("\n", max(0, start - LEAD), start + LEAD)
    space = text.rfind(" ", max(0, start - LEAD), start)
    begin = line + 1 if line >= 0 else space + 1 if space >= 0 and start else start
    return begin, min(len(text), begin + WIDTH)


def _with_dots(pieces: tuple[Segment, ...], *, before: bool, after: bool) -> tuple[Segment, ...]:
    head = (Segment("… "),) if before else ()
    tail = (Segment(" …"),) if after else ()
    return (*head, *pieces, *tail)
