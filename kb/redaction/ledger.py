"""What was found, what was decided about it, and what therefore may not leave."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.redaction.model import SECRET_KINDS, Finding
from kb.redaction.pseudonyms import digest


class State(StrEnum):
    """What is decided about a finding; the words of the store."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    NOT_SENSITIVE = "not-sensitive"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding in the ledger.

    Attributes:
        kind: what it is.
        rule: which rule found it.
        line: line of the subject, from 1.
        place: where it stands, for a person: `line 12`.
        digest: keyed hash of the value, which itself is not kept.
        state: what is decided.
        decided_by: who decided; empty while it is open.
    """

    kind: str
    rule: str
    line: int
    place: str
    digest: str
    state: State = State.OPEN
    decided_by: str = ""


def entries(text: str, findings: Iterable[Finding], key: bytes) -> tuple[Entry, ...]:
    """The findings of a text as entries of the ledger, all open."""
    return tuple(_entry(text, finding, key) for finding in findings)


def _entry(text: str, finding: Finding, key: bytes) -> Entry:
    line = text.count("\n", 0, finding.start) + 1
    value = text[finding.start : finding.end]
    return Entry(finding.kind, finding.rule, line, f"line {line}", digest(finding.kind, value, key))


def blocking(
    text: str,
    findings: Iterable[Finding],
    key: bytes,
    cleared: Callable[[str], bool] | Collection[str],
) -> tuple[Entry, ...]:
    """What of a text keeps it from leaving: whatever no person has called not sensitive.

    Args:
        text: what would leave: an article or a tree.
        findings: all that was found in it, secrets and personal data.
        key: of the pseudonyms.
        cleared: digests that a person has called not sensitive, or a test for them. A secret blocks even
            then, unless it has been cleared too; a finding that was confirmed still blocks.
    """
    is_cleared = cleared if callable(cleared) else cleared.__contains__
    return tuple(entry for entry in entries(text, findings, key) if not is_cleared(entry.digest))


def is_secret(entry: Entry) -> bool:
    """Whether an entry is a secret, which has no place in any text."""
    return entry.kind in SECRET_KINDS
