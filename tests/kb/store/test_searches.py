import pytest

from kb.store import Store
from tests.kb.store.conftest import Clock


def texts(store: Store) -> list[tuple[str, int]]:
    return [(one.query, one.times) for one in store.searches.unanswered()]


def test_searches_that_found_nothing_are_listed_the_most_asked_first(store: Store) -> None:
    store.searches.note([("teams 掉线", 0), ("蓝屏", 7), ("打印机 脱机", 0), ("打印机 脱机", 0)])
    assert texts(store) == [("打印机 脱机", 2), ("teams 掉线", 1)]


def test_a_search_that_finds_something_later_leaves_the_list(store: Store) -> None:
    store.searches.note([("vpn", 0)])
    store.searches.note([("vpn", 3)])
    assert texts(store) == []


def test_what_was_taken_off_the_list_comes_back_when_asked_again(
    store: Store, clock: Clock
) -> None:
    store.searches.note([("vpn", 0)])
    store.searches.done("vpn")
    assert texts(store) == []
    clock.advance(days=1)
    store.searches.note([("vpn", 0)])
    assert texts(store) == [("vpn", 2)]


def test_what_is_asked_again_and_again_is_told_with_its_counts(store: Store) -> None:
    store.searches.note(
        [("蓝屏", 7), ("vpn", 0), ("打印机", 2), ("vpn", 0), ("蓝屏", 8), ("vpn", 1)]
    )
    asked = [(one.query, one.times, one.hits) for one in store.searches.most_asked()]
    assert asked == [("vpn", 3, 1), ("蓝屏", 2, 8)]


def test_past_searches_are_found_by_their_beginning(store: Store) -> None:
    store.searches.note(
        [("special pool", 2), ("Special effects", 1), ("nothing", 0), ("50% cpu", 1)]
    )
    begun = [one.query for one in store.searches.beginning_with("spec")]
    assert sorted(begun) == ["Special effects", "special pool"]
    assert [one.query for one in store.searches.beginning_with("50%")] == ["50% cpu"]
    assert store.searches.beginning_with("%") == []
    assert store.searches.beginning_with("noth") == []


@pytest.mark.parametrize("start", ["a" * 1_000_000, "%" * 60_000, "\ud800", "a\0b", "\\"])
def test_strange_beginnings_begin_nothing(store: Store, start: str) -> None:
    store.searches.note([("a text", 1)])
    assert store.searches.beginning_with(start) == []


def test_a_person_keeps_searches_under_names(store: Store) -> None:
    store.searches.save("han", "mine", "卡顿 kind:case")
    store.searches.save("han", "mine", "卡顿 kind:tree")
    store.searches.save("song", "mine", "蓝屏")
    assert [(one.name, one.query) for one in store.searches.saved("han")] == [
        ("mine", "卡顿 kind:tree")
    ]
    store.searches.forget("han", "mine")
    assert store.searches.saved("han") == []
    assert len(store.searches.saved("song")) == 1
