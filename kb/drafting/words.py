"""The words of drafted articles, by language, and the words that suggest a category."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kb.errors import InvalidRuleError


@dataclass(frozen=True, slots=True)
class Words:
    """What words.yaml holds."""

    phrases: Mapping[str, Mapping[str, str]]
    categories: Mapping[str, tuple[str, ...]]


@cache
def words() -> Words:
    """Return the words.

    Raises:
        InvalidRuleError: the languages of words.yaml do not have the same phrases.
    """
    text = files("kb.drafting").joinpath("words.yaml").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return checked(data)


def checked(data: Mapping[str, Mapping[str, Any]]) -> Words:
    """Return the words if every language has every phrase.

    Raises:
        InvalidRuleError: as `words`.
    """
    keys = [set(phrases) for phrases in data["phrases"].values()]
    if any(other != keys[0] for other in keys):
        raise InvalidRuleError("drafting words.yaml: the languages do not have the same phrases")
    categories = {name: tuple(listed) for name, listed in data["categories"].items()}
    return Words(data["phrases"], categories)
