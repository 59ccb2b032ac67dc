"""Patterns over strangers' text: RE2, so that the time grows with the text and not faster."""

from collections.abc import Iterable, Iterator
from typing import Protocol, cast

import re2

from kb.errors import InvalidRuleError
from kb.prose.simplified import simplified


class Match(Protocol):
    """One place where a pattern matched; offsets count characters."""

    def start(self, group: int | str = 0) -> int: ...
    def end(self, group: int | str = 0) -> int: ...
    def span(self, group: int | str = 0) -> tuple[int, int]: ...
    def __getitem__(self, group: int | str) -> str | None: ...
    @property
    def lastgroup(self) -> str | None: ...


class Pattern(Protocol):
    """A compiled pattern."""

    def search(self, text: str) -> Match | None: ...
    def match(self, text: str) -> Match | None: ...
    def fullmatch(self, text: str) -> Match | None: ...
    def finditer(self, text: str) -> Iterator[Match]: ...


def compiled(pattern: str, *, exact_case: bool = False, longest: bool = False) -> Pattern:
    """Compile a pattern; simplified characters in it match traditional ones, too; `longest` takes the longest of several alternatives, not the first.

    Raises:
        InvalidRuleError: RE2 cannot read the pattern.
    """
    options = re2.Options()
    options.case_sensitive = exact_case
    options.longest_match = longest
    options.log_errors = False
    options.max_mem = 64 << 20
    try:
        return _Simplifying(cast("Pattern", re2.compile(pattern, options)))
    except re2.error as error:
        raise InvalidRuleError(f"the pattern {pattern[:80]!r} cannot be read: {error}") from error


class _Simplifying:
    """A pattern in simplified characters that matches traditional ones, too."""

    __slots__ = ("_pattern",)

    def __init__(self, pattern: Pattern) -> None:
        self._pattern = pattern

    def search(self, text: str) -> Match | None:
        return self._pattern.search(simplified(text))

    def match(self, text: str) -> Match | None:
        return self._pattern.match(simplified(text))

    def fullmatch(self, text: str) -> Match | None:
        return self._pattern.fullmatch(simplified(text))

    def finditer(self, text: str) -> Iterator[Match]:
        return self._pattern.finditer(simplified(text))


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches one of some words whole: letters and digits must end with the word.

    Between a Chinese character and a letter a word may begin and end; a space stands for any spaces.
    """
    return "|".join(_whole(word) for word in words) or r"[^\s\S]"


def _whole(word: str) -> str:
    text = r"[ \t\x{a0}]+".join(re2.escape(part) for part in word.split())
    return f"{_edge(word[0])}{text}{_edge(word[-1])}"


def _edge(char: str) -> str:
    return r"\b" if char.isascii() and (char.isalnum() or char == "_") else ""
