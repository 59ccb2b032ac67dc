"""Steps tried: what was asked for or done, in order, what came of it and who told."""

from collections.abc import Sequence

from kb.cases import Message, Step, StepResult
from kb.mail.people import name_of
from kb.prose.roles import is_to_colleague, supporters
from kb.steps.actions import Aim
from kb.steps.linking import answered, heard, proposed
from kb.steps.proposals import proposals
from kb.steps.reports import reports
from kb.steps.results import hints
from kb.steps.tried import Tried
from kb.summary import closes

__all__ = ["find_steps", "followed", "is_cured", "step_of"]

_MENDING = frozenset({Aim.FIX, Aim.TEST})


def find_steps(messages: Sequence[Message]) -> tuple[Step, ...]:
    """The steps of a case in the order in which they were asked for or first told of."""
    return tuple(map(step_of, followed(messages)))


def step_of(step: Tried) -> Step:
    """A step as it is shown; `by` is who told of the result and, as far as can be seen, did it."""
    return Step(step.proposal.text, step.result, step.proposal.message, step.by)


def is_cured(steps: Sequence[Tried]) -> bool:
    """Whether the last step that was meant to mend something, and of which a result was told, did."""
    told = [step for step in steps if step.heard and _mends(step)]
    last = max(told, key=lambda step: step.heard, default=None)
    return last is not None and last.result is StepResult.WORKED


def _mends(step: Tried) -> bool:
    return step.proposal.aim in _MENDING or hints("cures", step.proposal.text)


def followed(messages: Sequence[Message]) -> tuple[Tried, ...]:
    """The steps of a case with all that is known of them.

    What the support team asks for is a step: entries of its lists, procedures as a whole, sentences. Later messages
    say what came of it, by its number, by its subject, or because it was the last thing asked. What somebody did
    without being asked is a step, too. What the mail that closes a case recommends is no step where there are others.
    `by` is who told of the result and, as far as can be seen, did it.
    """
    team = supporters(messages)
    steps: list[Tried] = []
    for message in messages:
        by = name_of(message.sender)
        for report in reports(message, by_team=message.n in team):
            steps = heard(steps, report, by)
        if message.n not in team:
            steps = answered(steps, message, by)
        if message.n in team and not (is_to_colleague(message) or (steps and closes(message))):
            for proposal in proposals(message):
                steps = proposed(steps, proposal)
    return tuple(steps)
