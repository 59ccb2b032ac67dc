"""The front matter of an article file: strict YAML, read with line numbers and written one way."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import yaml

from articles.findings import Finding, finding
from articles.model import LANGUAGES, Article, Audience, Confidence, Section, State

FIRST_LINE = 2  # the line --- stands before the front matter
MAX_DEPTH = 3  # the mapping, a list or mapping in it, and what that holds

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?")
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value as `Article` wants it, and the line that its key stands on."""

    value: object
    line: int


class _UnfitError(Exception):
    """A value that its field does not take; turned into a finding by `read`."""

    def __init__(self, rule: str, line: int, **values: str) -> None:
        super().__init__(rule)
        self.rule, self.line, self.values = rule, line, values


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + FIRST_LINE


def _text(node: yaml.Node) -> str:
    fits = isinstance(node, yaml.ScalarNode) and node.tag == f"{_TAG}str"
    value = str(node.value)
    if not fits or not value.strip() or len(value.splitlines()) != 1:
        raise _UnfitError("not-one-line", _line(node))
    return value


def _id(node: yaml.Node) -> str:
    value = _text(node)
    if not _ID.fullmatch(value):
        raise _UnfitError("bad-id", _line(node), value=value)
    return value


def _texts(node: yaml.Node) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode):
        raise _UnfitError("not-a-list", _line(node))
    return tuple(_text(item) for item in node.value)


def _ids(node: yaml.Node) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode):
        raise _UnfitError("not-a-list", _line(node))
    return tuple(_id(item) for item in node.value)


def _day(node: yaml.Node) -> date:
    try:
        return date.fromisoformat(str(node.value))
    except ValueError as error:
        raise _UnfitError("not-a-day", _line(node)) from error


def _flag(node: yaml.Node) -> bool:
    if node.value not in {"true", "false"} or node.tag != f"{_TAG}bool":
        raise _UnfitError("not-a-flag", _line(node))
    return bool(node.value == "true")


def _one_of(values: type[StrEnum] | tuple[str, ...]) -> Callable[[yaml.Node], str]:
    def read_choice(node: yaml.Node) -> str:
        value, known = _text(node), [str(item) for item in values]
        if value not in known:
            raise _UnfitError("unknown-value", _line(node), value=value, known=", ".join(known))
        return values(value) if isinstance(values, type) else value

    return read_choice


def _digests(node: yaml.Node) -> Mapping[Section, str]:
    if not isinstance(node, yaml.MappingNode):
        raise _UnfitError("not-a-mapping", _line(node))
    read_section = _one_of(Section)
    return {Section(read_section(key)): _text(value) for key, value in node.value}


# In the order in which a canonical file has them.
FIELDS: Mapping[str, Callable[[yaml.Node], object]] = {
    "id": _id,
    "title": _text,
    "language": _one_of(LANGUAGES),
    "state": _one_of(State),
    "confidence": _one_of(Confidence),
    "audience": _one_of(Audience),
    "category": _id,
    "products": _texts,
    "codes": _texts,
    "keywords": _texts,
    "trees": _ids,
    "cases": _texts,
    "author": _text,
    "reviewer": _text,
    "updated": _day,
    "review_after": _day,
    "evergreen": _flag,
    "translation_of": _id,
    "translated_sections": _digests,
}
REQUIRED = ("id", "title", "language")


def read(text: str, file: str) -> tuple[dict[str, Value], list[Finding]]:
    """Read YAML text into values by field, and everything that is wrong with it.

    `text` is what stands between the two `---` lines. It is parsed without building objects:
    nesting is bounded first, anchors and tags have no effect.
    """
    try:
        node = _compose(text)
    except yaml.YAMLError as error:
        return {}, [finding(file, _error_line(error), "", "not-yaml", reason=_reason(error))]
    except _UnfitError as unfit:
        return {}, [finding(file, unfit.line, "", unfit.rule)]
    if not isinstance(node, yaml.MappingNode):
        return {}, [
            finding(file, FIRST_LINE, "", "not-yaml", reason="expected lines of key: value")
        ]
    return _read_fields(node, file)


def _compose(text: str) -> yaml.Node | None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.events.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.events.CollectionEndEvent):
            depth -= 1
        line = (event.start_mark.line if event.start_mark else 0) + FIRST_LINE
        if isinstance(event, yaml.events.AliasEvent):
            raise _UnfitError("alias", line)
        if depth > MAX_DEPTH:
            raise _UnfitError("nested-too-deep", line)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _error_line(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return int(mark.line) + FIRST_LINE if mark else FIRST_LINE


def _reason(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)


def _read_fields(node: yaml.MappingNode, file: str) -> tuple[dict[str, Value], list[Finding]]:
    values: dict[str, Value] = {}
    findings: list[Finding] = []
    for key_node, value_node in node.value:
        key, line = str(key_node.value), _line(key_node)
        if key not in FIELDS:
            known = ", ".join(FIELDS)
            findings.append(finding(file, line, key, "unknown-key", key=key, known=known))
        elif key in values:
            findings.append(finding(file, line, key, "duplicate-key", key=key))
        else:
            values[key] = Value(None, line)
            findings += _read_field(key, value_node, values, file)
    for key in REQUIRED:
        if key not in values:
            findings.append(finding(file, FIRST_LINE, key, "missing-field", key=key))
    return values, findings


def _read_field(key: str, node: yaml.Node, values: dict[str, Value], file: str) -> list[Finding]:
    try:
        values[key] = Value(FIELDS[key](node), values[key].line)
    except _UnfitError as unfit:
        return [finding(file, unfit.line, key, unfit.rule, **{"key": key, **unfit.values})]
    return []


class _Dumper(yaml.SafeDumper):
    """Puts text in double quotes where YAML would not take it for text without, as trees do."""

    def choose_scalar_style(self) -> str:
        """Return the quotes of the present scalar."""
        style = super().choose_scalar_style()
        return '"' if style == "'" else str(style or "")


def write(article: Article) -> str:
    """Return the front matter of an article: every set field, in the order of `FIELDS`."""
    return "".join(_write_field(key, getattr(article, key)) for key in FIELDS)


def _write_field(key: str, value: object) -> str:
    if value in ("", (), {}, None, False):
        return ""
    plain: object = value
    if isinstance(value, StrEnum):
        plain = value.value
    elif isinstance(value, tuple):
        plain = list(value)
    elif isinstance(value, Mapping):
        plain = {section.value: value[section] for section in Section if section in value}
    nested = None if isinstance(plain, (list, dict)) else False
    return str(
        yaml.dump(
            {key: plain},
            Dumper=_Dumper,
            allow_unicode=True,
            default_flow_style=nested,
            width=float("inf"),
            sort_keys=False,
        )
    )
