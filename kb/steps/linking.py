"""The steps of a case as its messages go by: asked for, reported on, answered."""

from collections.abc import Sequence
from dataclasses import replace
from math import log

from kb.cases import Message, StepResult
from kb.prose.words import terms, weights
from kb.steps.actions import Aim, subject
from kb.steps.drafts import alike
from kb.steps.matching import ENOUGH, SOON, meant
from kb.steps.proposals import Proposal
from kb.steps.reports import Report
from kb.steps.results import Told, hints
from kb.steps.tried import BY_CUSTOMER, Tried, meaning, own_step, stands_alone

MAX_STEPS = 150
"""Steps that are kept of one case."""


def proposed(steps: Sequence[Tried], proposal: Proposal) -> list[Tried]:
    """The steps with one more that was asked for; asking again for the same adds none."""
    if len(steps) >= MAX_STEPS or any(_is_same(step, proposal) for step in steps):
        return list(steps)
    return [*steps, Tried(proposal, subject(proposal.full))]


def _is_same(step: Tried, proposal: Proposal) -> bool:
    if step.reported:
        return False
    if step.proposal.message == proposal.message:
        return terms(step.proposal.text) == terms(proposal.text)
    return alike(step.proposal.text, proposal.text, closely=True)


def heard(steps: Sequence[Tried], report: Report, by: str) -> list[Tried]:
    """The steps after a report: those that it is about have their result, or a step of its own is added."""
    places = meant(steps, report)
    doer = "" if report.by_team and report.told in BY_CUSTOMER else by
    known = [_told(step, report, doer) if at in places else step for at, step in enumerate(steps)]
    if places or len(steps) >= MAX_STEPS or not (stands_alone(report) and _is_new(steps, report)):
        return known
    own = own_step(report, doer)
    if any(
        step.result == own.result and alike(step.proposal.text, own.proposal.text) for step in steps
    ):
        return known
    return [*known, own]


def _told(step: Tried, report: Report, by: str) -> Tried:
    if report.by_team and step.proposal.aim is Aim.COLLECT and report.told is Told.FAILED:
        return step
    if report.closing and step.result is not StepResult.PENDING:
        return step
    result = meaning(step, report.told) or step.result
    # Who told first did it: summaries at the end only tell it again.
    if result is step.result:
        is_done = report.told is Told.DONE and not step.is_settled
        return replace(step, done=report.message) if is_done else step
    return replace(step, result=result, by=by, heard=report.message)


def _is_new(steps: Sequence[Tried], report: Report) -> bool:
    """Whether a report can be a step of its own where it stands.

    What the team tells before it asked for anything is the case itself; a customer then tells of steps only by saying
    that they were tried.
    """
    asked = any(not step.proposal.informs for step in steps)
    return asked or (not report.by_team and hints("before", report.text))


def answered(steps: Sequence[Tried], message: Message, by: str) -> list[Tried]:
    """The steps after a customer's reply: requests for information that it speaks of are met."""
    said = terms(message.body)
    weight = weights([said, *(step.terms & said for step in steps)])
    enough = ENOUGH * log(1 + len(steps))
    return [
        replace(step, result=StepResult.WORKED, by=by, heard=message.n)
        if _asks_for_words(step, message)
        and sum(weight[term] for term in said & step.terms) >= enough
        else step
        for step in steps
    ]


def _asks_for_words(step: Tried, message: Message) -> bool:
    soon = step.proposal.message < message.n <= step.proposal.message + SOON
    return soon and step.proposal.informs and step.result is StepResult.PENDING
