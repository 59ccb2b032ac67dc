"""The two mails that follow from a walk: to the colleagues who take over, and to the customer.

Plain text, as mail programs and ticket forms take it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trees.handover.evidence import Collected, Entry, entries, missing
from trees.handover.summary import About, commands_of, likely_causes, open_step
from trees.handover.telling import answer_text, step_text
from trees.messages import say
from trees.model import DECLINED, Item, Probe, Question, Result, Subtree
from trees.position import Position, Visit


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to be sent: its subject, and its text with LF line ends."""

    subject: str
    body: str


def escalation(
    position: Position, language: str, evidence: Sequence[Collected], about: About
) -> Letter:
    """The mail with which a case goes to the next team, complete enough to go on from it."""
    sections = (
        ("mail-case", _case(position, language, about)),
        ("mail-description", [about.problem.strip() or _title(position, language)]),
        ("mail-progress", list(_steps(position, language, internal=True))),
        ("mail-analysis", list(_analysis(position, language))),
        ("mail-evidence", list(_evidence(position, language, evidence))),
        ("mail-asked", list(_asked(position, language, evidence))),
    )
    lines = [say("escalation-greeting", language), "", say("escalation-intro", language), ""]
    for key, body in sections:
        lines += [say(key, language), *body, ""]
    return _letter("escalation-subject", position, language, about, [*lines, *_signed(about)])


def to_customer(
    position: Position, language: str, evidence: Sequence[Collected], about: About
) -> Letter:
    """The mail that tells a customer where the case stands and what comes next.

    Notes and evidence stay inside; the text names neither commands that were run nor colleagues.
    """
    problem = about.problem.strip().splitlines() or [_title(position, language)]
    lines = [
        say("customer-greeting", language),
        "",
        say("customer-intro", language, problem=problem[0].rstrip("。.")),
        "",
        say("customer-done", language),
        *_steps(position, language, internal=False),
        "",
    ]
    if position.outcome is not None:
        end = position.outcome
        summary = (end.summary or end.text).say(language)
        lines += [say("customer-conclusion", language), summary, ""]
    lines += [say("customer-next", language), *_next(position, language, evidence), ""]
    lines += [say("customer-closing", language), "", *_signed(about)]
    return _letter("customer-subject", position, language, about, lines)


def _letter(
    key: str, position: Position, language: str, about: About, lines: Sequence[str]
) -> Letter:
    subject = say(key, language, case=about.case, title=_title(position, language))
    return Letter(" ".join(subject.split()), "\n".join(lines).rstrip() + "\n")


def _title(position: Position, language: str) -> str:
    return position.root.title.say(language)


def _signed(about: About) -> list[str]:
    return [each for each in (about.engineer, about.date) if each]


def _case(position: Position, language: str, about: About) -> list[str]:
    environment = say("comma", language).join(about.environment)
    tree = f"{_title(position, language)} ({position.root.tree})"
    fields = {
        "case": about.case,
        "customer": about.customer,
        "environment": environment or say("environment-unknown", language),
        "tree": say("version", language, tree=tree, version=about.version)
        if about.version
        else tree,
    }
    colon = say("colon", language)
    return [f"{say(key, language)}{colon}{value}" for key, value in fields.items() if value]


def _steps(position: Position, language: str, *, internal: bool) -> Iterator[str]:
    """Every step with what came of it; commands and notes only for colleagues."""
    count = 0
    for visit in position.path:
        title = step_text(visit).say(language)
        if isinstance(visit.node, Subtree) or not title:
            continue
        count += 1
        yield f"{count}. {title}{say('dash', language)}{answer_text(visit, language)}"
        if internal:
            yield from _details(visit, language)
    if not count:
        yield say("nothing-tried", language)


def _details(visit: Visit, language: str) -> Iterator[str]:
    if visit.answer != DECLINED:
        yield from (
            f"   > {line}" for command in commands_of(visit) for line in command.run.splitlines()
        )
    note = " ".join(visit.note.split())
    if note:
        yield f"   {say('note', language)}{say('colon', language)}{note}"


def _analysis(position: Position, language: str) -> Iterator[str]:
    end = position.outcome
    if end is None:
        yield say("next-interrupted", language, step=open_step(position).text.say(language))
    else:
        summary = (end.summary or end.text).say(language)
        yield f"{say(end.result, language)}{say('colon', language)}{summary}"
    if causes := likely_causes(position, language):
        yield causes


def _evidence(position: Position, language: str, evidence: Sequence[Collected]) -> Iterator[str]:
    found = list(entries(position, language, evidence))
    for entry in found:
        yield from _entry(entry, language)
    if not found:
        yield say("no-evidence", language)


def _entry(entry: Entry, language: str) -> Iterator[str]:
    yield f"- {entry.title}{say('colon', language)}{entry.said}".rstrip()
    yield from (f"    {line}".rstrip() for line in entry.lines)


def _asked(position: Position, language: str, evidence: Sequence[Collected]) -> Iterator[str]:
    yield say("escalation-ask", language)
    names = [item.text.say(language) for item in missing(position, evidence)]
    if names:
        yield say("escalation-missing", language, items=say("comma", language).join(names))


def _next(position: Position, language: str, evidence: Sequence[Collected]) -> Iterator[str]:
    end = position.outcome
    if end is None:
        step = open_step(position)
        asked = "question" if isinstance(step, Question | Probe) else "interrupted"
        yield say(f"customer-{asked}", language, step=step.text.say(language))
        return
    items = missing(position, evidence) if end.result is Result.NEED_DATA else ()
    yield say("customer-send" if items else f"customer-{end.result}", language)
    for item in items:
        yield from _wanted(item, language)


def _wanted(item: Item, language: str) -> Iterator[str]:
    """A piece of evidence as a customer is asked for it: what it is, where it lies, how to make it."""
    where = f"{say('colon', language)}{item.path}" if item.path else ""
    yield f"- {item.text.say(language)}{where}"
    if item.command:
        yield from (f"    {line}" for line in item.command.run.splitlines())
