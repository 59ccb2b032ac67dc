"""What a walk offers at its present place, as steps that a terminal can show and ask about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from trees.model import (
    CONFIRMED,
    DECLINED,
    HANDOVER,
    NOT_SOLVED,
    SOLVED,
    Action,
    Check,
    Command,
    Diagnose,
    Fix,
    Probe,
    Question,
    Risk,
)
from trees.plan import Kind
from trees.walk import choices
from webapp.proposing import Proposal, Weighed
from webapp.walking import Session

LABELS = {
    SOLVED: "Yes, the problem is gone",
    NOT_SOLVED: "No, it is still there",
    DECLINED: "Not done",
    CONFIRMED: "The customer knows the risk and agrees: show the commands",
    HANDOVER: "Stop here and hand over",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to ask or to do.

    Attributes:
        key: name of the place, for the answer.
        asks: the words above the answers; empty where the title is the question.
        commands: to be typed, in order; none before a dangerous step is confirmed.
        answers: answer id -> words, in the order in which they are numbered.
        hint: what the planner says of it, in a `diagnose`.
    """

    key: str
    title: str
    answers: Mapping[str, str]
    note: str = ""
    asks: str = ""
    commands: tuple[Command, ...] = ()
    undo: tuple[Command, ...] = ()
    risk: Risk = field(default_factory=Risk)
    check: Check | None = None
    hint: str = ""


def steps(session: Session, language: str, proposal: Proposal | None) -> list[Step]:
    """The steps that can be taken now; more than one in a `diagnose`, the proposed one first."""
    position, node = session.position, session.position.node
    offered = choices(position)
    if isinstance(node, Question):
        words = {name: choice.text.say(language) for name, choice in node.answers.items()}
        return [_asking(position.key, node, words, language)]
    if isinstance(node, Action):
        return [_doing(position.key, node, offered[position.key], language)]
    if isinstance(node, Diagnose) and proposal is not None:
        weighed = (proposal.best, *proposal.others)
        return [step for each in weighed for step in _weighed(session, each, offered, language)]
    return []


def _asking(key: str, step: Question | Probe, words: Mapping[str, str], language: str) -> Step:
    return Step(
        key=key,
        title=step.text.say(language),
        note=step.note.say(language),
        answers=words,
        commands=(step.check.command,) if step.check else (),
        check=step.check,
    )


def _doing(key: str, step: Action | Fix, offered: tuple[str, ...], language: str) -> Step:
    hidden = CONFIRMED in offered
    check = (step.check.command,) if step.check else ()
    return Step(
        key=key,
        title=step.text.say(language),
        note=step.note.say(language),
        answers={name: LABELS[name] for name in offered},
        asks="" if hidden else "Is the problem gone?",
        commands=() if hidden else (*step.commands, *check),
        undo=step.undo,
        risk=step.risk,
        check=None if hidden else step.check,
    )


def _weighed(
    session: Session, weighed: Weighed, offered: Mapping[str, tuple[str, ...]], language: str
) -> Iterator[Step]:
    """A step of a `diagnose`, if it is offered."""
    node, key, option = session.position.node, session.position.key, weighed.option
    place = f"{key}.{option.step}"
    if option.kind is Kind.HANDOVER:
        yield Step(key, LABELS[HANDOVER], {HANDOVER: LABELS[HANDOVER]}, hint=_hint(weighed))
    elif isinstance(node, Diagnose) and place in offered:
        step = (
            _doing(place, node.fixes[option.step], offered[place], language)
            if option.kind is Kind.FIX
            else _probing(place, node.questions[option.step], offered[place], language)
        )
        yield replace(step, hint=_hint(weighed))


def _probing(place: str, probe: Probe, offered: tuple[str, ...], language: str) -> Step:
    words = {name: choice.text.say(language) for name, choice in probe.answers.items()}
    if DECLINED in offered:
        words.setdefault(DECLINED, LABELS[DECLINED])
    return _asking(place, probe, words, language)


def _hint(weighed: Weighed) -> str:
    option = weighed.option
    told = f"{option.cost:g} min"
    if option.kind is Kind.FIX:
        told += f", works in about {weighed.percent} % of cases like this ({_basis(weighed)})"
    if option.expected is not None and option.kind is not Kind.HANDOVER:
        told += f"; expected {option.expected:.0f} min to a cure or a hand-over"
    return told


def _basis(weighed: Weighed) -> str:
    """What the share rests on."""
    record = weighed.record
    if record is None or not record.tried:
        return "the author's estimate"
    counts = f"{record.solved} of {record.tried}"
    return counts if weighed.is_recorded else f"the author's estimate; so far {counts}"
