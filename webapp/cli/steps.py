"""What a walk offers at its present place, as steps that a terminal can show and ask about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from trees.belief import problem
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
from trees.plan import Decision, Kind, Option, decide
from trees.walk import choices
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


def steps(session: Session, language: str) -> list[Step]:
    """The steps that can be taken now; more than one in a `diagnose`, the best first."""
    position, node = session.position, session.position.node
    offered = choices(position)
    if isinstance(node, Question):
        words = {name: choice.text.say(language) for name, choice in node.answers.items()}
        return [_asking(position.key, node, words, language)]
    if isinstance(node, Action):
        return [_doing(position.key, node, offered[position.key], language)]
    if isinstance(node, Diagnose):
        return list(_diagnosis(session, node, offered, language))
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


def _diagnosis(
    session: Session, node: Diagnose, offered: Mapping[str, tuple[str, ...]], language: str
) -> Iterator[Step]:
    key = session.position.key
    decision = decide(problem(node), session.position.answers_at(key).items())
    for option in decision.options:
        place = f"{key}.{option.step}"
        hint = _hint(option, decision)
        if option.kind is Kind.HANDOVER:
            yield Step(key, LABELS[HANDOVER], {HANDOVER: LABELS[HANDOVER]}, hint=hint)
        elif place not in offered:
            continue
        elif option.kind is Kind.FIX:
            step = _doing(place, node.fixes[option.step], offered[place], language)
            yield replace(step, hint=hint)
        else:
            step = _probing(place, node.questions[option.step], offered[place], language)
            yield replace(step, hint=hint)


def _probing(place: str, probe: Probe, offered: tuple[str, ...], language: str) -> Step:
    words = {name: choice.text.say(language) for name, choice in probe.answers.items()}
    if DECLINED in offered:
        words.setdefault(DECLINED, LABELS[DECLINED])
    return _asking(place, probe, words, language)


def _hint(option: Option, decision: Decision) -> str:
    parts = [f"{option.cost:g} min"]
    if option.kind is Kind.FIX:
        parts.append(f"works in about {option.chance:.0%}")
    if option is decision.best:
        parts.append(f"expected {decision.expected:.0f} min to an end")
    return ", ".join(parts)
