"""A walk of the store, played on the trees it began with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kb.store import Store, Version, Walk, WalkAnswer
from trees.learning.refit import refit
from trees.model import Tree
from trees.position import Position
from trees.walk import advance, walk
from webapp.services import Services

LONGEST_TEXT = 200_000
# Who needs longer for a step went home in between: nobody knows what the step took.
LONGEST_STEP = 4 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """A walk and where it stands.

    Attributes:
        place: number of answers that were played; fewer than the walk has while one is changed.
    """

    walk: Walk
    trees: Mapping[str, Tree]
    position: Position
    place: int

    @property
    def changing(self) -> WalkAnswer | None:
        """The answer that stands at this place already."""
        return self.walk.answers[self.place] if self.place < len(self.walk.answers) else None


def resume(services: Services, store: Store, walk_id: str, place: int | None = None) -> Session:
    """Play the walk again up to now, or up to one of its earlier answers, counted from 0.

    Raises:
        UnknownWalkError: there is no such walk.
    """
    found = store.walks.get(walk_id)
    trees = services.trees(store).at(found.versions)
    place = len(found.answers) if place is None else min(max(place, 0), len(found.answers))
    return Session(found, trees, walk(trees, found.tree, found.answers[:place]), place)


def start(services: Services, store: Store, tree_id: str, owner: str, case: str = "") -> Walk:
    """Begin a walk on the tree as it stands now.

    Raises:
        UnknownTreeError: there is no such tree.
        UnknownCaseError: there is no such case.
    """
    if case:
        store.cases.get(case)
    return store.walks.new(tree_id, services.trees(store).versions(tree_id), owner, case)


def answer(services: Services, store: Store, session: Session, given: WalkAnswer) -> None:
    """Keep an answer if the place offers it; close the walk when it reaches an end.

    Where an earlier answer is changed, those after it are kept as far as they still fit.

    Raises:
        InvalidAnswerError: the place does not offer the answer.
        StaleWalkError: the walk has moved on in another window.
    """
    known = session.walk
    seconds = _seconds(session) if given.seconds is None else given.seconds
    safe = replace(given, note=without_secrets(services, given.note), seconds=seconds)
    advance(session.trees, session.position, safe)
    stand, later = known.answers[: session.place], known.answers[session.place + 1 :]
    answers = refit(session.trees, known.tree, (*stand, safe), later)
    with store.transaction():
        store.walks.revise(known.id, session.place, answers[session.place :], len(known.answers))
        _finish(store, known.id, walk(session.trees, known.tree, answers))


def _finish(store: Store, walk_id: str, position: Position) -> None:
    if position.outcome is not None:
        store.walks.finish(walk_id, position.outcome.id, position.outcome.result)


def _seconds(session: Session) -> int | None:
    """Time since the last answer; unknown for one that is changed later, or after a long pause."""
    known = session.walk
    if session.changing is not None:
        return session.changing.seconds
    last = known.answers[-1].answered_at if known.answers else known.started_at
    passed = int((datetime.now(UTC) - last).total_seconds()) if last is not None else -1
    return passed if 0 <= passed <= LONGEST_STEP else None


def newer(services: Services, store: Store, known: Walk) -> Version | None:
    """The latest version of a tree of the walk that has changed since it began."""
    catalogue = services.trees(store)
    changed = [
        catalogue.version(name)
        for name, digest in catalogue.versions(known.tree).items()
        if known.versions.get(name) != digest
    ]
    return max(changed, key=lambda version: version.saved_at, default=None)


def renew(services: Services, store: Store, session: Session, owner: str) -> Walk:
    """A walk on the tree as it stands now, with the answers of this one that still fit.

    Evidence comes along; the old walk stays as it is.
    """
    known = session.walk
    versions = services.trees(store).versions(known.tree)
    trees = services.trees(store).at(versions)
    answers = refit(trees, known.tree, (), known.answers)
    with store.transaction():
        begun = store.walks.new(known.tree, versions, owner, known.case)
        store.walks.revise(begun.id, 0, answers, at=0)
        for kept in known.evidence:
            store.walks.add_evidence(begun.id, kept)
        _finish(store, begun.id, walk(trees, known.tree, answers))
    return begun


def without_secrets(services: Services, text: str) -> str:
    """Text as it may be stored: secrets replaced, not longer than a page can bear."""
    (redaction,) = services.redactor.secrets([text[:LONGEST_TEXT]])
    return redaction.text
