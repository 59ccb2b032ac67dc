"""Lists of words that the checks look things up in; data in `words/*.yaml`."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import pairwise

import yaml

from kb.errors import InvalidRuleError


@cache
def words(file: str, name: str) -> frozenset[str]:
    """One list of a file, which is written as words between blanks.

    Raises:
        InvalidRuleError: the file has no such list.
    """
    return frozenset(_lists(file).get(name, "").split()) or _missing(file, name)


def is_pair(two: str) -> bool:
    """Whether two Chinese characters often stand side by side in support texts.

    `words/pairs.txt` has a line for every first character, which is followed by all second ones; counted
    over public documentation. Names of people and customers hardly ever show in it.
    """
    return two[1:] in _pairs().get(two[:1], "")


def is_common(chinese: str) -> bool:
    """Whether every character of a text stands in a pair that is common."""
    pairs = [is_pair(chinese[n : n + 2]) for n in range(len(chinese) - 1)]
    return bool(pairs) and all(a or b for a, b in pairwise([False, *pairs, False]))


@cache
def _pairs() -> Mapping[str, str]:
    text = (resources.files("kb.redaction") / "words" / "pairs.txt").read_text("utf-8")
    return {line[0]: line[1:] for line in text.splitlines()}


@cache
def _lists(file: str) -> Mapping[str, str]:
    text = (resources.files("kb.redaction") / "words" / f"{file}.yaml").read_text("utf-8")
    lists: Mapping[str, str] = yaml.safe_load(text)
    return lists


def _missing(file: str, name: str) -> frozenset[str]:
    raise InvalidRuleError(f"words/{file}.yaml: the list {name} is missing or empty")
