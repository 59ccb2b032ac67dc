"""Products whose names are built: Windows with its release, house versions, makers' systems."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kb.cases import FactKind
from kb.facts.found import Body, Found
from kb.facts.vocabulary import load
from kb.prose.regexp import Pattern, any_of, compiled
from kb.prose.rules import compare

_HOUSE = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]{2,6})[ \t]?([vV]\d{2,4}-[A-Za-z]{1,2}\d{0,2})(?![A-Za-z0-9-])"
)
_RELEASE = r"(1507|1511|1607|1703|1709|1803|1809|1903|1909|2004|[12]\dh[12])\b"
_NAME = 14
"""Characters before the suffix that a maker's name may have."""


@dataclass(frozen=True, slots=True)
class Built:
    """The patterns of names that are built."""

    client: Pattern
    server: Pattern
    suffixes: Pattern
    leads: tuple[str, ...]
    kinds: tuple[str, ...]


@cache
def built() -> Built:
    """Read what the files of names say of built names.

    Raises:
        InvalidRuleError: an example does not read as it says.
    """
    windows, makers = load("products")["windows"], load("thirdparty")
    made = _built(windows, makers)
    _prove(windows["examples"], lambda body: _windows(body, made))
    _prove(load("products")["house"]["examples"], _house)
    _prove(makers["examples"], lambda body: _makers(body, made))
    return made


def find_products(body: Body) -> Iterator[Found]:
    """Windows releases, house versions, and makers' systems that no list knows."""
    yield from _windows(body, built())
    yield from _house(body)
    yield from _makers(body, built())


def _built(windows: Any, makers: Any) -> Built:
    blank = r"[ \t\x{a0}]*"
    editions = any_of(sorted(windows["editions"], key=len, reverse=True))
    longer = f"(?:{blank}[(（]?(?:{editions}))"
    client = "|".join(re.escape(name) for name in windows["client"])
    server = "|".join(name.replace(" ", blank) for name in windows["server"])
    start = rf"\b(?:microsoft{blank})?win(?:dows)?{blank}"
    return Built(
        compiled(
            rf"{start}({client})\b{longer}{{0,4}}"
            rf"(?:{blank}(?P<year>20(?:15|16|19|21|24))\b|[ \t,，(（]*{_RELEASE})?"
        ),
        compiled(rf"{start}server{blank}({server})\b"),
        compiled("|".join(sorted(makers["suffixes"], key=len, reverse=True)), longest=True),
        tuple(makers["leads"]),
        tuple(sorted(makers["kinds"], key=len, reverse=True)),
    )


def _prove(examples: list[Any], find: Callable[[Body], Iterator[Found]]) -> None:
    compare(
        examples,
        "names",
        "kb/facts/names",
        lambda text: [one.value for one in find(Body(text))],
    )


def _windows(body: Body, known: Built) -> Iterator[Found]:
    for match in known.client.finditer(body.text):
        start, end = match.span()
        text = body.text[start:end].lower()
        channel = next((name for name in (" LTSC", " LTSB") if name.strip().lower() in text), "")
        year = match["year"] or ""
        if year and not channel:
            end = match.start("year")
            year = ""
        tail = year or (match[3] or "").upper()
        name = (match[1] or "").replace("vista", "Vista").replace("xp", "XP").replace("Xp", "XP")
        value = f"Windows {name.upper() if name.lower() == 'xp' else name.capitalize()}{channel}"
        end = start + len(body.text[start:end].rstrip(" \t(（,，"))
        yield Found(FactKind.PRODUCT, f"{value} {tail}".rstrip(), start, end)
    for match in known.server.finditer(body.text):
        name = " ".join((match[1] or "").upper().replace("R2", " R2").split())
        yield Found(FactKind.PRODUCT, f"Windows Server {name}", *match.span())


def _house(body: Body) -> Iterator[Found]:
    for match in _HOUSE.finditer(body.text):
        yield Found(FactKind.PRODUCT, f"{match[1]} {match[2].upper()}", *match.span())


def _makers(body: Body, known: Built) -> Iterator[Found]:
    for match in known.suffixes.finditer(body.text):
        start = _name_start(body.text, match.start(), known.leads)
        if _is_name(body.text[start : match.start()], known.kinds):
            yield Found(FactKind.THIRD_PARTY, body.text[start : match.end()], start, match.end())


def _name_start(text: str, end: int, leads: Sequence[str]) -> int:
    start = end
    while start > max(0, end - _NAME) and "一" <= text[start - 1] <= "鿿":
        start -= 1
    before = text[start:end]
    return start + max(
        (before.rfind(lead) + len(lead) for lead in leads if lead in before), default=0
    )


def _is_name(name: str, kinds: Sequence[str]) -> bool:
    for kind in kinds:
        name = name.replace(kind, "")
    return len(name) > 1
