"""What the messages of a thread report: pieces of sentences that tell what came of something."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from kb.cases import Message
from kb.prose.lines import Line, is_greeting, telling_lines
from kb.prose.sentences import clauses, sentences
from kb.steps.actions import asks, planned, says
from kb.steps.outline import marked
from kb.steps.replies import answers
from kb.steps.results import BAD, GOOD, Told, hints, is_about_all, ordinals, supposes, told
from kb.summary import closes
from kb.summary.headings import heading

MAX_REPORTS = 40
"""Reports that are read from one message."""

_SHORT = 10
_OWN = 6
"""Characters from which on a clause can say for itself what it is about."""


@dataclass(frozen=True, slots=True)
class Report:
    """A piece of a sentence that reports something.

    Attributes:
        text: the clauses up to the one that tells.
        about: texts that say what it is about, the nearest first.
        ordinals: the numbers of the methods that it speaks of.
        numbered: the number of the entry that it stands in or answers, 0 for none.
        listed: whether it is one of several numbered entries.
        quoted: the line of an earlier mail that it stands under.
        everything: whether its sentence speaks of all that was asked for.
        closing: whether its message sums the whole case up.
    """

    text: str
    about: tuple[str, ...]
    told: Told
    message: int
    ordinals: tuple[int, ...]
    numbered: int
    listed: bool
    quoted: str
    by_team: bool
    everything: bool
    closing: bool


class _Piece(NamedTuple):
    """A part of a sentence: its text, what it tells, its own clauses, the sentence up to there."""

    text: str
    told: Told
    fresh: str
    so_far: str


def reports(message: Message, *, by_team: bool) -> list[Report]:
    """What one message reports, in order."""
    return list(islice(_reports(message, by_team=by_team), MAX_REPORTS))


def _reports(message: Message, *, by_team: bool) -> Iterator[Report]:
    before = ""
    closing = by_team and closes(message)
    for answer in answers(list(_lines(message, by_team=by_team))):
        answered = not by_team and (answer.listed or answer.quoted != "")
        for sentence in sentences(answer.text):
            everything = is_about_all(sentence)
            pieces = list(_pieces(sentence, by_team=by_team))
            if answered and not pieces and _answers(sentence):
                pieces = [_Piece(sentence, Told.DONE, sentence, sentence)]
            for piece in pieces:
                # Where everything was done, the sentence ends with what came of it.
                if everything and piece is not pieces[-1] and not ordinals(piece.fresh):
                    continue
                yield Report(
                    piece.text,
                    _about(piece, before, by_team=by_team),
                    piece.told,
                    message.n,
                    ordinals(piece.fresh),
                    answer.number,
                    answer.listed,
                    answer.quoted,
                    by_team,
                    everything,
                    closing,
                )
            before = sentence


def _about(piece: _Piece, before: str, *, by_team: bool) -> tuple[str, ...]:
    """Data are named in the clause itself; a short piece is about what was said before it."""
    bare = len(piece.so_far) < _SHORT and not by_team
    whole = f"{before} {piece.so_far}" if bare else piece.so_far
    if piece.told in {Told.DONE, Told.DECLINED}:
        return (*clauses(piece.text)[-1:], piece.text, whole)
    own = () if by_team or len(piece.fresh) < _OWN else (piece.fresh,)
    return (*own, piece.text, whole)


def _answers(sentence: str) -> bool:
    """Whether a sentence that stands where an answer was asked for gives one."""
    return told(sentence) is None and not (says("question", sentence) or supposes(sentence))


def _lines(message: Message, *, by_team: bool) -> Iterator[Line]:
    """The lines that may report something."""
    section = ""
    for line in telling_lines(message.body, message.sender):
        if line.code and not hints("console", line.text):
            continue
        found = heading(line.text)
        section = found.part if found else section
        if by_team and says("scope", line.text):
            continue
        # What the problem is reports nothing of the steps; a heading of its own covers what is below.
        if section == "problem":
            section = section if found is None or not found.rest else ""
            continue
        yield replace(line, text=found.rest) if found and not marked(line) else line


def _pieces(sentence: str, *, by_team: bool) -> Iterator[_Piece]:
    """The parts of a sentence that each report one thing."""
    if says("question", sentence):
        return
    asked = by_team and told(sentence) is None and asks(sentence) and not planned(sentence)
    gathered: list[str] = []
    fresh: list[str] = []
    said: list[str] = []
    last: Told | None = None
    for clause in clauses(sentence):
        if is_greeting(clause):
            continue
        if len(clause) >= _SHORT and hints("contrast", clause):
            gathered, fresh, said = [], [], []
        for one in (gathered, fresh, said):
            one.append(clause)
        text = "，".join(gathered)
        what = told(text)
        # What was done leads to what came of it: its clauses stay until that is told.
        if what is None or (what is Told.DONE is last and told(clause) is not what):
            continue
        if not _repeats(last, what) and _counts(text, what, by_team=by_team, asked=asked):
            yield _Piece(text, what, "，".join(fresh), "，".join(said))
        fresh = []
        if what is not Told.DONE:
            gathered = []
        last = what


def _repeats(last: Told | None, what: Told) -> bool:
    """Whether a piece only says again whether the symptom is there; that it is reproduced is said for itself."""
    if what in {Told.NOT_REPRODUCED, Told.REPRODUCED} and last is not what:
        return False
    return what is not Told.FAILED and ({last, what} <= GOOD or {last, what} <= BAD)


def _counts(text: str, what: Told, *, by_team: bool, asked: bool) -> bool:
    if by_team and what is Told.DONE:
        return hints("received", text)
    return what is Told.DECLINED or not asked
