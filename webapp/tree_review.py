"""Review of trees: what is wrong with a text, which walks it would lose, who may publish it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from kb.errors import StaleDraftError
from kb.store import Store, Version, Walk
from trees.check import check
from trees.errors import UnknownTreeError
from trees.findings import Finding, errors
from trees.learning.regression import Recorded, compare, examples, users
from trees.model import Tree
from trees.reading.tree_file import TreeFile, read
from trees.replay import Judged, Verdict
from webapp.services import Services

TREE = "tree"
# Finished walks that are played again before a tree is published: those that were changed last.
MOST_WALKS = 200
LONGEST_NOTE = 1000
Replayed = Sequence[tuple[Recorded, Judged]]


@dataclass(frozen=True, slots=True)
class Looked:
    """A text of a tree, looked through.

    Attributes:
        findings: its own, and the errors that it would bring into trees that walk through it.
    """

    tree_id: str
    text: str
    file: TreeFile
    findings: tuple[Finding, ...]

    @property
    def tree(self) -> Tree | None:
        """What can be drawn of it; None where its form is wrong."""
        return self.file.drawable

    @property
    def is_sound(self) -> bool:
        """Whether it may be published as far as its form goes."""
        return self.tree is not None and not errors(self.findings)

    def source(self, line: int) -> str:
        """A line of the text, for people who look for it."""
        lines = self.text.split("\n")
        return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def look(services: Services, store: Store, tree_id: str, text: str) -> Looked:
    """Check a text as the tree of that id, among all trees and articles of the store."""
    catalogue = services.trees(store)
    known, file = catalogue.all(), f"{tree_id}.yaml"
    sources = {file: text}
    sources |= {f"{name}.yaml": catalogue.version(name).text for name in users(known, tree_id)}
    others = [tree for name, tree in known.items() if name != tree_id]
    found = check(sources, known=others, articles=store.documents.ids("article"))
    own = tuple(each for each in found if each.file == file or each.is_error)
    return Looked(tree_id, text, read(text, file), own)


def latest(store: Store, tree_id: str) -> Version:
    """The draft of a tree, else what is published.

    Raises:
        UnknownTreeError: there is neither.
    """
    version = store.drafts.current(TREE, tree_id) or store.documents.current(TREE, tree_id)
    if version is None:
        raise UnknownTreeError(f"There is no tree {tree_id!r}; see the list of trees")
    return version


def keep_draft(  # noqa: PLR0913 - what is saved, by whom, over what
    services: Services,
    store: Store,
    tree_id: str,
    text: str,
    *,
    by: str,
    base: str,
    note: str,
) -> None:
    """Save a text as the draft, without its secrets.

    Raises:
        StaleDraftError: somebody else has saved since the text with the hash `base`.
    """
    safe, said = (each.text for each in services.redactor.secrets([text, note.strip()]))
    store.drafts.save(TREE, tree_id, safe, by, base=base, note=said[:LONGEST_NOTE])


@dataclass(frozen=True, slots=True)
class Written:
    """A version in the history of a tree: published, or saved as a draft."""

    version: Version
    is_draft: bool

    @property
    def hash(self) -> str:
        """Name of its text."""
        return self.version.hash

    @property
    def text(self) -> str:
        """What was written."""
        return self.version.text


def written(store: Store, tree_id: str) -> list[Written]:
    """Everything that was ever saved of a tree, the newest first."""
    published = [Written(each, is_draft=False) for each in store.documents.history(TREE, tree_id)]
    drafts = [Written(each, is_draft=True) for each in store.drafts.history(TREE, tree_id)]
    return sorted([*published, *drafts], key=lambda each: each.version.saved_at, reverse=True)


def before(history: Sequence[Written], place: int) -> str:
    """The text that a version changed: the one published before it, for a draft also a draft."""
    any_kind = history[place].is_draft
    earlier = (each for each in history[place + 1 :] if any_kind or not each.is_draft)
    return next((each.text for each in earlier), "")


def replayed(services: Services, store: Store, looked: Looked) -> Replayed:
    """What would become of the examples and of the finished walks that belong to cases."""
    before = services.trees(store).all()
    if looked.tree is None or not looked.is_sound or looked.tree_id not in before:
        return ()
    names = (looked.tree_id, *users(before, looked.tree_id))
    recorded = [each for name in names for each in examples(before[name])]
    walks = store.walks.list(state="finished", through=looked.tree_id, limit=MOST_WALKS)
    recorded += [_recorded(walk) for walk in walks if walk.case]
    return compare(before, {**before, looked.tree_id: looked.tree}, recorded)


def _recorded(walk: Walk) -> Recorded:
    return Recorded(walk.id, walk.tree, walk.answers, walk.outcome, walk.case)


def lost(found: Replayed) -> list[tuple[Recorded, Judged]]:
    """The walks that would not end any more where they ended."""
    return [pair for pair in found if pair[1].verdict is Verdict.LOST]


def obstacles(
    services: Services, store: Store, looked: Looked, by: str, unwaived: int
) -> list[str]:
    """Why somebody cannot publish a draft now; empty where nothing is in the way."""
    found = []
    if not looked.is_sound:
        found.append(_("The draft has errors. Mend them first."))
    if unwaived:
        found.append(_("Walks would be lost. Say for each of them why that is right."))
    writers = {version.author for version in store.drafts.versions(TREE, looked.tree_id)}
    if services.settings.four_eyes and by in writers:
        found.append(_("You wrote this draft. Let somebody else publish it."))
    return found


def publish(services: Services, store: Store, draft: Version, by: str, note: str) -> Version:
    """Make a draft the version that everybody walks; running walks stay on theirs.

    Args:
        services: for the redactor.
        store: the store.
        draft: the draft as the reviewer saw it.
        by: the reviewer.
        note: what changed and why, and which walks may be lost for what reasons.

    Raises:
        StaleDraftError: somebody has saved the draft since.
    """
    (safe,) = services.redactor.secrets([note])
    with store.transaction():
        if store.drafts.base(TREE, draft.id) != draft.hash:
            raise StaleDraftError(f"{draft.id} was saved by somebody else: look at it again")
        version = store.documents.save(TREE, draft.id, draft.text, by, safe.text)
        store.drafts.close(TREE, draft.id, by, safe.text)
    return version


def waivers(gone: Replayed, reasons: Mapping[str, str]) -> list[str]:
    """One line for each walk that may be lost; those of the same case for the same reason share it."""
    lines = (
        _("%(walk)s may be lost: %(reason)s", walk=each.case or each.key, reason=reasons[each.key])
        for each, _judged in gone
    )
    return list(dict.fromkeys(lines))
