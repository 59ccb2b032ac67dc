"""How a case ended, told from cue phrases; `outcomes.yaml` holds them with their examples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kb.cases import Message, Resolution, Summary
from kb.prose.data import read_yaml
from kb.prose.lines import is_courtesy, telling_lines
from kb.prose.regexp import Pattern
from kb.prose.rules import NOTHING, joined, prove, proved
from kb.prose.sentences import sentences

_LAST = 4
"""How many messages at the end are asked where the summary says nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way in which a case ends, and how to tell it."""

    resolution: Resolution
    cues: Pattern
    denied: Pattern

    def holds(self, sentence: str) -> bool:
        """Whether a sentence tells of this end."""
        return bool(self.cues.search(sentence)) and not self.denied.search(sentence)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What `outcomes.yaml` holds."""

    suppose: Pattern
    recommend: Pattern
    known: tuple[Outcome, ...]


@cache
def outcomes() -> Outcomes:
    """Read `outcomes.yaml`.

    Raises:
        InvalidRuleError: an example of the file does not read as it says.
    """
    data = read_yaml(__package__, "outcomes.yaml")
    suppose, recommend = (
        proved(data[name], f"kb/summary/outcomes.yaml: {name}") for name in ("suppose", "recommend")
    )
    return Outcomes(suppose, recommend, tuple(_outcome(one) for one in data["outcomes"]))


def resolution(summary: Summary, messages: Sequence[Message]) -> Resolution | None:
    """How a case ended: from the conclusion, else the analysis, else the last messages; None if unsaid."""
    # Sentences that were only chosen as telling do not sum up what was found.
    for text in (summary.conclusion, "" if summary.extracted else summary.analysis):
        if found := told(text):
            return found
    for message in reversed(messages[-_LAST:]):
        found = told(
            "\n".join(
                line.text for line in telling_lines(message.body, message.sender) if not line.code
            )
        )
        # A wish for data counts where nothing came after it.
        if found and (found != Resolution.NEED_DATA or message is messages[-1]):
            return found
    return None


def told(text: str) -> Resolution | None:
    """How a case ended as one text tells it."""
    said = [
        one for one in sentences(text) if not (outcomes().suppose.search(one) or is_courtesy(one))
    ]
    for outcome in outcomes().known:
        if any(outcome.holds(sentence) for sentence in said):
            return outcome.resolution
    return None


def recommends(text: str) -> bool:
    """Whether a text says what should be done next."""
    return bool(outcomes().recommend.search(text))


def _outcome(data: Mapping[str, Any]) -> Outcome:
    made = Outcome(
        Resolution(data["outcome"]), joined(data["cues"]), joined(data.get("not", [NOTHING]))
    )
    prove(data, f"kb/summary/outcomes.yaml: {data['outcome']}", made.holds)
    return made
