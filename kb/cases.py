"""The words of the archive: a case, its messages, what is known of it.

Plain values only. Readers make them, the store keeps them, pages show them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    ARCHIVED = "archived"


class Resolution(StrEnum):
    """How a case ended; the same words as the outcomes of a tree."""

    RESOLVED = "resolved"
    WORKAROUND = "workaround"
    THIRD_PARTY = "third-party"
    ESCALATE = "escalate"
    NEED_DATA = "need-data"
    UNRESOLVED = "unresolved"


class FactKind(StrEnum):
    """What a fact is about."""

    CODE = "code"
    KB = "kb"
    BUILD = "build"
    COMMAND = "command"
    PRODUCT = "product"
    DRIVER = "driver"
    SERVICE = "service"
    PATH = "path"
    TOOL = "tool"
    THIRD_PARTY = "third-party"


class StepResult(StrEnum):
    """What came of a step that was tried."""

    WORKED = "worked"
    NO_HELP = "no-help"
    DECLINED = "declined"
    PENDING = "pending"
    REPRODUCED = "reproduced"
    NOT_REPRODUCED = "not-reproduced"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is known of a file that came with a message.

    Attributes:
        size: in bytes.
        sha256: of its bytes as they came, in hexadecimal digits.
        text: of a text file, where the installation keeps texts; secrets already replaced.
    """

    name: str
    size: int
    media_type: str
    sha256: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One mail of a thread, without what it quotes.

    Attributes:
        n: place in the case, from 1, oldest first.
        sent_at: with a zone where the file gives one, naive where it does not, None if unknown.
        sender: display name, with the address in angle brackets where it is known.
        body: the message's own text, lines joined by a line feed, secrets already replaced.
        references: ids of earlier messages of the thread, the one that it answers last.
    """

    n: int
    sent_at: datetime | None
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    message_id: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something exact that a message states.

    Attributes:
        value: canonical form (`0x1e`, `KB4551853`, `ntfs.sys`).
        message: `Message.n` of its source.
        line: line in the body, from 1; 0 is the subject.
        start: column of the first character in that line, from 0.
        end: column after the last.
    """

    kind: FactKind
    value: str
    message: int
    line: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What the archive mail says of the case; `extracted` marks one that we made ourselves."""

    problem: str = ""
    analysis: str = ""
    conclusion: str = ""
    extracted: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Something tried or asked for, and what came of it; `message` is where it was proposed."""

    text: str
    result: StepResult
    message: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One support case: a thread of messages and what was understood of it."""

    number: str
    title: str
    customer: str
    status: CaseStatus
    opened: datetime | None
    archived: datetime | None
    resolution: Resolution | None
    products: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    summary: Summary = field(default_factory=Summary)
    steps: tuple[Step, ...] = ()
    facts: tuple[Fact, ...] = ()
    messages: tuple[Message, ...] = ()
