"""Names that must name something: next nodes, fixes, causes, articles."""

import difflib
from collections.abc import Collection, Iterator

from trees.draft import Draft
from trees.findings import Finding
from trees.graph import edges
from trees.messages import close_to, said
from trees.model import DEFAULT, Diagnose, Tree
from trees.places import Path


def unknown_targets(draft: Draft, tree: Tree) -> Iterator[Finding]:
    """`unknown-target` inside one tree; nothing where the names themselves could not be read."""
    if ("nodes",) in draft.spoilt:
        return
    yield from _unknown(draft, ("start",), tree.start, draft.named, "node")
    for node in tree.nodes.values():
        for edge in edges(node):
            yield from _unknown(draft, edge.path, edge.target, draft.named, "node")
        if isinstance(node, Diagnose):
            yield from _in_diagnosis(draft, node)


def _in_diagnosis(draft: Draft, node: Diagnose) -> Iterator[Finding]:
    causes = _named(draft, node.id, "causes")
    fixes = _named(draft, node.id, "fixes")
    start = ("nodes", node.id)
    for name, fix in node.fixes.items():
        path = (*start, "fixes", name)
        for cause in fix.repairs:
            yield from _unknown(draft, (*path, "repairs", cause), cause, causes, "cause")
        setups = _named(draft, node.id, "setups")
        yield from _unknown(draft, (*path, "setup"), fix.setup, setups, "set-up")
        for n, other in enumerate(fix.after):
            yield from _unknown(draft, (*path, "after", str(n)), other, fixes, "fix")
    for name, probe in node.questions.items():
        for answer, likelihood in probe.answers.items():
            given = (*start, "questions", name, "answers", answer, "given")
            for cause in likelihood.given.keys() - {DEFAULT}:
                yield from _unknown(draft, (*given, cause), cause, causes, "cause")
    for fix_name in node.solved.keys() - {DEFAULT}:
        yield from _unknown(draft, (*start, "solved", fix_name), fix_name, fixes, "fix")


def _named(draft: Draft, node: str, key: str) -> set[str] | None:
    """Ids under a key of a node, also of broken entries; None where they could not be read."""
    start = ("nodes", node, key)
    if start in draft.spoilt:
        return None
    return {path[3] for path in draft.lines if path[:3] == start and path[3:]}


def _unknown(
    draft: Draft, path: Path, name: str, known: Collection[str] | None, what: str
) -> Iterator[Finding]:
    if not name or known is None or name in known:
        return
    close = difflib.get_close_matches(name, known, n=1)
    message = said(f"unknown-{what}", name=name, hint=close_to(close, f"name-a-{what}"))
    yield draft.finding(path, "unknown-target", message)


def unknown_articles(draft: Draft, tree: Tree, articles: Collection[str]) -> Iterator[Finding]:
    """`unknown-article`, where the articles are known."""
    for node in tree.nodes.values():
        for n, article in enumerate(node.articles):
            if article not in articles:
                path = ("nodes", node.id, "articles", str(n))
                yield draft.finding(path, "unknown-article", said("unknown-article", name=article))


def incomplete_maps(draft: Draft, tree: Tree) -> Iterator[Finding]:
    """`missing-field`: a fix that `solved` leaves out while it names no `default`."""
    for node in tree.nodes.values():
        path = ("nodes", node.id, "solved")
        if not isinstance(node, Diagnose) or DEFAULT in node.solved or path in draft.spoilt:
            continue
        for fix in node.fixes:
            if fix not in node.solved and (*path, fix) not in draft.spoilt:
                message = said("needs-node-for", map="solved", key=fix)
                yield draft.finding(path, "missing-field", message)


def reserved_ids(draft: Draft, tree: Tree) -> Iterator[Finding]:
    """`bad-id`: `default` is a key of the format; a question may not be called like a fix."""
    for node in tree.nodes.values():
        if not isinstance(node, Diagnose):
            continue
        for key, names in (("causes", node.causes), ("fixes", node.fixes)):
            if DEFAULT in names:
                path = ("nodes", node.id, key, DEFAULT)
                yield draft.finding(path, "bad-id", said("default-is-taken"))
        for name in node.questions.keys() & node.fixes.keys():
            path = ("nodes", node.id, "questions", name)
            yield draft.finding(path, "bad-id", said("fix-already", name=name))
