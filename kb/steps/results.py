"""What later messages say came of the steps; `results.yaml` holds the words with their examples.

What a report means depends on what a step is for. A step *worked* when it did what it was for: a fix cured, a check
passed, data arrived. It was *no help* when it did not. A test shows whether the symptom is *reproduced* or *not
reproduced*. A step that somebody would not do is *declined*; all else is *pending*.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from kb.cases import StepResult
from kb.prose.data import read_yaml
from kb.prose.regexp import Pattern, compiled
from kb.prose.rules import NOTHING, joined, prove
from kb.steps.actions import Aim
from kb.steps.outline import LETTERS


class Told(StrEnum):
    """What a sentence reports."""

    DECLINED = "declined"
    NOT_REPRODUCED = "not-reproduced"
    REPRODUCED = "reproduced"
    WAITING = "waiting"
    FAILED = "failed"
    SOLVED = "solved"
    CLEAN = "clean"
    OCCURS = "occurs"
    DONE = "done"


_CUES = ("tried", "received", "in_vain", "before", "console", "remedies", "cures", "contrast")

_LISTED = re.compile(
    r"(?<=\d)\s?(?:[、，,和与及/&]|and)\s?(?=\d)"
    r"|(?<=[A-H])\s?(?:[、，,和与及/&]|and)\s?(?=[A-H](?![A-Za-z]))"
)
"""Stands between numbers of methods that a sentence names together."""

GOOD = frozenset({Told.SOLVED, Told.CLEAN, Told.NOT_REPRODUCED})
BAD = frozenset({Told.FAILED, Told.OCCURS, Told.REPRODUCED})
"""What a report says of the symptom: it is away, it is there. The others say nothing of it."""

MEANINGS: Mapping[tuple[Aim, Told], StepResult] = {
    **{(aim, Told.DECLINED): StepResult.DECLINED for aim in Aim},
    **{
        (aim, Told.NOT_REPRODUCED): StepResult.NOT_REPRODUCED
        for aim in (Aim.TEST, Aim.FIX, Aim.CHECK)
    },
    **{(aim, Told.REPRODUCED): StepResult.REPRODUCED for aim in (Aim.TEST, Aim.CHECK)},
    (Aim.FIX, Told.REPRODUCED): StepResult.NO_HELP,
    (Aim.FIX, Told.FAILED): StepResult.NO_HELP,
    (Aim.CHECK, Told.FAILED): StepResult.NO_HELP,
    (Aim.COLLECT, Told.FAILED): StepResult.NO_HELP,
    (Aim.TEST, Told.FAILED): StepResult.REPRODUCED,
    (Aim.FIX, Told.SOLVED): StepResult.WORKED,
    (Aim.CHECK, Told.SOLVED): StepResult.WORKED,
    (Aim.TEST, Told.SOLVED): StepResult.NOT_REPRODUCED,
    (Aim.FIX, Told.CLEAN): StepResult.WORKED,
    (Aim.CHECK, Told.CLEAN): StepResult.WORKED,
    (Aim.TEST, Told.CLEAN): StepResult.NOT_REPRODUCED,
    (Aim.FIX, Told.OCCURS): StepResult.NO_HELP,
    (Aim.TEST, Told.OCCURS): StepResult.REPRODUCED,
    (Aim.COLLECT, Told.DONE): StepResult.WORKED,
    (Aim.COLLECT, Told.SOLVED): StepResult.WORKED,
    (Aim.CHECK, Told.DONE): StepResult.WORKED,
}
"""The result of a step, by what it is for and what is reported; what is missing changes nothing."""


@dataclass(frozen=True, slots=True)
class Report:
    """The patterns of one kind of report."""

    told: Told
    cues: Pattern
    denied: Pattern

    def holds(self, sentence: str) -> bool:
        """Whether a sentence reports this."""
        return bool(self.cues.search(sentence)) and not self.denied.search(sentence)


@dataclass(frozen=True, slots=True)
class Results:
    """What `results.yaml` holds."""

    suppose: Pattern
    everything: Pattern
    cues: Mapping[str, Pattern]
    ordinals: tuple[Pattern, ...]
    numbers: Mapping[str, int]
    reports: tuple[Report, ...]
    anything: Pattern


@cache
def results() -> Results:
    """Read `results.yaml`.

    Raises:
        InvalidRuleError: an example of the file does not read as it says.
    """
    data = read_yaml(__package__, "results.yaml")
    return Results(
        compiled(data["suppose"]),
        compiled(data["all"]),
        {name: compiled(data[name]) for name in _CUES},
        tuple(compiled(pattern) for pattern in data["ordinal"]["patterns"]),
        {str(word): number for word, number in data["ordinal"]["numbers"].items()},
        tuple(_report(Told(name), section) for name, section in data["told"].items()),
        joined([pattern for section in data["told"].values() for pattern in section["patterns"]]),
    )


@lru_cache(maxsize=4096)
def told(sentence: str) -> Told | None:
    """What a sentence reports, or None; a sentence about what may be reports nothing."""
    known = results()
    # Most sentences report nothing: one look at all cues together tells.
    if not known.anything.search(sentence) or known.suppose.search(sentence):
        return None
    return next((report.told for report in known.reports if report.holds(sentence)), None)


def ordinals(sentence: str) -> tuple[int, ...]:
    """The numbers of the methods that a sentence speaks of (`第二个方法`, `1、2没用`, `step 2`)."""
    text = _LISTED.sub("/", sentence)
    for pattern in results().ordinals:
        match = pattern.search(text)
        if match:
            words = (match["n"] or "").lower().split("/")
            return tuple(number for word in words for number in _numbers(word))
    return ()


def _numbers(word: str) -> list[int]:
    """The numbers that a word for places in a list means; several letters are as many places."""
    if number := results().numbers.get(word):
        return [number]
    if word.isdecimal():
        return [int(word)]
    return [LETTERS + "abcdefgh".index(letter) + 1 for letter in word]


def supposes(text: str) -> bool:
    """Whether a text is about what may be."""
    return bool(results().suppose.search(text))


def tells_result(text: str) -> bool:
    """Whether a text tells of the symptom or of a refusal, and so asks for nothing."""
    return told(text) in GOOD | BAD | {Told.DECLINED}


def hints(cue: str, text: str) -> bool:
    """Whether a text holds one of the words that `results.yaml` lists under a name."""
    return bool(results().cues[cue].search(text))


def is_about_all(sentence: str) -> bool:
    """Whether a sentence speaks of everything that was proposed."""
    return bool(results().everything.search(sentence))


def _report(name: Told, section: Mapping[str, Any]) -> Report:
    made = Report(name, joined(section["patterns"]), joined(section.get("not", [NOTHING])))
    prove(section, f"kb/steps/results.yaml: {name}", made.holds)
    return made
