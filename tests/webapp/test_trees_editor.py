"""Writing trees: checks, drafts, two writers, review, publishing, history."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from kb.store import Store, WalkAnswer
from tests.webapp.conftest import CASE, Visitor
from tests.webapp.test_trees import words
from trees.check import check
from trees.reading.source import MAX_BYTES
from webapp.services import Services

DIRECT = """\
tree: tap
title: {zh: 水龙头, en: The tap}
languages: [zh, en]
examples:
  - {case: CAS-05001-A1B2, answers: {look: worn, renew: solved}, outcome: dry}
start: look
nodes:
  look:
    kind: question
    text: {zh: 密封圈怎样?, en: How is the seal?}
    answers:
      worn: {text: {zh: 磨损, en: Worn}, goto: renew}
      fine: {text: {zh: 完好, en: Fine}, goto: plumber}
  renew: {kind: action, text: {zh: 换密封圈, en: Renew it}, solved: dry, not_solved: plumber}
  dry: {kind: outcome, text: {zh: 不漏了, en: It is dry}, result: resolved}
  plumber: {kind: outcome, text: {zh: 请水工, en: Call a plumber}, result: escalate}
"""
LOSING = (
    DIRECT.replace("goto: renew", "goto: swap")
    .replace("goto: plumber}", "goto: renew}")
    .replace("goto: swap", "goto: plumber")
    .replace("  - {case: CAS-05001-A1B2, answers: {look: worn, renew: solved}, outcome: dry}", "[]")
    .replace("examples:\n[]", "examples: []")
)


@pytest.fixture
def opened(services: Services) -> Iterator[Store]:
    with services.open_store() as store:
        store.documents.save("tree", "tap", DIRECT, "Lin Engineer")
        yield store


@pytest.fixture
def base(opened: Store) -> Callable[[], str]:
    return lambda: opened.drafts.base("tree", "tap")


def draft(opened: Store) -> str:
    version = opened.drafts.current("tree", "tap")
    return version.text if version else ""


def test_a_text_is_checked_in_the_language_of_its_writer(engineer: Visitor, opened: Store) -> None:
    wrong = DIRECT.replace("not_solved: plumber", "not_solved: plumer")
    found = engineer.post("/trees/tap/check", text=wrong).get_json()
    assert found["findings"] == [
        {
            "line": 14,
            "node": "renew",
            "rule": "unknown-target",
            "message": "no node is called `plumer`; did you mean `plumber`?",
            "error": True,
        }
    ]
    assert found["drawing"] is None
    engineer.post("/language", language="zh")
    found = engineer.post("/trees/tap/check", text=wrong).get_json()
    assert found["findings"][0]["message"] == "没有名为 `plumer` 的节点；是否想写 `plumber`？"


def test_a_sound_text_is_drawn_and_its_boxes_lead_to_their_lines(
    engineer: Visitor, opened: Store
) -> None:
    found = engineer.post("/trees/tap/check", text=DIRECT.replace("\n", "\r\n")).get_json()
    assert found["findings"] == []
    assert "No errors, no warnings" in found["panel"]
    assert found["drawing"].count("<a href=") == 4
    assert '<a href="#line-14">' in found["drawing"]


def test_what_cannot_be_reached_is_drawn_all_the_same(engineer: Visitor, opened: Store) -> None:
    lonely = DIRECT + "  lonely: {kind: outcome, text: Alone, result: resolved}\n"
    found = engineer.post("/trees/tap/check", text=lonely).get_json()
    assert [each["rule"] for each in found["findings"]] == ["unreachable"]
    assert 'data-node="lonely"' in found["drawing"]


@pytest.mark.parametrize(
    "text",
    ["", "\0", "- a", "a: " + "x" * (MAX_BYTES + 1), "{" * 5_000, '<script>"&'],
    ids=["empty", "nul", "list", "huge", "deep", "markup"],
)
def test_any_text_gets_an_answer_and_a_huge_one_is_not_kept(
    engineer: Visitor, opened: Store, base: Callable[[], str], text: str
) -> None:
    answer = engineer.post("/trees/tap/check", text=text)
    assert [each["rule"] for each in answer.get_json()["findings"]] == ["not-yaml"]
    assert "<script>" not in answer.get_json()["panel"]
    page = engineer.post("/trees/tap/edit", text=text, base=base(), do="save")
    assert page.status_code == 200
    assert len(draft(opened)) <= MAX_BYTES


def test_without_a_script_the_check_button_tells_the_same(
    engineer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    text = DIRECT.replace("result: resolved", "result: fixed")
    page = engineer.post("/trees/tap/edit", text=text, base=base(), do="check")
    assert "line 15" in words(page.get_data(as_text=True))
    assert draft(opened) == ""


def test_a_draft_is_kept_apart_until_it_is_published(
    engineer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    text = DIRECT.replace("Renew it", "Renew the seal")
    page = engineer.post("/trees/tap/edit", text=text, base=base(), do="save", note="clearer")
    assert "The draft is saved" in page.get_data(as_text=True)
    assert draft(opened) == text
    assert "Renew the seal" in engineer.text("/trees/tap/edit")
    assert "Renew the seal" not in engineer.text("/trees/tap")
    assert "Lin Engineer is writing a new version" in words(engineer.text("/trees/tap"))
    assert "tap Lin Engineer" in words(engineer.text("/trees/"))


def test_an_unfinished_text_can_be_kept_but_not_published(
    engineer: Visitor, reviewer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    engineer.post("/trees/tap/edit", text="tree: tap\n", base=base(), do="save")
    page = reviewer.post("/trees/tap/publish", version=base())
    assert "The draft has errors" in page.get_data(as_text=True)
    current = opened.documents.current("tree", "tap")
    assert current is not None
    assert current.text == DIRECT


def test_secrets_are_never_kept(engineer: Visitor, opened: Store, base: Callable[[], str]) -> None:
    text = DIRECT + "# login password: Winter!2024x\n"
    engineer.post("/trees/tap/edit", text=text, base=base(), do="save")
    assert "Winter" not in draft(opened)


def test_the_second_to_save_is_told_sees_both_texts_and_loses_nothing(
    engineer: Visitor, reviewer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    begun = base()
    theirs = DIRECT.replace("It is dry", "It is dry now")
    mine = DIRECT.replace("Call a plumber", "Call the plumber")
    reviewer.post("/trees/tap/edit", text=theirs, base=begun, do="save")
    page = engineer.post("/trees/tap/edit", text=mine, base=begun, do="save").get_data(as_text=True)
    assert "Rao Reviewer has saved this tree since you began" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "Call the plumber" in page
    assert draft(opened) == theirs
    engineer.post("/trees/tap/edit", text=mine, base=base(), do="save")
    assert [version.text for version in opened.drafts.versions("tree", "tap")] == [mine, theirs]


def test_a_reviewer_publishes_what_another_wrote(
    engineer: Visitor, reviewer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    text = DIRECT.replace("Renew it", "Renew the seal")
    engineer.post("/trees/tap/edit", text=text, base=base(), do="save", note="clearer")
    assert "the same 1" in words(reviewer.text("/trees/tap/publish"))
    assert engineer.post("/trees/tap/publish", version=base()).status_code == 403
    page = reviewer.post("/trees/tap/publish", version=base(), note="clearer")
    assert "Renew the seal" in page.get_data(as_text=True)
    latest = opened.documents.history("tree", "tap")[0]
    assert (latest.text, latest.author, latest.note) == (text, "Rao Reviewer", "clearer")
    assert opened.drafts.current("tree", "tap") is None


def test_nobody_publishes_their_own_draft(
    reviewer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    reviewer.post("/trees/tap/edit", text=DIRECT + "# more\n", base=base(), do="save")
    page = reviewer.post("/trees/tap/publish", version=base())
    assert "You wrote this draft" in page.get_data(as_text=True)
    assert draft(opened) == DIRECT + "# more\n"


def test_with_one_pair_of_eyes_they_do(
    app: Flask, reviewer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    services = app.extensions["casepath"]
    alone = replace(services.settings, four_eyes=False)
    app.extensions["casepath"] = Services(alone)
    reviewer.post("/trees/tap/edit", text=DIRECT + "# more\n", base=base(), do="save")
    reviewer.post("/trees/tap/publish", version=base())
    assert draft(opened) == ""


def test_a_draft_that_changed_since_it_was_reviewed_is_not_published(
    engineer: Visitor, reviewer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    engineer.post("/trees/tap/edit", text=DIRECT + "# one\n", base=base(), do="save")
    seen = base()
    engineer.post("/trees/tap/edit", text=DIRECT + "# two\n", base=seen, do="save")
    page = reviewer.post("/trees/tap/publish", version=seen)
    assert "The draft has changed since you looked at it" in page.get_data(as_text=True)
    assert draft(opened) == DIRECT + "# two\n"


def test_a_lost_case_blocks_publishing_unless_it_is_waived_with_a_reason(
    engineer: Visitor, reviewer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    walk = opened.walks.new("tap", {"tap": base()}, "Lin Engineer", CASE.number)
    opened.walks.answer(walk.id, WalkAnswer("look", "worn"))
    opened.walks.answer(walk.id, WalkAnswer("renew", "solved"))
    opened.walks.finish(walk.id, "dry", "resolved")
    engineer.post("/trees/tap/edit", text=LOSING, base=base(), do="save")
    page = words(reviewer.post("/trees/tap/publish", version=base()).get_data(as_text=True))
    assert "Walks would be lost" in page
    assert "lost 2" in page
    waived = {"waive:tap#1": "wrong advice", f"waive:{walk.id}": "the same"}
    half = {**waived, f"waive:{walk.id}": "  "}
    page = words(reviewer.post("/trees/tap/publish", version=base(), **half).get_data(as_text=True))
    assert "Walks would be lost" in page
    reviewer.post("/trees/tap/publish", version=base(), note="seal first", **waived)
    latest = opened.documents.history("tree", "tap")[0]
    assert latest.text == LOSING
    assert latest.note.startswith("seal first · ")
    assert "wrong advice" in latest.note


def test_a_reviewer_is_told_of_a_version_that_came_in_between(
    engineer: Visitor, reviewer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    engineer.post("/trees/tap/edit", text=DIRECT + "# mine\n", base=base(), do="save")
    assert "published another version" not in reviewer.text("/trees/tap/publish")
    opened.documents.save("tree", "tap", DIRECT + "# imported\n", "Ada Admin", "Imported")
    page = words(reviewer.text("/trees/tap/publish"))
    assert "Ada Admin published another version after this draft was begun" in page
    assert "# imported" in page


def test_an_earlier_version_is_restored_as_a_draft(
    engineer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    first = base()
    opened.documents.save("tree", "tap", DIRECT + "# new\n", "Rao Reviewer", "more")
    page = words(engineer.text(f"/trees/tap/history?version={first}"))
    assert "Restore this version" in page
    engineer.post("/trees/tap/restore", version=first, base=base())
    assert draft(opened) == DIRECT
    assert "Restored from" in words(engineer.text("/trees/tap/history"))


def test_a_draft_that_was_thrown_away_can_be_had_back(
    engineer: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    engineer.post("/trees/tap/edit", text=DIRECT + "# idea\n", base=base(), do="save")
    gone = base()
    engineer.post("/trees/tap/discard")
    assert draft(opened) == ""
    assert "# idea" in engineer.text(f"/trees/tap/history?version={gone}")
    engineer.post("/trees/tap/restore", version=gone, base=base())
    assert draft(opened) == DIRECT + "# idea\n"


def test_the_history_shows_words_that_changed(engineer: Visitor, opened: Store) -> None:
    opened.documents.save("tree", "tap", DIRECT.replace("Worn", "Worn out"), "Rao", "words")
    page = engineer.text("/trees/tap/history")
    assert "<ins> out</ins>" in page
    assert "+1 −1" in words(engineer.text("/trees/tap"))
    assert engineer.get("/trees/gone/history").status_code == 404


def test_a_tree_begins_small_and_sound(engineer: Visitor, opened: Store) -> None:
    page = engineer.post("/trees/new", id="printer-offline", title='A "quoted" title')
    assert page.request.path == "/trees/printer-offline/edit"
    version = opened.drafts.current("tree", "printer-offline")
    assert version is not None
    assert check({"printer-offline.yaml": version.text}) == ()
    assert engineer.get("/trees/printer-offline").headers["Location"].endswith("/edit")


@pytest.mark.parametrize("tree_id", ["tap", "", "Two Words", "a/b", "../x"])
def test_an_id_that_is_taken_or_none_begins_nothing(
    engineer: Visitor, opened: Store, tree_id: str
) -> None:
    assert engineer.post("/trees/new", id=tree_id).request.path == "/trees/new"
    assert opened.drafts.all_current("tree") == []


def test_a_tree_is_drafted_from_a_case(engineer: Visitor, opened: Store) -> None:
    assert "Draft a tree from this case" in engineer.text(f"/cases/{CASE.number}")
    page = engineer.post(f"/trees/draft/{CASE.number}")
    assert (
        page.request.path == "/trees/softwaredistribution-restart/edit"
        or "/edit" in page.request.path
    )
    (version,) = opened.drafts.all_current("tree")
    assert check({f"{version.id}.yaml": version.text}) == ()
    assert CASE.number in version.text
    assert CASE.customer not in version.text


def test_cases_that_no_tree_fits_are_offered_for_a_new_one(
    engineer: Visitor, opened: Store
) -> None:
    assert "CAS-05001-A1B2" not in engineer.text("/trees/new")
    opened.cases.put(replace(CASE, number="CAS-05002-C3D4", codes=("0x7b",)))
    assert "CAS-05002-C3D4" in engineer.text("/trees/new")


def test_a_stranger_writes_nothing(
    stranger: Visitor, opened: Store, base: Callable[[], str]
) -> None:
    for path in ("edit", "check", "publish", "restore", "discard"):
        stranger.post(f"/trees/tap/{path}", text="x", base=base(), do="save")
    assert draft(opened) == ""
