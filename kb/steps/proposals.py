"""What the support team asks for: entries of lists, procedures, sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.cases import Message
from kb.prose.lines import telling_lines
from kb.steps.actions import (
    Aim,
    aim_of,
    asks,
    asserted,
    is_action,
    is_order,
    is_plain,
    says,
)
from kb.steps.drafts import (
    ENDS,
    Draft,
    alike,
    asked,
    is_command,
    last_sentence,
)
from kb.steps.entries import Lead, entries, is_procedure, is_work, wants_data
from kb.steps.outline import Paragraph, Run, outline
from kb.summary.headings import heading

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
            taken = lead is Lead.NAMED or (lead is Lead.LOOSE and is_procedure(block, lead))
            taken = taken or (lead is Lead.INFORM and (wants_data(block) or not is_work(block)))
            taken = taken or (lead is Lead.ORDERS and name is not None and not is_plain(name.text))
            yield from asked([one for one in waiting if not taken or one is not name])
            yield from entries(block, lead, name)
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
    named = is_action(asserted(last)) and not says("counting", last)
    return Lead.NAMED if named else Lead.ORDERS
