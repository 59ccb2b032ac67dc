"""The words of a tree: nodes, commands, causes and fixes as plain frozen values.

The names of the fields are the keys of the file format (docs/tree-format.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Final

SOLVED: Final = "solved"
NOT_SOLVED: Final = "not_solved"
DECLINED: Final = "declined"
CONFIRMED: Final = "confirmed"
COLLECTED: Final = "collected"
HANDOVER: Final = "handover"
DEFAULT: Final = "default"


class Shell(StrEnum):
    """Where a command is typed."""

    POWERSHELL = "powershell"
    CMD = "cmd"
    GUI = "gui"
    OTHER = "other"


class RiskLevel(StrEnum):
    """How much an action can break; `high` asks for a confirmation."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


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


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people.

    Attributes:
        words: language -> words, the tree's first language first. A plain string of the file is
            the same in every language and stands under the empty key.
    """

    words: Mapping[str, str] = field(default_factory=dict)

    def say(self, language: str) -> str:
        """Words in that language, else in the first one that there is."""
        return self.words.get(language) or next(iter(self.words.values()), "")

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Command:
    """Something typed or clicked as it stands."""

    run: str
    shell: Shell = Shell.OTHER
    admin: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A linear-time pattern (RE2 syntax); found in a pasted output it chooses the answer."""

    pattern: str
    answer: str


@dataclass(frozen=True, slots=True)
class Check:
    """How to find something out; the first of `read` that is found in the output wins."""

    run: str
    shell: Shell = Shell.OTHER
    admin: bool = False
    read: tuple[Reading, ...] = ()

    @property
    def command(self) -> Command:
        return Command(self.run, self.shell, self.admin)


@dataclass(frozen=True, slots=True)
class Risk:
    """What an action can break."""

    level: RiskLevel = RiskLevel.NONE
    warning: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a question and where it leads."""

    text: Text
    goto: str


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


@dataclass(frozen=True, slots=True)
class Cause:
    """A possible cause in a `diagnose` node; weights need not add to 1."""

    weight: float
    text: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A way to cure the problem; `repairs` is cause -> chance that it cures if that is the cause."""

    text: Text
    repairs: Mapping[str, float]
    minutes: float = 1.0
    after: tuple[str, ...] = ()
    commands: tuple[Command, ...] = ()
    check: Check | None = None
    risk: Risk = field(default_factory=Risk)
    undo: tuple[Command, ...] = ()
    note: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """An answer of a probe; `given` is cause -> chance of this answer, `default` for the rest."""

    text: Text
    given: Mapping[str, float]

    def chance(self, cause: str) -> float:
        return self.given.get(cause, self.given.get(DEFAULT, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A question of a `diagnose` node: it changes nothing but what we believe."""

    text: Text
    answers: Mapping[str, Likelihood]
    minutes: float = 1.0
    check: Check | None = None
    note: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Handover:
    """Giving up: what it costs in minutes, and the node to go on with."""

    cost: float
    goto: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnose(_Node):
    """The cheapest way to a cure, worked out. `solved` is fix -> next node, or `default`."""

    kind: ClassVar[str] = "diagnose"
    causes: Mapping[str, Cause]
    fixes: Mapping[str, Fix]
    handover: Handover
    solved: Mapping[str, str]
    questions: Mapping[str, Probe] = field(default_factory=dict)

    def after_cure(self, fix: str) -> str:
        """The node that follows when this fix helped."""
        return self.solved.get(fix, self.solved.get(DEFAULT, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of evidence to ask for."""

    id: str
    text: Text
    path: str = ""
    command: Command | None = None
    required: bool = False


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
