import random
import statistics

import pytest

from tests.trees.growing import tree
from tests.trees.test_walk import CURES, OUTER, TREES, go
from tests.trees.troubles import learning_costs
from trees.files import load
from trees.learn import (
    LEAST_WALKS,
    Session,
    cost_under,
    learned_shares,
    propose,
    rates,
    sessions,
    survival,
)
from trees.learning.chains import chains, changes, reorder
from trees.learning.ranges import below, quantile, share
from trees.learning.traffic import traffic
from trees.model import Diagnose
from trees.planning.belief import FixModel, Problem, problem
from trees.reading.edit import EditError, with_values
from trees.simulate import expected_cost

NODE = CURES.nodes["cure"]
assert isinstance(NODE, Diagnose)
MODEL = problem(NODE)


def two() -> Problem:
    fixes = (FixModel("a", 10, (1.0, 0.0)), FixModel("b", 10, (0.0, 1.0)))
    return Problem(("x", "y"), (0.9, 0.1), fixes, (), 200)


def walked(first: int, second: int, dropped: int = 0) -> list[Session]:
    """Walks that try a, then b: so many cured by each, and some left after a."""
    failed = ("a", "not_solved")
    return [
        *([Session((("a", "solved"),), "a")] * first),
        *([Session((failed, ("b", "solved")), "b")] * second),
        *([Session((failed,))] * dropped),
    ]


def test_sessions_are_read_from_finished_walks() -> None:
    walks = [
        go("cures", "cure.noise: loud", "cure.clean: not_solved", "cure.swap: solved"),
        go("cures", "cure.clean: declined", "cure: handover"),
        go("outer", "plug: solved"),
    ]
    assert sessions("cures", "cure", walks) == (
        Session((("noise", "loud"), ("clean", "not_solved"), ("swap", "solved")), "swap"),
        Session((("clean", "declined"), ("handover", "handover"))),
    )


def test_a_rate_stands_beside_its_counts() -> None:
    found = rates(two(), walked(6, 3, dropped=4))
    assert [(name, rate.tried, rate.solved) for name, rate in found.items()] == [
        ("a", 13, 6),
        ("b", 3, 3),
    ]
    assert found["a"].hazard.value == pytest.approx(7 / 15)
    assert found["b"].chance == pytest.approx((1 - 7 / 15) * 4 / 5)
    assert found["a"].hazard.low < 7 / 15 < found["a"].hazard.high


def test_what_was_declined_counts_as_no_attempt() -> None:
    assert rates(two(), [Session((("a", "declined"), ("b", "solved")), "b")])["a"].tried == 0


def test_survival_turns_hazards_into_chances() -> None:
    assert survival([0.5, 0.5, 1.0]) == [0.5, 0.25, 0.25]


def test_shares_move_from_the_authors_to_the_recorded_ones() -> None:
    nothing = learned_shares(two(), [])
    assert nothing["x"].value == pytest.approx(0.9)
    learned = learned_shares(two(), walked(20, 80))
    assert learned["x"].value == pytest.approx((20 + 4 * 0.9) / 104)
    assert learned["x"].low < 0.23 < learned["x"].high


def test_walks_that_stopped_early_count_with_what_they_showed() -> None:
    learned = learned_shares(two(), walked(20, 20, dropped=40))
    assert learned["y"].value > 0.70


def test_nothing_is_proposed_from_a_few_walks() -> None:
    assert propose(two(), walked(0, LEAST_WALKS - 1)) is None
    assert propose(two(), walked(0, LEAST_WALKS)) is not None


def test_a_proposal_predicts_what_it_saves() -> None:
    proposal = propose(two(), walked(10, 90))
    assert proposal is not None
    assert proposal.walks == 100
    assert proposal.saved == pytest.approx(proposal.before - proposal.after)
    share_x = (10 + 4 * 0.9) / 104
    assert proposal.before == pytest.approx(10 + 10 * (1 - share_x))
    assert proposal.after == pytest.approx(10 + 10 * share_x)
    assert proposal.weights == {"x": 13.1, "y": 86.9}


def test_nothing_is_proposed_where_it_saves_nothing() -> None:
    assert propose(two(), walked(90, 10)) is None


def test_a_plan_costs_what_it_costs_where_it_is_right() -> None:
    assert cost_under(MODEL, MODEL) == pytest.approx(expected_cost(MODEL))


def test_fifty_walks_with_drop_outs_come_within_three_percent() -> None:
    chance = random.Random(5)
    over = [learning_costs(chance, walks=50)["hazard x survival"] for _ in range(250)]
    assert statistics.mean(over) <= 0.03


@pytest.mark.parametrize(
    ("a", "b", "x", "expected"),
    [
        (1, 1, 0.3, 0.3),
        (2, 1, 0.5, 0.25),
        (1, 3, 0.2, 1 - 0.8**3),
        (2, 2, 0.5, 0.5),
        (5, 5, 0.0, 0.0),
    ],
)
def test_the_beta_distribution(a: float, b: float, x: float, expected: float) -> None:
    assert below(x, a, b) == pytest.approx(expected, abs=1e-12)


def test_quantiles_invert_the_distribution() -> None:
    assert below(quantile(0.05, 7, 9), 7, 9) == pytest.approx(0.05, abs=1e-9)
    found = share(7, 9)
    assert found.low < found.value < found.high
    assert quantile(0.05, 1e-12, 5) == pytest.approx(0, abs=1e-9)


CHAIN = """\
tree: chain
title: Chain
languages: [en]
start: ask
nodes:
  ask:
    kind: question
    text: Again?
    answers:
      'yes': {text: "Yes", goto: first}   # the chain begins here
      'no': {text: "No", goto: end}
  first: {kind: action, text: First, minutes: 30, solved: end, not_solved: second}
  second: {kind: action, text: Second, minutes: 5, solved: end, not_solved: third}
  third: {kind: action, text: Third, minutes: 1, solved: end, not_solved: stop}
  end: {kind: outcome, text: Done, result: resolved}
  stop: {kind: outcome, text: Stopped, result: unresolved}
"""


def test_a_chain_of_actions_may_run_in_a_better_order() -> None:
    one = load(CHAIN, "chain.yaml")
    assert chains(one) == (("first", "second", "third"),)
    found = reorder(
        one, ("first", "second", "third"), {"first": (20, 2), "second": (18, 9), "third": (9, 0)}
    )
    assert found.proposed == ("second", "third", "first")
    assert found.after < found.before
    text = with_values(CHAIN, changes(one, found))
    after = load(text, "chain.yaml")
    assert chains(after) == (found.proposed,)
    assert "# the chain begins here" in text


def test_dangerous_actions_are_no_part_of_a_chain() -> None:
    assert chains(OUTER) == ()


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("title",), "更新 #1", 'title: "更新 #1"'),
        (("start",), "no", 'start: "no"'),
        (("languages", "0"), "zh", "languages: [zh]"),
    ],
)
def test_one_value_is_changed_and_the_rest_stays(
    path: tuple[str, ...], value: str, line: str
) -> None:
    after = with_values(CHAIN, {path: value}).splitlines()
    different = [new for old, new in zip(CHAIN.splitlines(), after, strict=True) if old != new]
    assert different == [line]


@pytest.mark.parametrize("path", [("gone",), ("nodes",), ("languages", "7"), ("title", "zh")])
def test_a_path_that_is_not_there_is_refused(path: tuple[str, ...]) -> None:
    with pytest.raises(EditError):
        with_values(CHAIN, {path: "x"})


def test_weights_are_written_as_numbers() -> None:
    assert with_values("a: {b: 5, c: 1}\n", {("a", "b"): 12.5}) == "a: {b: 12.5, c: 1}\n"


def test_walks_are_counted_per_edge_and_remedy() -> None:
    walks = [
        go("outer", "plug: solved"),
        go("outer", "plug: not_solved", "lamp/light: dark", "burn: declined"),
        go("outer", "plug: not_solved"),
    ]
    outer = traffic(OUTER, walks)
    assert outer.walks == 3
    assert outer.edges == {
        ("plug", "solved"): 1,
        ("plug", "not_solved"): 2,
        ("lamp", "default"): 1,
        ("burn", "declined"): 1,
    }
    assert (outer.remedies["plug"].tried, outer.remedies["plug"].solved) == (3, 1)
    assert (outer.remedies["burn"].tried, outer.remedies["burn"].declined) == (0, 1)
    assert (outer.outcomes, outer.left) == ({"end": 1}, {"ashes": 1})
    assert outer.untaken(OUTER) == ("stop",)
    inner = traffic(TREES["inner"], walks)
    assert (inner.walks, inner.edges, inner.left) == (2, {("light", "dark"): 1}, {"light": 1})


def test_a_diagnosis_is_counted_by_its_steps() -> None:
    walks = [go("cures", "cure.noise: loud", "cure.clean: not_solved", "cure.swap: solved")]
    found = traffic(CURES, walks)
    assert found.edges == {("cure", "swap"): 1}
    assert {name: (done.tried, done.solved) for name, done in found.remedies.items()} == {
        "cure.clean": (1, 0),
        "cure.swap": (1, 1),
    }


def test_a_tree_with_no_walks() -> None:
    assert (
        traffic(tree("nodes:\n  end: {kind: outcome, text: Done, result: resolved}"), []).walks == 0
    )
