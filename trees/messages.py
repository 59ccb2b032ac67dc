"""Words for people, in every language: two data files, each proved when it is loaded.

`messages.yaml` has those of hand-overs and drawings, `findings.yaml` what checks and replays find.
"""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Union

import yaml

from trees.errors import InvalidDataError

Catalogue = Mapping[str, Mapping[str, str]]
Value = Union[str, int, "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """A message of `findings.yaml` with its values, to be worded in the language of its reader."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()

    def text(self, language: str) -> str:
        """The words in a language, else in English."""
        words = catalogue("findings")[self.key]
        told = {
            name: value.text(language) if isinstance(value, Said) else value
            for name, value in self.values
        }
        return words.get(language, words["en"]).format(**told)

    def __str__(self) -> str:
        return self.text("en")


NOTHING: Final = Said("nothing")


def said(key: str, /, **values: Value) -> Said:
    """A message with its values; one of them may be a message itself."""
    return Said(key, tuple(values.items()))


def close_to(names: Sequence[str], otherwise: str) -> Said:
    """What to do about a name that names nothing: take the close one, else `otherwise`."""
    return said("did-you-mean", name=names[0]) if names else said(otherwise)


def say(key: str, language: str, **values: object) -> str:
    """A message of `messages.yaml` in a language, else in the first one of the file."""
    words = catalogue("messages")[key]
    return words.get(language, next(iter(words.values()))).format(**values)


@cache
def catalogue(name: str) -> Catalogue:
    """All messages of a file: key -> language -> words.

    Raises:
        InvalidDataError: a message lacks a language, or its languages name other values.
    """
    text = (files("trees") / f"{name}.yaml").read_text(encoding="utf-8")
    return checked(yaml.safe_load(text), f"trees/{name}.yaml")


def checked(messages: Catalogue, file: str) -> Catalogue:
    """Messages that all have the same languages, and the same names in braces in each."""
    languages = {language for words in messages.values() for language in words}
    for key, words in messages.items():
        if set(words) != languages:
            missing = ", ".join(sorted(languages.difference(words)))
            raise InvalidDataError(f"{file}: `{key}` lacks {missing}")
        if len({_names(text) for text in words.values()}) > 1:
            raise InvalidDataError(f"{file}: `{key}` names other values per language")
    return messages


def _names(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
