"""One find in a body, before it has a line and a column."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kb.cases import Fact, FactKind


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the characters of the body that state it."""

    kind: FactKind
    value: str
    start: int
    end: int


class Body:
    """The text of one message, with the way from an offset to a line and a column."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """Offset of the first character of each line."""
        return [0, *(index + 1 for index, char in enumerate(self.text) if char == "\n")]

    def lines(self) -> Iterator[tuple[int, str]]:
        """Every line with the offset of its first character."""
        return zip(self.starts, self.text.split("\n"), strict=True)

    def fact(self, found: Found, message: int) -> Fact:
        """The find as a fact: line from 1, columns from 0."""
        number = bisect_right(self.starts, found.start)
        first = self.starts[number - 1]
        return Fact(
            found.kind, found.value, message, number, found.start - first, found.end - first
        )
