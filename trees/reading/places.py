"""Places in a YAML file: nodes with their path and line, and what is reported of them."""

from dataclasses import dataclass, field
from typing import Final

import yaml

from trees.findings import Finding
from trees.messages import Said, said
from trees.model import Text

Path = tuple[str, ...]
STR: Final = "tag:yaml.org,2002:str"
_READ_AS: Final = {
    "tag:yaml.org,2002:bool": "as-boolean",
    "tag:yaml.org,2002:int": "as-number",
    "tag:yaml.org,2002:float": "as-number",
    "tag:yaml.org,2002:null": "as-nothing",
    "tag:yaml.org,2002:timestamp": "as-date",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A YAML node with its path from the root and the line of its key (or of the list item)."""

    node: yaml.Node
    path: Path
    line: int
    is_item: bool = False

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

    def add(self, place: Place, rule: str, message: Said, line: int = 0) -> None:
        self.spoilt.add(place.path)
        self.findings.append(
            Finding(self.file, line or place.line, node_of(place.path), rule, message)
        )


def node_of(path: Path) -> str:
    """Id of the tree node that a path lies in."""
    return path[1] if len(path) > 1 and path[0] == "nodes" else ""


def entries(report: Report, place: Place) -> dict[str, Place] | None:
    """Children of a mapping by key; a key that stands twice keeps its first value."""
    if not isinstance(place.node, yaml.MappingNode):
        report.add(place, "wrong-type", said("needs-mapping", what=name(place)))
        return None
    found: dict[str, Place] = {}
    for key_node, value in place.node.value:
        line = key_node.start_mark.line + 1
        key = _key(report, place, key_node, line)
        if key in found:
            message = said("stands-twice", key=key, line=found[key].line)
            report.add(found[key], "duplicate-key", message, line)
        elif key is not None:
            found[key] = place.child(key, value, line)
            report.lines[found[key].path] = line
    return found


def _key(report: Report, place: Place, node: yaml.Node, line: int) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        report.add(place, "not-a-string-key", said("key-is-no-word"), line)
        return None
    if node.tag != STR:
        message = said("key-read-otherwise", key=node.value, read=read_as(node))
        report.add(place.child(node.value, node, line), "not-a-string-key", message)
    return str(node.value)


def elements(report: Report, place: Place) -> list[Place] | None:
    """Items of a list."""
    if not isinstance(place.node, yaml.SequenceNode):
        report.add(place, "wrong-type", said("needs-list", what=name(place)))
        return None
    found = [
        Place(node, (*place.path, str(n)), node.start_mark.line + 1, is_item=True)
        for n, node in enumerate(place.node.value)
    ]
    report.lines.update({item.path: item.line for item in found})
    return found


def read_as(node: yaml.Node) -> Said:
    """What YAML took a scalar for."""
    return said(_READ_AS.get(node.tag, "as-something-else"))


def name(place: Place) -> Said:
    """How a message calls a place."""
    if not place.path:
        return said("the-file")
    last = place.path[-1]
    if place.is_item:
        return said("item-of", n=int(last) + 1, list=place.path[-2])
    return said("named", name=last)
