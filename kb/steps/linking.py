"""Which step a report is about: by its number, by the words that it shares with a step, or by what came last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from kb.cases import Message, StepResult
from kb.prose.words import terms, weights
from kb.steps.actions import Aim, actions, aim_of, subject
from kb.steps.drafts import ENDS, MAX_TEXT, alike
from kb.steps.proposals import Proposal
from kb.steps.reports import Report
from kb.steps.results import BAD, GOOD, MEANINGS, Told, hints

MAX_STEPS = 150
"""Steps that are kept of one case."""

_ENOUGH = 0.8
_RECENT = 1.3
_SETTLED = 0.8
_ALIKE = 1.5
_NEARLY = {Told.DONE: 0.7, Told.DECLINED: 0.4}
"""How near to the best a step still waiting must come to share a report about data."""

_SHORTEST = 8
_COVERED = 0.33
"""How much of a report that could stand alone must speak of a step to be about it."""

_SOON = 3
"""Messages after a proposal in which a reply that names nothing is about it."""

_ALONE = frozenset({"#alone", "#clean-system"})
_SHOWN = frozenset({Told.REPRODUCED, Told.NOT_REPRODUCED, Told.OCCURS})
_BY_CUSTOMER = frozenset({Told.DONE, Told.DECLINED})


@dataclass(frozen=True, slots=True)
class Tried:
    """A step as far as it is known; `reported` marks one that nobody had asked for."""

    proposal: Proposal
    terms: frozenset[str]
    result: StepResult = StepResult.PENDING
    by: str = ""
    reported: bool = False


def proposed(steps: Sequence[Tried], proposal: Proposal) -> list[Tried]:
    """The steps with one more that was asked for; asking again for the same adds none."""
    if len(steps) >= MAX_STEPS or any(_is_same(step, proposal) for step in steps):
        return list(steps)
    return [*steps, Tried(proposal, subject(proposal.full))]


def _is_same(step: Tried, proposal: Proposal) -> bool:
    return not step.reported and alike(step.proposal.text, proposal.text)


def heard(steps: Sequence[Tried], report: Report, by: str) -> list[Tried]:
    """The steps after a report: those that it is about have their result, or a step of its own is added."""
    meant = _meant(steps, report)
    doer = "" if report.by_team and report.told in _BY_CUSTOMER else by
    known = [_told(step, report, doer) if at in meant else step for at, step in enumerate(steps)]
    if meant or len(steps) >= MAX_STEPS or not (_stands_alone(report) and _is_new(steps, report)):
        return known
    own = _own_step(report, doer)
    if any(
        step.result == own.result and alike(step.proposal.text, own.proposal.text) for step in steps
    ):
        return known
    return [*known, own]


def _told(step: Tried, report: Report, by: str) -> Tried:
    if report.by_team and step.proposal.aim is Aim.COLLECT and report.told is Told.FAILED:
        return step
    result = _meaning(step, report.told) or step.result
    # Who told first did it: summaries at the end only tell it again.
    return step if result is step.result else replace(step, result=result, by=by)


def _meant(steps: Sequence[Tried], report: Report) -> frozenset[int]:
    open_to = [at for at, step in enumerate(steps) if _fits(step, report)]
    if not open_to or report.told is Told.WAITING:
        return frozenset()
    if report.ordinal and (numbered := _numbered(steps, open_to, report.ordinal)):
        return numbered
    if report.everything and not report.by_team and report.told is not Told.DECLINED:
        return _last_open(steps, open_to, report)
    for text in report.about:
        if shared := _by_words(steps, open_to, report, subject(text)):
            return shared
    if (
        report.numbered
        and not report.by_team
        and (numbered := _numbered(steps, open_to, report.numbered))
    ):
        return numbered
    return _by_time(steps, open_to, report)


def _fits(step: Tried, report: Report) -> bool:
    return not step.reported and step.proposal.message < report.message


def _latest(steps: Sequence[Tried], open_to: Sequence[int]) -> list[int]:
    last = max(steps[at].proposal.message for at in open_to)
    return [at for at in open_to if steps[at].proposal.message == last]


def _numbered(steps: Sequence[Tried], open_to: Sequence[int], number: int) -> frozenset[int]:
    """The step with this number in the last message that proposed any: its own number, else its place."""
    latest = _latest(steps, open_to)
    for place in ("ordinal", "unit"):
        found = [at for at in latest if getattr(steps[at].proposal, place) == number]
        if found:
            return frozenset(found[:1])
    return frozenset()


def _by_words(
    steps: Sequence[Tried], open_to: Sequence[int], report: Report, said: frozenset[str]
) -> frozenset[int]:
    weight = weights([said, *(steps[at].terms for at in open_to)])
    latest = frozenset() if report.closing else frozenset(_latest(steps, open_to))
    alone = _stands_alone(report)
    scores = {
        at: sum(weight[term] for term in said & steps[at].terms)
        * _bonus(steps[at], said, report.told, recent=at in latest)
        for at in open_to
        if not _is_other(steps[at], said, report, weight if alone else {})
    }
    best = max(scores.values(), default=0.0)
    if best < _ENOUGH * log(1 + len(open_to)):
        return frozenset()
    if report.told in _BY_CUSTOMER:
        share = _NEARLY[report.told] * best
        also = (at for at, score in scores.items() if score >= share and _waits(steps[at]))
        return frozenset((max(scores, key=lambda at: scores[at]), *also))
    return _one(steps, [at for at, score in scores.items() if score == best], report)


def _one(steps: Sequence[Tried], tied: Sequence[int], report: Report) -> frozenset[int]:
    """Of steps that a report fits equally well: one that has this result, else the last; none for a summing up."""
    for at in tied:
        if steps[at].result is _meaning(steps[at], report.told):
            return frozenset({at})
    return frozenset(tied[-1:] if len(tied) == 1 or not report.closing else ())


def _waits(step: Tried) -> bool:
    return step.result is StepResult.PENDING and step.proposal.aim is Aim.COLLECT


def _bonus(step: Tried, said: frozenset[str], told: Told, *, recent: bool) -> float:
    bonus = _RECENT if recent else 1.0
    if said & step.terms & actions().contrasts:
        bonus *= _ALIKE
    settled = step.result not in {StepResult.PENDING, _meaning(step, told)}
    return bonus * (_SETTLED if settled else 1.0)


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
    result = _meaning(step, told)
    if result is None or not weight or not (report.by_team or aim is Aim.TEST):
        return result is None
    if aim is Aim.CHECK:
        return told is not Told.FAILED
    shows = aim is Aim.TEST or told in _SHOWN
    return shows and not _speaks_of(step, said, result, weight)


def _meaning(step: Tried, told: Told) -> StepResult | None:
    """What a report means for a step, None where it means nothing for it."""
    name, aim = step.proposal.text, step.proposal.aim
    if step.proposal.informs and told not in _BY_CUSTOMER:
        return None
    # To take something away and see is a cure where the symptom goes with it.
    if aim is Aim.TEST and told is Told.SOLVED and hints("remedies", name):
        return (
            StepResult.NOT_REPRODUCED
            if terms(name) & actions().opposites & _ALONE
            else StepResult.WORKED
        )
    return MEANINGS.get((aim, told))


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


def _last_open(steps: Sequence[Tried], open_to: Sequence[int], report: Report) -> frozenset[int]:
    return frozenset(
        at
        for at in _latest(steps, open_to)
        if steps[at].result is StepResult.PENDING
        and _meaning(steps[at], report.told)
        and not (steps[at].proposal.aim is Aim.COLLECT and report.told is Told.FAILED)
    )


def _by_time(steps: Sequence[Tried], open_to: Sequence[int], report: Report) -> frozenset[int]:
    """A report that names nothing is about the last proposals, as far as it can be told which."""
    asked = steps[_latest(steps, open_to)[0]].proposal.message
    if report.by_team or report.told is Told.DECLINED or report.message > asked + _SOON:
        return frozenset()
    waiting = _last_open(steps, open_to, report)
    fixes = frozenset(at for at in waiting if steps[at].proposal.aim is Aim.FIX)
    if report.told is Told.FAILED:
        return waiting
    for likely in (waiting, fixes):
        if len(likely) == 1:
            return likely
    return frozenset()


def _stands_alone(report: Report) -> bool:
    """Whether a report tells itself what was done, so that it may be a step for which nobody asked."""
    if report.told not in GOOD | BAD or len(report.text) < _SHORTEST:
        return False
    text = report.text
    if report.told is Told.FAILED and not hints("in_vain", text):
        return False
    done = actions().verbs.search(text) and hints("tried", text)
    return bool(done or actions().begins.search(text))


def _is_new(steps: Sequence[Tried], report: Report) -> bool:
    """Whether a report can be a step of its own where it stands.

    What the team tells before it asked for anything is the case itself; a customer then tells of steps only by saying
    that they were tried.
    """
    return bool(steps) or (not report.by_team and hints("before", report.text))


def answered(steps: Sequence[Tried], message: Message, by: str) -> list[Tried]:
    """The steps after a customer's reply: requests for information that it speaks of are met."""
    said = terms(message.body)
    weight = weights([said, *(step.terms for step in steps)])
    enough = _ENOUGH * log(1 + len(steps))
    return [
        replace(step, result=StepResult.WORKED, by=by)
        if _asks_for_words(step, message)
        and sum(weight[term] for term in said & step.terms) >= enough
        else step
        for step in steps
    ]


def _asks_for_words(step: Tried, message: Message) -> bool:
    soon = step.proposal.message < message.n <= step.proposal.message + _SOON
    return soon and step.proposal.informs and step.result is StepResult.PENDING


def _own_step(report: Report, by: str) -> Tried:
    text = report.text.strip(ENDS)[:MAX_TEXT]
    proposal = Proposal(text, report.text, report.message, 0, 0, 0, aim_of(report.text))
    return Tried(proposal, subject(report.text), _own_result(report), by, reported=True)


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
