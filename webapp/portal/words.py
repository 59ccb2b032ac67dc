"""The words of the portal's pages, in the languages of words.yaml."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter

import yaml

from webapp.portal.errors import PortalError

LANGUAGES = ("zh", "en")
Catalogue = Mapping[str, Mapping[str, str]]


def say(key: str, language: str, **values: object) -> str:
    """Return one phrase with its values filled in."""
    return catalogue()[key][language].format(**values)


@cache
def catalogue() -> Catalogue:
    """Return all phrases.

    Raises:
        PortalError: words.yaml lacks a language somewhere, or its languages use other fields.
    """
    text = files("webapp.portal").joinpath("words.yaml").read_text(encoding="utf-8")
    phrases: dict[str, dict[str, str]] = yaml.safe_load(text)
    return checked(phrases)


def checked(phrases: Catalogue) -> Catalogue:
    """Return the phrases if each is complete.

    Raises:
        PortalError: naming the phrase that is not.
    """
    for key, texts in phrases.items():
        if set(texts) != set(LANGUAGES):
            raise PortalError(f"words.yaml: {key} needs texts in {' and '.join(LANGUAGES)}")
        if len({_fields(text) for text in texts.values()}) > 1:
            raise PortalError(f"words.yaml: the languages of {key} use other fields")
    return phrases


def others(language: str, among: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
    """Return the languages besides one."""
    return tuple(each for each in among if each != language)


def _fields(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
