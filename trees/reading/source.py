"""Bytes of a tree file -> the graph of YAML nodes, within limits.

PyYAML's composer is recursive and follows aliases, so the events are counted first: what is too
deep, too long, or uses anchors, aliases or tags never reaches it.
"""

from typing import Final

import yaml

from trees.messages import Said, said

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 24
MAX_NODES: Final = 200_000
# libyaml's parser where PyYAML was built with it (thirty times as fast), else the one in Python.
_LOADER: Final[type[yaml.SafeLoader]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class SourceError(ValueError):
    """The text is no YAML that we read; `line` counts from 1."""

    def __init__(self, line: int, message: Said) -> None:
        self.line = line
        self.said = message
        super().__init__(str(message))


def compose(source: str | bytes) -> yaml.MappingNode:
    """Read a file into its root mapping.

    Raises:
        SourceError: not UTF-8, not YAML, over a limit, or not one mapping.
    """
    text = _text(source)
    try:
        _within_limits(text)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise SourceError(_line(error), said("not-yaml", problem=_problem(error))) from error
    except yaml.YAMLError as error:
        raise SourceError(1, said("control-character")) from error
    if not isinstance(root, yaml.MappingNode):
        raise SourceError(1, said("not-one-mapping"))
    return root


def _text(source: str | bytes) -> str:
    if len(source) > MAX_BYTES:
        raise SourceError(1, said("too-large", bytes=f"{MAX_BYTES:,}"))
    try:
        data = source.encode() if isinstance(source, str) else source
        text = data.decode("utf-8-sig")
    except UnicodeError as error:
        raise SourceError(1, said("not-utf-8")) from error
    if len(data) > MAX_BYTES:
        raise SourceError(1, said("too-large", bytes=f"{MAX_BYTES:,}"))
    return text


def _within_limits(text: str) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if depth > MAX_DEPTH:
            raise SourceError(line, said("too-deep", levels=MAX_DEPTH))
        if count > MAX_NODES:
            raise SourceError(line, said("too-many-values", values=f"{MAX_NODES:,}"))
        if getattr(event, "anchor", None):
            raise SourceError(line, said("no-anchors"))
        if getattr(event, "tag", None):
            raise SourceError(line, said("no-tags"))


def _line(error: yaml.MarkedYAMLError) -> int:
    """Where a bracket or quote was opened that is never closed, else where reading stuck."""
    unclosed = "flow" in (error.context or "") or "quoted" in (error.context or "")
    marks = (error.problem_mark, error.context_mark)
    mark = marks[1] if unclosed and marks[1] else marks[0] or marks[1]
    return mark.line + 1 if mark else 1


def _problem(error: yaml.MarkedYAMLError) -> str:
    parts = (error.context, error.problem)
    return ", ".join(" ".join(part.split()) for part in parts if part) or "it cannot be read"
