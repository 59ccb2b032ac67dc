"""The file format as tables: which keys each thing has, how they are read, what they become."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Final

import yaml

from trees.messages import said
from trees.model import (
    DEFAULT,
    Action,
    Audience,
    Cause,
    Check,
    Choice,
    Collect,
    Command,
    Diagnose,
    Example,
    Fix,
    Handover,
    Item,
    Likelihood,
    Node,
    Outcome,
    Probe,
    Question,
    Reading,
    Result,
    Risk,
    RiskLevel,
    Setup,
    Shell,
    Subtree,
    Text,
)
from trees.reading.places import Place, Report, entries, name
from trees.reading.readers import (
    Field,
    Shape,
    boolean,
    identifier,
    language,
    list_of,
    map_of,
    minutes,
    number,
    one_of,
    record,
    string,
    text,
    values,
)

_NO_TEXT: Final = Text()


def required(read: Any, default: Any = None) -> Field:
    return Field(read, default, required=True)


COMMAND: Final[Shape] = {
    "run": required(string, ""),
    "shell": Field(one_of(Shell), Shell.OTHER),
    "admin": Field(boolean, False),
}
_commands: Final = Field(list_of(record(COMMAND, Command)), ())
READING: Final[Shape] = {"pattern": required(string, ""), "answer": required(string, "")}
CHECK: Final[Shape] = {**COMMAND, "read": Field(list_of(record(READING, Reading)), ())}
_check: Final = Field(record(CHECK, Check))
RISK: Final[Shape] = {
    "level": Field(one_of(RiskLevel), RiskLevel.NONE),
    "warning": Field(text, _NO_TEXT),
}
_risk: Final = Field(record(RISK, Risk), Risk())
CHOICE: Final[Shape] = {"text": required(text, _NO_TEXT), "goto": required(string, "")}


def _command(report: Report, place: Place) -> Command | None:
    """A command as a mapping, or only what to run."""
    if isinstance(place.node, yaml.MappingNode):
        return record(COMMAND, Command)(report, place)  # type: ignore[no-any-return]
    run = string(report, place)
    return Command(run) if run else None


ITEM: Final[Shape] = {
    "id": required(identifier, ""),
    "text": required(text, _NO_TEXT),
    "path": Field(string, ""),
    "command": Field(_command),
    "required": Field(boolean, False),
}
CAUSE: Final[Shape] = {"weight": required(number, 0.0), "text": Field(text, _NO_TEXT)}


def _cause(report: Report, place: Place) -> Cause | None:
    """A cause as its weight, or with a text for people."""
    if isinstance(place.node, yaml.MappingNode):
        return record(CAUSE, Cause)(report, place)  # type: ignore[no-any-return]
    weight = number(report, place)
    return None if weight is None else Cause(weight)


_chances: Final = map_of(number)
LIKELIHOOD: Final[Shape] = {"text": required(text, _NO_TEXT), "given": required(_chances, {})}
PROBE: Final[Shape] = {
    "text": required(text, _NO_TEXT),
    "answers": required(map_of(record(LIKELIHOOD, Likelihood)), {}),
    "minutes": Field(minutes, 1.0),
    "check": _check,
    "note": Field(text, _NO_TEXT),
}
FIX: Final[Shape] = {
    "text": required(text, _NO_TEXT),
    "repairs": required(_chances, {}),
    "minutes": Field(minutes, 1.0),
    "after": Field(list_of(string), ()),
    "setup": Field(string, ""),
    "commands": _commands,
    "check": _check,
    "risk": _risk,
    "undo": _commands,
    "note": Field(text, _NO_TEXT),
}
SETUP: Final[Shape] = {"text": required(text, _NO_TEXT), "minutes": Field(minutes, 1.0)}
HANDOVER: Final[Shape] = {"cost": required(minutes, 0.0), "goto": required(string, "")}


def _solved(report: Report, place: Place) -> dict[str, str] | None:
    """One node, or one per fix."""
    if isinstance(place.node, yaml.MappingNode):
        return map_of(string)(report, place)  # type: ignore[no-any-return]
    node = string(report, place)
    return None if node is None else {DEFAULT: node}


_NODE: Final[Shape] = {
    "text": required(text, _NO_TEXT),
    "note": Field(text, _NO_TEXT),
    "articles": Field(list_of(string), ()),
    "minutes": Field(minutes, 1.0),
}
QUESTION: Final[Shape] = {
    **_NODE,
    "answers": required(map_of(record(CHOICE, Choice)), {}),
    "check": _check,
}
ACTION: Final[Shape] = {
    **_NODE,
    "commands": _commands,
    "check": _check,
    "risk": _risk,
    "undo": _commands,
    "solved": required(string, ""),
    "not_solved": required(string, ""),
    "declined": Field(string, ""),
}
DIAGNOSE: Final[Shape] = {
    **_NODE,
    "causes": required(map_of(_cause), {}),
    "fixes": required(map_of(record(FIX, Fix)), {}),
    "questions": Field(map_of(record(PROBE, Probe)), {}),
    "setups": Field(map_of(record(SETUP, Setup)), {}),
    "handover": required(record(HANDOVER, Handover), Handover(0.0, "")),
    "solved": required(_solved, {}),
}
COLLECT: Final[Shape] = {
    **_NODE,
    "items": required(list_of(record(ITEM, Item)), ()),
    "goto": required(string, ""),
}
_results: Final[Shape] = {word: Field(string, "") for word in (*Result, DEFAULT)}


def _outcomes(report: Report, place: Place) -> dict[str, str] | None:
    children = entries(report, place)
    if children is None:
        return None
    return {key: goto for key, goto in values(report, place, children, _results).items() if goto}


SUBTREE: Final[Shape] = {
    **_NODE,
    "text": Field(text, _NO_TEXT),
    "tree": required(string, ""),
    "outcomes": required(_outcomes, {}),
}
OUTCOME: Final[Shape] = {
    **_NODE,
    "result": required(one_of(Result), Result.UNRESOLVED),
    "summary": Field(text, _NO_TEXT),
}
KINDS: Final[Mapping[str, tuple[Shape, type[Node]]]] = MappingProxyType(
    {
        "question": (QUESTION, Question),
        "action": (ACTION, Action),
        "diagnose": (DIAGNOSE, Diagnose),
        "collect": (COLLECT, Collect),
        "subtree": (SUBTREE, Subtree),
        "outcome": (OUTCOME, Outcome),
    }
)


def _node(report: Report, place: Place) -> Node | None:
    children = entries(report, place)
    if children is None:
        return None
    if "kind" not in children:
        report.add(place, "missing-field", said("needs-key", what=name(place), key="kind"))
        return None
    kind = string(report, children["kind"])
    if kind is None:
        return None
    if kind not in KINDS:
        known = ", ".join(KINDS)
        message = said("one-of", what=name(children["kind"]), allowed=known, value=kind)
        report.add(children["kind"], "wrong-type", message)
        return None
    shape, make = KINDS[kind]
    rest = {key: child for key, child in children.items() if key != "kind"}
    return partial(make, id=place.path[-1])(**values(report, place, rest, shape))


EXAMPLE: Final[Shape] = {
    "case": Field(string, ""),
    "answers": required(map_of(string, ids=False), {}),
    "outcome": required(string, ""),
}


def _languages(report: Report, place: Place) -> tuple[str, ...] | None:
    found: tuple[str, ...] | None = list_of(language)(report, place)
    if found is not None and len(set(found)) < max(1, len(found)):
        report.add(place, "wrong-type", said("languages-once"))
    return found


TREE: Final[Shape] = {
    "tree": required(identifier, ""),
    "title": required(text, _NO_TEXT),
    "languages": required(_languages, ()),
    "start": required(string, ""),
    "nodes": required(map_of(_node), {}),
    "summary": Field(text, _NO_TEXT),
    "audience": Field(one_of(Audience), Audience.INTERNAL),
    "symptoms": Field(list_of(text), ()),
    "codes": Field(list_of(string), ()),
    "products": Field(list_of(string), ()),
    "cases": Field(list_of(string), ()),
    "examples": Field(list_of(record(EXAMPLE, Example)), ()),
}
SHAPES: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        "tree": TREE,
        "example": EXAMPLE,
        **{kind: shape for kind, (shape, _) in KINDS.items()},
        "answer": CHOICE,
        "command": COMMAND,
        "check": CHECK,
        "read": READING,
        "risk": RISK,
        "cause": CAUSE,
        "fix": FIX,
        "probe": PROBE,
        "likelihood": LIKELIHOOD,
        "set-up": SETUP,
        "hand-over": HANDOVER,
        "item": ITEM,
    }
)
