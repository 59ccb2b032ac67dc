"""Everything that can be wrong with tree files, all of it at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

from trees.checks import (
    commands,
    diagnosis,
    examples,
    flow,
    questions,
    subtrees,
    targets,
    texts,
)
from trees.findings import Finding, in_order
from trees.messages import said
from trees.model import Tree
from trees.reading.tree_file import TreeFile, read

Source = str | bytes
_ALONE: Final[tuple[Callable[[TreeFile, Tree], Iterator[Finding]], ...]] = (
    targets.unknown_targets,
    targets.incomplete_maps,
    targets.reserved_ids,
    flow.flow,
    flow.needless_questions,
    flow.long_paths,
    questions.answers,
    questions.readings,
    diagnosis.diagnoses,
    commands.risks,
    commands.rights,
    texts.translations,
    texts.codes,
)
_TOGETHER: Final[tuple[Callable[[TreeFile, Tree, Mapping[str, Tree]], Iterator[Finding]], ...]] = (
    subtrees.unknown_trees,
    subtrees.open_ends,
    subtrees.cycles,
)


def check(
    sources: Mapping[str, Source],
    *,
    known: Iterable[Tree] = (),
    articles: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Check a set of tree files together.

    Args:
        sources: file name -> its text. Subtrees are looked up among these and `known`.
        known: trees that are not checked themselves, but may be subtrees.
        articles: ids of all articles; None where they are not known.

    Returns:
        Errors and warnings, by file and line.
    """
    tree_files = [read(source, file) for file, source in sources.items()]
    trees = {tree.tree: tree for tree in known}
    trees |= {
        tree_file.tree.tree: tree_file.tree
        for tree_file in tree_files
        if tree_file.tree and tree_file.tree.tree
    }
    found = [finding for tree_file in tree_files for finding in _one(tree_file, trees, articles)]
    wrong = {finding.file for finding in found if finding.is_error}
    sound = {id_: tree for id_, tree in trees.items() if id_ not in _ids(tree_files, wrong)}
    for tree_file in tree_files:
        if tree_file.tree and tree_file.name not in wrong:
            found += examples.broken(tree_file, tree_file.tree, sound)
    return in_order([*found, *_same_ids(tree_files)])


def check_alone(tree_file: TreeFile) -> tuple[Finding, ...]:
    """What can be said of a file without knowing the other trees."""
    found = [*tree_file.findings]
    if tree_file.tree:
        found += [finding for rule in _ALONE for finding in rule(tree_file, tree_file.tree)]
    return in_order(found)


def _one(
    tree_file: TreeFile, trees: Mapping[str, Tree], articles: Collection[str] | None
) -> tuple[Finding, ...]:
    found = [*check_alone(tree_file)]
    if tree_file.tree:
        found += [
            finding for rule in _TOGETHER for finding in rule(tree_file, tree_file.tree, trees)
        ]
    if tree_file.tree and articles is not None:
        found += targets.unknown_articles(tree_file, tree_file.tree, articles)
    return tuple(found)


def _ids(tree_files: Iterable[TreeFile], wrong: Collection[str]) -> set[str]:
    """Ids of the trees whose files have errors."""
    return {
        tree_file.tree.tree
        for tree_file in tree_files
        if tree_file.tree and tree_file.name in wrong
    }


def _same_ids(tree_files: Iterable[TreeFile]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for tree_file in tree_files:
        if tree_file.tree and tree_file.tree.tree:
            other = first.setdefault(tree_file.tree.tree, tree_file.name)
            if other != tree_file.name:
                message = said("same-id", tree=tree_file.tree.tree, other=other)
                yield tree_file.finding(("tree",), "bad-id", message)
