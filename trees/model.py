"""A tree and its nodes as plain frozen values.

The names of the fields are the keys of the file format (docs/tree-format.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from trees.parts import (
    COLLECTED,
    CONFIRMED,
    DECLINED,
    DEFAULT,
    HANDOVER,
    NOT_SOLVED,
    SOLVED,
    Cause,
    Check,
    Choice,
    Command,
    Fix,
    Handover,
    Item,
    Likelihood,
    Probe,
    Reading,
    Risk,
    RiskLevel,
    Setup,
    Shell,
    Text,
)

__all__ = [
    "COLLECTED",
    "CONFIRMED",
    "DECLINED",
    "DEFAULT",
    "HANDOVER",
    "NOT_SOLVED",
    "SOLVED",
    "Action",
    "Audience",
    "Cause",
    "Check",
    "Choice",
    "Collect",
    "Command",
    "Diagnose",
    "Example",
    "Fix",
    "Handover",
    "Item",
    "Likelihood",
    "Node",
    "Outcome",
    "Probe",
    "Question",
    "Reading",
    "Result",
    "Risk",
    "RiskLevel",
    "Setup",
    "Shell",
    "Subtree",
    "Text",
    "Tree",
]


class Result(StrEnum):
    """How a tree ends; the same words as the resolution of a case."""

    RESOLVED = "resolved"
    WORKAROUND = "workaround"
    THIRD_PARTY = "third-party"
    ESCALATE = "escalate"
    NEED_DATA = "need-data"
    UNRESOLVED = "unresolved"


class Audience(StrEnum):
    """Who may see a tree."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """What all nodes share. `minutes` is the expected time of the step."""

    id: str
    text: Text = field(default_factory=Text)
    note: Text = field(default_factory=Text)
    articles: tuple[str, ...] = ()
    minutes: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(_Node):
    """Finds something out."""

    kind: ClassVar[str] = "question"
    answers: Mapping[str, Choice]
    check: Check | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(_Node):
    """Changes something, then asks whether the problem is gone."""

    kind: ClassVar[str] = "action"
    solved: str
    not_solved: str
    declined: str = ""
    commands: tuple[Command, ...] = ()
    check: Check | None = None
    risk: Risk = field(default_factory=Risk)
    undo: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnose(_Node):
    """The cheapest way to a cure, worked out. `solved` is fix -> next node, or `default`."""

    kind: ClassVar[str] = "diagnose"
    causes: Mapping[str, Cause]
    fixes: Mapping[str, Fix]
    handover: Handover
    solved: Mapping[str, str]
    questions: Mapping[str, Probe] = field(default_factory=dict)
    setups: Mapping[str, Setup] = field(default_factory=dict)

    def after_cure(self, fix: str) -> str:
        """The node that follows when this fix helped."""
        return self.solved.get(fix, self.solved.get(DEFAULT, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(_Node):
    """Asks for evidence."""

    kind: ClassVar[str] = "collect"
    items: tuple[Item, ...]
    goto: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtree(_Node):
    """Walks another tree and comes back; `outcomes` is result -> next node, or `default`."""

    kind: ClassVar[str] = "subtree"
    tree: str
    outcomes: Mapping[str, str]

    def after(self, result: Result) -> str:
        """The node that follows when the other tree ended so; empty where none is named."""
        return self.outcomes.get(result, self.outcomes.get(DEFAULT, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(_Node):
    """An end; `summary` goes into the case summary."""

    kind: ClassVar[str] = "outcome"
    result: Result
    summary: Text = field(default_factory=Text)


Node = Question | Action | Diagnose | Collect | Subtree | Outcome


@dataclass(frozen=True, slots=True)
class Example:
    """A walk that must keep ending where it ended; keys may be `node` or `node.step`."""

    answers: Mapping[str, str]
    outcome: str
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A decision tree, read and checked."""

    tree: str
    title: Text
    languages: tuple[str, ...]
    start: str
    nodes: Mapping[str, Node]
    summary: Text = field(default_factory=Text)
    audience: Audience = Audience.INTERNAL
    symptoms: tuple[Text, ...] = ()
    codes: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def id(self) -> str:
        return self.tree
