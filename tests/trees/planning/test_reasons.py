from dataclasses import replace

from tests.trees.test_walk import CURES
from trees.learning.traffic import Tried
from trees.model import Diagnose
from trees.plan import decide
from trees.planning.belief import problem
from trees.planning.reasons import reasons

NODE = CURES.nodes["cure"]
assert isinstance(NODE, Diagnose)
MODEL = problem(NODE)


def test_a_fix_stands_with_its_record_and_range() -> None:
    found = reasons(NODE, decide(MODEL), "en", {"clean": Tried(13, 6, 2)})
    assert found.because == (
        "Tried 13 times in past walks, helped 6 times (about 46 %, most likely 26 to 67 %)."
    )
    assert found.causes == (("dust", 67), ("wear", 33))
    assert found.warning == ""


def test_without_a_record_the_figures_are_the_authors() -> None:
    assert "author's estimate" in reasons(NODE, decide(MODEL), "en", {}).because
    assert "估计" in reasons(NODE, decide(MODEL), "zh", {"clean": Tried(0, 0, 3)}).because


def test_a_hand_over_says_that_the_rest_does_not_pay() -> None:
    steps = ("clean", "swap", "drill")
    decision = decide(MODEL, [("noise", "loud"), *((step, "not_solved") for step in steps)])
    assert "takes more time" in reasons(NODE, decision, "en", {}).because


def test_contradictions_are_pointed_out() -> None:
    decision = replace(decide(MODEL), contradiction=True)
    assert "contradicts" in reasons(NODE, decision, "en", {}).warning
