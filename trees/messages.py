"""The words of hand-overs and drawings, in the languages of `messages.yaml`."""

import string
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from trees.errors import InvalidDataError

Catalogue = Mapping[str, Mapping[str, str]]


def say(key: str, language: str, **values: object) -> str:
    """A message in a language (the first one of the file where it lacks that) with its values."""
    words = catalogue()[key]
    return words.get(language, next(iter(words.values()))).format(**values)


@cache
def catalogue() -> Catalogue:
    """All messages: key -> language -> words.

    Raises:
        InvalidDataError: a message lacks a language, or its languages name other values.
    """
    return checked(yaml.safe_load((files("trees") / "messages.yaml").read_text(encoding="utf-8")))


def checked(messages: Catalogue) -> Catalogue:
    """Messages that all have the same languages, and the same names in braces in each."""
    languages = {language for words in messages.values() for language in words}
    for key, words in messages.items():
        if set(words) != languages:
            missing = ", ".join(sorted(languages.difference(words)))
            raise InvalidDataError(f"trees/messages.yaml: `{key}` lacks {missing}")
        if len({_names(text) for text in words.values()}) > 1:
            raise InvalidDataError(f"trees/messages.yaml: `{key}` names other values per language")
    return messages


def _names(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
