"""Which mail closes a case."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from kb.mail.words import check, fold, folded, section

_FILE: Final = "closing.yaml"
_SENTENCE: Final = re.compile(r"[^。！？!?\n]{1,400}[。！？!?]?")
_LONGEST: Final = 100_000


class _Rules(NamedTuple):
    headings: frozenset[str]
    statements: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str]


def closes(body: str) -> bool:
    """Whether a message closes its case: it is headed as its summary, or says so."""
    return _closes(body[:_LONGEST], _rules())


def _closes(body: str, rules: _Rules) -> bool:
    if any(fold(line.strip(" *#:：=-")) in rules.headings for line in body.split("\n")):
        return True
    return any(_states(sentence, rules) for sentence in _sentences(body))


def _sentences(body: str) -> Iterator[str]:
    return (match.group() for match in _SENTENCE.finditer(body))


def _states(sentence: str, rules: _Rules) -> bool:
    if not any(pattern.search(sentence) for pattern in rules.statements):
        return False
    return not rules.unless.search(sentence)


@cache
def _rules() -> _Rules:
    statements = section(_FILE, "statements")
    either = (
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        for word in statements["unless"]
    )
    rules = _Rules(
        folded(section(_FILE, "headings")["words"]),
        tuple(map(re.compile, statements["patterns"])),
        re.compile("|".join(either), re.IGNORECASE),
    )
    for wanted, examples in section(_FILE, "examples").items():
        for example in examples:
            check(f"{_FILE}, examples", example, _closes(example, rules), wanted == "yes")
    return rules
