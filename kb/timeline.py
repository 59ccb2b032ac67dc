"""The course of a case: who answered when, what was asked for and received, how it ended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import islice

from kb.cases import Message, StepResult
from kb.mail import closing
from kb.mail.people import name_of
from kb.prose.data import read_yaml
from kb.prose.lines import is_courtesy, telling_lines
from kb.prose.regexp import Pattern
from kb.prose.roles import is_to_colleague, supporters
from kb.prose.rules import proved
from kb.prose.sentences import clauses, sentences
from kb.prose.symptoms import tells_symptom
from kb.prose.words import concepts, terms
from kb.steps import followed
from kb.steps.actions import Aim, asks, says
from kb.steps.proposals import proposals
from kb.steps.reports import reports
from kb.steps.results import Told, supposes, told
from kb.steps.tried import Tried
from kb.summary import closes
from kb.summary.headings import heading

MAX_TEXT = 300
"""Characters that are shown of one event."""

_BRIEFED = frozenset({"problem", "analysis"})
_MOST_QUOTES = 3
_TELLING = 15
"""Bytes of a clause (a Chinese character has three) from which on it may tell what is wrong in words that no list holds."""


class EventKind(StrEnum):
    """What happened."""

    FIRST_RESPONSE = "first-response"
    SCOPE = "scope"
    DATA_ASKED = "data-asked"
    DATA_RECEIVED = "data-received"
    ESCALATION = "escalation"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a case.

    Attributes:
        message: `Message.n` of the message that tells it.
        at: when that message was sent; None if unknown.
        by: who sent it.
        text: its words, shortened.
    """

    kind: EventKind
    message: int
    at: datetime | None
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a message, word for word."""

    text: str
    message: int


def timeline(messages: Sequence[Message]) -> tuple[Event, ...]:
    """The events of a case in the order of its messages; of one kind at most one a message."""
    team = supporters(messages)
    given = [step for step in followed(messages) if _is_given(step)]
    events: list[Event] = []
    for message in messages:
        found = dict(
            _team_events(message)
            if message.n in team
            else _customer_events(message, [one for one in given if one.heard == message.n])
        )
        if message.n in team and not any(one.kind is EventKind.FIRST_RESPONSE for one in events):
            found |= _first_response(message)
        events.extend(_event(message, kind, found[kind]) for kind in EventKind if kind in found)
    if messages and not any(one.kind is EventKind.CLOSING for one in events):
        events.extend(_consents(messages[-1]))
    return tuple(events)


def symptoms(messages: Sequence[Message]) -> tuple[Quote, ...]:
    """The customer's own words for what is wrong, from the first message that has any.

    A thread that the customer begins tells it in its first message, in whatever words. Where the customer says nothing
    of it, this is how the team retold it.
    """
    team = supporters(messages)
    asked: frozenset[str] = frozenset()
    customers = [one for one in messages if one.n not in team]
    for one in messages:
        if one.n in team:
            asked |= terms(one.body)
        elif found := _symptoms(one, asked, first=one is customers[0]):
            return found
    retold = (quote for one in messages if one.n in team for quote in _quotes(one, _is_retold))
    return tuple(islice(retold, 1))


def _symptoms(message: Message, asked: frozenset[str], *, first: bool) -> tuple[Quote, ...]:
    """The sentences of a customer that name a symptom; of the first mail also the first that tells anything new."""
    named = list(_quotes(message, tells_symptom))
    news = list(_quotes(message, lambda said: _is_news(said, asked)))[:first]
    kept = {*named, *news}
    return tuple(quote for quote in _quotes(message, bool) if quote in kept)[:_MOST_QUOTES]


@cache
def _cues() -> Mapping[str, Pattern]:
    data = read_yaml(__package__, "timeline.yaml")
    return {name: proved(data[name], f"kb/timeline.yaml: {name}") for name in data}


def _event(message: Message, kind: EventKind, text: str) -> Event:
    return Event(kind, message.n, message.sent_at, name_of(message.sender), text[:MAX_TEXT])


def _said(message: Message) -> list[str]:
    lines = telling_lines(message.body, message.sender)
    return [said for line in lines if not line.code for said in sentences(line.text)]


def _first_response(message: Message) -> dict[EventKind, str]:
    """The first message of the team to the customer: it greets by title, scopes, or asks for something."""
    opening = message.body.lstrip().partition("\n")[0]
    greets = any(title in opening for title in ("先生", "女士", "您好", "Dear "))
    first = next(iter(_said(message)), "")
    speaks = greets or says("scope", message.body) or bool(proposals(message))
    to_customer = speaks and not is_to_colleague(message)
    return {EventKind.FIRST_RESPONSE: first or opening} if to_customer else {}


def _team_events(message: Message) -> Iterator[tuple[EventKind, str]]:
    closes_case = closes(message)
    for kind, found in (
        (EventKind.CLOSING, [one for one in _said(message) if closing.closes(one)][:1]),
        (EventKind.SCOPE, [] if closes_case else _scopes(message)),
        (EventKind.DATA_ASKED, [] if closes_case else _requests(message)),
        (
            EventKind.ESCALATION,
            [one for one in _said(message) if _cues()["escalation"].search(one)]
            or _briefing(message),
        ),
        (EventKind.DATA_RECEIVED, _received(message, by_team=True)),
    ):
        if found:
            yield kind, "\n".join(found)


def _is_given(step: Tried) -> bool:
    return step.proposal.aim is Aim.COLLECT and step.result is StepResult.WORKED


def _briefing(message: Message) -> list[str]:
    """What tells a colleague of the case, so that he helps: its headed parts."""
    if not is_to_colleague(message):
        return []
    lines = (heading(line.text) for line in telling_lines(message.body, message.sender))
    parts = {found.part: found.rest for found in lines if found and found.part in _BRIEFED}
    return [text for text in parts.values() if text] if len(parts) > 1 else []


def _consents(message: Message) -> Iterator[Event]:
    """The customer's word that the case may be closed, where it is the last one."""
    said = [one for one in _said(message) if _cues()["consent"].search(one)]
    if said:
        yield _event(message, EventKind.CLOSING, said[0])


def _customer_events(message: Message, given: Sequence[Tried]) -> Iterator[tuple[EventKind, str]]:
    """What a customer sends: data, files, and what else was asked for and answers a request."""
    found = _received(message, by_team=False) or [each.name for each in message.attachments]
    found += [one.proposal.text for one in given if not concepts(one.proposal.text) & _about(found)]
    if found:
        yield EventKind.DATA_RECEIVED, "\n".join(dict.fromkeys(found))


def _about(texts: Sequence[str]) -> frozenset[str]:
    return concepts("\n".join(texts))


def _scopes(message: Message) -> list[str]:
    found = []
    opened = False
    for line in telling_lines(message.body, message.sender):
        headed = heading(line.text)
        if opened and not headed:
            found.append(line.text)
        opened = headed is not None and headed.part == "problem" and not headed.rest
        if headed and headed.part == "problem" and headed.rest:
            found.append(headed.rest)
        elif not headed and says("scope", line.text):
            found.append(line.text)
    return found


def _requests(message: Message) -> list[str]:
    return [one.text for one in proposals(message) if one.aim is Aim.COLLECT]


def _received(message: Message, *, by_team: bool) -> list[str]:
    found = [one.text for one in reports(message, by_team=by_team) if one.told is Told.DONE]
    return [text for text in found if says("data", text)]


def _is_news(clause: str, asked: frozenset[str]) -> bool:
    """Whether a clause says something that neither asks nor answers what the team wrote before."""
    answers = len(terms(clause) & asked) > 1
    told_more = len(clause.encode()) >= _TELLING and not answers and told(clause) is None
    return told_more and not (asks(clause) or says("asks", clause))


def _is_retold(clause: str) -> bool:
    return bool(_cues()["reported"].search(clause))


def _quotes(message: Message, cue: Callable[[str], bool]) -> Iterator[Quote]:
    for sentence in _said(message):
        if any(_tells(clause, cue) for clause in clauses(sentence)):
            yield Quote(sentence[:MAX_TEXT], message.n)


def _tells(clause: str, cue: Callable[[str], bool]) -> bool:
    quiet = is_courtesy(clause) or supposes(clause) or says("question", clause)
    if quiet or not cue(clause):
        return False
    return told(clause) not in {Told.DONE, Told.WAITING, Told.DECLINED}
