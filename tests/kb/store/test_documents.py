from hashlib import sha256

from kb.store import Store, Version, content_hash
from tests.kb.store.conftest import Clock


def texts(versions: list[Version]) -> list[str]:
    return [version.text for version in versions]


def test_a_saved_text_becomes_the_current_version(store: Store, clock: Clock) -> None:
    saved = store.documents.save("tree", "reset", "tree: 重置", "lin", "first draft")
    assert saved == Version(
        kind="tree",
        id="reset",
        hash=sha256("tree: 重置".encode()).hexdigest(),
        text="tree: 重置",
        author="lin",
        saved_at=clock.moment,
        note="first draft",
    )
    assert store.documents.current("tree", "reset") == saved
    assert saved.hash == content_hash(saved.text)


def test_saving_the_same_text_again_changes_nothing(store: Store) -> None:
    first = store.documents.save("tree", "reset", "a", "lin")
    assert store.documents.save("tree", "reset", "a", "mei", "again") == first
    assert store.documents.history("tree", "reset") == [first]
    assert store.changes.last() == 1


def test_every_version_is_kept_the_newest_first(store: Store, clock: Clock) -> None:
    for text in ("a", "b", "a"):
        store.documents.save("article", "cache", text, "lin")
        clock.advance(minutes=1)
    assert texts(store.documents.history("article", "cache")) == ["a", "b", "a"]


def test_a_version_is_found_by_its_hash_even_after_later_ones(store: Store) -> None:
    old = store.documents.save("tree", "reset", "a", "lin")
    store.documents.save("tree", "reset", "b", "lin")
    assert store.documents.get("tree", "reset", old.hash) == old
    assert store.documents.get("tree", "other", old.hash) is None
    assert store.documents.get("tree", "reset", content_hash("c")) is None


def test_going_back_to_an_old_text_is_a_new_version(store: Store, clock: Clock) -> None:
    store.documents.save("tree", "reset", "a", "lin")
    store.documents.save("tree", "reset", "b", "lin")
    clock.advance(days=1)
    again = store.documents.save("tree", "reset", "a", "mei", "back to the first")
    assert store.documents.current("tree", "reset") == again
    assert store.documents.get("tree", "reset", again.hash) == again


def test_an_unknown_document_has_no_version(store: Store) -> None:
    assert store.documents.current("tree", "reset") is None
    assert store.documents.history("tree", "reset") == []


def test_ids_and_current_versions_come_in_order_and_by_kind(store: Store) -> None:
    for item in ("b", "a"):
        store.documents.save("tree", item, f"old {item}", "lin")
        store.documents.save("tree", item, f"new {item}", "lin")
    store.documents.save("article", "c", "c", "lin")
    assert store.documents.ids("tree") == ["a", "b"]
    assert texts(store.documents.all_current("tree")) == ["new a", "new b"]
    assert texts(store.documents.all_current("article")) == ["c"]


def test_two_documents_may_have_the_same_text(store: Store) -> None:
    store.documents.save("tree", "a", "same", "lin")
    store.documents.save("tree", "b", "same", "lin")
    assert texts(store.documents.all_current("tree")) == ["same", "same"]
    assert store.connection.value("select count(*) from document_texts") == 1
