"""What a line asks for; `actions.yaml` holds the words with their examples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from kb.errors import InvalidRuleError
from kb.prose.data import read_yaml
from kb.prose.lines import is_courtesy
from kb.prose.regexp import Pattern, any_of, compiled
from kb.prose.sentences import clauses


class Aim(StrEnum):
    """What a step is for."""

    TEST = "test"
    COLLECT = "collect"
    CHECK = "check"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Actions:
    """The patterns of `actions.yaml`."""

    asks: Pattern
    verbs: Pattern
    begins: Pattern
    small: Pattern
    plain: Pattern
    orders: Pattern
    skip: Pattern
    question: Pattern
    plans: Pattern
    aims: tuple[tuple[Aim, Pattern], ...]
    contrasts: frozenset[str]
    opposites: frozenset[str]


@cache
def actions() -> Actions:
    """Read `actions.yaml`.

    Raises:
        InvalidRuleError: an example of the file does not read as it says.
    """
    data = read_yaml(__package__, "actions.yaml")
    proved = {
        name: _proved(name, data[name])
        for name in ("asks", "small", "plain", "orders", "skip", "question", "plans")
    }
    verbs = data["verbs"]
    openers = "|".join(sorted(data["openers"], key=len, reverse=True))
    chinese = "|".join(sorted(verbs["chinese"], key=len, reverse=True))
    english = any_of(verbs["english"])
    return Actions(
        **proved,
        verbs=compiled(f"(?:{chinese}|{english})"),
        begins=compiled(
            rf"^(?:(?:{openers})[ ,，]?){{0,3}}(?:{chinese})|^(?:then |next,? |also |now )?(?:{english})"
        ),
        aims=tuple((Aim(name), _any(data["kinds"][name])) for name in data["kinds"]),
        contrasts=frozenset(f"#{name}" for name in data["contrasts"]),
        opposites=frozenset(f"#{name}" for name in data["opposites"]),
    )


@lru_cache(maxsize=4096)
def asks(sentence: str) -> bool:
    """Whether a sentence asks somebody to do something."""
    known = actions()
    return is_action(sentence) and bool(
        known.asks.search(sentence) or known.begins.search(sentence)
    )


@lru_cache(maxsize=4096)
def planned(sentence: str) -> str:
    """What the team itself means to try, from the clause on that says so; empty where it plans nothing."""
    parts = clauses(sentence)
    for at, clause in enumerate(parts):
        if actions().plans.search(clause):
            return "，".join(parts[at:])
    return ""


@lru_cache(maxsize=4096)
def is_action(text: str) -> bool:
    """Whether a text names something to do, and is neither a question nor about something else."""
    known = actions()
    if not known.verbs.search(text) or known.question.search(text) or is_courtesy(text):
        return False
    return not any(known.skip.search(part) for part in (text, *clauses(text)))


def is_small(text: str) -> bool:
    """Whether a text is a move of hand within a longer step."""
    return bool(actions().small.search(text))


@lru_cache(maxsize=4096)
def is_plain(text: str) -> bool:
    """Whether a heading names no step (`建议操作如下：`)."""
    return bool(actions().plain.search(text.rstrip(" :：。.-")))


def is_order(text: str) -> bool:
    """Whether a plain heading stands over things to do."""
    return (
        is_plain(text) and bool(actions().orders.search(text)) and not actions().skip.search(text)
    )


def aim_of(text: str) -> Aim:
    """What a step is for."""
    return next((aim for aim, pattern in actions().aims if pattern.search(text)), Aim.FIX)


def _proved(name: str, section: Mapping[str, Any]) -> Pattern:
    pattern = _any(section["patterns"])
    for text in section["found"] + section["clean"]:
        if bool(pattern.search(text)) != (text in section["found"]):
            raise InvalidRuleError(f"kb/steps/actions.yaml: {name}: {text!r} reads otherwise")
    return pattern


def _any(patterns: Sequence[str]) -> Pattern:
    return compiled("|".join(f"(?:{pattern})" for pattern in patterns))
