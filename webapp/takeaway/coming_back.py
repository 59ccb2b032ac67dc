"""Codes of take-away files as walks of the store."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kb.store import Evidence, Store, TakeAway, Walk, WalkAnswer
from trees.handover.evidence import asked
from trees.position import Position
from trees.takeaway.code import Slip, answers, read_code
from trees.takeaway.content import fingerprint
from trees.takeaway.errors import InvalidCodeError
from trees.walk import walk
from webapp.services import Services
from webapp.walking import without_secrets


@dataclass(frozen=True, slots=True)
class Brought:
    """The walk of a code; `known` where the same code had come in before."""

    walk: Walk
    known: bool


def bring_back(services: Services, store: Store, text: str, owner: str, case: str = "") -> Brought:
    """Keep the walk of a code on the versions of its file.

    Raises:
        InvalidCodeError: it is no code, or its tree was never here in that version.
        UnknownCaseError: there is no such case.
    """
    slip = read_code(text)
    seen = store.take_aways.walk_of(slip.walk)
    if seen is not None:
        return Brought(store.walks.get(seen), known=True)
    if case:
        store.cases.get(case)
    origin = store.take_aways.get(slip.fingerprint) or _current(services, store, slip)
    trees = services.trees(store).at(origin.versions)
    given = answers(slip, trees, origin.tree)
    position = walk(trees, origin.tree, given)
    # Secrets are taken out first: the redactor opens a store of its own.
    notes = [without_secrets(services, each.note) for each in given]
    evidence = [*_evidence(services, slip, position)]
    with store.transaction():
        begun = store.walks.new(origin.tree, origin.versions, owner, case)
        store.take_aways.came_back(slip.walk, begun.id)
        times = _times(slip, begun.started_at)
        answered = [
            WalkAnswer(each.node, each.answer, note, at, seconds)
            for each, note, (at, seconds) in zip(given, notes, times, strict=True)
        ]
        store.walks.revise(begun.id, 0, answered, at=0)
        for kept in evidence:
            store.walks.add_evidence(begun.id, kept)
        if position.outcome is not None:
            store.walks.finish(begun.id, position.outcome.id, position.outcome.result)
    return Brought(store.walks.get(begun.id), known=False)


def _current(services: Services, store: Store, slip: Slip) -> TakeAway:
    """The tree of a file that was made elsewhere, if it stands here in the same version."""
    known = services.trees(store)
    for tree_id in store.documents.ids("tree"):
        versions = known.versions(tree_id)
        if fingerprint(versions) == slip.fingerprint:
            return TakeAway(slip.fingerprint, tree_id, versions)
    raise InvalidCodeError("code-unknown", fingerprint=slip.fingerprint)


def _evidence(services: Services, slip: Slip, position: Position) -> Iterator[Evidence]:
    """What was given for items that the walk has asked for."""
    items = asked(position)
    for each in slip.remarks.evidence:
        if (each.node, each.item) in items:
            text, reason = (without_secrets(services, part) for part in (each.text, each.reason))
            yield Evidence(each.node, each.item, text=text, reason=reason)


def _times(slip: Slip, start: datetime) -> Iterator[tuple[datetime, int | None]]:
    """When each answer was given, counted from the beginning of the walk here, and its seconds."""
    for seconds in slip.remarks.seconds or (None,) * slip.count:
        start += timedelta(seconds=seconds or 0)
        yield start, seconds
