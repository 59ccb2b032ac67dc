"""The mails that follow from a walk."""

import pytest

from tests.trees.growing import tree
from tests.trees.test_walk import TREES, go
from trees.handover.evidence import Evidence
from trees.handover.letters import escalation, to_customer
from trees.handover.summary import About
from trees.messages import say
from trees.model import Result
from trees.position import Answer
from trees.walk import walk

BURNT = ("plug: not_solved", "lamp/light: dark", "burn: confirmed", "burn: not_solved")
ABOUT = About(
    case="CASE-00001-EXAMPL",
    customer="Lantern Works",
    problem="The lamp stays dark.\nSince Monday.",
    environment=("Windows 10", "10.0.17763.1098"),
    engineer="Mei",
    date="2024-05-06",
    version="ab12",
)


def test_an_escalation_holds_all_that_the_next_team_needs() -> None:
    evidence = [
        Evidence("lamp/light", "output", text="0 lux\n0 lux"),
        Evidence("ashes", "urn", reason="it is sealed"),
    ]
    letter = escalation(go("outer", *BURNT, "ashes: collected"), "en", evidence, ABOUT)
    assert letter.subject == "[Escalation] CASE-00001-EXAMPL Small"
    assert (
        letter.body
        == """\
Hello,

This case has been through first-line troubleshooting, and we ask for your help. What is known, what was done and what was collected follows.

THE CASE
Case: CASE-00001-EXAMPL
Customer: Lantern Works
Environment: Windows 10, 10.0.17763.1098
Procedure: Small (outer) (version ab12)

DESCRIPTION
The lamp stays dark.
Since Monday.

PROGRESS
1. Plug it in — did not help
2. Is the light on? — It is not
3. Burn it down — did not help
   > burn.exe /all
4. Collect the ashes — collected

ANALYSIS
Unresolved: Stopped

EVIDENCE
- Output — Is the light on?:
    0 lux
    0 lux
- An urn: can't be had: it is sealed

WHAT WE ASK FOR
Please tell us the root cause and the remedy from the above. Where more data is needed, please say how to collect it.

Mei
2024-05-06
"""
    )


def test_a_customer_reads_what_was_done_and_what_comes_next() -> None:
    letter = to_customer(go("outer", *BURNT, "ashes: collected"), "en", [], ABOUT)
    assert letter.subject == "CASE-00001-EXAMPL Small: where we stand and what comes next"
    assert (
        letter.body
        == """\
Hello,

Thank you for your help. This is where we stand with “The lamp stays dark”.

What was done:
1. Plug it in — did not help
2. Is the light on? — It is not
3. Burn it down — did not help
4. Collect the ashes — collected

What we conclude:
Stopped

What comes next:
What we know has not solved the problem. We will agree with you how to go on.

If anything is unclear, just answer this mail. Kind regards,

Mei
2024-05-06
"""
    )


def test_a_customer_is_asked_for_what_is_still_missing() -> None:
    asking = tree("""
tree: asking
languages: [zh, en]
nodes:
  logs:
    kind: collect
    text: Collect
    items:
      - {id: cbs, text: {zh: 组件日志, en: The component log}, path: 'C:\\Windows\\Logs\\CBS'}
      - {id: list, text: {zh: 服务列表, en: The list of services}, command: sc.exe query}
      - {id: had, text: {zh: 截图, en: A screenshot}}
    goto: wait
  wait: {kind: outcome, text: Waiting, result: need-data}
""")
    position = walk({"asking": asking}, "asking", [Answer("logs", "collected")])
    evidence = [Evidence("logs", "had", filename="screen.png")]
    assert to_customer(position, "zh", evidence, About()).body.splitlines()[10:15] == [
        "下一步：",
        "为了继续分析，还请您提供以下资料：",
        "- 组件日志：C:\\Windows\\Logs\\CBS",
        "- 服务列表",
        "    sc.exe query",
    ]


def test_notes_and_commands_stay_inside() -> None:
    position = walk(TREES, "outer", [Answer("plug", "not_solved", "Ask Mei, she knows")])
    assert "Ask Mei" in escalation(position, "en", [], ABOUT).body
    assert "Ask Mei" not in to_customer(position, "en", [], ABOUT).body


def test_a_walk_that_stands_at_a_question_asks_it() -> None:
    body = to_customer(go("outer", "plug: not_solved"), "en", [], ABOUT).body
    assert "Please help us find this out next: Is the light on?" in body


def test_a_walk_that_goes_on_names_the_step_that_comes_next() -> None:
    body = to_customer(go("cures"), "en", [], ABOUT).body
    assert "Please help us with this step next: Clean it" in body
    assert "No step was taken yet." in body


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("result", list(Result))
def test_every_end_has_its_words_in_both_languages(result: Result, language: str) -> None:
    ended = tree(f"""
tree: ended
nodes:
  end: {{kind: outcome, text: It ended, result: {result}}}
""")
    position = walk({"ended": ended}, "ended")
    assert say(f"customer-{result}", language) in to_customer(position, language, [], ABOUT).body
