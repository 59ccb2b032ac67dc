from collections.abc import Mapping

import pytest

from tests.trees.growing import tree
from tests.trees.test_walk import INNER, OUTER, TREES
from trees.model import Example
from trees.position import Answer
from trees.replay import Verdict, judge, judge_all, judge_walk, replay, walked


@pytest.mark.parametrize(
    "answers",
    [
        {"plug": "not_solved", "light": "dark", "burn": "solved"},
        {"plug": "not_solved", "lamp/light": "dark", "burn": "solved"},
        {"plug": "not_solved", "lamp": "escalate", "burn": "solved"},
    ],
)
def test_places_in_a_subtree_may_be_named_in_three_ways(answers: Mapping[str, str]) -> None:
    played = replay(TREES, "outer", answers)
    assert (played.ended, str(played.reason)) == ("end", "")


def test_danger_is_confirmed_and_evidence_collected_on_the_way() -> None:
    played = replay(TREES, "outer", {"plug": "not_solved", "light": "dark", "burn": "not_solved"})
    assert [(answer.node, answer.answer) for answer in played.answers] == [
        ("plug", "not_solved"),
        ("lamp/light", "dark"),
        ("burn", "confirmed"),
        ("burn", "not_solved"),
        ("ashes", "collected"),
    ]
    assert played.ended == "stop"


@pytest.mark.parametrize(
    ("answers", "ended"),
    [
        ({"cure.noise": "loud", "cure.clean": "not_solved", "cure.swap": "solved"}, "replaced"),
        ({"cure.clean": "not_solved"}, "stop"),
        ({"cure.clean": "declined", "cure.drill": "solved"}, "end"),
        ({}, "stop"),
    ],
)
def test_a_diagnosis_takes_the_next_best_step_that_the_example_knows(
    answers: Mapping[str, str], ended: str
) -> None:
    played = replay(TREES, "cures", answers)
    assert (played.ended, str(played.reason)) == (ended, "")


def test_an_example_without_an_answer_is_stuck_and_says_where() -> None:
    played = replay(TREES, "outer", {"plug": "not_solved"})
    assert (played.ended, str(played.reason)) == ("lamp/light", "it has no answer for `lamp/light`")


def test_an_answer_that_is_gone_is_stuck() -> None:
    played = replay(TREES, "outer", {"plug": "melted"})
    assert played.ended == "plug"
    assert str(played.reason) == "`plug` offers no `melted` (only solved, not_solved)"


def test_a_walk_in_a_circle_is_stopped() -> None:
    again = tree("""
tree: again
nodes:
  try: {kind: action, text: Try, solved: end, not_solved: try}
  end: {kind: outcome, text: Done, result: resolved}
""")
    assert "circle" in str(replay({"again": again}, "again", {"try": "not_solved"}).reason)


@pytest.mark.parametrize(
    ("outcome", "steps", "verdict"),
    [
        ("end", 0, Verdict.SAME),
        ("end", 1, Verdict.SAME),
        ("end", 2, Verdict.SHORTER),
        ("resolved", 0, Verdict.SAME),
        ("stop", 0, Verdict.LOST),
        ("escalate", 0, Verdict.LOST),
    ],
)
def test_an_example_is_judged_by_where_it_ends(outcome: str, steps: int, verdict: Verdict) -> None:
    judged = judge(TREES, OUTER, Example({"plug": "solved"}, outcome, "C-1"), steps)
    assert (judged.case, judged.expected, judged.got, judged.verdict) == (
        "C-1",
        outcome,
        "end",
        verdict,
    )


def test_a_walk_that_takes_more_answers_is_longer() -> None:
    example = Example({"plug": "not_solved", "light": "lit"}, "end")
    assert judge(TREES, OUTER, example, steps=1).verdict is Verdict.LONGER


def test_a_finished_walk_is_judged_with_its_answers_in_order() -> None:
    done = [Answer("again", "more"), Answer("again", "more"), Answer("again", "enough")]
    again = tree("""
nodes:
  again:
    kind: question
    text: Again?
    answers:
      more: {text: Once more, goto: again}
      enough: {text: Enough, goto: end}
  end: {kind: outcome, text: Done, result: resolved}
""")
    judged = judge_walk({"small": again}, again, done, "end", case="C-2")
    assert (judged.case, judged.verdict) == ("C-2", Verdict.SAME)


def test_a_walk_through_danger_and_evidence_is_the_same_on_the_same_tree() -> None:
    keys = ["plug: not_solved", "lamp/light: dark", "burn: confirmed", "burn: not_solved"]
    done = [Answer(*key.split(": ")) for key in [*keys, "ashes: collected"]]
    assert judge_walk(TREES, OUTER, done, "stop").verdict is Verdict.SAME
    assert judge_walk(TREES, OUTER, done, "end").verdict is Verdict.LOST


def test_a_diagnosis_that_now_begins_with_the_cure_is_shorter() -> None:
    done = [Answer("cure.noise", "quiet"), Answer("cure.clean", "solved")]
    assert judge_walk(TREES, TREES["cures"], done, "end").verdict is Verdict.SHORTER


def test_all_examples_of_a_tree_are_judged() -> None:
    assert judge_all({"inner": INNER}, "inner") == ()


def test_the_edges_of_a_replay_can_be_counted() -> None:
    played = replay(TREES, "outer", {"plug": "not_solved", "light": "lit"})
    assert walked([played]) == {
        ("outer", "plug", "not_solved"),
        ("inner", "light", "lit"),
        ("inner", "mended", "resolved"),
        ("outer", "lamp", "resolved"),
    }
