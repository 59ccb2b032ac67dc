"""What the support team asks for: entries of lists, procedures, sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum, auto

from kb.cases import Message
from kb.facts.commands import find_commands
from kb.facts.found import Body
from kb.prose.lines import polite_core, telling_lines
from kb.prose.sentences import sentences
from kb.steps.actions import (
    Aim,
    aim_of,
    asks,
    is_action,
    is_move,
    is_order,
    is_plain,
    is_small,
    says,
    sends,
)
from kb.steps.drafts import (
    ENDS,
    Draft,
    alike,
    asked,
    draft,
    is_command,
    last_sentence,
    listed,
)
from kb.steps.outline import Family, Item, Paragraph, Run, label, outline, texts
from kb.steps.results import tells_result
from kb.summary.headings import heading

_MOST_SMALL = 0.6
"""From this share of moves of hand on, a list is one procedure."""

_HALF = 0.5
_SHORTEST = 4
_TELLING = frozenset({"problem", "analysis", "conclusion"})
_COLONS = (":", "：")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that was asked for.

    Attributes:
        text: how the step is shown.
        full: all that was written of it, for telling later what a reply is about.
        unit: its place among the proposals of the message, from 1.
        ordinal: the number that it carries in the message, 0 for none.
        informs: whether it asks for words only, so that a reply may answer it.
        covers: how many entries of a list it is made of.
    """

    text: str
    full: str
    message: int
    line: int
    unit: int
    ordinal: int
    aim: Aim
    informs: bool = False
    covers: int = 0


class _Trust(IntEnum):
    """How far the entries of a list are taken for steps: those that ask, all that name an action, all."""

    NONE = 0
    ACTIONS = 1
    ALL = 2


class Lead(Enum):
    """What the paragraph above a list makes of it."""

    NONE = auto()
    LOOSE = auto()
    """It asks for something of its own, and may name the list."""
    ORDERS = auto()
    """Each entry is a step."""
    INFORM = auto()
    """The entries are questions of one request."""
    SEQUENCE = auto()
    """The entries are moves of one step, which nothing names."""
    NAMED = auto()
    """It names the step of which the entries are the moves."""


_LISTING = frozenset({Lead.ORDERS, Lead.SEQUENCE})


def proposals(message: Message) -> list[Proposal]:
    """What one message proposes, in order."""
    lines = telling_lines(message.body, message.sender)
    drafts = _once(_drafts(_joined(outline(lines))))
    return [_proposal(one, message.n, unit) for unit, one in enumerate(drafts, 1)]


def _proposal(one: Draft, message: int, unit: int) -> Proposal:
    aim = Aim.COLLECT if one.informs else aim_of(one.name)
    if aim is Aim.FIX and (says("looks", one.text) or one.tried_out):
        aim = Aim.CHECK
    return Proposal(
        one.text, one.full, message, one.line, unit, one.ordinal, aim, one.informs, one.covers
    )


def _once(drafts: Iterator[Draft]) -> list[Draft]:
    """A heading and the procedure under it are one step: the fuller one stays."""
    kept: list[Draft] = []
    for one in drafts:
        if kept and not (one.entry and kept[-1].entry) and alike(kept[-1].text, one.text):
            kept[-1] = max(kept[-1], one, key=lambda each: len(each.full))
        elif one.text:
            kept.append(one)
    return kept


def _joined(blocks: Sequence[Paragraph | Run]) -> list[Paragraph | Run]:
    """Put commands, and what a lead without a list announces, to the paragraph above."""
    kept: list[Paragraph | Run] = []
    for at, block in enumerate(blocks):
        above = kept[-1] if kept else None
        if isinstance(block, Paragraph) and isinstance(above, Paragraph) and _opens(above):
            before_list = at + 1 < len(blocks) and isinstance(blocks[at + 1], Run)
            inline = not above.more and not before_list and not _is_lead(block.text)
            if is_command(block.text) or (inline and says("inform", above.text)):
                above.more.append(block.text)
                continue
        kept.append(block)
    return kept


def _opens(paragraph: Paragraph) -> bool:
    return paragraph.text.endswith(_COLONS) and not heading(paragraph.text)


def _is_lead(text: str) -> bool:
    return text.endswith(_COLONS) or is_plain(text) or heading(text) is not None


def _drafts(blocks: Sequence[Paragraph | Run]) -> Iterator[Draft]:
    waiting: list[Paragraph] = []
    telling = False
    for block in blocks:
        if isinstance(block, Paragraph):
            telling = _tells(block.text, telling=telling)
            waiting += [] if telling else [block]
        elif not telling:
            lead, name = _lead(waiting)
            taken = lead is Lead.NAMED or (lead is Lead.LOOSE and _is_procedure(block, lead))
            taken = taken or (lead is Lead.INFORM and (_wants_data(block) or not _is_work(block)))
            taken = taken or (lead is Lead.ORDERS and name is not None and not is_plain(name.text))
            yield from asked([one for one in waiting if not taken or one is not name])
            yield from _entries(block, lead, name)
            waiting = []
    yield from asked(waiting)


def _tells(text: str, *, telling: bool) -> bool:
    """Whether what stands from this paragraph on tells of the case and proposes nothing."""
    found = heading(text)
    if found:
        return found.part in _TELLING and not found.rest
    if text.endswith(_COLONS) and says("tells", text):
        return True
    return telling and not (is_plain(text) or asks(text) or says("asks", text))


def _lead(before: Sequence[Paragraph]) -> tuple[Lead, Paragraph | None]:
    """What stands above a list; a plain heading between is passed over."""
    if not before:
        return Lead.NONE, None
    kind = _kind(before[-1].text)
    if (
        kind not in {Lead.ORDERS, Lead.SEQUENCE}
        or len(before) == 1
        or not is_plain(before[-1].text)
    ):
        return kind, before[-1]
    above = before[-2]
    return (kind, above) if _kind(above.text) in {Lead.LOOSE, Lead.NAMED} else (kind, before[-1])


def _kind(text: str) -> Lead:
    last = last_sentence(text)
    if says("tells", last):
        return Lead.NONE
    if is_order(last) or says("bare", last.strip(ENDS)):
        return Lead.SEQUENCE if says("sequence", last) else Lead.ORDERS
    if is_plain(last) or says("skip", last):
        return Lead.NONE
    if not last.endswith(_COLONS):
        return Lead.LOOSE if is_action(last) else Lead.NONE
    return _opening(last)


def _opening(last: str) -> Lead:
    """What a sentence that ends with a colon makes of the list below."""
    if says("inform", last):
        return Lead.INFORM
    named = is_action(last) and not says("counting", last)
    return Lead.NAMED if named else Lead.ORDERS


def _entries(run: Run, lead: Lead, name: Paragraph | None) -> Iterator[Draft]:
    """The steps of a list."""
    flat = not any(item.below for item in run.items) and run.items[0].family > Family.METHOD
    every = [text for item in run.items for text in texts(item)]
    title = last_sentence(name.text) if name else ""
    line = name.line if name else run.items[0].line
    if lead is Lead.INFORM and _wants_data(run):
        yield from (replace(one, informs=True) for one in _each(run, _Trust.ALL))
    elif flat and lead in {Lead.INFORM, Lead.SEQUENCE} and not _is_work(run):
        yield listed(title, every, line)
    elif flat and (lead is Lead.NAMED or _is_procedure(run, lead)):
        known = lead in {Lead.NAMED, Lead.LOOSE} or (name is not None and not is_plain(title))
        yield draft([title, *every], line) if known else listed("", every, line)
    else:
        for one in _each(run, _trust(run, lead, title)):
            yield replace(one, tried_out=says("trial", title))


def _trust(run: Run, lead: Lead, title: str) -> _Trust:
    if lead is Lead.ORDERS and says("asks", title):
        return _Trust.ALL
    return _Trust.ACTIONS if lead in _LISTING or _is_work(run) else _Trust.NONE


def _each(run: Run, trust: _Trust) -> Iterator[Draft]:
    """Every entry as a step; moves of hand go with the entry after them."""
    small: list[str] = []
    for item in run.items:
        if item.below or item is run.items[-1] or not _is_move(item.text):
            yield from _entry(item, small, trust)
            small = []
        else:
            small += texts(item)


def _is_move(text: str) -> bool:
    """Whether an entry of a list of steps is only a move of hand towards the next one."""
    return is_move(text) and not sends(text) and aim_of(text) not in {Aim.TEST, Aim.CHECK}


def _is_procedure(run: Run, lead: Lead) -> bool:
    """Whether most entries are moves of hand; commands count where the lead does not want each for itself."""
    small = sum(is_small(item.text) for item in run.items)
    if lead is not Lead.ORDERS:
        small += sum(is_command(item.text) for item in run.items)
        small = 0 if all(is_command(item.text) for item in run.items) else small
    return small / len(run.items) >= _MOST_SMALL


def _is_work(run: Run) -> bool:
    """Whether most entries of a list ask for something."""
    asking = sum(asks(item.text) or is_command(item.text) for item in run.items)
    return asking / len(run.items) >= _HALF and len(run.items) > 1


def _wants_data(run: Run) -> bool:
    """Whether an entry of a list asks for a file, or for what a command prints."""
    return any(says("data", item.text) or find_commands(Body(item.text)) for item in run.items)


def _entry(item: Item, small: Sequence[str], trust: _Trust) -> Iterator[Draft]:
    """The step of one list entry, with the moves of hand before it; further lists under it stand alone."""
    below = item.below[0] if item.below else None
    under = [text for one in (below.items if below else ()) for text in texts(one)]
    if below is not None or item.family <= Family.METHOD:
        trust = max(trust, _Trust.ACTIONS)
    if _entry_asks(item, trust):
        parts = [*_first_asking(item), *small, *item.more, *under]
        yield replace(draft(parts, item.line, label(item)), entry=True)
    elif below is not None:
        yield from _each(below, trust)
    for run in item.below[1:]:
        yield from _each(run, _Trust.NONE)


def _entry_asks(item: Item, trust: _Trust) -> bool:
    core = polite_core(item.text)
    first = _first_asking(item)[0] if core else ""
    if (
        is_plain(core)
        or tells_result(first)
        or any(says(one, first) for one in ("skip", "question"))
    ):
        return False
    if trust is _Trust.ALL or is_command(core) or (trust is _Trust.ACTIONS and is_action(core)):
        return len(core) >= _SHORTEST
    return asks(core) or any(asks(text) for text in item.more)


def _first_asking(item: Item) -> list[str]:
    """The sentences of an entry, beginning with the first that asks for something."""
    said = [part for part in sentences(polite_core(item.text)) if part.strip(ENDS)]
    first = next((at for at, part in enumerate(said) if is_action(part) or is_command(part)), 0)
    return [said[first], *said[:first], *said[first + 1 :]]
