"""What nodes are made of: texts, commands, checks, risks, causes and fixes.

The names of the fields are the keys of the file format (docs/tree-format.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Cause:
    """A possible cause in a `diagnose` node; weights need not add to 1."""

    weight: float
    text: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Setup:
    """A preparation that several fixes share; its minutes are spent once."""

    text: Text
    minutes: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A way to cure the problem; `repairs` is cause -> chance that it cures if that is the cause."""

    text: Text
    repairs: Mapping[str, float]
    minutes: float = 1.0
    after: tuple[str, ...] = ()
    setup: str = ""
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
class Item:
    """One piece of evidence to ask for."""

    id: str
    text: Text
    path: str = ""
    command: Command | None = None
    required: bool = False
