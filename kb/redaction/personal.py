"""Personal data in one text: kept inside, never exported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Final

from kb.redaction.fold import Folded
from kb.redaction.headers import in_headers
from kb.redaction.layers import layered
from kb.redaction.model import Span
from kb.redaction.organisations import short_forms
from kb.redaction.own import Own
from kb.redaction.people import display_names, is_whole, known
from kb.redaction.pinyin import split
from kb.redaction.pseudonyms import MARK
from kb.redaction.rules import load
from kb.redaction.values import has_han

_FIRST: Final = ("contact", "numbers", "network", "addresses", "organisations")
_KNOWN: Final = "known-customer"
_NAME: Final = 2
_MOST: Final = 300


@dataclass(frozen=True, slots=True)
class Named:
    """A span and whom it stands for: the same name for every form of it."""

    span: Span
    name: str


def personal(
    view: Folded, people: Sequence[str], customers: Sequence[str], ours: Own
) -> Iterator[Named]:
    """Personal data of a text, in its order and without overlap.

    Args:
        view: the text.
        people: entries of the headers of the thread: names, addresses, or both.
        customers: names by which the case knows its customer, in any length.
        ours: what belongs to the team and is never a finding.
    """
    met = [*in_headers(view), *load("people").spans(view)]
    given_names = _given(tuple(people))
    here = _here(view, met)
    named = [*known(view, given_names), *known(view, here), *_customers(view, customers)]
    whose = {(span.start, span.end): name for span, name in named}
    longest = sorted(chain((span for span, _ in named), met), key=_shortness)
    found = layered(view.text, chain(load(*_FIRST).spans(view), longest))
    for span in _allowed(view, found, ours):
        value = view.text[span.start : span.end]
        yield Named(
            span, whose.get((span.start, span.end)) or _same_family(value, given_names, here)
        )


def _here(view: Folded, met: Iterable[Span]) -> list[str]:
    """Whole names that the text itself shows; of a directory the first will do, each is found anyway."""
    names = dict.fromkeys(view.text[span.start : span.end] for span in met)
    return list(islice(filter(is_whole, names), _MOST))


def _shortness(span: Span) -> int:
    return span.start - span.end


def _allowed(view: Folded, spans: Iterable[Span], ours: Own) -> Iterator[Span]:
    marks = [match.span() for match in MARK.finditer(view.text)]
    for span in spans:
        in_mark = any(start < span.end and span.start < end for start, end in marks)
        if not in_mark and not ours.has(span.kind, view.text[span.start : span.end]):
            yield span


@lru_cache(maxsize=8)
def _given(people: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for entry in people for name in display_names(entry))


@lru_cache(maxsize=8)
def _families(names: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        if has_han(name):
            found.setdefault(split(name)[0], set()).add(name)
    return {family: frozenset(whole) for family, whole in found.items()}


def _same_family(value: str, *rosters: Sequence[str]) -> str:
    """The one known person of that family name; the value itself if there are none or several."""
    if not has_han(value) or len(value) > _NAME:
        return value
    whole: set[str] = set()
    for names in rosters:
        whole |= _families(tuple(names)).get(value, frozenset())
    return whole.pop() if len(whole) == 1 else value


def _customers(view: Folded, customers: Sequence[str]) -> Iterator[tuple[Span, str]]:
    by_start = _by_start(tuple(customers))
    if not by_start:
        return
    starts = (
        form for n in range(len(view.text) - 1) for form in by_start.get(view.text[n : n + 2], ())
    )
    for form, name in dict(starts).items():
        for start in _starts(view.text, form):
            yield Span("customer", _KNOWN, start, start + len(form)), name


@lru_cache(maxsize=8)
def _by_start(customers: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """All forms of customers, each with the name that it stands for, by their first two characters."""
    names: dict[str, str] = {}
    for customer in sorted(customers, key=len, reverse=True):
        forms = short_forms(customer)
        name = next((names[form] for form in forms if form in names), customer)
        names |= {form: name for form in forms if form not in names}
    by_start: dict[str, list[tuple[str, str]]] = {}
    for form, name in names.items():
        by_start.setdefault(form[:_NAME], []).append((form, name))
    return {start: tuple(forms) for start, forms in by_start.items()}


def _starts(text: str, form: str) -> Iterator[int]:
    start = text.find(form) if form else -1
    while start >= 0:
        around = text[start - 1 : start] + "|" + text[start + len(form) : start + len(form) + 1]
        before, after = around.split("|", 1)
        inside = (before + form[0]).isascii() and before.isalnum() and form[0].isalnum()
        goes_on = (form[-1] + after).isascii() and after.isalnum() and form[-1].isalnum()
        if not inside and not goes_on:
            yield start
        start = text.find(form, start + len(form))
