"""Strict readers of YAML nodes that report every mistake with its place and go on.

A reader takes a place and gives a value, or None after it has reported what is wrong.
"""

import difflib
import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import yaml

from trees.findings import Finding
from trees.model import Text

Path = tuple[str, ...]
_STR: Final = "tag:yaml.org,2002:str"
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_READ_AS: Final = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:merge": "a merge",
    "tag:yaml.org,2002:value": "a value mark",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A YAML node with its path from the root and the line of its key (or of the list item)."""

    node: yaml.Node
    path: Path
    line: int

    def child(self, key: str, node: yaml.Node, line: int) -> "Place":
        return Place(node, (*self.path, key), line)


@dataclass(slots=True)
class Report:
    """Collects, while a file is read, what is wrong and where everything stands."""

    file: str
    languages: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)
    texts: dict[Path, Text] = field(default_factory=dict)
    spoilt: set[Path] = field(default_factory=set)

    def add(self, place: Place, rule: str, message: str, line: int = 0) -> None:
        self.spoilt.add(place.path)
        self.findings.append(
            Finding(self.file, line or place.line, node_of(place.path), rule, message)
        )


Reader = Callable[[Report, Place], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """How one key is read; `default` also stands in where the value is wrong."""

    read: Reader
    default: Any = None
    required: bool = False


Shape = Mapping[str, Field]


def node_of(path: Path) -> str:
    """Id of the tree node that a path lies in."""
    return path[1] if len(path) > 1 and path[0] == "nodes" else ""


def entries(report: Report, place: Place) -> dict[str, Place] | None:
    """Children of a mapping by key; a key that stands twice keeps its first value."""
    if not isinstance(place.node, yaml.MappingNode):
        report.add(place, "wrong-type", f"{_name(place)} needs a mapping, `key: value`")
        return None
    found: dict[str, Place] = {}
    for key_node, value in place.node.value:
        line = key_node.start_mark.line + 1
        key = _key(report, place, key_node, line)
        if key in found:
            report.add(
                found[key],
                "duplicate-key",
                f"`{key}` stands twice (first on line {found[key].line}); keep one",
                line,
            )
        elif key is not None:
            found[key] = place.child(key, value, line)
            report.lines[found[key].path] = line
    return found


def _key(report: Report, place: Place, node: yaml.Node, line: int) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        report.add(place, "not-a-string-key", "a key is one word, not a list or mapping", line)
        return None
    if node.tag != _STR:
        what = _READ_AS.get(node.tag, "something else")
        report.add(
            place.child(node.value, node, line),
            "not-a-string-key",
            f'YAML reads the key `{node.value}` as {what}; write "{node.value}" in quotes',
        )
    return str(node.value)


def elements(report: Report, place: Place) -> list[Place] | None:
    """Items of a list."""
    if not isinstance(place.node, yaml.SequenceNode):
        report.add(place, "wrong-type", f"{_name(place)} needs a list, `[a, b]`")
        return None
    found = [
        place.child(str(n), node, node.start_mark.line + 1)
        for n, node in enumerate(place.node.value)
    ]
    report.lines.update({item.path: item.line for item in found})
    return found


def string(report: Report, place: Place) -> str | None:
    """Text that is not empty, as YAML read it."""
    node = place.node
    if not isinstance(node, yaml.ScalarNode):
        report.add(place, "wrong-type", f"{_name(place)} needs text")
    elif node.tag != _STR and node.value:
        what = _READ_AS.get(node.tag, "something else")
        report.add(
            place,
            "wrong-type",
            f"{_name(place)} needs text, and YAML reads `{node.value}` as {what}; "
            f'write "{node.value}" in quotes',
        )
    elif not node.value.strip():
        report.add(place, "wrong-type", f"{_name(place)} is empty; write its text or remove it")
    else:
        return str(node.value)
    return None


def identifier(report: Report, place: Place) -> str | None:
    """An id: lower-case letters, digits, hyphens."""
    value = string(report, place)
    return value if value is None or valid_id(report, place, value) else None


def valid_id(report: Report, place: Place, value: str) -> bool:
    """Report an id that breaks the rule for ids."""
    if _ID.fullmatch(value):
        return True
    report.add(
        place,
        "bad-id",
        f"`{value}` is no id: use lower-case letters, digits and hyphens, at most 80",
    )
    return False


def number(report: Report, place: Place) -> float | None:
    """A finite number, as people write it: no `12:30`, no octal, no hexadecimal."""
    node = place.node
    if isinstance(node, yaml.ScalarNode) and node.tag.endswith((":int", ":float")):
        octal = len(node.value) > 1 and node.value.lstrip("+-0").isdigit() and node.value[0] == "0"
        try:
            value = math.nan if octal else float(node.value)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
    report.add(place, "wrong-type", f"{_name(place)} needs a number such as 5 or 0.5")
    return None


def minutes(report: Report, place: Place) -> float | None:
    """A number that is not negative."""
    value = number(report, place)
    if value is not None and value < 0:
        report.add(place, "wrong-type", f"{_name(place)} needs minutes, 0 or more")
        return None
    return value


def boolean(report: Report, place: Place) -> bool | None:
    """True or false."""
    node = place.node
    if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":bool"):
        return node.value.lower() in {"true", "yes", "on"}
    report.add(place, "wrong-type", f"{_name(place)} needs true or false")
    return None


def language(report: Report, place: Place) -> str | None:
    """A language tag such as `zh`."""
    value = string(report, place)
    if value is not None and not _LANGUAGE.fullmatch(value):
        report.add(place, "wrong-type", f"`{value}` is no language; write one such as zh or en")
        return None
    return value


def text(report: Report, place: Place) -> Text | None:
    """Words for people: a string, or a map of the tree's languages."""
    if not isinstance(place.node, yaml.MappingNode):
        value = string(report, place)
        words = {"": value} if value is not None else {}
    else:
        words = _translations(report, place)
    if not words:
        return None
    report.texts[place.path] = Text(words)
    return report.texts[place.path]


def _translations(report: Report, place: Place) -> dict[str, str]:
    children = entries(report, place) or {}
    if not children:
        report.add(place, "wrong-type", f"{_name(place)} is empty; write its text or remove it")
    if report.languages:
        _unknown_keys(report, place, children, report.languages)
    read = {key: string(report, child) for key, child in children.items()}
    order = [*report.languages, *read]
    return {key: words for key in order if (words := read.get(key)) is not None}


def one_of(words: type[StrEnum]) -> Reader:
    """A reader of one word out of a list."""

    def read(report: Report, place: Place) -> StrEnum | None:
        value = string(report, place)
        if value is None:
            return None
        if value in set(words):
            return words(value)
        allowed = ", ".join(words)
        report.add(place, "wrong-type", f"{_name(place)} is one of {allowed}, not `{value}`")
        return None

    return read


def list_of(item: Reader) -> Reader:
    """A reader of lists; wrong items are reported and left out."""

    def read(report: Report, place: Place) -> tuple[Any, ...] | None:
        found = elements(report, place)
        if found is None:
            return None
        values = [item(report, child) for child in found]
        return tuple(value for value in values if value is not None)

    return read


def map_of(value: Reader, *, ids: bool = True) -> Reader:
    """A reader of maps from ids (or any text) to values; wrong values are left out."""

    def read(report: Report, place: Place) -> dict[str, Any] | None:
        children = entries(report, place)
        if children is None:
            return None
        if ids:
            for key, child in children.items():
                valid_id(report, child, key)
        read_values = {key: value(report, child) for key, child in children.items()}
        return {key: found for key, found in read_values.items() if found is not None}

    return read


def record(shape: Shape, make: Callable[..., Any]) -> Reader:
    """A reader of mappings with fixed keys."""

    def read(report: Report, place: Place) -> Any:
        children = entries(report, place)
        return None if children is None else make(**values(report, place, children, shape))

    return read


def values(
    report: Report, place: Place, children: Mapping[str, Place], shape: Shape
) -> dict[str, Any]:
    """Read the keys of a shape; unknown and missing ones are reported."""
    _unknown_keys(report, place, children, shape)
    for key, wanted in shape.items():
        if wanted.required and key not in children:
            report.add(place, "missing-field", f"{_name(place)} needs `{key}`")
            report.spoilt.add((*place.path, key))
    found = {
        key: wanted.read(report, children[key]) if key in children else None
        for key, wanted in shape.items()
    }
    return {key: shape[key].default if read is None else read for key, read in found.items()}


def _unknown_keys(
    report: Report, place: Place, children: Mapping[str, Place], known: Collection[str]
) -> None:
    for key, child in children.items():
        if key in known:
            continue
        close = difflib.get_close_matches(key, known, n=1)
        hint = f"write `{close[0]}`" if close else f"{_name(place)} has {', '.join(known)}"
        report.add(child, "unknown-key", f"`{key}` is not a key here; {hint}")


def _name(place: Place) -> str:
    if not place.path:
        return "the file"
    last = place.path[-1]
    return f"item {int(last) + 1} of `{place.path[-2]}`" if last.isdecimal() else f"`{last}`"
