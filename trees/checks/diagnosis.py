"""`diagnose` nodes: something can cure, chances are chances, and `after` is an order."""

import math
from collections.abc import Iterator, Mapping
from typing import Final

import networkx as nx

from trees.findings import Finding
from trees.messages import said
from trees.model import Diagnose, Probe, Tree
from trees.reading.places import Path
from trees.reading.tree_file import TreeFile

TOLERANCE: Final = 1e-6


def diagnoses(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`no-cure`, `bad-probabilities` and `after-cycle`."""
    for node in tree.nodes.values():
        if isinstance(node, Diagnose):
            yield from _no_cure(file, node)
            yield from _weights(file, node)
            yield from _repairs(file, node)
            for name, probe in node.questions.items():
                yield from _likelihoods(file, node, name, probe)
            yield from _after(file, node)


def _no_cure(file: TreeFile, node: Diagnose) -> Iterator[Finding]:
    path = ("nodes", node.id, "fixes")
    if file.is_spoilt(path):
        return
    if not any(chance for fix in node.fixes.values() for chance in fix.repairs.values()):
        yield file.finding(path, "no-cure", said("no-cure"))


def _weights(file: TreeFile, node: Diagnose) -> Iterator[Finding]:
    path = ("nodes", node.id, "causes")
    for name, cause in node.causes.items():
        if cause.weight < 0:
            message = said("negative-weight", weight=f"{cause.weight:g}")
            yield file.finding((*path, name), "bad-probabilities", message)
    if not file.is_spoilt(path) and not any(cause.weight for cause in node.causes.values()):
        yield file.finding(path, "bad-probabilities", said("no-weights"))


def _repairs(file: TreeFile, node: Diagnose) -> Iterator[Finding]:
    for name, fix in node.fixes.items():
        path = ("nodes", node.id, "fixes", name, "repairs")
        yield from _chances(file, path, fix.repairs)


def _chances(file: TreeFile, path: Path, chances: Mapping[str, float]) -> Iterator[Finding]:
    for name, chance in chances.items():
        if not 0 <= chance <= 1:
            message = said("no-chance", chance=f"{chance:g}")
            yield file.finding((*path, name), "bad-probabilities", message)


def _likelihoods(file: TreeFile, node: Diagnose, name: str, probe: Probe) -> Iterator[Finding]:
    path = ("nodes", node.id, "questions", name, "answers")
    if file.is_spoilt(path):
        return
    wrong = [
        finding
        for answer, likelihood in probe.answers.items()
        for finding in _chances(file, (*path, answer, "given"), likelihood.given)
    ]
    yield from wrong
    for cause in () if wrong or not probe.answers else node.causes:
        total = math.fsum(answer.chance(cause) for answer in probe.answers.values())
        if abs(total - 1) > TOLERANCE:
            message = said("given-sum", cause=cause, total=f"{total:.4g}")
            yield file.finding(path, "bad-probabilities", message)


def _after(file: TreeFile, node: Diagnose) -> Iterator[Finding]:
    order: nx.DiGraph[str] = nx.DiGraph()
    order.add_edges_from((before, name) for name, fix in node.fixes.items() for before in fix.after)
    for circle in nx.strongly_connected_components(order):
        names = [name for name in node.fixes if name in circle]
        if len(circle) > 1 or order.has_edge(names[0] if names else "", names[0] if names else ""):
            path = ("nodes", node.id, "fixes", names[0], "after")
            message = said("after-cycle", fixes=", ".join(names))
            yield file.finding(path, "after-cycle", message)
