"""The values that go into an export and come out of it."""

from dataclasses import asdict, dataclass
from typing import Any

from kb.store import FindingState


@dataclass(frozen=True, slots=True)
class Site:
    """What an installation says of its portal.

    Attributes:
        name: shown in titles and at the top of every page.
        url: address where the folder will stand, without a slash at its end; empty where that is
            not known, then the portal has relative links only.
        language: of the page at the root.
    """

    name: str = "Casepath"
    url: str = ""
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a public text that redaction found, and what was decided about it.

    Attributes:
        subject: `article` or `tree`.
        id: of the article or tree.
        kind: what it is: `phone`, `person`, …
        rule: the rule that found it.
        line: in the file of the article or tree, from 1.
        value: the words themselves.
        replacement: the pseudonym to show instead.
        before: words of the same line in front of it, for whoever decides.
        after: words behind it.
    """

    subject: str
    id: str
    kind: str
    rule: str
    line: int
    value: str
    replacement: str
    decision: FindingState = FindingState.OPEN
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A finding that nobody has reviewed; it keeps the whole portal from being written."""

    id: str
    kind: str
    line: int


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did.

    Attributes:
        articles: public articles in the portal.
        trees: public trees in it.
        files: files that the portal consists of.
        written: files that are new or have changed.
        removed: files of an earlier export that are gone.
        seconds: how long it took.
        blocked: if there is any, nothing was written.
    """

    articles: int
    trees: int
    files: int
    written: int
    removed: int
    seconds: float
    blocked: tuple[Blocked, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The report as `casepath portal export --json` prints it."""
        return asdict(self) | {"blocked": [asdict(each) for each in self.blocked]}
