"""Whether somebody says that something is wrong; the words are in `symptoms.yaml`."""

from functools import cache

from kb.prose.data import read_yaml
from kb.prose.regexp import Pattern
from kb.prose.rules import proved


def tells_symptom(text: str) -> bool:
    """Whether a text names something that is wrong."""
    return bool(_pattern().search(text))


@cache
def _pattern() -> Pattern:
    return proved(read_yaml(__package__, "symptoms.yaml"), "kb/prose/symptoms.yaml")
