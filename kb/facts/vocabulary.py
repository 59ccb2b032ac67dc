"""Names that we know: services, tools, products, software of other makers.

The YAML files in `names/` hold them; each entry shows text that holds its name and text that does
not, and a file that fails its own examples is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kb.cases import FactKind
from kb.facts.found import Body, Found
from kb.prose.data import read_yaml
from kb.prose.regexp import Pattern, any_of, compiled
from kb.prose.rules import prove

FILES = ("services", "tools", "products", "thirdparty")

_FILE = re.compile(r"[-_][A-Za-z0-9]+[-.*]|\.(?:log|etl|txt|zip|cab)\b")
"""Goes on with a name that is the beginning of a file's (`Lync-UccApi-0.UccApilog`)."""

_YEAR = re.compile(
    r"[ \t]?(server(?![a-z]))?[ \t]?((?:19|20)\d\d)(?![\dA-Za-z年-]|\.\d)(?:[ \t]?(server(?![a-z])))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[ \t]?()(\d{1,2}(?:\.\d{1,2}){0,2})(?![\dA-Za-z次个台]|\.\d)()")


@dataclass(frozen=True, slots=True)
class Entry:
    """One name: what it is called here, and how much may belong to it."""

    kind: FactKind
    value: str
    versions: str = ""
    shy: bool = False
    found: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All names in two patterns, and the way from what matched to its entry."""

    any_case: Pattern
    exact: Pattern
    entries: Mapping[str, Entry]
    exact_entries: Mapping[str, Entry]


@cache
def vocabulary() -> Vocabulary:
    """Read the files of names.

    Raises:
        InvalidRuleError: an example of an entry does not read as it says.
    """
    made = _vocabulary([load(name) for name in FILES])
    for entry in {**made.entries, **made.exact_entries}.values():
        _prove(entry, made)
    return made


@cache
def load(name: str) -> Mapping[str, Any]:
    """One file of names, as parsed."""
    parsed: Mapping[str, Any] = read_yaml(__package__, "names", f"{name}.yaml")
    return parsed


def find_names(body: Body) -> Iterator[Found]:
    """Every known name of a body, each with its canonical form."""
    return _find(body, vocabulary())


def _vocabulary(data: list[Mapping[str, Any]]) -> Vocabulary:
    names: tuple[dict[str, Entry], dict[str, Entry]] = ({}, {})
    for kind, one in ((FactKind(part["kind"]), one) for part in data for one in part["entries"]):
        exact = bool(one.get("exact"))
        entry = Entry(
            kind,
            str(one["value"]),
            str(one.get("versions", "")).lower(),
            bool(one.get("shy")),
            tuple(str(text) for text in one["found"]),
            tuple(str(text) for text in one["clean"]),
        )
        for text in one["match"]:
            names[exact].setdefault(str(text) if exact else str(text).lower(), entry)
    return Vocabulary(
        compiled(any_of(names[0]), longest=True),
        compiled(any_of(names[1]), longest=True, exact_case=True),
        *names,
    )


def _prove(entry: Entry, known: Vocabulary) -> None:
    prove(
        {"found": entry.found, "clean": entry.clean},
        f"kb/facts/names: {entry.value}",
        lambda text: any(one.value.startswith(entry.value) for one in _find(Body(text), known)),
    )


def _find(body: Body, known: Vocabulary) -> Iterator[Found]:
    for start, end, entry in _matches(body.text, known):
        if not (entry.shy and _is_plain_word(body.text, start, end)):
            yield _with_version(body.text, start, end, entry)


def _matches(text: str, known: Vocabulary) -> Iterator[tuple[int, int, Entry]]:
    hits = [(*match.span(), known.entries) for match in known.any_case.finditer(text)]
    hits += [(*match.span(), known.exact_entries) for match in known.exact.finditer(text)]
    reached = 0
    for start, end, entries in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        name = " ".join(text[start:end].split())
        entry = entries.get(name if entries is known.exact_entries else name.lower())
        if entry is not None and start >= reached and not _FILE.match(text, end):
            reached = end
            yield start, end, entry


def _is_plain_word(text: str, start: int, end: int) -> bool:
    if text[start].isupper():
        return False
    around = text[max(0, start - 2) : start].strip()[-1:] + text[end : end + 2].strip()[:1]
    return not any(char == "/" or not char.isascii() for char in around)


def _with_version(text: str, start: int, end: int, entry: Entry) -> Found:
    pattern = _NUMBER if entry.versions == "number" else _YEAR
    match = pattern.match(text, end) if entry.versions else None
    if match is None:
        return Found(entry.kind, entry.value, start, end)
    server = " Server" if (match[1] or match[3]) and "Server" not in entry.value else ""
    return Found(entry.kind, f"{entry.value}{server} {match[2]}", start, match.end())
