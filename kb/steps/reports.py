"""What the messages of a thread report: pieces of sentences that tell what came of something."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kb.cases import Message
from kb.prose.lines import phrases, telling_lines
from kb.prose.sentences import clauses, sentences
from kb.steps.actions import actions, asks, planned
from kb.steps.outline import Family, marked
from kb.steps.results import BAD, GOOD, Told, ordinal, results, told
from kb.summary.headings import heading

MAX_REPORTS = 40
"""Reports that are read from one message."""

_SHORT = 10


@dataclass(frozen=True, slots=True)
class Report:
    """A piece of a sentence that reports something.

    Attributes:
        text: the clauses up to the one that tells.
        about: more text that says what it is about: the line before a short one.
        ordinal: the number of the method that it speaks of, 0 for none.
        numbered: the number of the list entry that it stands in, 0 for none.
    """

    text: str
    about: str
    told: Told
    message: int
    ordinal: int
    numbered: int
    by_team: bool


def reports(message: Message, *, by_team: bool) -> list[Report]:
    """What one message reports, in order."""
    return list(islice(_reports(message, by_team=by_team), MAX_REPORTS))


def _reports(message: Message, *, by_team: bool) -> Iterator[Report]:
    before, section = "", ""
    for line in telling_lines(message.body):
        if line.code:
            continue
        found = heading(line.text)
        section = found.part if found else section
        # What the problem is reports nothing of the steps; a heading of its own covers what is below.
        if section == "problem":
            section = section if found and not found.rest else ""
            continue
        item = marked(line)
        number = item.ordinal if item and item.family < Family.BULLET else 0
        for sentence in sentences(item.text if item else found.rest if found else line.text):
            for text, what in _pieces(sentence, by_team=by_team):
                about = f"{before} {text}" if len(text) < _SHORT else text
                yield Report(text, about, what, message.n, ordinal(text), number, by_team)
            before = sentence


def _pieces(sentence: str, *, by_team: bool) -> Iterator[tuple[str, Told]]:
    """The parts of a sentence that each report one thing, with the clauses that lead to it."""
    if actions().question.search(sentence):
        return
    asked = by_team and told(sentence) is None and asks(sentence) and not planned(sentence)
    gathered: list[str] = []
    last: Told | None = None
    for clause in clauses(sentence):
        if phrases().greeting.fullmatch(clause):
            continue
        gathered.append(clause)
        text = "，".join(gathered)
        what = told(text)
        if what is not None:
            gathered = []
            again = {last, what} <= GOOD or {last, what} <= BAD
            if not again and _counts(text, what, by_team=by_team, asked=asked):
                yield text, what
            last = what


def _counts(text: str, what: Told, *, by_team: bool, asked: bool) -> bool:
    if by_team and what is Told.DONE:
        return bool(results().received.search(text))
    return what is Told.DECLINED or not asked
