"""The wizard on the site."""

import io
import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default

import pytest

from kb.store import Version
from tests.webapp.conftest import CASE, Visitor
from webapp.services import Services

TREE = """\
tree: cable
title: {zh: 网线, en: Cable}
languages: [zh, en]
start: light
nodes:
  light:
    kind: question
    text: {zh: 灯亮吗?, en: Is the light on?}
    check:
      shell: cmd
      run: ping 192.0.2.1
      read:
        - {pattern: 'Reply from', answer: lit}
        - {pattern: 'timed out', answer: dark}
    answers:
      lit: {text: {zh: 亮, en: It is on}, goto: reset}
      dark: {text: {zh: 不亮, en: It is off}, goto: evidence}
  reset:
    kind: action
    text: {zh: 清空网卡设置, en: Clear the card's settings}
    commands:
      - {shell: cmd, admin: true, run: netsh int ip reset}
    risk: {level: high, warning: {zh: 静态地址会丢失, en: Static addresses are lost}}
    undo:
      - {shell: cmd, admin: true, run: netsh -f backup.txt}
    solved: fixed
    not_solved: evidence
    declined: evidence
  evidence:
    kind: collect
    text: {zh: 收集日志, en: Collect the log}
    items:
      - {id: log, text: {zh: 日志, en: The log}, required: true}
    goto: given-up
  fixed:
    kind: outcome
    text: {zh: 已恢复, en: It works again}
    result: resolved
  given-up:
    kind: outcome
    text: {zh: 换一根线, en: Take another cable}
    result: unresolved
"""


@pytest.fixture
def tree(services: Services) -> Version:
    with services.open_store() as store:
        return store.documents.save("tree", "cable", TREE, "Lin Engineer")


@pytest.fixture
def begin(engineer: Visitor, tree: Version) -> Callable[..., str]:
    def start(**fields: str) -> str:
        answer = engineer.post("/walks/", tree_id=tree.id, **fields)
        assert answer.status_code == 200
        return answer.request.path

    return start


def answered(
    engineer: Visitor, walk: str, node: str, answer: str, at: int, *, note: str = ""
) -> str:
    page = engineer.post(f"{walk}/answer", node=node, answer=answer, at=at, note=note)
    assert page.status_code == 200, page.get_data(as_text=True)[-300:]
    return page.get_data(as_text=True)


def test_a_walk_shows_one_question_with_its_command(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    page = engineer.text(begin())
    assert "<h1>Is the light on?</h1>" in page
    assert "ping 192.0.2.1" in page
    assert "It is on" in page
    assert "Clear the card" not in re.sub(r"<svg.*</svg>", "", page, flags=re.DOTALL)


def test_a_pasted_output_chooses_the_answer_and_is_kept(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin()
    page = engineer.post(f"{walk}/read", node="light", pasted="Request timed out.")
    text = page.get_data(as_text=True)
    assert 'value="dark" required checked' in text
    assert "says the output" in text
    assert "Request timed out." in text


def test_an_output_that_decides_nothing_is_kept_all_the_same(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    page = engineer.post(f"{begin()}/read", node="light", pasted="General failure.")
    assert "it does not decide" in page.get_data(as_text=True)
    assert "General failure." in page.get_data(as_text=True)


def test_commands_of_high_risk_appear_after_the_confirmation(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin()
    page = answered(engineer, walk, "light", "lit", 0)
    assert "Static addresses are lost" in page
    assert "netsh int ip reset" not in page
    page = answered(engineer, walk, "reset", "confirmed", 1)
    assert "netsh int ip reset" in page
    assert "netsh -f backup.txt" in page


def test_an_end_is_a_hand_over_with_everything_tried(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin(case=CASE.number)
    answered(engineer, walk, "light", "lit", 0, note="Tried at the customer's desk")
    answered(engineer, walk, "reset", "confirmed", 1)
    page = answered(engineer, walk, "reset", "solved", 2)
    for text in ("<h1>Hand-over</h1>", "It works again", CASE.number, "Tried at the customer"):
        assert text in page
    download = engineer.get(f"{walk}/hand-over.md?language=en")
    assert download.headers["Content-Disposition"] == f'attachment; filename="{CASE.number}.md"'
    assert "netsh int ip reset" in download.get_data(as_text=True)


def test_going_back_drops_the_last_answer(engineer: Visitor, begin: Callable[..., str]) -> None:
    walk = begin()
    answered(engineer, walk, "light", "dark", 0)
    page = engineer.post(f"{walk}/back").get_data(as_text=True)
    assert "<h1>Is the light on?</h1>" in page


def test_an_answer_to_a_page_that_moved_on_changes_nothing(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin()
    answered(engineer, walk, "light", "dark", 0)
    page = answered(engineer, walk, "light", "lit", 0)
    assert "The walk has moved on in another window" in page
    assert "<h1>Collect the log</h1>" in page


def test_required_evidence_is_given_or_explained(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin()
    answered(engineer, walk, "light", "dark", 0)
    page = engineer.post(f"{walk}/collect").get_data(as_text=True)
    assert "Something is still missing" in page
    reason = {"reason:log": "the customer allows no copies"}
    page = engineer.post(f"{walk}/collect", **reason).get_data(as_text=True)
    assert "Take another cable" in page
    assert "the customer allows no copies" in page


def test_an_attached_text_is_kept_without_its_secrets_and_a_dump_by_its_hash(
    engineer: Visitor, begin: Callable[..., str], services: Services
) -> None:
    walk = begin()
    answered(engineer, walk, "light", "dark", 0)
    log = (io.BytesIO("密码：Not-A-Real-Pw-77\nlink down".encode()), "card.log")
    engineer.post(f"{walk}/collect", **{"file:log": log})
    dump = (io.BytesIO(b"MDMP\0\0\0"), "memory.dmp")
    engineer.post(f"{walk}/back")
    engineer.post(f"{walk}/collect", **{"file:log": dump})
    with services.open_store() as store:
        first, second = store.walks.get(walk.removeprefix("/walks/")).evidence
    assert (first.text, first.filename) == ("密码：[removed:password]\nlink down", "card.log")
    assert second.text == ""
    assert second.filename.startswith("memory.dmp · 7 B · sha256 ")


def test_a_running_walk_stays_on_the_tree_it_began_with(
    engineer: Visitor, begin: Callable[..., str], services: Services
) -> None:
    walk = begin()
    with services.open_store() as store:
        store.documents.save(
            "tree", "cable", TREE.replace("Is the light on?", "Is it plugged in?"), "Rao Reviewer"
        )
    assert "Is the light on?" in engineer.text(walk)
    assert "Is it plugged in?" in engineer.text(begin())


def test_a_walk_for_a_case_that_does_not_exist_is_refused(engineer: Visitor, tree: Version) -> None:
    assert engineer.post("/walks/", tree_id=tree.id, case="CAS-00000-NONE").status_code == 404
    assert engineer.post("/walks/", tree_id="no-such-tree").status_code == 404


def test_the_list_shows_my_walks_and_on_request_the_teams(
    engineer: Visitor, reviewer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin()
    assert walk in engineer.text("/walks/")
    assert walk not in reviewer.text("/walks/")
    assert walk in reviewer.text("/walks/?whose=all")


def test_the_list_tells_where_each_walk_stands_and_can_be_narrowed(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    running, ended = begin(), begin()
    answered(engineer, running, "light", "dark", 0)
    answered(engineer, ended, "light", "lit", 0)
    answered(engineer, ended, "reset", "confirmed", 1)
    answered(engineer, ended, "reset", "solved", 2)
    page = engineer.text("/walks/")
    assert "Collect the log" in page
    assert "It works again" in page
    assert page.count('aria-current="true"') == 1
    assert running not in engineer.text("/walks/?state=finished")
    assert ended not in engineer.text("/walks/?state=open")


def test_a_long_list_goes_on_on_further_pages(
    engineer: Visitor, services: Services, tree: Version
) -> None:
    with services.open_store() as store:
        for _ in range(31):
            store.walks.new("cable", {"cable": tree.hash}, "Lin Engineer")
    first, second = engineer.text("/walks/"), engineer.text("/walks/?page=2")
    assert (first.count(">Resume<"), second.count(">Resume<")) == (30, 1)
    assert 'rel="next"' in first
    assert 'rel="next"' not in second


def test_every_shipped_tree_has_its_page_with_a_drawing(
    engineer: Visitor, services: Services
) -> None:
    with services.open_store() as store:
        ids = store.documents.ids("tree")
    assert len(ids) >= 6
    for tree_id in ids:
        page = engineer.text(f"/trees/{tree_id}")
        assert "<svg" in page
        assert "style=" not in page


# --- changing one's mind ---------------------------------------------------------------------


def test_an_earlier_answer_is_changed_and_what_still_fits_is_kept(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin()
    answered(engineer, walk, "light", "lit", 0)
    answered(engineer, walk, "reset", "declined", 1, note="Nobody is at the desk")
    page = engineer.text(f"{walk}?change=0")
    assert "You are changing an earlier answer" in page
    assert 'value="lit" required checked' in page
    page = changed(engineer, walk, "light", "dark", place=0, at=2)
    assert "<h1>Collect the log</h1>" in page
    assert "Nobody is at the desk" not in page
    changed(engineer, walk, "light", "lit", place=0, at=1)
    answered(engineer, walk, "reset", "declined", 1, note="Nobody is at the desk")
    page = changed(engineer, walk, "light", "lit", place=0, at=2)
    assert "Nobody is at the desk" in page


def changed(engineer: Visitor, walk: str, node: str, answer: str, *, place: int, at: int) -> str:
    page = engineer.post(f"{walk}/answer", node=node, answer=answer, place=place, at=at)
    return page.get_data(as_text=True)


def test_steps_tell_how_long_they_took(
    engineer: Visitor, begin: Callable[..., str], services: Services
) -> None:
    walk = begin()
    engineer.post(f"{walk}/answer", node="light", answer="dark", at=0, seconds="130")
    assert "2.2 min" in engineer.text(walk)
    engineer.post(f"{walk}/collect", at=1, seconds="never", **{"reason:log": "no log is written"})
    with services.open_store() as store:
        first, second = store.walks.get(walk.removeprefix("/walks/")).answers
    assert first.seconds == 130
    assert second.seconds in range(30)


# --- newer versions, colleagues, cases -------------------------------------------------------


@pytest.fixture
def longer(services: Services) -> Callable[[], Version]:
    """Publishes a version that asks for the plug first."""
    newer = TREE.replace("start: light", "start: plug").replace(
        "nodes:\n",
        "nodes:\n  plug:\n    kind: question\n    text: {zh: 插好了吗?, en: Is it plugged in?}\n"
        "    answers:\n      in: {text: {zh: 是, en: It is}, goto: light}\n"
        "      out: {text: {zh: 否, en: It is not}, goto: given-up}\n",
    )

    def publish() -> Version:
        with services.open_store() as store:
            return store.documents.save("tree", "cable", newer, "Rao Reviewer")

    return publish


def test_a_newer_version_is_told_and_offered_with_the_answers_that_fit(
    engineer: Visitor, begin: Callable[..., str], services: Services
) -> None:
    walk = begin(case=CASE.number)
    answered(engineer, walk, "light", "dark", 0, note="In the cellar")
    assert "A newer version" not in engineer.text(walk)
    with services.open_store() as store:
        text = TREE.replace("Is the light on?", "Does the light shine?")
        store.documents.save("tree", "cable", text, "Rao Reviewer")
    assert "A newer version" in engineer.text(walk)
    anew = engineer.post(f"{walk}/renew")
    page = anew.get_data(as_text=True)
    assert anew.request.path != walk
    for said in ("1 of 1 answers still fit", "Does the light shine?", "In the cellar", CASE.number):
        assert said in page
    assert "A newer version" not in page


def test_a_walk_begins_anew_where_the_newer_version_asks_something_new(
    engineer: Visitor, begin: Callable[..., str], longer: Callable[[], Version]
) -> None:
    walk = begin()
    answered(engineer, walk, "light", "dark", 0)
    longer()
    page = engineer.post(f"{walk}/renew").get_data(as_text=True)
    assert "0 of 1 answers still fit" in page
    assert "<h1>Is it plugged in?</h1>" in page


def test_a_walk_is_handed_to_a_colleague(
    engineer: Visitor, reviewer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin()
    page = engineer.post(f"{walk}/owner", owner="Rao Reviewer").get_data(as_text=True)
    assert "The walk is with Rao Reviewer now." in page
    assert walk not in page
    assert walk in reviewer.text("/walks/")


def test_a_walk_is_not_handed_to_a_stranger(engineer: Visitor, begin: Callable[..., str]) -> None:
    page = engineer.post(f"{begin()}/owner", owner="Nobody").get_data(as_text=True)
    assert "There is nobody called Nobody" in page


def test_a_running_walk_is_linked_to_a_case_that_exists(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin()
    page = engineer.post(f"{walk}/case", case="CAS-00000-NONE").get_data(as_text=True)
    assert "There is no case CAS-00000-NONE." in page
    page = engineer.post(f"{walk}/case", case=CASE.number).get_data(as_text=True)
    assert f'href="/cases/{CASE.number}"' in page


# --- what a walk hands over ------------------------------------------------------------------


def test_a_walk_hands_over_two_mails_besides_its_summary(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin(case=CASE.number)
    answered(engineer, walk, "light", "dark", 0, note="密码：Not-A-Real-Pw-77")
    page = engineer.text(f"{walk}/hand-over?document=escalation&language=zh")
    for said in ("【案例升级】", CASE.customer, CASE.summary.problem, "灯亮吗?", "【希望协助】"):
        assert said in page
    assert "Not-A-Real" not in page
    page = engineer.text(f"{walk}/hand-over?document=customer&language=en")
    assert "Please help us with this step next: Collect the log" in page
    assert CASE.customer not in page


def test_a_mail_is_downloaded_as_a_draft_and_as_text(
    engineer: Visitor, begin: Callable[..., str]
) -> None:
    walk = begin(case=CASE.number)
    answer = engineer.get(f"{walk}/hand-over/customer.eml?language=zh")
    assert f'"{CASE.number}-customer.eml"' in answer.headers["Content-Disposition"]
    mail = message_from_bytes(answer.get_data(), policy=default)
    assert mail["Subject"] == f"{CASE.number} 网线：排查进展与下一步"
    assert mail["X-Unsent"] == "1"
    assert "尊敬的客户，您好！" in mail.get_content()
    text = engineer.get(f"{walk}/hand-over/escalation.txt?language=en").get_data()
    assert text.decode("utf-8-sig").startswith("[Escalation] CAS-05001-A1B2 Cable\r\n\r\nHello,")


@pytest.mark.parametrize("path", ["/hand-over?document=novel", "/hand-over/summary.pdf"])
def test_what_cannot_be_handed_over_is_not_found(
    engineer: Visitor, begin: Callable[..., str], path: str
) -> None:
    assert engineer.get(f"{begin()}{path}").status_code == 404
