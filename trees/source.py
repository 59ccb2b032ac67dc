"""Bytes of a tree file -> the graph of YAML nodes, within limits.

PyYAML's composer is recursive and follows aliases, so the events are counted first: what is too
deep, too long, or uses anchors, aliases or tags never reaches it.
"""

from typing import Final

import yaml

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 24
MAX_NODES: Final = 200_000
# libyaml's parser where PyYAML was built with it (thirty times as fast), else the one in Python.
_LOADER: Final[type[yaml.SafeLoader]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class SourceError(ValueError):
    """The text is no YAML that we read; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


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
        raise SourceError(_line(error), f"this is not YAML: {_problem(error)}") from error
    except yaml.YAMLError as error:
        raise SourceError(1, "this is not YAML: it holds a control character") from error
    if not isinstance(root, yaml.MappingNode):
        raise SourceError(1, "a tree file is one mapping that begins with `tree: <id>`")
    return root


def _text(source: str | bytes) -> str:
    if len(source) > MAX_BYTES:
        raise SourceError(1, f"a tree file has at most {MAX_BYTES:,} bytes")
    try:
        data = source.encode() if isinstance(source, str) else source
        text = data.decode("utf-8-sig")
    except UnicodeError as error:
        raise SourceError(1, "a tree file is UTF-8; save it again with that encoding") from error
    if len(data) > MAX_BYTES:
        raise SourceError(1, f"a tree file has at most {MAX_BYTES:,} bytes")
    return text


def _within_limits(text: str) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if depth > MAX_DEPTH:
            raise SourceError(line, f"nested more than {MAX_DEPTH} levels deep")
        if count > MAX_NODES:
            raise SourceError(line, f"more than {MAX_NODES:,} values")
        if getattr(event, "anchor", None):
            raise SourceError(line, "anchors and aliases (& and *) are not used; write it out")
        if getattr(event, "tag", None):
            raise SourceError(line, "tags (!) are not used; write plain values")


def _line(error: yaml.MarkedYAMLError) -> int:
    """Where a bracket or quote was opened that is never closed, else where reading stuck."""
    unclosed = "flow" in (error.context or "") or "quoted" in (error.context or "")
    marks = (error.problem_mark, error.context_mark)
    mark = marks[1] if unclosed and marks[1] else marks[0] or marks[1]
    return mark.line + 1 if mark else 1


def _problem(error: yaml.MarkedYAMLError) -> str:
    parts = (error.context, error.problem)
    return ", ".join(" ".join(part.split()) for part in parts if part) or "it cannot be read"
