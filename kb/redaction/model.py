"""What redaction finds: plain values, and the one way to put marks into a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SECRET_KINDS: Final = frozenset(
    {"password", "account", "token", "private-key", "product-key", "one-time-code"}
)
"""Kinds that never enter the archive; every other kind is personal data."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of text that must not be shown as it is.

    Attributes:
        kind: what it is: a secret (`password`, `account`, …) or personal data (`person`, `phone`, …).
        rule: id of the rule that found it, or of the step of the program that did.
        start: offset of its first character in the input.
        end: offset after its last character.
        replacement: the mark to put in its place.
    """

    kind: str
    rule: str
    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text with marks in it, and what they stand for.

    Attributes:
        text: the input with every finding replaced.
        findings: in the order of the text, not overlapping, offsets into the input.
    """

    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text which a rule took for a value of some kind."""

    kind: str
    rule: str
    start: int
    end: int


def apply(text: str, findings: Iterable[Finding]) -> Redaction:
    """Replace each finding; they must be in order and must not overlap."""
    kept = tuple(findings)
    pieces: list[str] = []
    position = 0
    for finding in kept:
        pieces += (text[position : finding.start], finding.replacement)
        position = finding.end
    pieces.append(text[position:])
    return Redaction("".join(pieces), kept)
