"""The subjects under which articles are grouped."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from articles.errors import InvalidRuleError
from articles.model import LANGUAGES


@cache
def categories() -> Mapping[str, Mapping[str, str]]:
    """Return the title of every category by its id and language, in the order of the file.

    Raises:
        InvalidRuleError: categories.yaml lacks a title in one of the languages.
    """
    text = files("articles").joinpath("categories.yaml").read_text(encoding="utf-8")
    known: dict[str, dict[str, str]] = yaml.safe_load(text)
    for name, titles in known.items():
        if set(titles) != set(LANGUAGES):
            wanted = " and ".join(LANGUAGES)
            raise InvalidRuleError(f"categories.yaml: {name} needs titles in {wanted}")
    return known


def category_title(category: str, language: str) -> str:
    """Return the title to show for a category; an unknown one is shown by its id."""
    return categories().get(category, {}).get(language, category)
