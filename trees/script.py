"""A script that collects on a customer's machine what a tree, or the rest of a walk, asks for.

It only looks: each command must be on the list of `trees.scripts.readonly`. What is not is named with the
reason and left to people. Commands that change something come in only when they are asked for,
each with its own question; high-risk ones never.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, TypeVar

import networkx as nx
import yaml

from trees.graph import graph
from trees.model import (
    Action,
    Collect,
    Command,
    Diagnose,
    Fix,
    RiskLevel,
    Shell,
    Subtree,
    Text,
    Tree,
)
from trees.position import Position
from trees.scripts.commands import placed_commands
from trees.scripts.readonly import only_looks

Item = TypeVar("Item")
# Names that authors put where the customer's own belong.
_EXAMPLE: Final = re.compile(r"\.example\b|<[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that a script does: run a command, or copy a file."""

    name: str
    text: Text
    command: Command | None = None
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A command that changes something, asked about on its own."""

    text: Text
    command: Command
    warning: Text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A command that the script does not run; `reason` is the key of a message."""

    command: Command
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a script will do, before it is written in a language of scripts."""

    tree: Tree
    jobs: tuple[Job, ...]
    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]


def plan(
    trees: Mapping[str, Tree],
    tree_id: str,
    position: Position | None = None,
    *,
    changes: bool = False,
) -> Plan:
    """Choose what a script does.

    Args:
        trees: the tree and its subtrees by id.
        tree_id: the tree.
        position: where a walk stands, to take only what may still come.
        changes: whether commands that change something are asked about as well.
    """
    parts = list(_parts(trees, tree_id, position))
    found = [item for tree, nodes in parts for item in _of(tree, nodes)]
    wanted = [item for item in found if isinstance(item, Change)]
    left_out = [item for item in found if isinstance(item, LeftOut)]
    if not changes:
        left_out += [LeftOut(change.command, "reason-changes") for change in wanted]
    jobs = [*_standard(), *(item for item in found if isinstance(item, Job))]
    return Plan(
        trees[tree_id],
        _once(jobs, lambda job: (job.command.run if job.command else "", job.copy)),
        tuple(wanted) if changes else (),
        _once(left_out, lambda left: left.command.run),
    )


def _once(items: Iterable[Item], key: Callable[[Item], Hashable]) -> tuple[Item, ...]:
    """The items in their order, each key once."""
    found: dict[Hashable, Item] = {}
    for item in items:
        found.setdefault(key(item), item)
    return tuple(found.values())


def _parts(
    trees: Mapping[str, Tree], tree_id: str, position: Position | None
) -> Iterator[tuple[Tree, frozenset[str]]]:
    """Trees with the nodes of theirs that may still come, each tree once, subtrees included."""
    starts = {tree_id: {trees[tree_id].start}}
    if position is not None:
        starts = {position.root.tree: set()}
        for frame in position.stack:
            starts.setdefault(frame.tree.tree, set()).add(frame.node.id)
        starts.setdefault(position.tree.tree, set()).add(position.node.id)
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in trees:
            continue
        seen.add(name)
        tree = trees[name]
        ways = graph(tree.nodes)
        begin = starts.get(name, {tree.start})
        nodes = frozenset(begin).union(*(nx.descendants(ways, node) for node in begin))
        yield tree, nodes
        subtrees = (tree.nodes[node] for node in tree.nodes if node in nodes)
        waiting.extend(node.tree for node in subtrees if isinstance(node, Subtree))


def _of(tree: Tree, nodes: frozenset[str]) -> Iterator[Job | Change | LeftOut]:
    for path, command in placed_commands(tree):
        if path[1] in nodes and "undo" not in path:
            yield from _sorted_in(tree, path, command)
    for name in tree.nodes:
        node = tree.nodes[name]
        if name in nodes and isinstance(node, Collect):
            for item in node.items:
                if item.path and not _EXAMPLE.search(item.path):
                    yield Job(f"{tree.tree}-{item.id}", item.text, copy=item.path)


def _sorted_in(
    tree: Tree, path: tuple[str, ...], command: Command
) -> Iterator[Job | Change | LeftOut]:
    step = _step(tree, path)
    if command.shell not in {Shell.POWERSHELL, Shell.CMD}:
        yield LeftOut(command, "reason-by-hand")
    elif _EXAMPLE.search(command.run):
        yield LeftOut(command, "reason-example")
    elif only_looks(command.run):
        name = "-".join([tree.tree, *(part for part in path[1:] if part not in _STRUCTURE)])
        yield Job(name, step.text if step else _text(tree, path), command)
    elif step is None:
        yield LeftOut(command, "reason-unlisted")
    elif step.risk.level is RiskLevel.HIGH:
        yield LeftOut(command, "reason-high-risk")
    else:
        yield Change(step.text, command, step.risk.warning)


_STRUCTURE: Final = frozenset({"commands", "fixes", "questions", "check", "items", "command"})


def _step(tree: Tree, path: tuple[str, ...]) -> Action | Fix | None:
    """The action or fix that a command belongs to; None for what a question asks."""
    node = tree.nodes[path[1]]
    if "check" in path:
        return None
    if isinstance(node, Diagnose):
        return node.fixes.get(path[3])
    return node if isinstance(node, Action) else None


def _text(tree: Tree, path: tuple[str, ...]) -> Text:
    node = tree.nodes[path[1]]
    if isinstance(node, Diagnose):
        probe = node.questions.get(path[3])
        return probe.text if probe else node.text
    if isinstance(node, Collect):
        return node.items[int(path[3])].text
    return node.text


@cache
def _standard() -> tuple[Job, ...]:
    """What is taken from any machine (`collection.yaml`)."""
    items = yaml.safe_load((files("trees.scripts") / "collection.yaml").read_text(encoding="utf-8"))
    return tuple(
        Job(
            item["id"],
            Text(item["text"]),
            Command(item["run"], Shell(item["shell"])) if "run" in item else None,
            item.get("copy", ""),
        )
        for item in items
    )
