"""Facts: the exact things that messages state, each with the place where it stands."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.cases import Fact, FactKind, Message
from kb.codes import canonical

_PATTERNS = (
    (FactKind.CODE, re.compile(r"0[xX][0-9a-fA-F]{1,8}(?![0-9a-zA-Z])")),
    (FactKind.CODE, re.compile(r"\b[A-Z]{2,}(?:_[A-Z0-9]+){1,9}\b")),
    (FactKind.KB, re.compile(r"(?<![A-Za-z0-9])[kK][bB]\d{6,8}(?!\d)")),
    (FactKind.BUILD, re.compile(r"(?<![\d.])\d{1,5}(?:\.\d{1,5}){1,3}(?![\d.])")),
    (
        FactKind.DRIVER,
        re.compile(r"(?<![A-Za-z0-9_])[A-Za-z0-9_]{2,40}[.,]sys(?![A-Za-z0-9_])", re.I),
    ),
    (
        FactKind.COMMAND,
        re.compile(
            r"(?i)(?<![a-z0-9-])(?:netsh|bitsadmin|sfc|dism|Test-NetConnection)[!-~ ]{2,200}"
        ),
    ),
)


def find_facts(messages: Sequence[Message]) -> tuple[Fact, ...]:
    """Find the facts of a case, in the order in which they stand."""
    return tuple(fact for message in messages for fact in _in_message(message))


def products(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The products that facts name, each once, in order."""
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.kind == FactKind.PRODUCT))


def _in_message(message: Message) -> Iterator[Fact]:
    for number, line in enumerate(message.body.split("\n"), 1):
        for kind, pattern in _PATTERNS:
            for match in pattern.finditer(line):
                value = _value(kind, match[0])
                if value:
                    yield Fact(kind, value, message.n, number, match.start(), match.end())


def _value(kind: FactKind, text: str) -> str | None:
    if kind == FactKind.CODE:
        return canonical(text)
    if kind == FactKind.KB:
        return text.upper()
    return text.lower().replace(",sys", ".sys") if kind == FactKind.DRIVER else text.strip()
