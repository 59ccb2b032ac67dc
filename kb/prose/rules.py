"""Patterns from data files, which are refused where they break their own examples.

A section holds `patterns` and, to prove them, texts under `found` and `clean`; `not` patterns deny what the others
match.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kb.errors import InvalidRuleError
from kb.prose.regexp import Pattern, compiled

NOTHING = r"[^\s\S]"
"""A pattern that matches no text."""


def joined(patterns: Sequence[str], *, lines: bool = False) -> Pattern:
    """One pattern that matches where any of some do; with `lines`, `^` and `$` stand at every line's ends."""
    body = "|".join(f"(?:{pattern})" for pattern in patterns)
    return compiled(f"(?m){body}" if lines else body)


def proved(section: Mapping[str, Any], place: str) -> Pattern:
    """The patterns of a section as one, after its examples were read with it.

    Raises:
        InvalidRuleError: an example reads otherwise than it says; `place` names the file and the section.
    """
    pattern = joined(section["patterns"])
    prove(section, place, lambda text: bool(pattern.search(text)))
    return pattern


def prove(section: Mapping[str, Any], place: str, holds: Callable[[str], bool]) -> None:
    """Check that something holds for every text under `found` and for none under `clean`."""
    for wanted, name in ((True, "found"), (False, "clean")):
        for text in section[name]:
            if holds(text) is not wanted:
                raise InvalidRuleError(f"{place}: {text!r} stands under {name} and reads otherwise")


def compare(
    examples: Iterable[Mapping[str, Any]], key: str, place: str, read: Callable[[str], Any]
) -> None:
    """Check that every example (`text` and what it gives, under `key`) reads as it says."""
    for example in examples:
        got = read(example["text"])
        if got != example[key]:
            raise InvalidRuleError(f"{place}: {example['text']!r} gives {got}")
