"""Pages of trees, and the wizard where it works out the next step."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from kb.store import Store, WalkAnswer
from tests.webapp.conftest import CASE, Visitor
from webapp.services import Services

PUMP = """\
tree: pump
title: {zh: 水泵, en: The pump}
summary: {zh: 水泵不转时使用。, en: Use this when the pump stands still.}
languages: [zh, en]
symptoms:
  - {zh: 水泵不转, en: The pump does not turn}
codes: ["0x1f"]
cases: [CAS-05001-A1B2, CAS-00000-GONE]
start: cures
nodes:
  cures:
    kind: diagnose
    text: {zh: 水泵不转, en: The pump stands still}
    causes:
      dirt: {weight: 3, text: {zh: 有脏物, en: There is dirt in it}}
      fuse: {weight: 1, text: {zh: 保险丝断了, en: The fuse is gone}}
    fixes:
      clean: {text: {zh: 清洗, en: Clean it}, minutes: 10, repairs: {dirt: 0.8}}
      renew: {text: {zh: 换保险丝, en: Renew the fuse}, minutes: 30, repairs: {fuse: 1}}
    questions:
      lamp:
        text: {zh: 灯亮吗?, en: Is the lamp on?}
        minutes: 1
        check: {shell: other, run: look, read: [{pattern: dark, answer: dark}]}
        answers:
          lit: {text: {zh: 亮, en: It is on}, given: {fuse: 0.1, default: 0.9}}
          dark: {text: {zh: 不亮, en: It is off}, given: {fuse: 0.9, default: 0.1}}
    handover: {cost: 240, goto: shop}
    solved: runs
  runs: {kind: outcome, text: {zh: 恢复运转, en: It turns again}, result: resolved}
  shop: {kind: outcome, text: {zh: 送修, en: Send it to the shop}, result: escalate}
"""


@pytest.fixture(autouse=True)
def pump(services: Services) -> None:
    with services.open_store() as store:
        store.documents.save("tree", "pump", PUMP, "Lin Engineer")


@pytest.fixture
def begin(engineer: Visitor) -> Callable[[], str]:
    return lambda: engineer.post("/walks/", tree_id="pump").request.path


def words(page: str) -> str:
    """The page without its drawing and its markup."""
    bare = re.sub(r"<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def answered(engineer: Visitor, walk: str, node: str, answer: str, at: int) -> str:
    page = engineer.post(f"{walk}/answer", node=node, answer=answer, at=at)
    return words(page.get_data(as_text=True))


def finished(store: Store, answer: str) -> None:
    """A walk that somebody finished, with one fix tried."""
    version = store.documents.current("tree", "pump")
    assert version is not None
    walk = store.walks.new("pump", {"pump": version.hash}, "Rao Reviewer")
    store.walks.answer(walk.id, WalkAnswer("cures.clean", answer))
    if answer == "not_solved":
        store.walks.answer(walk.id, WalkAnswer("cures", "handover"))
    store.walks.finish(walk.id, "runs" if answer == "solved" else "shop", "")


def test_the_list_names_every_tree_and_what_it_is_for(engineer: Visitor) -> None:
    page = words(engineer.text("/trees/"))
    assert "The pump Use this when the pump stands still. 0x1f" in page


def test_a_tree_is_chosen_for_a_case(engineer: Visitor) -> None:
    page = engineer.text(f"/trees/?case={CASE.number}")
    assert f'href="/trees/pump?case={CASE.number}"' in page
    page = engineer.text(f"/trees/pump?case={CASE.number}")
    assert f'name="case" value="{CASE.number}"' in page


def test_a_tree_shows_its_drawing_its_words_and_where_it_comes_from(engineer: Visitor) -> None:
    page = engineer.text("/trees/pump")
    assert 'class="tree-drawing" role="img"' in page
    assert "The pump does not turn" in page
    assert f'href="/cases/{CASE.number}"' in page
    assert "CAS-00000-GONE" not in page


def test_a_tree_can_be_taken_as_a_file(engineer: Visitor) -> None:
    answer = engineer.get("/trees/pump.yaml")
    assert answer.get_data(as_text=True) == PUMP
    assert answer.headers["Content-Disposition"] == 'attachment; filename="pump.yaml"'


def test_an_unknown_tree_is_a_page_that_says_so(engineer: Visitor) -> None:
    assert engineer.get("/trees/gone").status_code == 404
    assert engineer.get("/trees/gone.yaml").status_code == 404


def test_a_stranger_sees_no_tree(stranger: Visitor) -> None:
    assert "The pump" not in stranger.get("/trees/pump").get_data(as_text=True)


def test_the_next_step_is_proposed_with_its_reasons(
    engineer: Visitor, begin: Callable[[], str]
) -> None:
    page = words(engineer.text(begin()))
    assert "Next: Clean it 10 min, works in about 60 % of cases like this" in page
    assert "the figures are the author's estimate" in page
    assert "There is dirt in it 75 %" in page


def test_recorded_walks_stand_beside_a_proposal(
    engineer: Visitor, begin: Callable[[], str], services: Services
) -> None:
    with services.open_store() as store:
        for answer in ("solved", "solved", "not_solved"):
            finished(store, answer)
    page = words(engineer.text(begin()))
    assert "Tried 3 times in past walks, helped 2 times" in page


def test_an_answer_changes_what_is_believed_and_proposed(
    engineer: Visitor, begin: Callable[[], str]
) -> None:
    page = answered(engineer, begin(), "cures.lamp", "dark", 0)
    assert "Next: Renew the fuse" in page
    assert "The fuse is gone 75 %" in page


def test_an_output_is_read_inside_a_diagnosis(engineer: Visitor, begin: Callable[[], str]) -> None:
    page = engineer.post(f"{begin()}/read", node="cures.lamp", pasted="it is dark here")
    assert 'value="dark" required checked' in page.get_data(as_text=True)


def test_another_step_may_be_taken_declined_and_taken_back(
    engineer: Visitor, begin: Callable[[], str]
) -> None:
    walk = begin()
    page = answered(engineer, walk, "cures.clean", "declined", 0)
    assert "Next: Clean it" not in page
    page = words(engineer.post(f"{walk}/back").get_data(as_text=True))
    assert "Next: Clean it" in page
    page = answered(engineer, walk, "cures.renew", "solved", 0)
    assert "It turns again" in page


def test_a_diagnosis_can_be_handed_over(engineer: Visitor, begin: Callable[[], str]) -> None:
    page = answered(engineer, begin(), "cures", "handover", 0)
    assert "Send it to the shop" in page
