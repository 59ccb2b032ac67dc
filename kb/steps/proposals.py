"""What the support team asks for: list entries, procedures, sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.cases import Message
from kb.facts.commands import find_commands
from kb.facts.found import Body
from kb.prose.lines import is_courtesy, telling_lines
from kb.prose.sentences import clauses, sentences
from kb.prose.words import terms
from kb.steps.actions import (
    Aim,
    actions,
    aim_of,
    asks,
    is_action,
    is_order,
    is_plain,
    is_small,
    planned,
)
from kb.steps.outline import Family, Item, Paragraph, Run, outline, texts
from kb.steps.results import told
from kb.summary.headings import heading

MAX_TEXT = 240
"""Characters of a step as it is shown."""

_MOST_SMALL = 0.6
"""From this share of moves of hand on, a list is one procedure."""

_ALIKE = 0.7
"""From this share of the shorter text's terms on, two texts name one step."""

_TELLING = frozenset({"problem", "analysis"})
_COMMANDS = 3
_PROGRAM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{1,60}\.(?:exe|zip|ps1|bat|cmd|msi|msu|vbs)\b")
_OPENING = re.compile(
    r"\A(?:(?:首先|其次|另外|然后|最后|接着|同时|此外|其中)[，,]\s?"
    r"|在[^，,。]{1,24}(?:期间|之前|的同时|过程中)[，,]\s?|(?:first|second|then|also|finally|next),?\s)",
    re.IGNORECASE,
)
"""What only says when a step is to be done."""

_TABLE = "\t"
_ENDS = " \t:：;；。.,，、!！"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that was asked for.

    Attributes:
        text: how the step is shown.
        full: all that was written of it, for telling later what a reply is about.
        unit: its place among the proposals of the message, from 1.
        ordinal: the number that it carries in the message, 0 for none.
    """

    text: str
    full: str
    message: int
    line: int
    unit: int
    ordinal: int
    aim: Aim


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal before it has its place."""

    text: str
    full: str
    line: int
    ordinal: int = 0


def proposals(message: Message) -> list[Proposal]:
    """What one message proposes, in order."""
    drafts = _once(_drafts(outline(telling_lines(message.body))))
    return [
        Proposal(
            draft.text, draft.full, message.n, draft.line, unit, draft.ordinal, aim_of(draft.text)
        )
        for unit, draft in enumerate(drafts, 1)
    ]


def _once(drafts: Iterator[Draft]) -> list[Draft]:
    """A heading and the procedure under it are one step: the fuller one stays."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and alike(kept[-1].text, draft.text):
            kept[-1] = max(kept[-1], draft, key=lambda one: len(one.full))
        else:
            kept.append(draft)
    return kept


def alike(first: str, second: str) -> bool:
    """Whether two texts name one step: the shorter says little that the longer does not say."""
    one, other = terms(first), terms(second)
    if not (one and other) or (one ^ other) & actions().opposites:
        return False
    return len(one & other) / min(len(one), len(other)) >= _ALIKE


def _drafts(blocks: Sequence[Paragraph | Run]) -> Iterator[Draft]:
    waiting: list[Paragraph] = []
    told = False
    for block in blocks:
        if isinstance(block, Paragraph):
            told = _tells(block.text, told=told)
            if not told:
                waiting.append(block)
        elif not told:
            title = _title(waiting)
            yield from _asked([one for one in waiting if one is not title])
            yield from _listed(block, title, wanted=bool(waiting) and is_order(waiting[-1].text))
            waiting = []
    yield from _asked(waiting)


def _tells(text: str, *, told: bool) -> bool:
    """Whether what stands from this paragraph on tells of the case and proposes nothing."""
    found = heading(text)
    if found:
        return found.part in _TELLING and not found.rest
    return told and not is_plain(text) and not asks(text)


def _title(before: Sequence[Paragraph]) -> Paragraph | None:
    """The paragraph that names what a list under it does; a plain heading between is passed over."""
    for paragraph in reversed(before[-2:]):
        if not is_plain(paragraph.text):
            return paragraph if _is_step(_last(paragraph.text)) else None
    return None


def _last(text: str) -> str:
    said = [part for part in sentences(text) if part.strip(_ENDS)]
    return said[-1] if said else text


def _is_step(text: str) -> bool:
    return is_action(text) and not is_plain(text)


def _asked(paragraphs: Sequence[Paragraph]) -> Iterator[Draft]:
    """Steps in running text: sentences that ask for something and do not report it."""
    for paragraph in paragraphs:
        if paragraph.text.count(_TABLE) > 1:
            continue
        found = heading(paragraph.text)
        if found and found.part in _TELLING:
            continue
        for sentence in sentences(_headless(paragraph.text)):
            core = planned(sentence) or _asking(sentence)
            if core:
                yield _draft([core], paragraph.line)


def _headless(text: str) -> str:
    """A paragraph without the heading that it begins with."""
    found = heading(text)
    if found:
        return found.rest
    name, colon, rest = text.replace("：", ":", 1).partition(":")
    return text[-len(rest) :] if colon and rest.strip() and is_plain(name) else text


def _asking(sentence: str) -> str:
    core = polite_core(sentence)
    return core if core and asks(core) and not is_plain(core) and not told(core) else ""


def polite_core(sentence: str) -> str:
    """A sentence without the clauses that are only polite."""
    if not is_courtesy(sentence):
        return sentence
    return "，".join(clause for clause in clauses(sentence) if not is_courtesy(clause))


def _listed(run: Run, title: Paragraph | None, *, wanted: bool) -> Iterator[Draft]:
    """The steps of a list; `wanted` says that a heading such as `操作步骤` stands above it."""
    nested = any(item.below for item in run.items) or run.items[0].family <= Family.METHOD
    if not nested and _is_procedure(run):
        name = [_last(title.text)] if title else []
        yield _draft([*name, *_all(run)], title.line if title else run.items[0].line)
        return
    yield from _asked([title] if title else [])
    small: list[str] = []
    for item in run.items:
        if not item.below and is_small(item.text) and item is not run.items[-1]:
            small += texts(item)
            continue
        yield from _entry(item, small, wanted=wanted)
        small = []


def _is_procedure(run: Run) -> bool:
    small = sum(is_small(item.text) for item in run.items)
    return small / len(run.items) >= _MOST_SMALL


def _entry(item: Item, small: Sequence[str], *, wanted: bool) -> Iterator[Draft]:
    """The step of one list entry, with the moves of hand before it; further lists under it stand alone."""
    below = item.below[0] if item.below else None
    under = [text for one in (below.items if below else ()) for text in texts(one)]
    sure = wanted or below is not None or item.family <= Family.METHOD
    if _entry_asks(item, sure=sure):
        parts = [*_first_asking(item), *small, *item.more, *under]
        yield _draft(parts, item.line, item.ordinal if item.family < Family.LETTER else 0)
    elif below is not None:
        yield from _listed(below, None, wanted=wanted)
    for run in item.below[1:]:
        yield from _listed(run, None, wanted=False)


def _entry_asks(item: Item, *, sure: bool) -> bool:
    core = polite_core(item.text)
    if is_plain(core) or not is_action(core) or told(core):
        return False
    return sure or asks(core) or any(asks(text) for text in item.more)


def _first_asking(item: Item) -> list[str]:
    """The sentences of an entry, beginning with the first that asks for something."""
    said = [part for part in sentences(polite_core(item.text)) if part.strip(_ENDS)]
    first = next((at for at, part in enumerate(said) if is_action(part)), 0)
    return [said[first], *said[:first], *said[first + 1 :]]


def _all(run: Run) -> list[str]:
    return [text for item in run.items for text in texts(item)]


def _draft(parts: Sequence[str], line: int, ordinal: int = 0) -> Draft:
    name = _name(parts[0])
    full = "\n".join((name, *parts[1:]))
    commands = [one for one in _commands(full) if one.lower() not in name.lower()]
    shown = f"{name} ({'; '.join(commands[:_COMMANDS])})" if commands else name
    return Draft(shown, full, line, ordinal)


def _name(text: str) -> str:
    """A step's first line, cut at the end of a clause where it is long."""
    kept = _OPENING.sub("", " ".join(text.replace("**", "").split()).strip(_ENDS))
    while len(kept) > MAX_TEXT:
        parts = clauses(kept)
        kept = kept[: kept.rfind(parts[-1])].strip(_ENDS) if len(parts) > 1 else kept[:MAX_TEXT]
    return kept


def _commands(text: str) -> list[str]:
    found = [one.value for one in find_commands(Body(text))]
    found += [match[0] for match in _PROGRAM.finditer(text)]
    kept = dict.fromkeys(found)
    return [one for one in kept if not any(one != other and one in other for other in kept)]
