"""A document as two bags of terms: its head, and everything.

The head says what a document is about: title, codes, summary, the first lines. A term scores once
for the head and once for the whole text, each with its own BM25; so does a short head outweigh a
long body without drowning it (measured in docs/decisions/0052). Weights are whole numbers, as if a
title were written three times; both engines can keep that.
"""

from dataclasses import dataclass

from kb.search.analysis import count_pairs, count_terms
from kb.search.documents import Document

TITLE_WEIGHT = 3
CODE_WEIGHT = 3
FIRST_COLUMNS = 200
LEAD_COLUMNS = 600
"""What is first counts more: columns of the lead, a Chinese character is two wide."""
SUMMARY_COLUMNS = 3000
LONGEST_TEXT = 400_000
"""Characters of a text that are indexed; a case has a few thousand."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Term -> weight, for the head and for everything."""

    head: dict[str, int]
    text: dict[str, int]


def bags_of(document: Document) -> Bags:
    """The two bags of one document."""
    title = f"{document.title}\n{document.also}"
    codes = " ".join(document.codes)
    head: dict[str, int] = {}
    for text, weight in (
        (title, TITLE_WEIGHT),
        (codes, CODE_WEIGHT),
        (lead(document.summary, SUMMARY_COLUMNS), 1),
        (lead(document.body, FIRST_COLUMNS), 1),
        (lead(document.body, LEAD_COLUMNS), 1),
    ):
        for term, times in count_terms(text).items():
            head[term] = head.get(term, 0) + weight * times
    return Bags(head, count_pairs(document.text[:LONGEST_TEXT]))


def lead(text: str, columns: int) -> str:
    """The first columns of a text."""
    start = text[:columns]
    if start.isascii():
        return start
    wide = sum(char > "\u2e7f" for char in start)
    return start[: columns - wide * columns // (len(start) + wide)]
