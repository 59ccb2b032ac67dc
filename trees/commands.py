"""All commands of a tree with their places, and which of them need administrator's rights."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from trees.errors import InvalidDataError
from trees.model import (
    Action,
    Check,
    Collect,
    Command,
    Diagnose,
    Fix,
    Question,
    Tree,
)
from trees.patterns import compiled

Path = tuple[str, ...]
_BEGINNING: Final = r"(?:^|[;&|({])\s*"


def placed_commands(tree: Tree) -> Iterator[tuple[Path, Command]]:
    """Every command of a tree, its path of keys first."""
    for node in tree.nodes.values():
        path = ("nodes", node.id)
        match node:
            case Question():
                yield from _of_check(path, node.check)
            case Action():
                yield from _of_fix(path, node)
            case Diagnose():
                for name, fix in node.fixes.items():
                    yield from _of_fix((*path, "fixes", name), fix)
                for name, probe in node.questions.items():
                    yield from _of_check((*path, "questions", name), probe.check)
            case Collect():
                for n, item in enumerate(node.items):
                    if item.command:
                        yield (*path, "items", str(n), "command"), item.command
            case _:
                continue


def _of_check(path: Path, check: Check | None) -> Iterator[tuple[Path, Command]]:
    if check:
        yield (*path, "check"), check.command


def _of_fix(path: Path, step: Action | Fix) -> Iterator[tuple[Path, Command]]:
    for key, commands in (("commands", step.commands), ("undo", step.undo)):
        for n, command in enumerate(commands):
            yield (*path, key, str(n)), command
    yield from _of_check(path, step.check)


def needs_admin(run: str) -> bool:
    """Whether Windows refuses a command without administrator's rights, judged by its name."""
    return any(compiled(pattern).search(run) for pattern in _patterns())


@cache
def _patterns() -> tuple[str, ...]:
    rules = yaml.safe_load((files("trees") / "admin.yaml").read_text(encoding="utf-8"))
    return tuple(_tried(rule) for rule in rules)


def _tried(rule: dict[str, object]) -> str:
    """The pattern of a rule that finds and passes what it says.

    Raises:
        InvalidDataError: one of the rule's own lines comes out wrong.
    """
    written = str(rule["pattern"])
    pattern = "(?i)" + written.replace("~", _BEGINNING, 1)
    for key, expected in (("finds", True), ("passes", False)):
        lines = rule[key]
        for line in lines if isinstance(lines, list) else []:
            if bool(compiled(pattern).search(str(line))) is not expected:
                raise InvalidDataError(f"trees/admin.yaml: `{written}` fails its own line `{line}`")
    return pattern
