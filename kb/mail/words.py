"""The words of mail programs, read from YAML files beside this module.

Each reader takes its own section and checks the examples that stand with it when it first needs
them; a file which contradicts its examples stops the reading with the example's name.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from kb.errors import InvalidRuleError

_FOLDER: Final = Path(__file__).parent


def section(file: str, name: str) -> Any:
    """One section of a data file in this folder.

    Raises:
        InvalidRuleError: there is no such section, or the file is not YAML.
    """
    try:
        return _load(file)[name]
    except (KeyError, yaml.YAMLError) as error:
        raise InvalidRuleError(f"{file}: section {name} cannot be read: {error}") from error


def fold(text: str) -> str:
    """Text in which case, width and white space no longer count."""
    if text.isascii():
        return "".join(text.lower().split())
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def columns(text: str) -> int:
    """How wide a text is on a screen, where Chinese characters take two columns."""
    return len(text) + sum(not char.isascii() for char in text)


def folded(texts: Iterable[str]) -> frozenset[str]:
    """Several texts, folded."""
    return frozenset(fold(text) for text in texts)


def turned(lists: Mapping[Any, Iterable[str]]) -> dict[str, Any]:
    """From `{meaning: [words]}` to `{folded word: meaning}`."""
    return {fold(word): meaning for meaning, group in lists.items() for word in group}


def check(place: str, example: object, found: object, expected: object) -> None:
    """Stop where a data file contradicts its own example.

    Args:
        place: file and section.
        example: what the file gives as an example.
        found: what it comes to.
        expected: what the file says that it comes to.

    Raises:
        InvalidRuleError: found is not what is expected.
    """
    if found != expected:
        raise InvalidRuleError(f"{place}: {example!r} gives {found!r}, not {expected!r}")


@cache
def _load(file: str) -> Any:
    return yaml.safe_load((_FOLDER / file).read_text(encoding="utf-8"))
