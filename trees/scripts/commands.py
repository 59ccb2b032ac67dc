"""All commands of a tree with their places, and which of them need administrator's rights."""

from collections.abc import Iterator
from functools import cache
from typing import Final

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
from trees.scripts.rules import patterns

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
    return patterns("admin.yaml", lambda written: "(?i)" + written.replace("~", _BEGINNING, 1))
