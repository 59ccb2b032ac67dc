"""Headings of a summary: which line opens which part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kb.errors import InvalidRuleError
from kb.prose.data import read_yaml
from kb.prose.simplified import simplified

PARTS = ("problem", "analysis", "conclusion")

_DECORATION = re.compile(
    r"(?:[#>*•·\-【\[(（■◆●▶]|\d{1,2}[.、)）]|[一二三四五六七八九十][、.)）]|\s){0,8}"
)
_AFTER = re.compile(
    r"[*\s]{0,4}[】\]][*\s]{0,4}[:：]?[*\s]{0,4}|[*)）\s]{0,6}(?:[:：][*\s]{0,4}|[-—]{1,2}\s+|\Z)"
)
_LONGEST = 32
_MARK = re.compile(r"\A[^\n]{0,48}(?:[:：】\])）]|\s[-—])")


@dataclass(frozen=True, slots=True)
class Heading:
    """The part that a line opens and what follows the heading in the same line."""

    part: str
    rest: str


@cache
def headings() -> Mapping[str, str]:
    """Read `headings.yaml`: every heading and the part that it opens.

    Raises:
        InvalidRuleError: an example of the file does not read as it says.
    """
    data = read_yaml(__package__, "headings.yaml")
    names = (*PARTS, "advice", "aside", "cover", "other")
    made = {str(word).lower(): part for part in names for word in data[part]}
    _prove(data, made)
    return made


@lru_cache(maxsize=4096)
def heading(line: str) -> Heading | None:
    """The heading that a line begins with, or None."""
    return _heading(line, headings()) if len(line) <= _LONGEST or _MARK.search(line) else None


def _prove(data: Mapping[str, Any], made: Mapping[str, str]) -> None:
    for example in data["examples"]:
        got = _heading(example["line"], made)
        if got != (Heading(example["part"], example["rest"]) if example["part"] else None):
            raise InvalidRuleError(f"kb/summary/headings.yaml: {example['line']!r} reads as {got}")


def _heading(line: str, known: Mapping[str, str]) -> Heading | None:
    decoration = _DECORATION.match(line)
    start = decoration.end() if decoration else 0
    simple = simplified(line)
    for end in range(min(len(line), start + _LONGEST), start, -1):
        part = known.get(" ".join(simple[start:end].lower().split()))
        after = _AFTER.match(line, end) if part else None
        if part and after:
            return Heading(part, line[after.end() :].strip())
    return None
