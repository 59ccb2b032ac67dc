"""The parts of a message that a reader skips, as spans of lines; nothing is ever cut."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from kb.mail.people import address_of
from kb.mail.words import check, fold, folded, section

_FILE: Final = "folds.yaml"
_MOST_LINES: Final = 18
_LONGEST_NAME: Final = 30
_LONGEST_CONTACT: Final = 120
_LONGEST_FIRM: Final = 60
_LONGEST_CLOSING: Final = 30
_FEW: Final = 4
_FEWEST: Final = 3
_FIRST_NAME: Final = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{1,12}")
_SENTENCE: Final = "。！？；：，,;:!?=|\\[]{}\t"
_WORD: Final = r"(?<![a-z])"
"""Before a label in Latin letters: "Intel 30.0" is no telephone."""
_LATIN_NAME: Final = re.compile(r"^[A-ZÀ-Þ][^\W\d_]{0,20}(?:[ .-]{1,2}[^\W\d_]{1,20}){1,3}$")


class FoldKind(StrEnum):
    """What a folded part is."""

    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"
    SURVEY = "survey"
    SYSTEM = "system"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines of a body that may be folded, from 1, both ends included."""

    kind: FoldKind
    first: int
    last: int


class _Rules(NamedTuple):
    contact: re.Pattern[str]
    firms: tuple[str, ...]
    closings: frozenset[str]
    devices: tuple[str, ...]
    notices: dict[str, tuple[str, ...]]
    picture: re.Pattern[str]
    name: re.Pattern[str]
    teams: tuple[str, ...]


def folds(body: str) -> tuple[Fold, ...]:
    """The parts of a message to fold, in order, never overlapping."""
    lines = body.split("\n")
    rules = _rules()
    notices = _notices(lines, rules)
    rest = lines[: notices[-1].first - 1] if notices else lines
    signature = _signature(rest, rules)
    found = [*notices, *([signature] if signature else [])]
    taken = {line for fold in found for line in range(fold.first, fold.last + 1)}
    found += [
        Fold(FoldKind.PICTURE, place, place)
        for place, line in enumerate(lines, 1)
        if place not in taken and rules.picture.fullmatch(line.strip())
    ]
    return tuple(sorted(found, key=lambda fold: fold.first))


def signer(body: str) -> str:
    """Who signed a message, with the address of the signature; empty where nobody did."""
    lines, rules = body.split("\n"), _rules()
    signature = _signature(lines, rules)
    if signature is None:
        return ""
    signed = [line.strip() for line in lines[signature.first - 1 : signature.last]]
    top = next((place for place, line in enumerate(signed) if _is_strong(line, rules)), 0)
    names = [line for line in (*reversed(signed[:top]), *signed[top:]) if _is_name(line, rules)]
    address = next(filter(None, map(address_of, signed)), "")
    name = names[0] if names else ""
    return f"{name} <{address}>" if name and address else name or address


def _notices(lines: Sequence[str], rules: _Rules) -> list[Fold]:
    """The notices at the end of a message, the last first."""
    found: list[Fold] = []
    for first, last in reversed(list(_paragraphs(lines))):
        kind = (
            _notice("\n".join(lines[first : last + 1]), rules)
            if last - first < _MOST_LINES
            else None
        )
        if kind is None:
            break
        begins = _begins(lines[first : last + 1], kind, rules)
        found.append(Fold(kind, first + begins + 1, last + 1))
        if begins:
            break
    return found


def _begins(paragraph: Sequence[str], kind: FoldKind, rules: _Rules) -> int:
    """The line of a paragraph in which its notice begins; text of the mail may stand above without a blank line."""
    said = (any(phrase in fold(line) for phrase in rules.notices[kind]) for line in paragraph)
    return next((place for place, holds in enumerate(said) if holds), 0)


def _notice(paragraph: str, rules: _Rules) -> FoldKind | None:
    text = fold(paragraph)
    for kind, phrases in rules.notices.items():
        if any(phrase in text for phrase in phrases):
            return FoldKind(kind)
    return None


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last place of each run of lines that are not blank."""
    start = None
    for place, line in enumerate([*lines, ""]):
        if line.strip() and start is None:
            start = place
        elif not line.strip() and start is not None:
            yield start, place - 1
            start = None


def _signature(lines: Sequence[str], rules: _Rules) -> Fold | None:
    """The signature at the end: contacts and firms, with the name and the closing above them."""
    places = [place for place, line in enumerate(lines) if line.strip()][-_MOST_LINES:]
    top = None
    for place in reversed(places):
        line = lines[place].strip()
        if _is_strong(line, rules):
            top = place
        elif not (_is_weak(line) or _is_rule(line) or rules.picture.fullmatch(line)):
            break
        if _is_rule(line) and (top is not None or _is_name_alone(lines, place, rules)):
            return Fold(FoldKind.SIGNATURE, place + 1, places[-1] + 1)
    if top is None:
        return _farewell(lines, places, rules)
    return Fold(FoldKind.SIGNATURE, _extended(lines, top, places, rules) + 1, places[-1] + 1)


def _farewell(lines: Sequence[str], places: Sequence[int], rules: _Rules) -> Fold | None:
    """The shortest signature: a closing and a name below it."""
    if len(places) < _FEWEST:
        return None
    closing, name = (lines[place].strip() for place in places[-2:])
    is_one = _is_name(name, rules) or bool(_FIRST_NAME.fullmatch(name))
    if not (_is_closing(closing, rules) and is_one):
        return None
    return Fold(FoldKind.SIGNATURE, places[-2] + 1, places[-1] + 1)


def _is_name_alone(lines: Sequence[str], place: int, rules: _Rules) -> bool:
    """Whether a name, and nothing else, stands below a line of dashes."""
    below = [line.strip() for line in lines[place + 1 :] if line.strip()]
    return len(below) == 1 and _is_name(below[0], rules)


def _extended(lines: Sequence[str], top: int, places: Sequence[int], rules: _Rules) -> int:
    """The first line of a signature whose topmost contact is known.

    Above the contacts stand a team, then one name, then closings; without a name the team is not
    told from the text.
    """
    named = False
    for place in reversed([place for place in places if place < top][-_FEW:]):
        line = lines[place].strip()
        if not named and _is_name(line, rules):
            named, top = True, place
        elif _is_closing(line, rules) or _is_rule(line):
            top = place
        elif named or not _is_weak(line):
            break
    return top


def _is_strong(line: str, rules: _Rules) -> bool:
    return _is_contact(line, rules) or _is_firm(line, rules) or _is_device(line, rules)


def _is_contact(line: str, rules: _Rules) -> bool:
    return len(line) <= _LONGEST_CONTACT and bool(rules.contact.match(fold(line)))


def _is_firm(line: str, rules: _Rules) -> bool:
    return len(line) <= _LONGEST_FIRM and fold(line).endswith(rules.firms)


def _is_device(line: str, rules: _Rules) -> bool:
    return fold(line).startswith(rules.devices)


def _is_closing(line: str, rules: _Rules) -> bool:
    return len(line) <= _LONGEST_CLOSING and fold(line).rstrip("!！,，.。:：~") in rules.closings


def _is_name(line: str, rules: _Rules) -> bool:
    if len(line) > _LONGEST_NAME or _is_closing(line, rules) or fold(line).endswith(rules.teams):
        return False
    return bool(rules.name.match(line) or _LATIN_NAME.match(line))


def _is_weak(line: str) -> bool:
    """A short line without the marks of a sentence: a name, a department, the text of a logo."""
    return len(line) <= _LONGEST_NAME and not any(mark in line for mark in _SENTENCE)


def _is_rule(line: str) -> bool:
    return len(line) > 1 and not line.strip("-_=—─━*")


@cache
def _rules() -> _Rules:
    contacts, notices = section(_FILE, "contacts"), section(_FILE, "notices")
    names = section(_FILE, "names")
    families = f"(?:{'|'.join(names['two'])}|[{''.join(names['families'].split())}])"
    words = sorted(folded(contacts["words"]), key=len)[::-1]
    labels = "|".join(rf"{_WORD if word[0].isascii() else ''}{re.escape(word)}" for word in words)
    rules = _Rules(
        contact=re.compile(
            rf"(?:[^:0-9+]{{0,12}})?(?:{labels})[^:0-9+]{{0,10}}(?::|[+(]?\d)|(?:{labels})$"
        ),
        firms=tuple(folded(contacts["firms"])),
        closings=folded(section(_FILE, "closings")["words"]),
        devices=tuple(folded(section(_FILE, "devices")["words"])),
        notices={each: tuple(folded(notices[each])) for each in notices if each != "examples"},
        picture=re.compile(
            rf"(?:(?:{'|'.join(section(_FILE, 'pictures')['patterns'])})\s{{0,4}}){{1,20}}"
        ),
        teams=tuple(folded(names["teams"])),
        name=re.compile(rf"{families}[\u4e00-\u9fff]{{1,2}}(?=\s|$)"),
    )
    _check(rules)
    return rules


def _check(rules: _Rules) -> None:
    tests: dict[str, Callable[[str], bool]] = {
        "contacts": lambda line: _is_contact(line, rules) or _is_firm(line, rules),
        "names": lambda line: _is_name(line, rules),
        "devices": lambda line: _is_device(line, rules),
        "pictures": lambda line: bool(rules.picture.fullmatch(line)),
    }
    for name, test in tests.items():
        for wanted, examples in section(_FILE, name)["examples"].items():
            for example in examples:
                check(f"{_FILE}, {name}", example, test(example), wanted == "yes")
    for kind, examples in section(_FILE, "notices")["examples"].items():
        for example in examples:
            check(f"{_FILE}, notices", example, _notice(example, rules), kind)
