"""Words that mean the same in two languages or in one: a data file that users edit."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from kb.errors import InvalidRuleError
from kb.search.analysis import units

NAME = "glossary.yaml"
LONGEST_WORD = 60
FEWEST_WORDS = 2
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_ENTRIES = 20_000
MOST_MEANINGS = 64
"""Words of one text that are looked up."""
Units = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of a text and what else is said for it.

    Attributes:
        said: units of the text that the word stands for.
        others: the other words of its entries.
    """

    said: Units
    others: tuple[str, ...]


class Glossary:
    """Finds the words of its entries in a text."""

    def __init__(self, entries: Iterable[tuple[str, ...]]) -> None:
        self._entries: dict[Units, list[tuple[str, ...]]] = {}
        for entry in entries:
            for word in entry:
                self._entries.setdefault(units(word), []).append(entry)
        widths: dict[str, set[int]] = {}
        for said in self._entries:
            widths.setdefault(said[0], set()).add(len(said))
        self._widths = {first: sorted(some, reverse=True) for first, some in widths.items()}

    def __len__(self) -> int:
        return len({entry for entries in self._entries.values() for entry in entries})

    def meanings(self, text: str) -> Iterator[Meaning]:
        """The words of the text that have an entry, each once, the longest first at every place."""
        said = units(text)
        told: set[Units] = set()
        place = 0
        while place < len(said) and len(told) < MOST_MEANINGS:
            width = self._width_at(said, place)
            word = said[place : place + width]
            if width and word not in told:
                told.add(word)
                yield Meaning(word, self._others(word))
            place += width or 1

    @cached_property
    def english(self) -> frozenset[str]:
        """The single English words of all entries."""
        words = {
            word.lower() for entries in self._entries.values() for one in entries for word in one
        }
        return frozenset(word for word in words if word.isascii() and word.isalpha())

    def _width_at(self, said: Units, place: int) -> int:
        """Units of the longest word of an entry that begins there, 0 where none does."""
        widths = self._widths.get(said[place], ())
        return next((width for width in widths if said[place : place + width] in self._entries), 0)

    def _others(self, word: Units) -> tuple[str, ...]:
        others = (other for entry in self._entries[word] for other in entry)
        return tuple(dict.fromkeys(other for other in others if units(other) != word))


def shipped() -> Glossary:
    """The glossary that comes with the program."""
    return _parsed((files("kb.search") / NAME).read_text(encoding="utf-8"), NAME)


def in_use(folder: Path) -> tuple[Glossary, str]:
    """The glossary for a data folder, and what is wrong with its copy, if anything is.

    A copy that cannot be used must not stop anybody from searching.
    """
    try:
        return load(folder), ""
    except InvalidRuleError as error:
        return shipped(), str(error)


def load(folder: Path) -> Glossary:
    """The copy in the data folder, or the shipped one where there is none.

    Raises:
        InvalidRuleError: the copy cannot be used; the message names the entry.
    """
    path = folder / NAME
    try:
        stat = path.stat()
    except FileNotFoundError:
        return shipped()
    return _copy(os.fspath(path), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _copy(path: str, _changed: int, _size: int) -> Glossary:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRuleError(f"{path} cannot be read: {error}") from error
    return _parsed(text, path)


@lru_cache(maxsize=8)
def _parsed(text: str, name: str) -> Glossary:
    try:
        values = yaml.load(text, Loader=LOADER)  # noqa: S506 - a safe loader, the quick one of the two
    except yaml.YAMLError as error:
        raise InvalidRuleError(f"{name} is not YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(values, dict) or not isinstance(values.get("terms"), list):
        raise InvalidRuleError(f"{name} needs a list `terms`")
    glossary = Glossary(_entries(values["terms"], name))
    for example in values.get("examples") or []:
        _try(glossary, example, name)
    return glossary


def _entries(values: list[Any], name: str) -> Iterator[tuple[str, ...]]:
    if len(values) > MOST_ENTRIES:
        raise InvalidRuleError(f"{name} has more than {MOST_ENTRIES} entries")
    for number, entry in enumerate(values, start=1):
        problem = _problem(entry)
        if problem:
            raise InvalidRuleError(f"{name}, entry {number} ({entry!r:.60}): {problem}")
        yield tuple(entry)


def _problem(entry: Any) -> str:
    if not isinstance(entry, list) or len(entry) < FEWEST_WORDS:
        return "give a list of at least two words"
    for word in entry:
        if not isinstance(word, str):
            return f"put {word!r} in quotation marks"
        if not units(word) or len(word) > LONGEST_WORD:
            return f"{word!r} is not a word"
    return ""


def _try(glossary: Glossary, example: Any, name: str) -> None:
    if not isinstance(example, dict) or set(example) != {"query", "adds"}:
        raise InvalidRuleError(f"{name}: an example has the keys query and adds")
    added = {
        other.lower() for one in glossary.meanings(str(example["query"])) for other in one.others
    }
    missing = [word for word in example["adds"] if str(word).lower() not in added]
    if missing:
        raise InvalidRuleError(f"{name}: {example['query']!r} does not add {missing[0]!r}")
