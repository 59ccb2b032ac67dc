"""The summary of a case: what the archive mail says, or the most telling sentences of the thread."""

from collections.abc import Sequence

from kb.cases import Message, Summary
from kb.summary.archive import archived, closes
from kb.summary.extract import extracted
from kb.summary.outcomes import resolution

__all__ = ["closes", "resolution", "summarise"]


def summarise(messages: Sequence[Message]) -> Summary:
    """Problem, analysis and conclusion of a case.

    They are taken from the mail that archives the case, in either house style. Where there is none, sentences of
    the thread are chosen by TextRank, word for word, and the summary says so (`extracted`).
    """
    return archived(messages) or extracted(messages)
