"""The steps of a list: each entry for itself, or all together as one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, IntEnum, auto

from kb.facts.commands import find_commands
from kb.facts.found import Body
from kb.prose.lines import polite_core
from kb.prose.sentences import sentences
from kb.steps.actions import (
    Aim,
    aim_of,
    asks,
    is_action,
    is_move,
    is_plain,
    is_small,
    says,
    sends,
)
from kb.steps.drafts import (
    ENDS,
    Draft,
    draft,
    is_command,
    last_sentence,
    listed,
)
from kb.steps.outline import Family, Item, Paragraph, Run, label, texts
from kb.steps.results import tells_result, told

_MOST_SMALL = 0.6
"""From this share of moves of hand on, a list is one procedure."""

_HALF = 0.5
_NEARLY_ALL = 0.75
_SHORTEST = 4


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


def entries(run: Run, lead: Lead, name: Paragraph | None) -> Iterator[Draft]:
    """The steps of a list."""
    flat = not any(item.below for item in run.items) and run.items[0].family > Family.METHOD
    every = [text for item in run.items for text in texts(item)]
    title = last_sentence(name.text) if name else ""
    line = name.line if name else run.items[0].line
    if lead is Lead.INFORM and wants_data(run):
        for one in _each(run, _Trust.ALL):
            yield replace(one, informs=aim_of(one.name) is not Aim.FIX or says("data", one.name))
    elif flat and lead in {Lead.INFORM, Lead.SEQUENCE} and not is_work(run):
        yield listed(title, every, line)
    elif flat and (lead is Lead.NAMED or is_procedure(run, lead)):
        known = lead in {Lead.NAMED, Lead.LOOSE} or (name is not None and not is_plain(title))
        yield draft([title, *every], line) if known else listed("", every, line)
    else:
        for one in _each(run, _trust(run, lead, title)):
            yield replace(one, tried_out=says("trial", title))


def _trust(run: Run, lead: Lead, title: str) -> _Trust:
    if lead is Lead.ORDERS and says("asks", title):
        return _Trust.ALL
    return _Trust.ACTIONS if lead in _LISTING or is_work(run) or _is_plan(run) else _Trust.NONE


def _names_deed(text: str) -> bool:
    return is_action(text) or bool(find_commands(Body(text)))


def _is_plan(run: Run) -> bool:
    """Whether nearly all entries of a list name something to do, and none what came of it."""
    acting = sum(_names_deed(item.text) and not told(item.text) for item in run.items)
    return acting / len(run.items) >= _NEARLY_ALL and len(run.items) > 1


def _each(run: Run, trust: _Trust) -> Iterator[Draft]:
    """Every entry as a step; moves of hand go with the entry after them."""
    small: list[str] = []
    for item in run.items:
        alone = item.below or item.family <= Family.METHOD or item is run.items[-1]
        if alone or not _is_move(item.text):
            yield from _entry(item, small, trust)
            small = []
        else:
            small += texts(item)


def _is_move(text: str) -> bool:
    """Whether an entry of a list of steps is only a move of hand towards the next one."""
    return is_move(text) and not sends(text) and aim_of(text) not in {Aim.TEST, Aim.CHECK}


def is_procedure(run: Run, lead: Lead) -> bool:
    """Whether most entries are moves of hand; commands count where the lead does not want each for itself."""
    small = sum(is_small(item.text) for item in run.items)
    if lead is not Lead.ORDERS:
        small += sum(is_command(item.text) for item in run.items)
        small = 0 if all(is_command(item.text) for item in run.items) else small
    return small / len(run.items) >= _MOST_SMALL


def is_work(run: Run) -> bool:
    """Whether most entries of a list ask for something."""
    asking = sum(asks(item.text) or is_command(item.text) for item in run.items)
    return asking / len(run.items) >= _HALF and len(run.items) > 1


def wants_data(run: Run) -> bool:
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
    if trust is _Trust.ALL or is_command(core) or (trust is _Trust.ACTIONS and _names_deed(core)):
        return len(core) >= _SHORTEST
    return asks(core) or any(asks(text) for text in item.more)


def _first_asking(item: Item) -> list[str]:
    """The sentences of an entry, beginning with the first that asks for something."""
    said = [part for part in sentences(polite_core(item.text)) if part.strip(ENDS)]
    first = next((at for at, part in enumerate(said) if is_action(part) or is_command(part)), 0)
    return [said[first], *said[:first], *said[first + 1 :]]
