"""Changing single values in the text of a tree file; all else stays as it was written."""

import json
import re
from collections.abc import Mapping
from typing import Final

import yaml

from trees.reading.places import Path
from trees.reading.source import compose

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class EditError(ValueError):
    """A path that the text does not have, or one that is no single value."""


def with_values(source: str, changes: Mapping[Path, str | float]) -> str:
    """The text with other values at some paths of keys.

    Args:
        source: text of a tree file.
        changes: path of keys (a list's items by their place) -> the new value.

    Raises:
        EditError: a path leads nowhere, or to a list or mapping.
    """
    text = source.removeprefix("\ufeff")
    root = compose(text)
    spots = [(_find(root, path), value) for path, value in changes.items()]
    for node, value in sorted(spots, key=lambda spot: -spot[0].start_mark.index):
        text = text[: node.start_mark.index] + _written(value) + text[node.end_mark.index :]
    return text


def _find(root: yaml.Node, path: Path) -> yaml.ScalarNode:
    node = root
    for key in path:
        node = _child(node, key, path)
    if not isinstance(node, yaml.ScalarNode):
        raise EditError(f"{' > '.join(path)} is no single value")
    return node


def _child(node: yaml.Node, key: str, path: Path) -> yaml.Node:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                found: yaml.Node = value
                return found
    if isinstance(node, yaml.SequenceNode) and key.isdecimal() and int(key) < len(node.value):
        item: yaml.Node = node.value[int(key)]
        return item
    raise EditError(f"{' > '.join(path)} is not in the file")


def _written(value: str | float) -> str:
    """A value as YAML reads it back: in quotes where it could be taken for something else."""
    if isinstance(value, str):
        is_text = _PLAIN.fullmatch(value) and yaml.safe_load(value) == value
        return value if is_text else json.dumps(value, ensure_ascii=False)
    return f"{value:g}"
