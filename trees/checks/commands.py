"""Commands: dangerous ones can be taken back or declined, and rights are stated."""

from collections.abc import Iterator

from trees.findings import Finding
from trees.messages import said
from trees.model import Action, Diagnose, Fix, RiskLevel, Tree
from trees.reading.places import Path
from trees.reading.tree_file import TreeFile
from trees.scripts.commands import needs_admin, placed_commands


def risks(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`risk-without-undo` and `risk-without-decline`; in a `diagnose` declining is built in."""
    for path, step in _risky(tree):
        if step.risk.level is not RiskLevel.HIGH:
            continue
        if not step.undo and (*path, "undo") not in file.spoilt:
            yield file.finding((*path, "risk"), "risk-without-undo", said("needs-undo"))
        declinable = isinstance(step, Fix) or step.declined or (*path, "declined") in file.spoilt
        if not declinable:
            yield file.finding((*path, "risk"), "risk-without-decline", said("needs-declined"))


def _risky(tree: Tree) -> Iterator[tuple[Path, Action | Fix]]:
    for node in tree.nodes.values():
        if isinstance(node, Action):
            yield ("nodes", node.id), node
        if isinstance(node, Diagnose):
            for name, fix in node.fixes.items():
                yield ("nodes", node.id, "fixes", name), fix


def rights(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`admin-not-stated`."""
    for path, command in placed_commands(tree):
        if not command.admin and needs_admin(command.run):
            first = command.run.split("\n")[0][:60]
            message = said("admin-not-stated", command=first)
            yield file.finding((*path, "run"), "admin-not-stated", message)
