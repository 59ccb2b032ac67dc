"""Steps as they are written: the name under which one is shown, and all that belongs to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.facts.commands import find_commands
from kb.facts.found import Body
from kb.prose.lines import polite_core
from kb.prose.sentences import clauses, sentences
from kb.prose.words import terms
from kb.steps.actions import actions, asks, is_action, is_plain, is_small, planned, says, sends
from kb.steps.outline import Paragraph
from kb.steps.results import tells_result
from kb.summary.headings import heading

MAX_TEXT = 240
"""Characters of a step as it is shown."""

ENDS = " \t:：;；。.,，、!！*"
_COMMANDS = 3
_ALIKE = 0.7
"""From this share of the shorter text's terms on, two texts name one step."""

_CLOSE = 0.5
_MOSTLY = 0.6
_PROGRAM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{1,60}\.(?:exe|zip|ps1|bat|cmd|msi|msu|vbs)\b")
_OPENING = re.compile(
    r"\A(?:(?:好的|收到|明白|您好|你好)[^，,。]{0,8}[，,]\s?|(?:hi|hello|dear)\s[^,，.]{1,30}[,，]\s?)?"
    r"(?:(?:首先|其次|另外|然后|最后|接着|同时|此外|其中)[，,]\s?"
    r"|在[^，,。]{1,24}(?:期间|之前|的同时|过程中)[，,]\s?|(?:first|second|then|also|finally|next),?\s)?",
    re.IGNORECASE,
)
"""What only says when a step is to be done."""

_LABEL = 12
_TABLE = "\t"


@dataclass(frozen=True, slots=True)
class Draft:
    """A step before it has its place.

    Attributes:
        text: how it is shown: its name, with the commands that belong to it.
        name: the name alone.
        full: all its text.
        ordinal: the number that it carries in its message, 0 for none.
        informs: whether it asks for words only.
        tried_out: whether it is there to see what happens, not to mend.
        entry: whether it is an entry of a list.
        covers: how many entries of a list it is made of.
    """

    text: str
    name: str
    full: str
    line: int
    ordinal: int = 0
    informs: bool = False
    tried_out: bool = False
    entry: bool = False
    covers: int = 0


def draft(parts: Sequence[str], line: int, ordinal: int = 0) -> Draft:
    """A step from its first line, which names it, and the rest; commands are shown with the name."""
    name = _name(parts[0])
    full = "\n".join((name, *parts[1:]))
    commands = [one for one in _commands(full) if one.lower() not in name.lower()]
    shown = f"{name} ({'; '.join(commands[:_COMMANDS])})" if commands and name else name
    return Draft(shown[: 2 * MAX_TEXT], name, full, line, ordinal, _wants_words(name))


def listed(lead: str, entries: Iterable[str], line: int) -> Draft:
    """A step that is a list as a whole, named by its lead and as many entries as there is room for."""
    parts = [entry.strip(ENDS) for entry in entries]
    kept = [lead.strip(ENDS)] if lead else []
    for part in parts:
        if sum(len(one) + 1 for one in (*kept, part)) > MAX_TEXT:
            break
        kept.append(part)
    name = (f"{kept[0]}：" if lead else "") + "；".join(kept[1:] if lead else kept)
    text = name[:MAX_TEXT].strip(ENDS)
    full = "\n".join((lead, *parts))
    informs = says("inform", lead)
    return Draft(text, lead or text, full, line, informs=informs, covers=len(parts))


def _wants_words(name: str) -> bool:
    return says("words", name) and not (says("data", name) and sends(name))


def asked(paragraphs: Sequence[Paragraph]) -> Iterator[Draft]:
    """Steps in running text: sentences that ask for something and do not report it."""
    for paragraph in paragraphs:
        said = _speaking(paragraph)
        for sentence in said:
            core = planned(sentence) or _asking(sentence)
            more = paragraph.more if sentence is said[-1] else []
            if core or (more and says("asks", sentence)):
                yield draft([core or sentence, *more], paragraph.line)
            elif more and any(is_command(text) for text in more):
                yield draft([sentence, *more], paragraph.line)


def _speaking(paragraph: Paragraph) -> list[str]:
    """The sentences of a paragraph that may ask: no tables, no moves of hand, not what the case is about."""
    label = paragraph.text.replace("：", ":", 1).partition(":")[0]
    if paragraph.text.count(_TABLE) > 1 or _is_told(label):
        return []
    kept: list[str] = []
    scoping = False
    for sentence in sentences(headless(paragraph.text)):
        scoping = says("scope", sentence) or scoping
        if not scoping and (sends(sentence) or not is_small(sentence)):
            kept.append(sentence)
        scoping = scoping and sentence.endswith(("；", ";"))
    return kept


def _is_told(label: str) -> bool:
    return len(label) <= _LABEL and says("tells", f"{label}：")


def headless(text: str) -> str:
    """A paragraph without the heading that it begins with; nothing where the heading says that it tells."""
    found = heading(text)
    if found:
        return "" if found.part in {"problem", "analysis", "aside"} else found.rest
    name, colon, rest = text.replace("：", ":", 1).partition(":")
    return text[-len(rest) :] if colon and rest.strip() and is_plain(name) else text


def last_sentence(text: str) -> str:
    """The last sentence of a paragraph: what it says of a list below."""
    said = [part for part in sentences(text) if part.strip(ENDS)]
    return said[-1] if said else text


@lru_cache(maxsize=4096)
def is_command(text: str) -> bool:
    """Whether a text is little else than a command line."""
    if not text[:1].isascii():
        return False
    length = sum(one.end - one.start for one in find_commands(Body(text)))
    return length >= _MOSTLY * len(text)


def alike(first: str, second: str, *, closely: bool = False) -> bool:
    """Whether two texts name one step: the shorter says little that the longer does not say.

    With `closely` the longer must not say much more, either.
    """
    if is_command(first) and is_command(second):
        return first.strip(ENDS).lower() == second.strip(ENDS).lower()
    one, other = terms(first), terms(second)
    if not (one and other) or (one ^ other) & actions().opposites:
        return False
    short, long = sorted((len(one), len(other)))
    if closely and short < _CLOSE * long:
        return False
    return len(one & other) >= _ALIKE * short


def _asking(sentence: str) -> str:
    whole = polite_core(sentence)
    core = _own(whole)
    if is_plain(core) or not (asks(core) or (asks(whole) and is_action(core))):
        return ""
    parts = clauses(core)
    first = next((at for at, one in enumerate(parts) if says("asks", one)), 0)
    return "" if tells_result("，".join(parts[first:])) else core


def _own(sentence: str) -> str:
    """A sentence from its first clause on that does more than point at a step of an earlier mail."""
    parts = clauses(sentence)
    first = next((at for at, one in enumerate(parts) if not says("refers", one)), len(parts))
    return sentence[sentence.find(parts[first]) :] if first < len(parts) else ""


def _name(text: str) -> str:
    """A step's first line, cut at the end of a clause where it is long."""
    kept = _OPENING.sub("", " ".join(text.replace("**", "").split()).strip(ENDS))
    while len(kept) > MAX_TEXT:
        parts = clauses(kept)
        kept = kept[: kept.rfind(parts[-1])].strip(ENDS) if len(parts) > 1 else kept[:MAX_TEXT]
    return kept


def _commands(text: str) -> list[str]:
    found = [one.value for one in find_commands(Body(text))]
    found += [match[0] for match in _PROGRAM.finditer(text)]
    kept = dict.fromkeys(found)
    return [one for one in kept if not any(one != other and one in other for other in kept)]
