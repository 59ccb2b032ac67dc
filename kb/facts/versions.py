"""Builds, releases and versions: `10.0.17763.1098`, `17763.592`, `1809`, `22H2`, `V2020-L`.

A number with four parts is a version unless every part fits an address; shorter ones need a word that
says so (`versions.yaml`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kb.cases import FactKind
from kb.facts.found import Body, Found
from kb.prose.data import read_yaml
from kb.prose.regexp import Pattern, any_of, compiled
from kb.prose.rules import compare

_DOTTED = re.compile(r"(?<![\w.\-])[vV]?(\d{1,5}(?:\.\d{1,6}){1,3})(?![\d.]*\d|[A-Za-z])")
_WORD_DOTTED = re.compile(r"(?<=[^\x00-\x7f])[vV]?(\d{1,5}(?:\.\d{1,6}){1,3})(?![\d.]*\d|[A-Za-z])")
_BUILD = re.compile(r"(?<![\w.])\d{4,5}(?![\w.]*\w)")
_HALF_YEAR = re.compile(r"(?<![A-Za-z0-9])[12]\d[hH][12](?![A-Za-z0-9])")
_HOUSE = re.compile(r"(?<![A-Za-z0-9])[vV]\d{2,4}-[A-Za-z]{1,2}\d{0,2}(?![A-Za-z0-9-])")
_FOUR = 4
_BYTE = 255
_BEFORE = 30


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `versions.yaml`, as patterns and sets."""

    builds: frozenset[int]
    release_before: Pattern
    release_after: Pattern
    before: Pattern
    not_before: Pattern


@cache
def words() -> Words:
    """Read `versions.yaml`.

    Raises:
        InvalidRuleError: an example of the file does not read as it says.
    """
    data = read_yaml(__package__, "versions.yaml")
    made = _compiled(data)
    compare(
        data["examples"],
        "builds",
        "kb/facts/versions.yaml",
        lambda text: [one.value for one in _find(Body(text), made)],
    )
    return made


def find_builds(body: Body) -> list[Found]:
    """Every build, release and version of a body."""
    return _find(body, words())


def _compiled(data: dict[str, list[str]]) -> Words:
    link = r"[ \t]*[:：=(（,，]?[ \t]*"
    release = f"\\b({any_of(data['releases'])})\\b"
    windows = any_of(data["windows"])
    named = any_of(data["before"])
    return Words(
        frozenset(int(number) for number in data["builds"]),
        compiled(
            f"(?:(?:{windows})(?:[ \\t(（]{{0,3}}[a-z]{{1,12}}){{0,3}}|{named}){link}{release}"
        ),
        compiled(f"{release}[ \\t]*(?:{any_of(data['after'])})"),
        compiled(f"(?:{named})[ \\t]*[:：=为是(（]?[ \\t]*[:：]?[ \\t]*$"),
        compiled(f"(?:{any_of(data['not_before'])})[ \\t]*[:：=为是(（]?[ \\t]*$"),
    )


def _find(body: Body, known: Words) -> list[Found]:
    text = body.text
    found = {one.start: one for one in _short(text, known)}
    found |= {one.start: one for one in _dotted(text, known)}
    return [found[start] for start in sorted(found)]


def _build(value: str, start: int, end: int) -> Found:
    return Found(FactKind.BUILD, value, start, end)


def _dotted(text: str, known: Words) -> Iterator[Found]:
    for pattern in (_DOTTED, _WORD_DOTTED):
        for match in pattern.finditer(text):
            if _is_version(text, match, known):
                yield _build(match[1], *match.span(1))


def _is_version(text: str, match: re.Match[str], known: Words) -> bool:
    parts = [int(part) for part in match[1].split(".")]
    before = text[max(0, match.start() - _BEFORE) : match.start()].rpartition("\n")[2]
    if known.not_before.search(before):
        return False
    if len(parts) == _FOUR and max(parts) > _BYTE:
        return True
    windows = parts[0] in known.builds or (
        parts[:2] == [10, 0] and parts[2:3] and parts[2] in known.builds
    )
    return bool(windows) or match[0][0] in "vV" or bool(known.before.search(before))


def _short(text: str, known: Words) -> Iterator[Found]:
    for pattern in (_HALF_YEAR, _HOUSE):
        for match in pattern.finditer(text):
            yield _build(match[0].upper(), *match.span())
    for cue in (known.release_before, known.release_after):
        for hit in cue.finditer(text):
            start, end = hit.span(1)
            yield _build(text[start:end], start, end)
    for number in _BUILD.finditer(text):
        before = text[max(0, number.start() - _BEFORE) : number.start()].rpartition("\n")[2]
        if int(number[0]) in known.builds and known.before.search(before):
            yield _build(number[0], *number.span())
