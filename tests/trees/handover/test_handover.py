import pytest

from tests.trees.growing import tree
from tests.trees.test_walk import TREES, go
from trees.errors import InvalidDataError
from trees.handover.evidence import Evidence
from trees.handover.summary import About, handover
from trees.messages import checked
from trees.position import Answer
from trees.walk import walk

BURNT = (
    "plug: not_solved",
    "lamp/light: dark",
    "burn: confirmed",
    "burn: not_solved",
    "ashes: collected",
)


def test_a_finished_walk_reads_as_a_case_summary() -> None:
    about = About(
        case="CASE-00001-EXAMPL",
        customer="Lantern Works",
        problem="The lamp stays dark.",
        environment=("Windows 10", "10.0.17763.1098"),
        engineer="Mei",
        date="2024-05-06",
        version="ab12",
    )
    evidence = [
        Evidence("ashes", "urn", text="dust\nand ``` ashes"),
        Evidence("lamp/light", "output", text="0 lux"),
    ]
    assert (
        handover(go("outer", *BURNT), "en", evidence, about)
        == """\
# Case summary: Small

- Case: CASE-00001-EXAMPL
- Customer: Lantern Works
- Environment: Windows 10, 10.0.17763.1098
- Engineer: Mei
- Date: 2024-05-06
- Procedure: Small (outer) (version ab12)

## Problem

The lamp stays dark.

## Analysis

1. Plug it in — did not help
2. Is the light on? — It is not

   > In short: Broken

3. Burn it down — did not help
   ```
   burn.exe /all
   ```
4. Collect the ashes — collected

### Evidence

- An urn:
  ````
  dust
  and ``` ashes
  ````
- Output — Is the light on?:
  ```
  0 lux
  ```

## Conclusion

**Unresolved**

Stopped

### Next step

Tell the customer how things stand and agree whether to go on.
"""
    )


def test_the_house_headings_are_chinese_too() -> None:
    text = handover(go("outer", "plug: solved"), "zh")
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        "# 案例总结：Small",
        "## 问题定义",
        "## 问题分析",
        "### 收集的证据",
        "## 问题总结",
        "### 下一步",
    ]
    assert "1. Plug it in —— 问题解决" in text
    assert "**已解决**" in text
    assert "- 系统环境：未记录" in text


def test_an_interrupted_walk_says_where_to_go_on() -> None:
    text = handover(go("outer", "plug: not_solved"), "en")
    assert "**Not finished**" in text
    assert "Go on with this step: Is the light on?" in text


def test_a_walk_that_has_not_begun_can_be_handed_over() -> None:
    assert "No step was taken yet." in handover(go("outer"), "en")


def test_what_was_declined_is_listed_without_its_commands() -> None:
    text = handover(go("outer", *BURNT[:2], "burn: declined"), "en")
    assert "3. Burn it down — not done" in text
    assert "burn.exe" not in text


def test_notes_stand_under_their_step() -> None:
    position = walk(TREES, "outer", [Answer("plug", "not_solved", "It was loose.\nTwice.")])
    text = handover(position, "en")
    assert "1. Plug it in — did not help\n   Note: It was loose.\n   Twice.\n" in text


@pytest.mark.parametrize(
    ("evidence", "line"),
    [
        ([], "- An urn: not given"),
        ([Evidence("ashes", "urn", filename="urn.zip")], "- An urn: file urn.zip"),
        (
            [Evidence("ashes", "urn", reason="the customer's rules")],
            "- An urn: can't be had: the customer's rules",
        ),
        ([Evidence("ashes", "urn", text="a\n" * 40)], "- An urn: 40 lines, which begin so"),
    ],
)
def test_evidence_is_listed_or_why_there_is_none(evidence: list[Evidence], line: str) -> None:
    assert line in handover(go("outer", *BURNT), "en", evidence).splitlines()


def test_a_diagnosis_without_a_cure_tells_what_is_likely_now() -> None:
    text = handover(
        go("cures", "cure.noise: loud", "cure.clean: not_solved", "cure: handover"), "en"
    )
    assert "1. Does it make a noise? — It does" in text
    assert "2. Clean it — did not help" in text
    assert "Most likely causes now: wear (about 98 %)" in text


def test_a_cured_diagnosis_says_nothing_of_causes() -> None:
    assert "Most likely" not in handover(go("cures", "cure.clean: solved"), "en")


def test_a_diagnosis_that_goes_on_names_the_next_step() -> None:
    assert "Go on with this step: Clean it" in handover(go("cures"), "en")


def test_articles_of_the_outcome_are_named() -> None:
    one = tree("nodes:\n  end: {kind: outcome, text: Done, result: resolved, articles: [how-to]}")
    position = walk({"small": one}, "small")
    assert "Articles: how-to" in handover(position, "en")
    assert "Articles: How to do it" in handover(
        position, "en", (), About(articles={"how-to": "How to do it"})
    )
    assert "Articles" not in handover(position, "en", (), About(articles={}))


@pytest.mark.parametrize(
    ("messages", "says"),
    [
        ({"a": {"zh": "一", "en": "one"}, "b": {"en": "two"}}, "`b` lacks zh"),
        ({"a": {"zh": "{n} 行", "en": "{count} lines"}}, "`a` names other values"),
    ],
)
def test_messages_are_complete_in_every_language(messages: dict, says: str) -> None:
    with pytest.raises(InvalidDataError, match=says):
        checked(messages, "words.yaml")
