"""A step as far as it is known, and what a report means for it."""

from dataclasses import dataclass

from kb.cases import StepResult
from kb.prose.words import terms
from kb.steps.actions import Aim, actions, aim_of, says, subject
from kb.steps.drafts import ENDS, MAX_TEXT
from kb.steps.proposals import Proposal
from kb.steps.reports import Report
from kb.steps.results import BAD, GOOD, MEANINGS, Told, hints

BY_CUSTOMER = frozenset({Told.DONE, Told.DECLINED})
"""What only the customer can have done, whoever tells it."""

_SHORTEST = 8
_ALONE = frozenset({"#alone", "#clean-system"})
_AS_CURE = {Told.SOLVED: StepResult.WORKED, Told.FAILED: StepResult.NO_HELP}


@dataclass(frozen=True, slots=True)
class Tried:
    """A step as far as it is known.

    Attributes:
        reported: whether nobody had asked for it.
        done: the message that says that it was done, while nothing is said of what came of it; 0 for none.
        heard: the message that told the result; 0 while it is pending.
    """

    proposal: Proposal
    terms: frozenset[str]
    result: StepResult = StepResult.PENDING
    by: str = ""
    reported: bool = False
    done: int = 0
    heard: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether a result was told."""
        return self.result is not StepResult.PENDING


def meaning(step: Tried, told: Told) -> StepResult | None:
    """What a report means for a step, None where it means nothing for it."""
    name, aim = step.proposal.text, step.proposal.aim
    if step.proposal.informs and told not in BY_CUSTOMER:
        return MEANINGS.get((Aim.CHECK, told)) if says("looks", name) else None
    alone = bool(terms(name) & _ALONE)
    # To take something away and see is a cure where the symptom goes with it, and was in vain where it stays.
    if aim is Aim.TEST and not alone and hints("cures", name):
        return _AS_CURE.get(told) or MEANINGS.get((aim, told))
    return MEANINGS.get((aim, told))


def stands_alone(report: Report) -> bool:
    """Whether a report tells itself what was done, so that it may be a step for which nobody asked."""
    if report.told not in GOOD | BAD or len(report.text) < _SHORTEST:
        return False
    text = report.text
    if report.told is Told.FAILED and not hints("in_vain", text):
        return False
    verbs = actions().verbs
    text = text.replace("观察", "")
    return bool(verbs.match(text) or (verbs.search(text) and hints("tried", text)))


def own_step(report: Report, by: str) -> Tried:
    text = report.text.strip(ENDS)[:MAX_TEXT]
    proposal = Proposal(text, report.text, report.message, 0, 0, 0, aim_of(report.text))
    known = subject(report.text)
    return Tried(proposal, known, _own_result(report), by, reported=True, heard=report.message)


def _own_result(report: Report) -> StepResult:
    """What a step that nobody asked for came to: it is told in one breath with what was done."""
    if report.told is Told.SOLVED:
        return StepResult.WORKED
    if report.told is Told.CLEAN:
        return (
            MEANINGS[aim_of(report.text), Told.CLEAN]
            if aim_of(report.text) is Aim.FIX
            else StepResult.NOT_REPRODUCED
        )
    if report.told is Told.NOT_REPRODUCED:
        return StepResult.NOT_REPRODUCED
    if report.told is Told.FAILED or hints("remedies", report.text):
        return StepResult.NO_HELP
    return StepResult.REPRODUCED
