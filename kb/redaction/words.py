"""Lists of words that the checks look things up in; data in `words/*.yaml`."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from kb.errors import InvalidRuleError


@cache
def words(file: str, name: str) -> frozenset[str]:
    """One list of a file, which is written as words between blanks.

    Raises:
        InvalidRuleError: the file has no such list.
    """
    return frozenset(_lists(file).get(name, "").split()) or _missing(file, name)


@cache
def _lists(file: str) -> Mapping[str, str]:
    text = (resources.files("kb.redaction") / "words" / f"{file}.yaml").read_text("utf-8")
    lists: Mapping[str, str] = yaml.safe_load(text)
    return lists


def _missing(file: str, name: str) -> frozenset[str]:
    raise InvalidRuleError(f"words/{file}.yaml: the list {name} is missing or empty")
