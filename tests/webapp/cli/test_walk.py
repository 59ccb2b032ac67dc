"""`trees walk`: the wizard in a terminal, over the same walks as the site's."""

import re
from pathlib import Path

import pytest

from kb.store import Walk, open_store
from tests.webapp.cli.conftest import Answer, Casepath
from webapp.services import Services
from webapp.settings import Settings

TREE = """\
tree: printer
title: {zh: 打印机不工作, en: The printer does not work}
languages: [zh, en]
start: reach
nodes:
  reach:
    kind: question
    text: {zh: 打印机能连通吗?, en: Can the printer be reached?}
    note: {zh: 先看网络, en: The network comes first}
    check:
      shell: powershell
      run: Test-NetConnection printer.example
      read:
        - {pattern: 'Succeeded\\s*:\\s*True', answer: reachable}
        - {pattern: 'Succeeded\\s*:\\s*False', answer: blocked}
    answers:
      reachable: {text: {zh: 能, en: "It answers"}, goto: wipe}
      blocked: {text: {zh: 不能, en: "No answer"}, goto: evidence}
  wipe:
    kind: action
    text: {zh: 清空队列, en: Empty the queue}
    risk: {level: high, warning: {zh: 作业会丢失, en: Waiting jobs are lost}}
    commands:
      - {shell: cmd, admin: true, run: net stop spooler}
      - {shell: cmd, admin: true, run: net start spooler}
    undo:
      - {shell: gui, run: Print the jobs again}
    solved: cured
    not_solved: cures
    declined: evidence
  cures:
    kind: diagnose
    text: {zh: 驱动或线缆, en: Driver or cable}
    causes: {driver: 3, cable: 1}
    fixes:
      reinstall:
        text: {zh: 重装驱动, en: Install the driver again}
        minutes: 10
        repairs: {driver: 0.9}
        commands: [{shell: cmd, run: pnputil /scan-devices}]
      swap: {text: {zh: 换线缆, en: Swap the cable}, minutes: 5, repairs: {cable: 0.9}}
    handover: {cost: 60, goto: evidence}
    solved: cured
  evidence:
    kind: collect
    text: {zh: 收集证据, en: Collect evidence}
    items:
      - {id: log, text: {zh: 日志, en: The log}, path: 'C:\\Windows\\printer.log', required: true}
      - {id: photo, text: {zh: 照片, en: A photo}}
    goto: stuck
  cured: {kind: outcome, text: {zh: 好了, en: Cured}, result: resolved}
  stuck: {kind: outcome, text: {zh: 升级, en: Escalate}, result: escalate}
"""
KEPT = re.compile(r"casepath trees walk --resume ([\w-]{22})\n")


@pytest.fixture
def tree(casepath: Casepath) -> Casepath:
    with open_store(casepath.data) as store:
        store.documents.save("tree", "printer", TREE, "lin")
    return casepath


def walk(casepath: Casepath, *typed: str, more: tuple[str, ...] = ("printer",)) -> Answer:
    lines = "".join(f"{line}\n" for line in typed)
    answer = casepath("trees", "walk", *more, "--by", "lin", typed=lines)
    assert (answer.code, answer.err) == (0, "")
    return answer


def kept(casepath: Casepath) -> Walk:
    with open_store(casepath.data) as store:
        return store.walks.list()[0]


def answers(casepath: Casepath) -> list[tuple[str, str, str]]:
    return [(each.node, each.answer, each.note) for each in kept(casepath).answers]


def test_the_first_step_shows_question_commands_and_answers(tree: Casepath) -> None:
    out = walk(tree).out
    assert out.startswith(
        """
1. The printer does not work
Can the printer be reached?
  The network comes first
  PowerShell:
    Test-NetConnection printer.example
  1  It answers
  2  No answer
Answer: """
    )


def test_a_walk_to_the_end_prints_the_hand_over(tree: Casepath) -> None:
    out = walk(tree, "1", "1", "1").out
    assert "# Case summary: The printer does not work" in out
    assert "Can the printer be reached? — It answers" in out
    assert "net stop spooler" in out
    done = kept(tree)
    assert (done.owner, done.outcome, done.result) == ("lin", "cured", "resolved")


def test_a_dangerous_step_shows_its_commands_after_a_confirmation_only(tree: Casepath) -> None:
    before = walk(tree, "1").out
    assert "High risk: Waiting jobs are lost" in before
    assert "1  The customer knows the risk and agrees: show the commands" in before
    assert "net stop spooler" not in before
    walk_id = kept(tree).id
    after = walk(tree, "1", more=("--resume", walk_id)).out
    assert (
        "  Command Prompt, as administrator:\n    net stop spooler\n    net start spooler\n"
        in after
    )
    assert "  To take it back:\n  On the screen:\n    Print the jobs again\n" in after


def test_stopping_keeps_the_walk_and_says_how_to_go_on(tree: Casepath) -> None:
    out = walk(tree, "1", "q").out
    found = KEPT.search(out)
    assert found is not None
    walk(tree, "2", more=("--resume", found.group(1)))
    assert answers(tree) == [("reach", "reachable", ""), ("wipe", "declined", "")]


def test_b_takes_the_last_answer_back(tree: Casepath) -> None:
    out = walk(tree, "b", "2", "b", "1").out
    assert "This is the first step." in out
    assert answers(tree) == [("reach", "reachable", "")]


def test_n_notes_something_on_the_step(tree: Casepath) -> None:
    walk(tree, "n", "from the office, password: Kestrel#2291", "1")
    assert answers(tree) == [
        ("reach", "reachable", "from the office, password: [removed:password]")
    ]


def test_a_pasted_output_proposes_its_answer(tree: Casepath) -> None:
    out = walk(tree, "p", "TcpTestSucceeded : False", ".", "").out
    assert "The output says: No answer. Enter accepts it." in out
    assert answers(tree) == [("reach", "blocked", "")]
    (evidence,) = kept(tree).evidence
    assert (evidence.node, evidence.text) == ("reach", "TcpTestSucceeded : False")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("nothing of interest", "."), "The output is kept, but it does not decide."),
        (("",), "Nothing was pasted."),
    ],
)
def test_an_output_that_does_not_decide_leaves_the_choice(
    tree: Casepath, lines: tuple[str, ...], said: str
) -> None:
    assert said in walk(tree, "p", *lines).out
    assert answers(tree) == []


def test_an_answer_may_be_typed_by_its_id(tree: Casepath) -> None:
    walk(tree, "blocked")
    assert answers(tree) == [("reach", "blocked", "")]


@pytest.mark.parametrize("typed", ["?", "3", "0", "-1", "maybe", "²", ""])
def test_anything_else_shows_what_can_be_typed(tree: Casepath, typed: str) -> None:
    assert "A number answers; b: back" in walk(tree, typed).out
    assert answers(tree) == []


def test_a_diagnosis_proposes_the_best_step_with_its_reasons(tree: Casepath) -> None:
    out = walk(tree, "1", "1", "2").out
    assert re.search(
        r"Driver or cable\n  1  Install the driver again\n     10 min, works in about \d+ % of cases"
        r" like this \(the author's estimate\); expected \d+ min to a cure or a hand-over\n"
        r"  2  Swap the cable\n     5 min, works in about .+\n"
        r"  3  Stop here and hand over\n     60 min\n",
        out,
    )


def test_another_step_than_the_proposed_one_may_be_taken(tree: Casepath) -> None:
    walk(tree, "1", "1", "2", "2", "2", "", "1")
    assert answers(tree)[3:] == [
        ("cures.swap", "not_solved", ""),
        ("cures.reinstall", "solved", ""),
    ]
    assert kept(tree).outcome == "cured"


def test_giving_up_on_a_diagnosis_goes_to_the_hand_over(tree: Casepath) -> None:
    walk(tree, "1", "1", "2", "3", "1")
    assert answers(tree)[3:] == [("cures", "handover", "")]


def test_evidence_is_pasted_attached_or_explained(tree: Casepath, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\x00" * 10)
    out = walk(tree, "2", "first line", "second line", ".", f"@{photo}", "").out
    assert "- The log (required)\n    C:\\Windows\\printer.log\n" in out
    log, picture = kept(tree).evidence
    assert log.text == "first line\nsecond line"
    assert picture.filename.startswith("photo.jpg · 40 B · sha256 ")
    assert kept(tree).result == "escalate"


def test_required_evidence_may_be_refused_with_a_reason_only(tree: Casepath) -> None:
    out = walk(tree, "2", "", "", "-the customer does not allow it", "", "call again").out
    assert out.count("Something is still missing") == 1
    (log,) = kept(tree).evidence
    assert log.reason == "the customer does not allow it"
    assert answers(tree)[-1] == ("evidence", "collected", "call again")


def test_a_file_that_cannot_be_read_is_said(tree: Casepath) -> None:
    assert "gone.log cannot be read: no such file or directory" in walk(tree, "2", "@gone.log").out


def test_a_walk_speaks_the_language_asked_for(tree: Casepath) -> None:
    out = walk(tree, "1", "1", "1", more=("printer", "--language", "zh")).out
    assert "打印机能连通吗?" in out
    assert "案例总结" in out


def test_a_walk_belongs_to_its_case(tree: Casepath) -> None:
    out = walk(tree, "1", "1", "1", more=("printer", "--case", "CAS-05001-A1B2")).out
    assert kept(tree).case == "CAS-05001-A1B2"
    assert "晨泽科技有限公司" in out


def test_a_walk_stays_on_the_version_it_began_with(tree: Casepath) -> None:
    walk(tree, "q")
    with open_store(tree.data) as store:
        store.documents.save("tree", "printer", TREE.replace("reachable", "alive"), "mei")
    walk(tree, "reachable", more=("--resume", kept(tree).id))
    assert answers(tree) == [("reach", "reachable", "")]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "name a tree, or a walk with --resume; `casepath trees list` helps"),
        (("--resume", "gone"), "no walk gone: start a new one from its tree"),
        (("printer", "--case", "CAS-1"), "no case CAS-1: `casepath cases list` shows the"),
    ],
)
def test_what_cannot_be_walked_is_an_error(
    tree: Casepath, words: tuple[str, ...], reason: str
) -> None:
    assert tree("trees", "walk", *words).refusal.startswith(reason)


def test_a_walk_is_handed_over_as_any_of_its_documents(casepath: Casepath) -> None:
    with open_store(casepath.data) as store:
        versions = Services(Settings(casepath.data)).trees(store).versions("netsh-trace")
        walk = store.walks.new("netsh-trace", versions, "Mei", "CAS-05001-A1B2").id
    summary = casepath.ok("trees", "hand-over", walk, "--language", "en")
    assert summary.startswith("# Case summary: ")
    letter = casepath.ok("trees", "hand-over", walk, "--document", "customer", "--language", "zh")
    assert letter.splitlines()[0].startswith("CAS-05001-A1B2 ")
    assert "尊敬的客户，您好！" in letter


def test_a_walk_that_goes_on_tells_of_a_newer_version(tree: Casepath) -> None:
    walk(tree, "1")
    with open_store(tree.data) as store:
        (begun,) = store.walks.list(tree="printer")
        store.documents.save("tree", "printer", f"{TREE}\n# newer\n", "Mei")
    out = tree("trees", "walk", "--resume", begun.id, typed="q\n").out
    assert "A newer version was published on" in out
