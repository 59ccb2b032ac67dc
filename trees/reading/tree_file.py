"""A tree file as it was read, right or wrong, with the place of everything in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from trees.findings import Finding
from trees.graph import edges
from trees.messages import Said, said
from trees.model import Text, Tree
from trees.reading.places import Path, Place, Report, entries, node_of
from trees.reading.readers import language, list_of, values
from trees.reading.shape import TREE
from trees.reading.source import SourceError, compose


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file as it was read, right or wrong.

    Attributes:
        name: how the file is called in its findings.
        tree: what could be read, None where the file is no mapping. Wrong values are left out or
            empty, so it may only be used where `findings` has no error.
        lines: path of keys -> line, from 1.
        texts: path of keys -> words for people.
        named: ids of all nodes that the file names, also of those that could not be read.
        spoilt: paths at which a value is wrong or missing, so that no check counts on them.
    """

    name: str
    tree: Tree | None
    findings: tuple[Finding, ...]
    lines: Mapping[Path, int] = field(default_factory=dict)
    texts: Mapping[Path, Text] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    spoilt: frozenset[Path] = frozenset()

    @property
    def drawable(self) -> Tree | None:
        """The tree, where its form is right and every line leads somewhere; other mistakes may stand."""
        tree = self.tree
        if tree is None or self.findings:
            return None
        targets = {edge.target for node in tree.nodes.values() for edge in edges(node)}
        return tree if {tree.start, *targets} <= tree.nodes.keys() else None

    @property
    def node_lines(self) -> dict[str, int]:
        """Line of each node, by its id."""
        return {
            path[1]: line
            for path, line in self.lines.items()
            if len(path) == 2 and path[0] == "nodes"  # noqa: PLR2004 - `nodes` and the node's id
        }

    def line(self, *path: str) -> int:
        """Line of a key, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def is_spoilt(self, path: Path) -> bool:
        """Whether a value at a path, or anywhere below it, is wrong or missing."""
        return any(spoilt[: len(path)] == path for spoilt in self.spoilt)

    def finding(self, path: Path, rule: str, message: Said) -> Finding:
        """A finding at a path of keys."""
        return Finding(self.name, self.line(*path), node_of(path), rule, message)


def read(source: str | bytes, file: str) -> TreeFile:
    """Read a tree file strictly; everything wrong with its form is in the findings."""
    try:
        root = compose(source)
    except SourceError as error:
        return TreeFile(file, None, (Finding(file, error.line, "", "not-yaml", error.said),))
    report = Report(file)
    place = Place(root, (), 1)
    children = entries(report, place) or {}
    report.languages = _known_languages(file, children)
    tree = Tree(**values(report, place, children, TREE))
    _named_as_file(report, children, tree)
    named = frozenset(path[1] for path in report.lines if path[:1] == ("nodes",) and path[1:])
    return TreeFile(
        file,
        tree,
        tuple(report.findings),
        report.lines,
        report.texts,
        named,
        frozenset(report.spoilt),
    )


def _known_languages(file: str, children: Mapping[str, Place]) -> tuple[str, ...]:
    """Languages of the tree, read ahead because texts may stand before them in the file."""
    if "languages" not in children:
        return ()
    return list_of(language)(Report(file), children["languages"]) or ()


def _named_as_file(report: Report, children: Mapping[str, Place], tree: Tree) -> None:
    name = PurePath(report.file)
    if tree.tree and name.suffix in {".yaml", ".yml"} and name.stem != tree.tree:
        message = said("other-file-name", file=name.name, stem=name.stem, tree=tree.tree)
        report.add(children["tree"], "bad-id", message)
