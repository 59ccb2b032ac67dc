import pytest

from kb.store import Change, Store
from tests.kb.store.made import case


def put_and_fail(store: Store) -> float:
    with store.transaction():
        store.cases.put(case("B"))
        return 1 / 0


def test_a_new_store_has_no_changes(store: Store) -> None:
    assert store.changes.last() == 0
    assert store.changes.since(0) == []


def test_every_write_of_a_case_tree_or_article_is_a_change(store: Store) -> None:
    store.cases.put(case("A"))
    store.documents.save("tree", "reset", "tree: reset", "lin")
    store.documents.save("article", "cache", "# Cache", "lin")
    assert store.changes.since(0) == [
        Change(1, "case", "A"),
        Change(2, "tree", "reset"),
        Change(3, "article", "cache"),
    ]
    assert store.changes.last() == 3


def test_an_item_stands_in_the_feed_once_at_its_last_change(store: Store) -> None:
    store.cases.put(case("A"))
    store.cases.put(case("B"))
    store.cases.put(case("A", title="New title"))
    assert store.changes.since(0) == [Change(2, "case", "B"), Change(3, "case", "A")]


def test_a_reader_goes_on_where_it_stopped(store: Store) -> None:
    for number in "ABCDE":
        store.cases.put(case(number))
    seen: list[Change] = []
    while page := store.changes.since(seen[-1].seq if seen else 0, limit=2):
        seen += page
    assert [change.id for change in seen] == list("ABCDE")


def test_the_same_id_of_two_kinds_is_two_items(store: Store) -> None:
    store.documents.save("tree", "reset", "tree: reset", "lin")
    store.documents.save("article", "reset", "# Reset", "lin")
    assert [change.kind for change in store.changes.since(0)] == ["tree", "article"]


def test_a_write_that_fails_leaves_no_change(store: Store) -> None:
    store.cases.put(case("A"))
    with pytest.raises(ZeroDivisionError):
        put_and_fail(store)
    assert store.changes.since(0) == [Change(1, "case", "A")]
    assert store.changes.last() == 1
    assert store.cases.numbers() == ["A"]


def test_an_inner_failure_takes_back_only_its_own_part(store: Store) -> None:
    with store.transaction():
        store.cases.put(case("A"))
        with pytest.raises(ZeroDivisionError):
            put_and_fail(store)
        store.cases.put(case("C"))
    assert [change.id for change in store.changes.since(0)] == ["A", "C"]


def test_the_feed_keeps_its_identity_until_it_is_renewed(store: Store) -> None:
    before = store.changes.identity()
    store.cases.put(case("A"))
    assert store.changes.identity() == before
    store.changes.renew()
    assert store.changes.identity() != before
    assert store.changes.last() == 1
