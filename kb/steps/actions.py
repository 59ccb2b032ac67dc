"""What a line asks for; `actions.yaml` holds the words with their examples."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from kb.prose.data import read_yaml
from kb.prose.lines import is_courtesy
from kb.prose.regexp import Pattern, any_of, compiled
from kb.prose.rules import joined, proved
from kb.prose.sentences import clauses
from kb.prose.words import terms

_SECTIONS = (
    "asks",
    "small",
    "plain",
    "orders",
    "inform",
    "trial",
    "data",
    "looks",
    "words",
    "counting",
    "bare",
    "sequence",
    "tells",
    "scope",
    "skip",
    "refers",
    "negated",
    "question",
    "plans",
)
_AFTER = re.compile(r"(?:以后|之后|后|时)\Z|(?:以后|之后)")
"""Ends a clause that only says when something happens."""

_PATH = re.compile(r"(?:[A-Za-z]:|\\\\[\w.-]+)\\[^\s，。；]*")
"""The names in a path are no deeds."""

_SUPPOSE = re.compile(r"\s*(?:如果|若|如不|如允许|假如|一旦|if\b|should\b)", re.IGNORECASE)
_KEPT = 4096
"""Answers that are remembered; threads repeat themselves."""


class Aim(StrEnum):
    """What a step is for."""

    TEST = "test"
    COLLECT = "collect"
    CHECK = "check"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Actions:
    """The patterns of `actions.yaml`; `told` holds its sections by name."""

    told: Mapping[str, Pattern]
    verbs: Pattern
    begins: Pattern
    sends: Pattern
    aims: tuple[tuple[Aim, Pattern], ...]
    contrasts: frozenset[str]
    opposites: frozenset[str]
    neutral: frozenset[str]


@cache
def actions() -> Actions:
    """Read `actions.yaml`.

    Raises:
        InvalidRuleError: an example of the file does not read as it says.
    """
    data = read_yaml(__package__, "actions.yaml")
    verbs = data["verbs"]
    openers = "|".join(sorted(data["openers"], key=len, reverse=True))
    chinese = "|".join(sorted(verbs["chinese"], key=len, reverse=True))
    return Actions(
        told={name: proved(data[name], f"kb/steps/actions.yaml: {name}") for name in _SECTIONS},
        verbs=compiled(f"(?:{chinese}|{any_of(_forms(verbs['english']))})"),
        begins=compiled(
            rf"^(?:(?:{openers})[ ,，]?){{0,3}}(?:{chinese})"
            rf"|^(?:(?:then|next|also|now|and|once|or)[ ,]+)?(?:{any_of(verbs['english'])})(?:\s|$)"
        ),
        sends=compiled(data["sends"]),
        aims=tuple((Aim(kind["aim"]), joined(kind["cues"])) for kind in data["kinds"]),
        contrasts=frozenset(f"#{name}" for name in data["contrasts"]),
        opposites=frozenset(f"#{name}" for name in data["opposites"]),
        neutral=terms(data["neutral"]),
    )


def says(section: str, text: str) -> bool:
    """Whether a text matches a section of `actions.yaml`."""
    return bool(actions().told[section].search(text))


@lru_cache(maxsize=_KEPT)
def asks(sentence: str) -> bool:
    """Whether a sentence asks somebody to do something."""
    return is_action(sentence) and (says("asks", sentence) or _commands(sentence))


@lru_cache(maxsize=_KEPT)
def planned(sentence: str) -> str:
    """What the team itself means to try, from the clause on that says so; empty where it plans nothing."""
    parts = clauses(sentence)
    for at, clause in enumerate(parts):
        if says("plans", clause):
            return "，".join(parts[at:])
    return ""


@lru_cache(maxsize=_KEPT)
def is_action(text: str) -> bool:
    """Whether a text names something to do, and is neither a question nor about something else."""
    if (
        not actions().verbs.search(_PATH.sub(" ", text))
        or says("negated", text)
        or is_courtesy(text)
    ):
        return False
    if says("question", text):
        return any(sends(part) for part in clauses(text) if not says("question", part))
    return not any(says("skip", part) for part in (text, *clauses(text)))


def is_small(text: str) -> bool:
    """Whether a text is a move of hand within a longer step."""
    return says("small", text)


def is_move(text: str) -> bool:
    """Whether nothing in a text is more than a move of hand."""
    verbs = actions().verbs
    parts = clauses(text)
    return is_small(text) and all(is_small(part) or not verbs.search(part) for part in parts)


def sends(text: str) -> bool:
    """Whether a text asks for something to be sent."""
    return bool(actions().sends.search(text))


@lru_cache(maxsize=_KEPT)
def is_plain(text: str) -> bool:
    """Whether a heading names no step (`建议操作如下：`)."""
    return says("plain", text.strip(" *:：。.-"))


def is_order(text: str) -> bool:
    """Whether a plain heading stands over things to do."""
    return (
        is_plain(text) and says("orders", text) and not (says("skip", text) or says("tells", text))
    )


def subject(text: str) -> frozenset[str]:
    """The terms that tell what a step or a report is about, without what it supposes."""
    return terms(asserted(text) or text) - actions().neutral


def asserted(text: str) -> str:
    """A text without the clauses that suppose something."""
    said = (one for line in text.splitlines() for one in clauses(line))
    return "\n".join(one for one in said if not _SUPPOSE.match(one))


def aim_of(text: str) -> Aim:
    """What a step is for."""
    return next((aim for aim, pattern in actions().aims if pattern.search(text)), Aim.FIX)


def _commands(sentence: str) -> bool:
    """Whether a sentence begins with a verb; in English, whether one of its clauses does."""
    begins = actions().begins
    first = clauses(sentence)[:1]
    if first and _AFTER.search(first[0]):
        return False
    if begins.search(sentence):
        return True
    return sentence.isascii() and any(begins.search(clause) for clause in clauses(sentence))


def _forms(verbs: Iterable[str]) -> Iterator[str]:
    """English verbs with their endings, the irregular ones apart."""
    for verb in verbs:
        stem = verb.removesuffix("e")
        yield from (
            verb,
            f"{verb}s",
            f"{stem}ed",
            f"{stem}ing",
            f"{verb}{verb[-1]}ed",
            f"{verb}{verb[-1]}ing",
        )
