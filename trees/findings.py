"""What the reader and the checks find in a tree file, and the names of the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from trees.errors import TreeError
from trees.messages import Said

ERRORS: Final = frozenset(
    {
        "not-yaml",
        "unknown-key",
        "duplicate-key",
        "not-a-string-key",
        "missing-field",
        "wrong-type",
        "bad-id",
        "unknown-target",
        "unknown-article",
        "unreachable",
        "dead-end",
        "endless-loop",
        "too-few-answers",
        "duplicate-answer",
        "no-cure",
        "bad-probabilities",
        "after-cycle",
        "risk-without-undo",
        "risk-without-decline",
        "bad-pattern",
        "unknown-answer",
        "subtree-cycle",
        "broken-example",
    }
)
WARNINGS: Final = frozenset(
    {
        "missing-translation",
        "needless-question",
        "code-not-listed",
        "long-path",
        "admin-not-stated",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or doubtful, in a tree file.

    Attributes:
        file: the name under which the text was given.
        line: line of the offending key or value, from 1.
        node: id of the node that it belongs to, empty for the file as a whole.
        rule: a member of `ERRORS` or `WARNINGS`.
        said: what would be right, in every language.
    """

    file: str
    line: int
    node: str
    rule: str
    said: Said

    @property
    def message(self) -> str:
        """One line in English that says what would be right."""
        return self.said.text("en")

    def text(self, language: str) -> str:
        """The same line in a language."""
        return self.said.text(language)

    @property
    def is_error(self) -> bool:
        return self.rule in ERRORS

    def __str__(self) -> str:
        node = f"{self.node}: " if self.node else ""
        return f"{self.file}:{self.line}: {node}{self.rule}: {self.message}"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by file and line, the order in which a person mends them; each stands once."""
    return tuple(sorted(set(findings), key=lambda f: (f.file, f.line, f.rule, f.node, f.message)))


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only the findings that keep a tree from being used."""
    return tuple(finding for finding in findings if finding.is_error)


class InvalidTreeError(TreeError):
    """A tree file that breaks the format; carries all findings of the file at once."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        super().__init__(f"{first}{more}")
