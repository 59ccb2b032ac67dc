"""Makes few large segments of many small ones, and leaves out rows that no longer count."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from kb.search.whoosh_engine.reading import SegmentReader
from kb.search.whoosh_engine.state import Part
from kb.search.whoosh_engine.writing import HEAD, MOST_ROWS, TEXT, Builder, Row

TOGETHER = 8
"""So many segments of one size become one of the next."""
SIZES = (400, 3_000, MOST_ROWS)
"""Rows up to which a segment belongs to a size."""
WASTE = 0.4
"""Share of rows that no longer count from which a segment is written anew."""


def due(parts: Sequence[Part]) -> list[Part]:
    """The segments that should be merged now, in their order; often none."""
    for size, smaller in zip(SIZES, (0, *SIZES), strict=False):
        alike = [part for part in parts if smaller < part.live <= size]
        if len(alike) >= TOGETHER:
            return _up_to_full(alike)
    wasteful = [part for part in parts if part.live < part.rows * (1 - WASTE)]
    return wasteful[:1]


def merged(folder: Path, parts: Iterable[Part]) -> Builder:
    """One segment of the live rows of several."""
    builder = Builder()
    for part in parts:
        reader = SegmentReader(folder, part)
        _copy(reader, builder)
        reader.close()
    return builder


def _up_to_full(parts: Sequence[Part]) -> list[Part]:
    chosen: list[Part] = []
    rows = 0
    for part in parts:
        rows += part.live
        if rows > MOST_ROWS and len(chosen) > 1:
            break
        chosen.append(part)
    return chosen


def _copy(reader: SegmentReader, builder: Builder) -> None:
    places: list[int] = []
    lengths = {field: reader.lengths(field) for field in (HEAD, TEXT)}
    traits, days = reader.traits(), reader.days()
    for row in range(reader.rows):
        places.append(-1 if row in reader.deleted else builder.rows)
        if row not in reader.deleted:
            of_row = {field: column[row] for field, column in lengths.items()}
            builder.add_columns(
                Row({}, of_row, traits[row], days[row], reader.card(row), reader.texts(row))
            )
    for field, term in reader.terms():
        rows, weights = reader.postings(term, field)
        pairs = zip((places[row] for row in rows), weights, strict=True)
        live = [row << 32 | weight for row, weight in pairs if row >= 0]
        if live:
            builder.add_postings(field, term, live)
