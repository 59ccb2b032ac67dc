"""What a subject says: the case number, the matter without decorations, the end customer."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from kb.errors import InvalidRuleError
from kb.mail.words import check, fold, folded, section

_FILE: Final = "subjects.yaml"
_LONGEST: Final = 400
_MOST_LINES: Final = 400
_MOST_PREFIXES: Final = 30
_PIECES: Final = re.compile(r"\s[%％]\s|^[%％]\s|\s[%％]$")
_BRACKETS: Final = re.compile(
    r"\[([^\[\]]{0,120})\]|【([^【】]{0,120})】|\(([^()]{0,60})\)|（([^（）]{0,60})）"
)
_EDGES: Final = " \t-–—:：,，;；|%％"
_SPACES: Final = re.compile(r"\s+")


class _Rules(NamedTuple):
    numbers: tuple[re.Pattern[str], ...]
    in_subjects: tuple[re.Pattern[str], ...]
    prefix: re.Pattern[str]
    phrases: frozenset[str]
    reference: re.Pattern[str]
    customers: tuple[re.Pattern[str], ...]
    lines: tuple[re.Pattern[str], ...]


def number_of(subject: str, patterns: Sequence[str] = ()) -> str:
    """The case number that a subject states, in capitals; empty without one.

    Args:
        subject: its first few hundred characters count.
        patterns: regular expressions of the installation, asked before the shipped ones; the number
            is the group `n`, or the whole match where there is no such group. A slash in it becomes a
            hyphen, since numbers stand in addresses of pages.

    Raises:
        InvalidRuleError: a pattern of the installation is not a regular expression.
    """
    return _number(subject, (*compiled(tuple(patterns)), *_rules().in_subjects))


def number_in(line: str, patterns: Sequence[str] = ()) -> str:
    """The case number that a line of a message states; only sure forms count, see `number_of`."""
    return _number(line, (*compiled(tuple(patterns)), *_rules().numbers))


def title_of(subject: str, patterns: Sequence[str] = ()) -> str:
    """The matter: a subject without case number, signs of an answer and references of the desk."""
    return _title(subject, _rules(), compiled(tuple(patterns)))


def is_answer(subject: str) -> bool:
    """Whether a subject begins with a sign of an answer or of forwarding."""
    return bool(_rules().prefix.match(subject.strip()))


def customer_of(title: str, bodies: Iterable[str] = ()) -> str:
    """The end customer, from the title or else from a line of a message that names it."""
    rules = _rules()
    found = _customer(title, rules.customers)
    if found:
        return found
    lines = (line for body in bodies for line in body.split("\n", _MOST_LINES)[:_MOST_LINES])
    candidates = (_customer(line, rules.lines) for line in lines if ":" in line or "：" in line)
    return next(filter(None, candidates), "")


@cache
def compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The patterns of an installation, ready for use.

    Raises:
        InvalidRuleError: one is not a regular expression.
    """
    try:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    except re.error as error:
        raise InvalidRuleError(
            f"a case-number pattern is not a regular expression: {error}"
        ) from error


def _number(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    text = unicodedata.normalize("NFKC", text[:_LONGEST])
    for pattern in patterns:
        if match := pattern.search(text):
            return (
                (match["n"] if "n" in pattern.groupindex else match.group())
                .strip()
                .upper()
                .replace("/", "-")
            )
    return ""


def _title(subject: str, rules: _Rules, patterns: Sequence[re.Pattern[str]]) -> str:
    numbers = (*patterns, *rules.in_subjects)
    text = _BRACKETS.sub(lambda match: _bracket(match, rules, numbers), subject[:_LONGEST])
    text = _SPACES.sub(" ", text).strip()
    for _ in range(_MOST_PREFIXES):
        shorter = _without_number(rules.prefix.sub("", text).strip(" \t"), numbers)
        if shorter == text:
            break
        text = shorter
    pieces = [_piece(piece, rules) for piece in _PIECES.split(text)]
    if all(pieces) and len(pieces) > 1:
        return text.strip(_EDGES)
    return " % ".join(piece for piece in pieces if piece)


def _without_number(text: str, numbers: Iterable[re.Pattern[str]]) -> str:
    """A subject without a case number at one of its ends."""
    matches = (pattern.search(text) for pattern in numbers)
    for match in filter(None, matches):
        if match.start() == 0 or match.end() == len(text):
            return f"{text[: match.start()]} {text[match.end() :]}".strip(_EDGES)
    return text


def _bracket(match: re.Match[str], rules: _Rules, numbers: Sequence[re.Pattern[str]]) -> str:
    inner = next(filter(None, match.groups()), "")
    return " " if _number(match.group(), numbers) or fold(inner) in rules.phrases else match.group()


def _piece(piece: str, rules: _Rules) -> str:
    """One piece between ` % ` signs, or nothing if it speaks of the desk only."""
    rest = _SPACES.sub(" ", rules.reference.sub("", piece.strip(_EDGES))).strip(_EDGES)
    return "" if fold(rest) in rules.phrases else rest


def _customer(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    matches = (pattern.search(text[:_LONGEST]) for pattern in patterns)
    return next((match["c"].strip() for match in matches if match), "")


@cache
def _rules() -> _Rules:
    words = sorted(section(_FILE, "prefixes")["words"], key=len, reverse=True)
    prefix = "|".join(re.escape(word) for word in words)
    framed = "|".join(re.escape(word) for word in words if len(word) > 1)
    reference = section(_FILE, "phrases")["reference"]
    customers, numbers = section(_FILE, "customers"), section(_FILE, "numbers")
    rules = _Rules(
        compiled(tuple(numbers["patterns"])),
        compiled((*numbers["patterns"], *numbers["in_subjects"])),
        re.compile(
            rf"^(?:{prefix})\s?(?:[\[(]\d{{1,3}}[\])]|\^\d{{1,3}})?\s?[:：]"
            rf"|^[\[【(（](?:{framed})[\]】)）]",
            re.IGNORECASE,
        ),
        folded(section(_FILE, "phrases")["words"]),
        re.compile(rf"(?:^|(?<=\s)){reference}$|^{reference}(?=\s|$)"),
        tuple(map(re.compile, customers["patterns"])),
        tuple(map(re.compile, customers["lines"])),
    )
    _check(rules)
    return rules


def _check(rules: _Rules) -> None:
    for subject, number in section(_FILE, "numbers")["examples"].items():
        check(f"{_FILE}, numbers", subject, _number(subject, rules.in_subjects), number)
    for subject, title in section(_FILE, "titles")["examples"].items():
        check(f"{_FILE}, titles", subject, _title(subject, rules, ()), title)
    for title, customer in section(_FILE, "customers")["examples"].items():
        check(f"{_FILE}, customers", title, _customer(title, rules.customers), customer)
