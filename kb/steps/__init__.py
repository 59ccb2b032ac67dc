"""Steps tried: what was asked for or done, in order, what came of it and who told."""

from collections.abc import Sequence

from kb.cases import Message, Step
from kb.mail.people import name_of
from kb.prose.roles import supporters
from kb.steps.linking import Tried, heard, proposed
from kb.steps.proposals import proposals
from kb.steps.reports import reports

__all__ = ["find_steps"]


def find_steps(messages: Sequence[Message]) -> tuple[Step, ...]:
    """The steps of a case in the order in which they were asked for or first told of.

    What the support team asks for is a step: entries of its lists, procedures as a whole, sentences. Later messages
    say what came of it, by its number, by its subject, or because it was the last thing asked. What somebody did
    without being asked is a step, too. `by` is who told of the result and, as far as can be seen, did it.
    """
    team = supporters(messages)
    steps: list[Tried] = []
    for message in messages:
        for report in reports(message, by_team=message.n in team):
            steps = heard(steps, report, name_of(message.sender))
        if message.n in team:
            for proposal in proposals(message):
                steps = proposed(steps, proposal)
    return tuple(
        Step(step.proposal.text, step.result, step.proposal.message, step.by) for step in steps
    )
