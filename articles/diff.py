"""Differences that people can read: by words, and by characters where there are no spaces.

Lines are compared first, then the words inside lines that changed, so that the cost stays near
linear for long texts with few changes (difflib alone is quadratic).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from articles.cjk import PATTERN, is_cjk

# Pairs of equal words that may be weighed for one comparison, about two seconds at the worst;
# what is left when they are used up counts as replaced whole.
MOST_PAIRS = 300_000
_TOKEN = re.compile(rf"[{PATTERN}]|[^\W{PATTERN}]+|\n|[^\S\n]+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ISLAND = 4  # an unchanged stretch narrower than this between two changes only confuses


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and what became of it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the line view, without its line end.

    `old` and `new` are line numbers from 1; an added line has no `old`, a removed one no `new`.
    In both, the stretches that differ from the line's counterpart are marked.
    """

    old: int | None
    new: int | None
    segments: tuple[Segment, ...]

    @property
    def kind(self) -> Kind:
        """Return what became of the line as a whole."""
        if self.old is None:
            return Kind.ADDED
        return Kind.REMOVED if self.new is None else Kind.SAME


def words(old: str, new: str) -> tuple[Segment, ...]:
    """Return the stretches that lead from `old` to `new`.

    Joining all but the added ones gives `old`, joining all but the removed ones gives `new`.
    """
    stretches = (stretch for block in _blocks(old, new) for stretch in block)
    return tuple(_joined(stretches))


def lines(old: str, new: str) -> tuple[Line, ...]:
    """Return both texts as rows: removed lines stand before those that took their place."""
    rows: list[Line] = []
    old_number = new_number = 1
    for block in _blocks(_ended(old), _ended(new)):
        gone = list(_split(block, without=Kind.ADDED))
        came = list(_split(block, without=Kind.REMOVED))
        if all(segment.kind is Kind.SAME for segment in block):
            rows += [Line(old_number + i, new_number + i, row) for i, row in enumerate(gone)]
        else:
            rows += [Line(old_number + i, None, row) for i, row in enumerate(gone)]
            rows += [Line(None, new_number + i, row) for i, row in enumerate(came)]
        old_number += len(gone)
        new_number += len(came)
    return tuple(rows)


def hunks(rows: Sequence[Line], context: int = 3) -> tuple[tuple[Line, ...], ...]:
    """Return the stretches of rows around changes, with `context` unchanged rows on both sides."""
    near = {
        place
        for index, row in enumerate(rows)
        if row.kind is not Kind.SAME
        for place in range(max(0, index - context), min(len(rows), index + context + 1))
    }
    found: list[list[Line]] = []
    for place, row in enumerate(rows):
        if place in near and place - 1 in near:
            found[-1].append(row)
        elif place in near:
            found.append([row])
    return tuple(tuple(hunk) for hunk in found)


def _ended(text: str) -> str:
    """Give the last line its end, which is not shown and so no difference."""
    return text if text.endswith("\n") or not text else f"{text}\n"


@dataclass(slots=True)
class _Budget:
    pairs: int = MOST_PAIRS

    def allows(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Take the cost of comparing two lists from what is left, if it suffices."""
        counts = Counter(after)
        cost = sum(counts[word] for word in before)
        if cost > self.pairs:
            return False
        self.pairs -= cost
        return True


def _blocks(old: str, new: str) -> Iterator[tuple[Segment, ...]]:
    """Yield runs of whole lines: unchanged ones, or changed ones with their words compared."""
    budget = _Budget()
    before, after = _LINE.findall(old), _LINE.findall(new)
    for same, here, there in _matches(before, after, budget):
        removed, added = "".join(here), "".join(there)
        if same:
            yield (Segment(Kind.SAME, removed),)
        else:
            segments = list(_compared(removed, added, budget))
            yield tuple(_joined(_without_islands(segments)))


def _compared(old: str, new: str, budget: _Budget) -> Iterator[Segment]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for same, here, there in _matches(before, after, budget):
        if same:
            yield Segment(Kind.SAME, "".join(here))
        else:
            yield Segment(Kind.REMOVED, "".join(here))
            yield Segment(Kind.ADDED, "".join(there))


def _matches(
    before: Sequence[str], after: Sequence[str], budget: _Budget
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Yield equal and differing runs of two lists; common ends are taken off first."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle_before = before[start : len(before) - end]
    middle_after = after[start : len(after) - end]
    if start:
        yield True, before[:start], after[:start]
    if budget.allows(middle_before, middle_after):
        matcher = SequenceMatcher(None, middle_before, middle_after, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            yield tag == "equal", middle_before[a:b], middle_after[c:d]
    else:
        yield False, middle_before, middle_after
    if end:
        yield True, before[len(before) - end :], after[len(after) - end :]


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))


def _without_islands(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Turn short unchanged stretches between changes into changes, unless they end a line."""
    last = len(segments) - 1
    for index, segment in enumerate(segments):
        inside = 0 < index < last and segment.kind is Kind.SAME
        if inside and _width(segment.text) < _ISLAND and "\n" not in segment.text:
            yield Segment(Kind.REMOVED, segment.text)
            yield Segment(Kind.ADDED, segment.text)
        else:
            yield segment


def _width(text: str) -> int:
    """Count the letters, an ideograph as two: it is about half a word."""
    return sum(2 if is_cjk(sign) else 1 for sign in text.strip())


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Join neighbours: between two unchanged stretches stands one removed, then one added."""
    for same, run in groupby(segments, key=lambda segment: segment.kind is Kind.SAME):
        texts = list(run)
        for kind in (Kind.SAME,) if same else (Kind.REMOVED, Kind.ADDED):
            text = "".join(segment.text for segment in texts if segment.kind is kind)
            if text:
                yield Segment(kind, text)


def _split(block: Sequence[Segment], without: Kind) -> Iterator[tuple[Segment, ...]]:
    """Yield the rows of one side of a block."""
    row: list[Segment] = []
    for segment in block:
        if segment.kind is without:
            continue
        for piece in _LINE.findall(segment.text):
            text = piece.removesuffix("\n")
            if text:
                row.append(Segment(segment.kind, text))
            if text != piece:
                yield tuple(row)
                row = []
    if row:
        yield tuple(row)
