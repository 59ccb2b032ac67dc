from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kb.errors import StaleWalkError, UnknownWalkError
from kb.store import Evidence, Store, Walk, WalkAnswer
from tests.kb.store.conftest import Clock

VERSIONS = {"updates": "aa", "reset": "bb"}


@pytest.fixture
def walk(store: Store) -> Walk:
    return store.walks.new("updates", VERSIONS, "lin", "CAS-1")


def test_a_new_walk_is_open_on_the_versions_it_began_with(store: Store, walk: Walk) -> None:
    moment = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)
    assert walk == Walk(
        id=walk.id,
        tree="updates",
        versions=VERSIONS,
        owner="lin",
        case="CAS-1",
        note="",
        answers=(),
        evidence=(),
        outcome="",
        result="",
        started_at=moment,
        changed_at=moment,
        finished_at=None,
    )
    assert store.walks.get(walk.id) == walk
    assert not walk.finished


def test_ids_cannot_be_guessed(store: Store) -> None:
    ids = {store.walks.new("updates", VERSIONS, "lin").id for _ in range(20)}
    assert len(ids) == 20
    assert {len(walk) for walk in ids} == {22}


def test_answers_are_kept_in_order_with_notes_and_times(
    store: Store, walk: Walk, clock: Clock
) -> None:
    store.walks.answer(walk.id, WalkAnswer("reach", "reachable", "from the office"))
    later = clock.advance(minutes=4)
    assert store.walks.answer(walk.id, WalkAnswer("reset", "solved")).answers == (
        WalkAnswer("reach", "reachable", "from the office", walk.started_at),
        WalkAnswer("reset", "solved", "", later),
    )
    assert store.walks.get(walk.id).changed_at == later


def test_going_back_drops_the_last_answer_and_stops_at_the_start(store: Store, walk: Walk) -> None:
    store.walks.answer(walk.id, WalkAnswer("reach", "reachable"))
    store.walks.answer(walk.id, WalkAnswer("reset", "solved"))
    assert [each.node for each in store.walks.back(walk.id).answers] == ["reach"]
    assert store.walks.back(walk.id).answers == ()
    assert store.walks.back(walk.id).answers == ()


def test_answers_are_put_in_place_of_others_from_one_on(store: Store, walk: Walk) -> None:
    for answer in ("reachable", "blocked", "unknown"):
        store.walks.answer(walk.id, WalkAnswer("reach", answer))
    store.walks.finish(walk.id, "cured", "resolved")
    new = [WalkAnswer("reach", "fine", seconds=90), WalkAnswer("reset", "solved")]
    revised = store.walks.revise(walk.id, 1, new, at=3)
    assert [(each.answer, each.seconds) for each in revised.answers] == [
        ("reachable", None),
        ("fine", 90),
        ("solved", None),
    ]
    assert not revised.finished


def test_an_answer_from_a_window_left_behind_is_refused(store: Store, walk: Walk) -> None:
    store.walks.revise(walk.id, 0, [WalkAnswer("reach", "reachable")], at=0)
    with pytest.raises(StaleWalkError, match=r"moved on in another window"):
        store.walks.revise(walk.id, 0, [WalkAnswer("reach", "blocked")], at=0)
    assert [each.answer for each in store.walks.get(walk.id).answers] == ["reachable"]


def test_a_finished_walk_keeps_its_outcome(store: Store, walk: Walk, clock: Clock) -> None:
    end = clock.advance(hours=1)
    done = store.walks.finish(walk.id, "cured", "resolved")
    assert (done.outcome, done.result, done.finished_at) == ("cured", "resolved", end)
    assert done.finished
    clock.advance(hours=1)
    assert store.walks.finish(walk.id, "cured", "resolved") == done


def test_going_back_from_the_end_opens_the_walk_again(store: Store, walk: Walk) -> None:
    store.walks.answer(walk.id, WalkAnswer("reset", "solved"))
    store.walks.finish(walk.id, "cured", "resolved")
    again = store.walks.back(walk.id)
    assert (again.outcome, again.result, again.finished_at) == ("", "", None)
    assert store.walks.list(state="open") == [again]


def test_evidence_is_kept_in_the_order_it_came(store: Store, walk: Walk) -> None:
    first = Evidence("logs", "cbs", text="2021-05-01 Error 0x80070643")
    second = Evidence("logs", "dump", reason="the customer does not allow it")
    store.walks.add_evidence(walk.id, first)
    kept = store.walks.add_evidence(walk.id, second).evidence
    assert kept == (
        replace(first, added_at=walk.started_at),
        replace(second, added_at=walk.started_at),
    )


def test_a_walk_can_be_handed_to_a_colleague_and_linked_to_a_case(store: Store, walk: Walk) -> None:
    assert store.walks.hand_to(walk.id, "mei").owner == "mei"
    assert store.walks.link(walk.id, "CAS-2").case == "CAS-2"
    assert store.walks.link(walk.id, "").case == ""


def test_lists_are_narrowed_and_show_the_last_changed_first(store: Store, clock: Clock) -> None:
    first = store.walks.new("updates", VERSIONS, "lin", "CAS-1").id
    clock.advance(minutes=1)
    second = store.walks.new("reset", {"reset": "bb"}, "mei").id
    clock.advance(minutes=1)
    store.walks.finish(first, "cured", "resolved")

    def ids(**filters: object) -> list[str]:
        return [walk.id for walk in store.walks.list(**filters)]

    assert ids() == [first, second]
    assert ids(owner="mei") == [second]
    assert ids(state="open") == [second]
    assert ids(state="finished", owner="lin") == [first]
    assert ids(tree="reset") == [second]
    assert ids(case="CAS-1") == [first]
    assert ids(limit=1, offset=1) == [second]


@pytest.mark.parametrize(
    "use",
    [
        lambda walks: walks.get("no"),
        lambda walks: walks.answer("no", WalkAnswer("a", "b")),
        lambda walks: walks.back("no"),
        lambda walks: walks.add_evidence("no", Evidence("a", "b")),
        lambda walks: walks.finish("no", "a", "resolved"),
        lambda walks: walks.hand_to("no", "mei"),
    ],
)
def test_an_unknown_walk_is_an_error(store: Store, use: object) -> None:
    with pytest.raises(UnknownWalkError, match=r"^no walk no: start a new one from its tree$"):
        use(store.walks)


def test_walks_do_not_stand_in_the_feed_of_changes(store: Store, walk: Walk) -> None:
    store.walks.answer(walk.id, WalkAnswer("reach", "reachable"))
    assert store.changes.last() == 0


def test_walks_are_counted_as_they_are_listed(store: Store, walk: Walk) -> None:
    store.walks.new("updates", VERSIONS, "mei")
    store.walks.finish(walk.id, "cured", "resolved")
    counts = [store.walks.count(), store.walks.count("lin"), store.walks.count("lin", "open")]
    assert counts == [2, 1, 0]
