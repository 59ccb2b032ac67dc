"""Which steps a report is about: by their number, by the words that they share, or by what came last."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import log

from kb.cases import StepResult
from kb.prose.sentences import clauses
from kb.prose.words import terms, weights
from kb.steps.actions import Aim, actions, subject
from kb.steps.drafts import alike
from kb.steps.outline import LETTERS
from kb.steps.reports import Report
from kb.steps.results import BAD, GOOD, Told
from kb.steps.tried import BY_CUSTOMER, Tried, meaning, stands_alone

ENOUGH = 0.8
"""A step is spoken of from this many times the weight of a term that stands nowhere else."""

_AND = re.compile(r"、|以及|[和及与]|\band\b")
_NAMED = 0.5
"""The same where a sentence names several steps one by one."""

_RECENT = 1.3
_SETTLED = 0.8
_IN_VAIN = 0.5
"""How much less a step is meant that has another result; still less by a cure."""

_ALIKE = 1.5
_NEARLY = {Told.DONE: 0.7, Told.DECLINED: 0.4}
"""How near to the best a step still waiting must come to share a report about data."""

_COVERED = 0.33
"""How much of a report that could stand alone must speak of a step to be about it."""

SOON = 3
"""Messages after a proposal in which a reply that names nothing is about it."""

_LITTLE = 3
"""Terms up to which a reply such as `还是不行` has no subject of its own."""

_SHOWN = frozenset({Told.REPRODUCED, Told.NOT_REPRODUCED, Told.OCCURS})


def meant(steps: Sequence[Tried], report: Report) -> frozenset[int]:
    """The places of the steps that a report is about; the surest way that finds any decides."""
    open_to = [at for at, step in enumerate(steps) if _fits(step, report)]
    if not open_to or report.told is Told.WAITING:
        return frozenset()
    return next((found for found in _ways(steps, open_to, report) if found), frozenset())


def _ways(
    steps: Sequence[Tried], open_to: Sequence[int], report: Report
) -> Iterator[frozenset[int]]:
    if report.ordinals:
        yield frozenset[int]().union(*(_numbered(steps, open_to, one) for one in report.ordinals))
    if not report.by_team:
        yield from _by_place(steps, open_to, report)
        if report.everything and report.told in BAD | {Told.DONE}:
            yield _last_open(steps, open_to, report)
            return
    for text in report.about:
        yield _by_words(steps, open_to, report, subject(text))
    if report.numbered and not report.by_team:
        yield _numbered(steps, open_to, report.numbered)
    if report.told is Told.SOLVED or not stands_alone(report):
        yield _by_time(steps, open_to, report)


def _by_place(
    steps: Sequence[Tried], open_to: Sequence[int], report: Report
) -> Iterator[frozenset[int]]:
    """What a customer answers by where the answer stands, or names one after the other."""
    if report.quoted:
        yield _by_quotation(steps, open_to, report.quoted)
    if report.listed and _has_numbers(steps, open_to, report):
        yield _numbered(steps, open_to, report.numbered)
    if report.told is Told.DONE or (report.everything and report.told in BAD):
        named = _named(steps, open_to, report)
        yield named if len(named) > 1 else frozenset()


def _fits(step: Tried, report: Report) -> bool:
    if step.reported or step.proposal.message >= report.message:
        return False
    # Nobody refuses what was tried before, except in the breath that tells of it.
    tried = step.is_settled and step.heard < report.message
    return not (report.told is Told.DECLINED and tried)


def _latest(steps: Sequence[Tried], open_to: Sequence[int]) -> list[int]:
    last = max(steps[at].proposal.message for at in open_to)
    return [at for at in open_to if steps[at].proposal.message == last]


def _numbered(steps: Sequence[Tried], open_to: Sequence[int], number: int) -> frozenset[int]:
    """The step with this number in the last message that proposed any, or its place there; else in earlier ones."""
    asked = {at: steps[at].proposal for at in _latest(steps, open_to)}
    place = number - LETTERS if number > LETTERS else number
    for fits in (
        [at for at, one in asked.items() if one.ordinal == number],
        [at for at, one in asked.items() if one.covers >= place],
        [at for at, one in asked.items() if one.unit == place],
        [at for at in reversed(open_to) if steps[at].proposal.ordinal == number],
    ):
        if fits:
            return frozenset(fits[:1])
    return frozenset()


def _has_numbers(steps: Sequence[Tried], open_to: Sequence[int], report: Report) -> bool:
    """Whether a numbered reply can be about the last proposals: they are recent, and several."""
    latest = [steps[at].proposal for at in _latest(steps, open_to)]
    recent = report.message <= latest[0].message + SOON
    return recent and (len(latest) > 1 or latest[0].covers > 1)


def _named(steps: Sequence[Tried], open_to: Sequence[int], report: Report) -> frozenset[int]:
    """The steps that a sentence names one by one."""
    parts = [part for clause in clauses(report.about[-1]) for part in _AND.split(clause)]
    return frozenset[int]().union(
        *(_by_words(steps, open_to, report, subject(part), _NAMED) for part in parts)
    )


def _by_quotation(steps: Sequence[Tried], open_to: Sequence[int], quoted: str) -> frozenset[int]:
    """The step that a reply quotes before it answers."""
    return frozenset([at for at in open_to if alike(steps[at].proposal.text, quoted)][-1:])


def _by_words(
    steps: Sequence[Tried],
    open_to: Sequence[int],
    report: Report,
    said: frozenset[str],
    enough: float = ENOUGH,
) -> frozenset[int]:
    weight = weights([said, *(steps[at].terms & said for at in open_to)])
    latest = frozenset() if report.closing else frozenset(_latest(steps, open_to))
    alone = stands_alone(report)
    scores = {
        at: sum(weight[term] for term in said & steps[at].terms)
        * _bonus(steps[at], said, report.told, recent=at in latest)
        for at in open_to
        if not _is_other(steps[at], said, report, weight if alone else {})
    }
    best = max(scores.values(), default=0.0)
    if best < enough * log(1 + len(open_to)):
        return frozenset()
    if report.told in BY_CUSTOMER:
        share = _NEARLY[report.told] * best
        also = (at for at, score in scores.items() if score >= share and _waits(steps[at]))
        return frozenset((max(scores, key=lambda at: scores[at]), *also))
    return _one(steps, [at for at, score in scores.items() if score == best], report)


def _one(steps: Sequence[Tried], tied: Sequence[int], report: Report) -> frozenset[int]:
    """Of steps that a report fits equally well: one that has this result, else the last; none for a summing up."""
    for at in tied:
        if steps[at].result is meaning(steps[at], report.told):
            return frozenset({at})
    return frozenset(tied[-1:] if len(tied) == 1 or not report.closing else ())


def _waits(step: Tried) -> bool:
    return step.result is StepResult.PENDING and step.proposal.aim is Aim.COLLECT


def _bonus(step: Tried, said: frozenset[str], told: Told, *, recent: bool) -> float:
    bonus = _RECENT if recent else 1.0
    if said & step.terms & actions().contrasts:
        bonus *= _ALIKE
    settled = step.result not in {StepResult.PENDING, meaning(step, told)}
    if not settled:
        return bonus
    return bonus * (_IN_VAIN if told in GOOD else _SETTLED)


def _is_other(
    step: Tried, said: frozenset[str], report: Report, weight: Mapping[str, float]
) -> bool:
    """Whether a report cannot be about a step.

    It is not where the team tells of data that somebody declined to give, nor where it tells of another state of
    things than the step makes. A report that could stand alone (`weight` is then given) must speak of much the same,
    and does not overturn what was found before.
    """
    told, aim = report.told, step.proposal.aim
    withheld = step.result is StepResult.DECLINED and report.by_team and told is not Told.DECLINED
    if withheld:
        return True
    if told not in GOOD | BAD or (told is Told.FAILED and not report.by_team):
        return False
    result = meaning(step, told)
    # A test that takes something away mends where it helps: it is spoken of like a cure.
    is_test = aim is Aim.TEST and result not in {StepResult.WORKED, StepResult.NO_HELP}
    if result is None or not weight or not (report.by_team or is_test):
        return result is None
    if aim is Aim.CHECK:
        return told is not Told.FAILED
    shows = aim is Aim.TEST or told in _SHOWN
    return shows and not _speaks_of(step, said, result, weight)


def _speaks_of(
    step: Tried, said: frozenset[str], result: StepResult, weight: Mapping[str, float]
) -> bool:
    if step.result not in {StepResult.PENDING, result}:
        return False
    asked = terms(step.proposal.text) & actions().contrasts
    if asked:
        return bool(asked & said)
    covered = sum(weight[term] for term in said & step.terms)
    return covered >= _COVERED * sum(weight[term] for term in said)


def _only_one(steps: Sequence[Tried], open_to: Sequence[int], report: Report) -> frozenset[int]:
    """The one step that a refusal can be about, where just one was asked for and waits."""
    latest = _latest(steps, open_to)
    waiting = [at for at in latest if not steps[at].is_settled]
    soon = report.message <= steps[latest[0]].proposal.message + SOON
    return frozenset(waiting if soon and len(waiting) == 1 else ())


def _last_open(steps: Sequence[Tried], open_to: Sequence[int], report: Report) -> frozenset[int]:
    return frozenset(
        at
        for at in _latest(steps, open_to)
        if steps[at].result is StepResult.PENDING
        and meaning(steps[at], report.told)
        and not (steps[at].proposal.aim is Aim.COLLECT and report.told is Told.FAILED)
    )


def _by_time(steps: Sequence[Tried], open_to: Sequence[int], report: Report) -> frozenset[int]:
    """A report that names nothing is about what was done last, or the last proposals, as far as it can be told which."""
    done = max((steps[at].done for at in open_to if not steps[at].is_settled), default=0)
    if done and not report.by_team and report.told in GOOD | BAD:
        return frozenset(at for at in open_to if steps[at].done == done)
    if report.told is Told.DECLINED and not report.by_team:
        return _only_one(steps, open_to, report)
    asked = steps[_latest(steps, open_to)[0]].proposal.message
    if report.by_team or report.message > asked + SOON:
        return frozenset()
    waiting = _last_open(steps, open_to, report)
    fixes = frozenset(at for at in waiting if steps[at].proposal.aim is Aim.FIX)
    if report.told is Told.FAILED and len(subject(report.text)) <= _LITTLE:
        return waiting
    for likely in (waiting, fixes):
        if len(likely) == 1:
            return likely
    return frozenset()
