"""What a search gives back, and its form as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import NamedTuple

from kb.codes import Explanation

Facets = Mapping[str, Mapping[str, int]]


class Segment(NamedTuple):
    """A piece of a snippet; `marked` pieces are what was searched for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that was found.

    Attributes:
        id: case number, tree id or article id.
        segments: the best passage in pieces; join their texts for the plain passage.
        score: comparable within one result only.
        title_segments: the title in pieces, likewise.
    """

    id: str
    kind: str
    title: str
    segments: tuple[Segment, ...]
    score: float
    url: str
    title_segments: tuple[Segment, ...] = ()
    day: date | None = None
    customer: str = ""
    status: str = ""

    def as_dict(self) -> dict[str, object]:
        """The hit as the command line and the API print it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "snippet": marked_html(self.segments),
            "score": round(self.score, 4),
            "url": self.url,
        }


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query.

    Attributes:
        exact: page that the query names exactly (a code, a case number, an id), or "".
        facets: field -> value -> documents, most frequent first.
        codes: the error codes in the query, explained.
        did_you_mean: a better spelling of the whole query, or "".
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Facets = field(default_factory=dict)
    codes: tuple[Explanation, ...] = ()
    did_you_mean: str = ""
    exact: str = ""

    def as_dict(self) -> dict[str, object]:
        """The object that `casepath search --json` prints."""
        return {
            "query": self.query,
            "total": self.total,
            "took_ms": round(self.took_ms, 2),
            "hits": [hit.as_dict() for hit in self.hits],
            "facets": {name: dict(counts) for name, counts in self.facets.items()},
            "codes": [code.canonical for code in self.codes],
            "did_you_mean": self.did_you_mean,
        }


def marked_html(segments: tuple[Segment, ...]) -> str:
    """Escaped text with `<mark>` around what was searched for."""
    return "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.marked else escape(piece.text)
        for piece in segments
    )


def plain(segments: tuple[Segment, ...]) -> str:
    """The passage for a terminal, marks as «…»."""
    return "".join(f"«{piece.text}»" if piece.marked else piece.text for piece in segments)
