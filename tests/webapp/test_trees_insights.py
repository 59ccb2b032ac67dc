"""What walks tell of a tree, and what becomes of what they suggest."""

from collections.abc import Callable, Iterator

import pytest

from kb.store import Store, WalkAnswer
from tests.webapp.conftest import Visitor
from tests.webapp.test_trees import PUMP, words
from trees.files import load
from trees.learn import LEAST_WALKS
from webapp.services import Services

Finish = Callable[..., None]


@pytest.fixture
def opened(services: Services) -> Iterator[Store]:
    with services.open_store() as store:
        store.documents.save("tree", "pump", PUMP, "Lin Engineer")
        yield store


@pytest.fixture
def finish(opened: Store) -> Finish:
    """Walks that went the same way, and ended there where an outcome is named."""

    def walked(*answers: str, outcome: str = "", times: int = 1) -> None:
        version = opened.documents.current("tree", "pump")
        assert version is not None
        for _ in range(times):
            walk = opened.walks.new("pump", {"pump": version.hash}, "Rao Reviewer")
            for each in answers:
                opened.walks.answer(walk.id, WalkAnswer(*each.split(": ")))
            if outcome:
                result = "resolved" if outcome == "runs" else "escalate"
                opened.walks.finish(walk.id, outcome, result)

    return walked


FUSE = ("cures.clean: not_solved", "cures.renew: solved")
MANY = LEAST_WALKS + 10


def test_a_tree_that_nobody_walked_says_so(engineer: Visitor, opened: Store) -> None:
    page = words(engineer.text("/trees/pump/insights"))
    assert "No walk has ended yet" in page
    assert "Nothing is proposed from fewer than 30 walks" in page
    assert engineer.get("/trees/gone/insights").status_code == 404


def test_every_share_stands_beside_its_counts(engineer: Visitor, finish: Finish) -> None:
    finish(*FUSE, outcome="runs", times=3)
    finish("cures: handover", outcome="shop")
    page = words(engineer.text("/trees/pump/insights"))
    assert "resolved 3 / 4 75 % (" in page
    assert "Clean it cures.clean 3 0 0 % (" in page
    assert "Renew the fuse cures.renew 3 3 100 % (" in page
    assert "Minutes per step" in page


def test_walks_that_go_on_are_not_counted(engineer: Visitor, finish: Finish) -> None:
    finish(*FUSE, outcome="runs")
    finish("cures.clean: not_solved")
    page = words(engineer.text("/trees/pump/insights"))
    assert "resolved 1 / 1" in page
    assert "Still going on and not counted: 1" in page


def test_steps_that_nobody_took_are_named(engineer: Visitor, finish: Finish) -> None:
    finish(*FUSE, outcome="runs")
    assert "Steps that nobody took Send it to the shop shop" in words(
        engineer.text("/trees/pump/insights")
    )


def test_the_drawing_shows_the_traffic_on_request(engineer: Visitor, finish: Finish) -> None:
    finish(*FUSE, outcome="runs", times=2)
    assert "2/2 · 100 %" in engineer.text("/trees/pump?traffic=1")
    assert "2/2 · 100 %" not in engineer.text("/trees/pump")


def test_few_walks_propose_nothing(engineer: Visitor, finish: Finish) -> None:
    finish(*FUSE, outcome="runs", times=LEAST_WALKS - 1)
    assert "A cheaper order" not in engineer.text("/trees/pump/insights")


def test_an_accepted_order_is_a_draft_with_its_reason(
    engineer: Visitor, opened: Store, finish: Finish
) -> None:
    finish(*FUSE, outcome="runs", times=MANY)
    assert "A cheaper order" in engineer.text("/trees/pump/insights")
    page = engineer.post("/trees/pump/insights/accept", subject="cures")
    assert page.request.path == "/trees/pump/publish"
    draft = opened.drafts.current("tree", "pump")
    assert draft is not None
    assert draft.note.startswith(f"Order learned from {MANY} walks: ")
    node = load(draft.text, "pump.yaml").nodes["cures"]
    assert node.causes["fuse"].weight > node.causes["dirt"].weight  # type: ignore[union-attr]
    page = words(engineer.text("/trees/pump/insights"))
    assert "A cheaper order" not in page
    assert "cures accepted Lin Engineer" in page


def test_a_declined_order_is_remembered_with_who_and_why(
    engineer: Visitor, opened: Store, finish: Finish
) -> None:
    finish(*FUSE, outcome="runs", times=MANY)
    engineer.post("/trees/pump/insights/decline", subject="cures", reason=" ")
    assert "A cheaper order" in engineer.text("/trees/pump/insights")
    engineer.post("/trees/pump/insights/decline", subject="cures", reason="a bad batch of fuses")
    page = words(engineer.text("/trees/pump/insights"))
    assert "A cheaper order" not in page
    assert "a bad batch of fuses" in page
    assert opened.drafts.current("tree", "pump") is None
    assert engineer.post("/trees/pump/insights/accept", subject="cures").status_code == 404
    finish(*FUSE, outcome="runs", times=MANY)
    assert "A cheaper order" in engineer.text("/trees/pump/insights")
