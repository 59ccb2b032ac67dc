"""What was collected on a walk, as it is kept and as the hand-over lists it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from trees.markdown import fenced
from trees.messages import say
from trees.model import Collect, Item
from trees.position import Position
from trees.telling import step_text

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


def listed(position: Position, language: str, evidence: Sequence[Collected]) -> Iterator[str]:
    """Lines of Markdown: each item of the way, with what was given or why not."""
    lines = 0
    for line in _given(position, language, evidence):
        lines += 1
        yield line
    if not lines:
        yield say("no-evidence", language)


def _given(position: Position, language: str, evidence: Sequence[Collected]) -> Iterator[str]:
    items = dict(_items(position))
    seen: set[tuple[str, str]] = set()
    for kept in evidence:
        seen.add((kept.node, kept.item))
        item = items.get((kept.node, kept.item))
        title = item.text.say(language) if item else _output_of(position, kept.node, language)
        yield from _kept(kept, title, language)
    for (node, item_id), item in items.items():
        if (node, item_id) not in seen:
            missing = say("not-given", language)
            yield f"- {item.text.say(language)}{say('colon', language)}{missing}"


def _items(position: Position) -> Iterator[tuple[tuple[str, str], Item]]:
    """The items that were asked for on the way: place and id -> item, each once."""
    for visit in position.path:
        if isinstance(visit.node, Collect):
            for item in visit.node.items:
                yield (visit.key, item.id), item


def _output_of(position: Position, key: str, language: str) -> str:
    texts = [step_text(visit).say(language) for visit in position.path if visit.key == key]
    return (
        f"{say('output', language)}{say('dash', language)}{texts[-1]}"
        if texts
        else say("output", language)
    )


def _kept(kept: Collected, title: str, language: str) -> Iterator[str]:
    colon = say("colon", language)
    text = kept.text.strip("\n").splitlines()
    said = [say("file", language, name=kept.filename)] if kept.filename else []
    said += [say("not-available", language, reason=kept.reason)] if kept.reason else []
    if len(text) > _SHOWN_LINES:
        said.append(say("pasted-lines", language, lines=len(text)))
    yield f"- {title}{colon}{say('comma', language).join(said)}".rstrip()
    yield from fenced(text[:_SHOWN_LINES], "  ")
