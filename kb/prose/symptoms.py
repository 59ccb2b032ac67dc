"""Whether somebody says that something is wrong; the words are in `symptoms.yaml`."""

from functools import cache

from kb.errors import InvalidRuleError
from kb.prose.data import read_yaml
from kb.prose.regexp import Pattern, compiled


def tells_symptom(text: str) -> bool:
    """Whether a text names something that is wrong."""
    return bool(_pattern().search(text))


@cache
def _pattern() -> Pattern:
    data = read_yaml(__package__, "symptoms.yaml")
    pattern = compiled("|".join(f"(?:{one})" for one in data["patterns"]))
    for text in data["found"] + data["clean"]:
        if bool(pattern.search(text)) != (text in data["found"]):
            raise InvalidRuleError(f"kb/prose/symptoms.yaml: {text!r} reads otherwise")
    return pattern
