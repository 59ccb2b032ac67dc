"""All facts of a case, in the order in which they stand."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kb.cases import Fact, FactKind, Message
from kb.facts.built_names import find_products
from kb.facts.codes import find_codes
from kb.facts.commands import find_commands
from kb.facts.found import Body, Found
from kb.facts.shapes import find_drivers, find_kb, find_paths
from kb.facts.versions import find_builds
from kb.facts.vocabulary import find_names

MAX_BODY = 500_000
"""Characters of one body that are read for facts; nobody wrote what lies beyond."""

_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.\-]{1,12}://[!-;=?-~]{1,2000}|[\w.+\-]{1,64}@[\w.\-]{1,120}", re.IGNORECASE
)


def find_facts(messages: Sequence[Message]) -> tuple[Fact, ...]:
    """Find the facts of a case.

    A value is told once a line: where a line repeats it, at its first place. The line and the columns of
    a fact point at the characters that state it, in any notation; `value` is their canonical form. What stands in a
    subject only is a fact of line 0 of the first message with it.
    """
    told = {message.n: list(_in_message(message)) for message in messages}
    known = {(fact.kind, fact.value) for facts in told.values() for fact in facts}
    return tuple(
        fact for message in messages for fact in (*_in_subject(message, known), *told[message.n])
    )


def _in_subject(message: Message, known: set[tuple[FactKind, str]]) -> Iterator[Fact]:
    """Codes and updates that only the subject states; they are added to those that are known."""
    body = Body(message.subject[:MAX_BODY])
    for found in (*find_codes(body), *find_kb(body)):
        if (found.kind, found.value) not in known:
            known.add((found.kind, found.value))
            yield Fact(found.kind, found.value, message.n, 0, found.start, found.end)


def products(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The products of a case: Microsoft's and the house's first, then other makers', often named first.

    A name without its version is left out where the same name stands with one (`Skype for Business` beside
    `Skype for Business 2016`).
    """
    counts = Counter(
        (fact.kind, fact.value)
        for fact in facts
        if fact.kind in {FactKind.PRODUCT, FactKind.THIRD_PARTY}
    )
    ranked = sorted(counts, key=lambda key: (key[0] != FactKind.PRODUCT, -counts[key]))
    values = [value for _, value in ranked]
    return tuple(value for value in values if not _has_version(value, values))


def third_parties(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Software of other makers that a case names, each once, in order."""
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.kind == FactKind.THIRD_PARTY))


def _has_version(value: str, values: Sequence[str]) -> bool:
    longer = (other.removeprefix(f"{value} ") for other in values if other.startswith(f"{value} "))
    return any(rest[:1].isdecimal() for rest in longer)


def _in_message(message: Message) -> Iterator[Fact]:
    body = Body(message.body[:MAX_BODY])
    seen: set[tuple[FactKind, str, int]] = set()
    for found in sorted(_all(body), key=lambda one: (one.start, one.end, one.kind)):
        fact = body.fact(found, message.n)
        key = (fact.kind, fact.value, fact.line)
        if key not in seen:
            seen.add(key)
            yield fact


def _all(body: Body) -> list[Found]:
    paths = list(find_paths(body))
    taken = [match.span() for match in _ADDRESS.finditer(body.text)]
    hidden = taken + [(one.start, one.end) for one in paths]
    names = [*find_names(body), *find_products(body)]
    shapes = [*find_codes(body), *find_builds(body), *find_kb(body), *find_drivers(body)]
    return [
        *(one for one in paths if not _inside(one, taken)),
        *(one for one in names if not _inside(one, hidden)),
        *(one for one in shapes if not _inside(one, taken)),
        *(one for one in find_commands(body) if not _inside(one, taken)),
    ]


def _inside(one: Found, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= one.start < end for start, end in spans)
