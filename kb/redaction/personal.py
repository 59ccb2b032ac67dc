"""Personal data: stays visible to engineers, and never leaves.

Names that the archive knows (people from the headers of a thread, customers) are looked for as they
stand; everything else is found by the rules in rules/personal.yaml and proved by check digits.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

import phonenumbers

from kb.redaction.fold import Folded
from kb.redaction.layers import layered
from kb.redaction.model import Finding, Span
from kb.redaction.rules import load

_REGION: Final = "CN"
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_ADDRESS: Final = re.compile(r"\s*<[^<>]{0,320}>|['\"?？]")
_SHORTEST_NAME: Final = 2


def personal_findings(
    text: str,
    people: Iterable[str],
    customers: Iterable[str],
    own: Sequence[str],
    key: bytes,
) -> tuple[Finding, ...]:
    """What identifies somebody in a text, in order and without overlap.

    Args:
        text: what would leave.
        people: names as the headers of mails have them, with or without addresses.
        customers: names of customer organisations.
        own: hotlines, sites and addresses of the team, which everybody may see.
        key: of the pseudonyms; the same key gives the same person the same mark everywhere.
    """
    view = Folded(text)
    named = chain(
        _named(view.text, _names(people), "person"),
        _named(view.text, customers, "organisation"),
    )
    ruled = (span for span in load("personal").spans(view) if _holds(span, view.text))
    spans = layered(view.text, chain(named, ruled))
    return tuple(
        _finding(view, span, key)
        for span in spans
        if not any(view.text[span.start : span.end] in each for each in own)
    )


def _names(people: Iterable[str]) -> Iterator[str]:
    """Display names without their addresses; legacy names are left to the rules."""
    for person in people:
        name = _ADDRESS.sub("", person).strip()
        if not name.startswith("/") and "@" not in name:
            yield name


def _named(text: str, names: Iterable[str], kind: str) -> Iterator[Span]:
    for name in sorted({name for name in names if len(name) >= _SHORTEST_NAME}, key=len)[::-1]:
        for match in re.finditer(re.escape(name), text):
            if not _inside_word(text, match.start(), match.end()):
                yield Span(kind, f"known-{kind}", match.start(), match.end())


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a Latin name is only a part of a longer word; ideographs have no such border."""
    before, after = text[start - 1 : start], text[end : end + 1]
    first, last = text[start], text[end - 1]
    return (first.isascii() and before.isascii() and before.isalnum()) or (
        last.isascii() and after.isascii() and after.isalnum()
    )


def _holds(span: Span, text: str) -> bool:
    value = text[span.start : span.end]
    match span.kind:
        case "phone":
            return _is_phone(value)
        case "resident-id":
            return is_resident_id(value)
        case "bank-card":
            return is_card(re.sub(r"\D", "", value))
        case _:
            return True


def _is_phone(value: str) -> bool:
    """Whether a number can be dialled; a local one without its area code is taken as labelled."""
    digits = re.sub(r"\D", "", value)
    try:
        number = phonenumbers.parse(value, _REGION)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number) or len(digits) in {7, 8}


def is_resident_id(value: str) -> bool:
    """The check digit of GB 11643-1999 (ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(value, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == value[-1].upper()


def is_card(digits: str) -> bool:
    """The check digit of ISO/IEC 7812 (Luhn)."""
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    rest = [int(digit) for digit in digits[::-2]]
    return (sum(sum(divmod(each, 10)) for each in doubled) + sum(rest)) % 10 == 0


def _finding(view: Folded, span: Span, key: bytes) -> Finding:
    start, end = view.original(span.start, span.end)
    value = view.text[span.start : span.end]
    return Finding(span.kind, span.rule, start, end, f"[{span.kind}-{pseudonym(value, key)}]")


def pseudonym(value: str, key: bytes) -> str:
    """Four hexadecimal digits that stand for a value, the same everywhere under one key."""
    return hmac.new(key, value.casefold().encode(), hashlib.sha256).hexdigest()[:4].upper()
