"""The lines of a message that say something: no footers, greetings or marks of quotations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kb.mail.signatures import FoldKind, folds
from kb.prose.data import read_yaml
from kb.prose.regexp import Pattern
from kb.prose.rules import proved
from kb.prose.sentences import clauses

MAX_BODY = 200_000
"""Characters of one body that are read for its sense."""

MAX_LINE = 2000
"""Characters of one line; what is longer is data."""

_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_LONGEST_GREETING = 40
_SIGNATURE = 5
_LONGEST_NAME = 40
_SENTENCE = re.compile(r"[，。；！？,;!?:：]")
_NAME_PARTS = re.compile(r"[\s<>@.'\"\-_/|()（）【】]+")
_HANZI_PINYIN = re.compile(r"[\u4e00-\u9fff]{2,4} [A-Z][a-z]{1,9} [A-Z][a-z]{1,9}\Z")
_RULE = re.compile(r"\s*[-_=*—─━·]{3,}\s*\Z")


_IN_TEXT = frozenset({FoldKind.PICTURE, FoldKind.SURVEY})
"""Folds that share their lines with what is said; a sentence about a survey is only a courtesy."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a body: its number, from 1, and its text without blanks around it."""

    number: int
    text: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns of `lines.yaml`."""

    greeting: Pattern
    quotation: Pattern
    courtesy: Pattern
    console: Pattern


@cache
def phrases() -> Phrases:
    """Read `lines.yaml`.

    Raises:
        InvalidRuleError: an example of the file does not read as it says.
    """
    data = read_yaml(__package__, "lines.yaml")
    return Phrases(**{name: proved(data[name], f"kb/prose/lines.yaml: {name}") for name in data})


@lru_cache(maxsize=1024)
def telling_lines(body: str, sender: str = "") -> tuple[Line, ...]:
    """The lines of a body without footers, greetings, rules and blank ones.

    Console output and what stands between fences is kept and marked as `code`. Where the sender is given, lines at
    the end that begin with the name are a signature, too.
    """
    lines = tuple(_telling(body[:MAX_BODY]))
    return lines[: _signed(lines, sender)]


def _signed(lines: Sequence[Line], sender: str) -> int:
    """How many lines stand above a signature that only the name gives away."""
    known = {part.lower() for part in _NAME_PARTS.split(sender) if part}
    for at in range(max(0, len(lines) - _SIGNATURE), len(lines)):
        rest = lines[at:]
        short = all(
            len(line.text) <= _LONGEST_NAME and not _SENTENCE.search(line.text) for line in rest
        )
        if at and short and (_HANZI_PINYIN.match(rest[0].text) or _is_name(rest[0].text, known)):
            return at
    return len(lines)


def _is_name(text: str, known: set[str]) -> bool:
    parts = {part.lower() for part in _NAME_PARTS.split(text) if part}
    joined = "".join(part.lower() for part in _NAME_PARTS.split(text) if part.isascii())
    return bool(parts) and (parts <= known or (joined != "" and joined in known))


def is_greeting(text: str) -> bool:
    """Whether a line or a clause only greets."""
    return len(text) <= _LONGEST_GREETING and bool(phrases().greeting.fullmatch(text))


@lru_cache(maxsize=4096)
def is_courtesy(sentence: str) -> bool:
    """Whether a sentence is only polite, or about how to reach somebody."""
    return bool(phrases().courtesy.search(sentence))


def polite_core(sentence: str) -> str:
    """A sentence without the polite clauses at its ends; empty where it is nothing but polite."""
    if not is_courtesy(sentence):
        return sentence
    kept = [clause for clause in clauses(sentence) if not is_courtesy(clause)]
    if not kept:
        return ""
    start = sentence.find(kept[0])
    return sentence[start : sentence.rfind(kept[-1]) + len(kept[-1])]


def _telling(body: str) -> Iterator[Line]:
    folded = {
        number
        for fold in folds(body)
        if fold.kind not in _IN_TEXT
        for number in range(fold.first, fold.last + 1)
    }
    known = phrases()
    fenced = False
    for number, raw in enumerate(body.split("\n"), 1):
        if _FENCE.match(raw):
            fenced = not fenced
        text = raw.strip()[:MAX_LINE]
        if number in folded or not text or _FENCE.match(raw) or _RULE.match(text):
            continue
        if not (is_greeting(text) or known.quotation.fullmatch(text)):
            yield Line(number, text, fenced or bool(known.console.search(text)))
