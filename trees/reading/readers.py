"""Strict readers of values: each mistake is reported with its place, and reading goes on.

A reader takes a place and gives a value, or None after it has reported what is wrong.
"""

import difflib
import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import yaml

from trees.messages import said
from trees.model import Text
from trees.reading.places import STR, Place, Report, elements, entries, name, read_as

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
Reader = Callable[[Report, Place], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """How one key is read; `default` also stands in where the value is wrong."""

    read: Reader
    default: Any = None
    required: bool = False


Shape = Mapping[str, Field]


def string(report: Report, place: Place) -> str | None:
    """Text that is not empty, as YAML read it."""
    node = place.node
    if not isinstance(node, yaml.ScalarNode):
        report.add(place, "wrong-type", said("needs-text", what=name(place)))
    elif node.tag != STR and node.value:
        message = said("read-otherwise", what=name(place), value=node.value, read=read_as(node))
        report.add(place, "wrong-type", message)
    elif not node.value.strip():
        report.add(place, "wrong-type", said("empty", what=name(place)))
    else:
        return str(node.value)
    return None


def identifier(report: Report, place: Place) -> str | None:
    """An id: lower-case letters, digits, hyphens."""
    value = string(report, place)
    return value if value is None or valid_id(report, place, value) else None


def is_id(value: str) -> bool:
    """Whether a text can be an id: lower-case letters, digits, hyphens, at most 80."""
    return _ID.fullmatch(value) is not None


def valid_id(report: Report, place: Place, value: str) -> bool:
    """Report an id that breaks the rule for ids."""
    if is_id(value):
        return True
    report.add(place, "bad-id", said("no-id", value=value))
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
    report.add(place, "wrong-type", said("needs-number", what=name(place)))
    return None


def minutes(report: Report, place: Place) -> float | None:
    """A number that is not negative."""
    value = number(report, place)
    if value is not None and value < 0:
        report.add(place, "wrong-type", said("needs-minutes", what=name(place)))
        return None
    return value


def boolean(report: Report, place: Place) -> bool | None:
    """True or false."""
    node = place.node
    if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":bool"):
        return node.value.lower() in {"true", "yes", "on"}
    report.add(place, "wrong-type", said("needs-boolean", what=name(place)))
    return None


def language(report: Report, place: Place) -> str | None:
    """A language tag such as `zh`."""
    value = string(report, place)
    if value is not None and not _LANGUAGE.fullmatch(value):
        report.add(place, "wrong-type", said("no-language", value=value))
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
        report.add(place, "wrong-type", said("empty", what=name(place)))
    for key in [key for key, child in children.items() if _is_torn(child.node)]:
        report.add(children.pop(key), "unknown-key", said("torn-text", key=key))
    if report.languages:
        _unknown_keys(report, place, children, report.languages)
    read = {key: string(report, child) for key, child in children.items()}
    order = [*report.languages, *read]
    return {key: words for key in order if (words := read.get(key)) is not None}


def _is_torn(node: yaml.Node) -> bool:
    """Words after a comma in `{zh: one, two}`: a key without any value."""
    return isinstance(node, yaml.ScalarNode) and not node.value and not node.style


def one_of(words: type[StrEnum]) -> Reader:
    """A reader of one word out of a list."""

    def read(report: Report, place: Place) -> StrEnum | None:
        value = string(report, place)
        if value is None:
            return None
        if value in set(words):
            return words(value)
        allowed = ", ".join(words)
        message = said("one-of", what=name(place), allowed=allowed, value=value)
        report.add(place, "wrong-type", message)
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
            report.add(place, "missing-field", said("needs-key", what=name(place), key=key))
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
        message = (
            said("mistyped-key", key=key, close=close[0])
            if close
            else said("unknown-key", key=key, what=name(place), known=", ".join(known))
        )
        report.add(child, "unknown-key", message)
