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
from trees.draft import Draft, read
from trees.findings import Finding, in_order
from trees.messages import said
from trees.model import Tree

Source = str | bytes
_ALONE: Final[tuple[Callable[[Draft, Tree], Iterator[Finding]], ...]] = (
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
_TOGETHER: Final[tuple[Callable[[Draft, Tree, Mapping[str, Tree]], Iterator[Finding]], ...]] = (
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
    drafts = [read(source, file) for file, source in sources.items()]
    trees = {tree.tree: tree for tree in known}
    trees |= {draft.tree.tree: draft.tree for draft in drafts if draft.tree and draft.tree.tree}
    found = [finding for draft in drafts for finding in _one(draft, trees, articles)]
    wrong = {finding.file for finding in found if finding.is_error}
    sound = {id_: tree for id_, tree in trees.items() if id_ not in _ids(drafts, wrong)}
    for draft in drafts:
        if draft.tree and draft.file not in wrong:
            found += examples.broken(draft, draft.tree, sound)
    return in_order([*found, *_same_ids(drafts)])


def check_alone(draft: Draft) -> tuple[Finding, ...]:
    """What can be said of a file without knowing the other trees."""
    found = [*draft.findings]
    if draft.tree:
        found += [finding for rule in _ALONE for finding in rule(draft, draft.tree)]
    return in_order(found)


def _one(
    draft: Draft, trees: Mapping[str, Tree], articles: Collection[str] | None
) -> tuple[Finding, ...]:
    found = [*check_alone(draft)]
    if draft.tree:
        found += [finding for rule in _TOGETHER for finding in rule(draft, draft.tree, trees)]
    if draft.tree and articles is not None:
        found += targets.unknown_articles(draft, draft.tree, articles)
    return tuple(found)


def _ids(drafts: Iterable[Draft], wrong: Collection[str]) -> set[str]:
    """Ids of the trees whose files have errors."""
    return {draft.tree.tree for draft in drafts if draft.tree and draft.file in wrong}


def _same_ids(drafts: Iterable[Draft]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for draft in drafts:
        if draft.tree and draft.tree.tree:
            other = first.setdefault(draft.tree.tree, draft.file)
            if other != draft.file:
                message = said("same-id", tree=draft.tree.tree, other=other)
                yield draft.finding(("tree",), "bad-id", message)
