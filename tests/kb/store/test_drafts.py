import pytest

from kb.errors import StaleDraftError
from kb.store import Store
from tests.kb.store.conftest import Clock


def texts(store: Store) -> list[str]:
    return [version.text for version in store.drafts.versions("tree", "reset")]


def test_a_draft_stands_beside_what_is_published(store: Store, clock: Clock) -> None:
    published = store.documents.save("tree", "reset", "a", "lin")
    assert store.drafts.current("tree", "reset") is None
    assert store.drafts.base("tree", "reset") == published.hash
    saved = store.drafts.save("tree", "reset", "b", "mei", base=published.hash, note="why")
    assert store.drafts.current("tree", "reset") == saved
    assert (saved.author, saved.saved_at, saved.note) == ("mei", clock.moment, "why")
    assert store.drafts.base("tree", "reset") == saved.hash
    assert store.documents.current("tree", "reset") == published
    assert [change.id for change in store.changes.since(0)] == ["reset"]


def test_the_second_of_two_writers_is_told_and_nothing_is_overwritten(store: Store) -> None:
    begun = store.drafts.save("tree", "reset", "a", "lin", base="").hash
    store.drafts.save("tree", "reset", "b", "mei", base=begun)
    with pytest.raises(StaleDraftError):
        store.drafts.save("tree", "reset", "c", "lin", base=begun)
    assert texts(store) == ["b", "a"]
    store.drafts.save("tree", "reset", "c", "lin", base=store.drafts.base("tree", "reset"))
    assert texts(store) == ["c", "b", "a"]


def test_a_new_publication_is_a_conflict_for_whoever_began_before_it(store: Store) -> None:
    begun = store.documents.save("tree", "reset", "a", "lin").hash
    store.documents.save("tree", "reset", "b", "mei")
    with pytest.raises(StaleDraftError):
        store.drafts.save("tree", "reset", "c", "lin", base=begun)
    assert store.drafts.current("tree", "reset") is None


def test_saving_what_stands_there_already_begins_no_draft(store: Store) -> None:
    begun = store.documents.save("tree", "reset", "a", "lin").hash
    store.drafts.save("tree", "reset", "a", "mei", base=begun)
    assert store.drafts.current("tree", "reset") is None


def test_a_closed_draft_is_gone_and_the_next_one_begins_anew(store: Store) -> None:
    store.drafts.save("tree", "reset", "a", "lin", base="")
    store.drafts.close("tree", "reset", "mei", "published")
    store.drafts.close("tree", "reset", "mei")
    assert store.drafts.current("tree", "reset") is None
    assert texts(store) == []
    assert store.drafts.all_current("tree") == []
    store.drafts.save("tree", "reset", "b", "mei", base="")
    assert texts(store) == ["b"]
    assert [each.text for each in store.drafts.history("tree", "reset")] == ["b", "a"]


def test_all_open_drafts_are_listed_by_id(store: Store) -> None:
    store.drafts.save("tree", "b", "1", "lin", base="")
    store.drafts.save("tree", "a", "2", "lin", base="")
    store.drafts.save("article", "c", "3", "lin", base="")
    assert [version.id for version in store.drafts.all_current("tree")] == ["a", "b"]


def test_answers_to_proposals_are_kept_the_newest_first(store: Store, clock: Clock) -> None:
    store.proposals.reply("pump", "cures", "declined", walks=40, author="lin", reason="too few")
    clock.advance(days=1)
    store.proposals.reply("pump", "cures", "accepted", walks=90, author="mei")
    store.proposals.reply("lamp", "cures", "accepted", walks=30, author="mei")
    found = store.proposals.replies("pump")
    assert [(each.answer, each.walks, each.author, each.reason) for each in found] == [
        ("accepted", 90, "mei", ""),
        ("declined", 40, "lin", "too few"),
    ]
