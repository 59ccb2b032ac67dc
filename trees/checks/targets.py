"""Names that must name something: next nodes, fixes, causes, articles."""

import difflib
from collections.abc import Collection, Iterator

from trees.findings import Finding
from trees.graph import edges
from trees.messages import close_to, said
from trees.model import DEFAULT, Diagnose, Tree
from trees.reading.places import Path
from trees.reading.tree_file import TreeFile


def unknown_targets(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`unknown-target` inside one tree; nothing where the names themselves could not be read."""
    if ("nodes",) in file.spoilt:
        return
    yield from _unknown(file, ("start",), tree.start, file.named, "node")
    for node in tree.nodes.values():
        for edge in edges(node):
            yield from _unknown(file, edge.path, edge.target, file.named, "node")
        if isinstance(node, Diagnose):
            yield from _in_diagnosis(file, node)


def _in_diagnosis(file: TreeFile, node: Diagnose) -> Iterator[Finding]:
    causes = _named(file, node.id, "causes")
    fixes = _named(file, node.id, "fixes")
    start = ("nodes", node.id)
    for name, fix in node.fixes.items():
        path = (*start, "fixes", name)
        for cause in fix.repairs:
            yield from _unknown(file, (*path, "repairs", cause), cause, causes, "cause")
        setups = _named(file, node.id, "setups")
        yield from _unknown(file, (*path, "setup"), fix.setup, setups, "set-up")
        for n, other in enumerate(fix.after):
            yield from _unknown(file, (*path, "after", str(n)), other, fixes, "fix")
    for name, probe in node.questions.items():
        for answer, likelihood in probe.answers.items():
            given = (*start, "questions", name, "answers", answer, "given")
            for cause in likelihood.given.keys() - {DEFAULT}:
                yield from _unknown(file, (*given, cause), cause, causes, "cause")
    for fix_name in node.solved.keys() - {DEFAULT}:
        yield from _unknown(file, (*start, "solved", fix_name), fix_name, fixes, "fix")


def _named(file: TreeFile, node: str, key: str) -> set[str] | None:
    """Ids under a key of a node, also of broken entries; None where they could not be read."""
    start = ("nodes", node, key)
    if start in file.spoilt:
        return None
    return {path[3] for path in file.lines if path[:3] == start and path[3:]}


def _unknown(
    file: TreeFile, path: Path, name: str, known: Collection[str] | None, what: str
) -> Iterator[Finding]:
    if not name or known is None or name in known:
        return
    close = difflib.get_close_matches(name, known, n=1)
    message = said(f"unknown-{what}", name=name, hint=close_to(close, f"name-a-{what}"))
    yield file.finding(path, "unknown-target", message)


def unknown_articles(file: TreeFile, tree: Tree, articles: Collection[str]) -> Iterator[Finding]:
    """`unknown-article`, where the articles are known."""
    for node in tree.nodes.values():
        for n, article in enumerate(node.articles):
            if article not in articles:
                path = ("nodes", node.id, "articles", str(n))
                yield file.finding(path, "unknown-article", said("unknown-article", name=article))


def incomplete_maps(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`missing-field`: a fix that `solved` leaves out while it names no `default`."""
    for node in tree.nodes.values():
        path = ("nodes", node.id, "solved")
        if not isinstance(node, Diagnose) or DEFAULT in node.solved or path in file.spoilt:
            continue
        for fix in node.fixes:
            if fix not in node.solved and (*path, fix) not in file.spoilt:
                message = said("needs-node-for", map="solved", key=fix)
                yield file.finding(path, "missing-field", message)


def reserved_ids(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`bad-id`: `default` is a key of the format; a question may not be called like a fix."""
    for node in tree.nodes.values():
        if not isinstance(node, Diagnose):
            continue
        for key, names in (("causes", node.causes), ("fixes", node.fixes)):
            if DEFAULT in names:
                path = ("nodes", node.id, key, DEFAULT)
                yield file.finding(path, "bad-id", said("default-is-taken"))
        for name in node.questions.keys() & node.fixes.keys():
            path = ("nodes", node.id, "questions", name)
            yield file.finding(path, "bad-id", said("fix-already", name=name))
