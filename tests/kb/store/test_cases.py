from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cases import Case, CaseStatus, Resolution
from kb.errors import UnknownCaseError
from kb.store import CaseRow, Change, Store, open_store
from tests.kb.store.made import case, cases, message


@settings(max_examples=60, deadline=None)
@given(st.lists(cases, min_size=1, max_size=3))
def test_what_is_put_is_what_is_got(generated: list[Case]) -> None:
    with TemporaryDirectory() as name, open_store(Path(name)) as store:
        for each in generated:
            store.cases.put(each)
        last = {each.number: each for each in generated}
        assert {number: store.cases.get(number) for number in last} == last
        assert list(store.cases.in_order()) == [last[number] for number in sorted(last)]
        for number, each in last.items():
            kept = store.cases.get(number)
            assert [m.sent_at and m.sent_at.utcoffset() for m in kept.messages] == [
                m.sent_at and m.sent_at.utcoffset() for m in each.messages
            ]


def test_it_is_told_how_cases_ended(store: Store) -> None:
    store.cases.put(case("CAS-1", resolution=Resolution.RESOLVED))
    store.cases.put(case("CAS-2", resolution=None))
    found = store.cases.resolutions(["CAS-1", "CAS-2", "a-tree"])
    assert found == {"CAS-1": Resolution.RESOLVED}
    assert store.cases.resolutions([]) == {}


def test_a_longer_thread_takes_the_place_of_the_shorter(store: Store) -> None:
    longer = case(messages=(message(1), message(2), message(3)), title="Update fails again")
    store.cases.put(case(codes=("0x80240022",)))
    store.cases.put(longer)
    assert store.cases.get("CAS-10001-A") == longer
    assert store.cases.numbers() == ["CAS-10001-A"]


def test_putting_the_same_case_again_writes_nothing(store: Store) -> None:
    assert store.cases.put(case()) is True
    assert store.cases.put(case()) is False
    assert store.changes.last() == 1


def test_an_unknown_number_is_an_error_to_get_and_nothing_to_find(store: Store) -> None:
    with pytest.raises(UnknownCaseError, match=r"^no case CAS-9: `casepath cases list` shows"):
        store.cases.get("CAS-9")
    assert store.cases.find("CAS-9") is None
    with pytest.raises(UnknownCaseError, match=r"^no case CAS-9 to remove$"):
        store.cases.remove("CAS-9")
    assert store.changes.last() == 0


def test_a_removed_case_leaves_nothing_but_its_change(store: Store) -> None:
    store.cases.put(case())
    store.cases.remove("CAS-10001-A")
    assert store.cases.find("CAS-10001-A") is None
    assert store.connection.value("select count(*) from messages") == 0
    assert store.connection.value("select count(*) from recipients") == 0
    assert store.changes.since(0) == [Change(2, "case", "CAS-10001-A")]


def test_several_come_in_the_order_asked_for_without_the_unknown(store: Store) -> None:
    for number in ("B", "A", "C"):
        store.cases.put(case(number))
    assert list(store.cases.several(["C", "X", "A"])) == ["C", "A"]
    assert store.cases.several([]) == {}


def test_all_cases_come_by_number_over_many_pages(store: Store) -> None:
    numbers = [f"CAS-{n:05}" for n in range(450)]
    with store.transaction():
        for number in reversed(numbers):
            store.cases.put(case(number, messages=()))
    assert [each.number for each in store.cases.in_order()] == numbers
    assert store.cases.numbers() == numbers


def at(day: int, hours: int = 0) -> datetime:
    return datetime(2022, 2, day, 12, tzinfo=timezone(timedelta(hours=hours)))


@pytest.fixture
def shelf(store: Store) -> Store:
    """Three cases that differ in everything that can be filtered."""
    store.cases.put(case("OLD", opened=datetime(2019, 1, 1, tzinfo=UTC), messages=()))
    store.cases.put(
        case("EAST", opened=at(3, 8), products=("Windows 10", "VDI"), codes=("0x1e",), messages=())
    )
    store.cases.put(
        case(
            "WEST",
            opened=at(3, -8),
            status=CaseStatus.OPEN,
            resolution=Resolution.RESOLVED,
            products=("Windows 10",),
            codes=("0x139", "0x1e"),
            messages=(),
        )
    )
    return store


def listed(store: Store, **filters: object) -> list[str]:
    rows = store.cases.list(**filters)
    assert store.cases.count(**filters) == len(rows)
    return [row.number for row in rows]


def test_the_latest_case_comes_first_whatever_its_zone(shelf: Store) -> None:
    assert listed(shelf) == ["WEST", "EAST", "OLD"]


def test_a_late_message_brings_a_case_to_the_top(shelf: Store) -> None:
    late = replace(message(1), sent_at=datetime(2023, 1, 1, tzinfo=UTC))
    shelf.cases.put(case("OLD", opened=datetime(2019, 1, 1, tzinfo=UTC), messages=(late,)))
    assert listed(shelf) == ["OLD", "WEST", "EAST"]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"product": "Windows 10"}, ["WEST", "EAST"]),
        ({"product": "VDI"}, ["EAST"]),
        ({"code": "0x1e"}, ["WEST", "EAST"]),
        ({"code": "0x1e", "status": "open"}, ["WEST"]),
        ({"year": 2019}, ["OLD"]),
        ({"year": "2022"}, ["WEST", "EAST"]),
        ({"year": "last year"}, []),
        ({"status": "archived"}, ["EAST", "OLD"]),
        ({"product": "' or 1=1 --"}, []),
    ],
)
def test_filters_narrow_the_list_together(
    shelf: Store, filters: dict[str, object], numbers: list[str]
) -> None:
    assert listed(shelf, **filters) == numbers


def test_a_list_comes_in_pages(shelf: Store) -> None:
    assert [row.number for row in shelf.cases.list(limit=1, offset=1)] == ["EAST"]
    assert shelf.cases.list(offset=3) == []


def test_a_line_of_the_list_says_what_a_case_is(store: Store) -> None:
    store.cases.put(case(products=("Windows 10", "VDI"), codes=("0x1e", "0x139")))
    assert store.cases.list() == [
        CaseRow(
            number="CAS-10001-A",
            title="Update fails",
            customer="Harbour Works",
            status=CaseStatus.ARCHIVED,
            opened=datetime(2021, 5, 1, 9, tzinfo=UTC),
            archived=None,
            resolution=None,
            products=("Windows 10", "VDI"),
            codes=("0x1e", "0x139"),
            messages=2,
        )
    ]


@pytest.mark.parametrize(
    ("stray", "kept"), [("a\ud83db", "a\ufffdb"), ("a\x00b", "a\ufffdb"), ("\ud83d\ude00", "😀")]
)
def test_a_stray_character_never_stops_a_write(store: Store, stray: str, kept: str) -> None:
    store.cases.put(case(messages=(message(1, stray),)))
    assert store.cases.get("CAS-10001-A").messages[0].body == kept


def test_a_search_for_a_stray_character_finds_nothing(store: Store) -> None:
    assert store.cases.find("\udcff") is None


def test_all_names_of_the_archive_come_once(store: Store) -> None:
    store.cases.put(case("A", messages=(replace(message(1), cc=("Zhou Wen",)),)))
    store.cases.put(case("B", customer="Aster Bank"))
    store.cases.put(case("C", customer=""))
    assert store.cases.customers() == ["Aster Bank", "Harbour Works"]
    assert store.cases.correspondents() == [
        "Lin Qiao <lin.qiao@support.example>",
        "Zhou Wen",
        "desk@harbour.example",
    ]


def test_cases_are_found_by_what_their_messages_are_and_answer_and_by_their_titles(
    store: Store,
) -> None:
    answer = replace(message(1), message_id="2@x", references=("1@x", "0@x"))
    store.cases.put(case(messages=(answer,), title="打印 慢 VPN"))
    store.cases.put(case(number="MAIL-AAAA", messages=(), title="打印慢vpn"))
    assert store.cases.linked(["2@x"], []) == {"CAS-10001-A"}
    assert store.cases.linked(["7@x", "0@x"], []) == {"CAS-10001-A"}
    assert store.cases.linked([], ["打印慢vpn"]) == {"CAS-10001-A", "MAIL-AAAA"}
    assert store.cases.linked(["2@x"], ["打印慢vpn"], "MAIL-") == {"MAIL-AAAA"}
    assert store.cases.linked(["3@x"], ["打印"]) == set()


def test_titles_that_an_earlier_version_wrote_are_found_too(store: Store) -> None:
    store.cases.put(case(title="打印 慢"))
    store.connection.execute("update cases set matter = null")
    assert store.cases.linked([], ["打印慢"]) == {"CAS-10001-A"}
