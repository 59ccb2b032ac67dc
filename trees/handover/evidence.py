"""What was collected on a walk, as it is kept and as the hand-over lists it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from trees.handover.markdown import fenced
from trees.handover.telling import step_text
from trees.messages import say
from trees.model import Collect, Item
from trees.position import Position

_SHOWN_LINES: Final = 12


class Collected(Protocol):
    """Evidence as it is kept: the place, the item, and one of text, file and reason."""

    @property
    def node(self) -> str: ...
    @property
    def item(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def filename(self) -> str: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was given for one item of a place, or why it can't be had."""

    node: str
    item: str
    text: str = ""
    filename: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a hand-over says of one item: its name, a word on it, the beginning of its text."""

    title: str
    said: str
    lines: tuple[str, ...] = ()


def listed(position: Position, language: str, evidence: Sequence[Collected]) -> Iterator[str]:
    """Lines of Markdown: each item of the way, with what was given or why not."""
    found = list(entries(position, language, evidence))
    for entry in found:
        yield f"- {entry.title}{say('colon', language)}{entry.said}".rstrip()
        yield from fenced(entry.lines, "  ")
    if not found:
        yield say("no-evidence", language)


def entries(position: Position, language: str, evidence: Sequence[Collected]) -> Iterator[Entry]:
    """What was given, in its order, and then the items that nobody gave."""
    items = asked(position)
    for kept in evidence:
        item = items.get((kept.node, kept.item))
        title = item.text.say(language) if item else _output_of(position, kept.node, language)
        yield _kept(kept, title, language)
    for item in missing(position, evidence):
        yield Entry(item.text.say(language), say("not-given", language))


def missing(position: Position, evidence: Sequence[Collected]) -> tuple[Item, ...]:
    """The items of the way for which there is nothing, not even a reason."""
    seen = {(kept.node, kept.item) for kept in evidence}
    return tuple(item for place, item in asked(position).items() if place not in seen)


def asked(position: Position) -> dict[tuple[str, str], Item]:
    """The items that were asked for on the way: place and id -> item."""
    return {
        (visit.key, item.id): item
        for visit in position.path
        if isinstance(visit.node, Collect)
        for item in visit.node.items
    }


def _output_of(position: Position, key: str, language: str) -> str:
    texts = [step_text(visit).say(language) for visit in position.path if visit.key == key]
    return (
        f"{say('output', language)}{say('dash', language)}{texts[-1]}"
        if texts
        else say("output", language)
    )


def _kept(kept: Collected, title: str, language: str) -> Entry:
    text = tuple(kept.text.strip("\n").splitlines())
    said = [say("file", language, name=kept.filename)] if kept.filename else []
    said += [say("not-available", language, reason=kept.reason)] if kept.reason else []
    if len(text) > _SHOWN_LINES:
        said.append(say("pasted-lines", language, lines=len(text)))
    return Entry(title, say("comma", language).join(said), text[:_SHOWN_LINES])
