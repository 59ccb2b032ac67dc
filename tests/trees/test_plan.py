"""The figures of the literature, and what a decision says."""

import random
import statistics
from dataclasses import replace

import pytest

from tests.trees.growing import tree
from tests.trees.test_walk import CURES
from tests.trees.troubles import large, least_by_brute_force, mixed, single
from trees.model import Diagnose
from trees.plan import Kind, decide
from trees.planning.belief import FixModel, ProbeModel, Problem, problem
from trees.planning.order import Planner
from trees.planning.solve import optimum
from trees.simulate import expected_cost, random_cost, simulate, simulate_node

NODE = CURES.nodes["cure"]
assert isinstance(NODE, Diagnose)
MODEL = problem(NODE)


def test_falling_chance_per_minute_equals_brute_force_for_single_causes() -> None:
    chance = random.Random(1)
    for _ in range(1_000):
        model = single(chance, chance.randint(1, 5))
        planner = Planner(model)
        assert abs(planner.cost_of_order(planner.state()) - least_by_brute_force(model)) < 1e-9


def test_the_plan_is_close_to_the_optimum() -> None:
    chance = random.Random(2)
    over = []
    for _ in range(60):
        model = mixed(chance, fixes=7, probes=3)
        least = optimum(model)
        assert least is not None
        over.append(expected_cost(model) / least - 1)
    assert min(over) > -1e-9
    assert statistics.mean(over) <= 0.015
    assert max(over) <= 0.10


def two_fixes(giving_up: float) -> Problem:
    fixes = (FixModel("a", 10, (1.0, 0.0)), FixModel("b", 10, (0.0, 1.0)))
    return Problem(("x", "y"), (0.5, 0.5), fixes, (), giving_up)


def test_a_fix_that_is_not_worth_it_alone_may_be_the_first_of_two() -> None:
    decision = decide(two_fixes(19))
    assert (decision.best.step, decision.best.chance) == ("a", 0.5)
    assert decision.expected == pytest.approx(15)


def test_giving_up_is_proposed_where_nothing_pays() -> None:
    decision = decide(two_fixes(14))
    assert (decision.best.kind, decision.best.step, decision.expected) == (Kind.HANDOVER, "", 14)


def test_a_decision_names_all_steps_with_their_reasons() -> None:
    decision = decide(MODEL)
    assert decision.best.step == "clean"
    assert decision.best.chance == pytest.approx(0.6)
    assert {option.step: option.kind for option in decision.options} == {
        "clean": Kind.FIX,
        "drill": Kind.FIX,
        "noise": Kind.QUESTION,
        "": Kind.HANDOVER,
    }
    expected = [option.expected for option in decision.options]
    assert None not in expected
    assert expected == sorted(expected)
    assert decision.shares == pytest.approx({"dust": 2 / 3, "wear": 1 / 3})


def test_steps_that_were_done_or_declined_are_not_proposed_again() -> None:
    decision = decide(
        MODEL, [("clean", "not_solved"), ("noise", "declined"), ("drill", "declined")]
    )
    assert [option.step for option in decision.options] == ["swap", ""]


def test_a_fix_whose_condition_was_declined_is_out_of_reach() -> None:
    decision = decide(MODEL, [("clean", "declined")])
    assert "swap" not in {option.step for option in decision.options}


def test_a_cheap_sharp_question_comes_first() -> None:
    sharp = ProbeModel("which", 1, ("x", "y"), ((1.0, 0.0), (0.0, 1.0)))
    decision = decide(replace(two_fixes(300), probes=(sharp,)))
    assert decision.best.step == "which"
    assert decision.expected == pytest.approx(11)


def test_a_question_waits_where_the_best_fix_should_come_first() -> None:
    fixes = (
        FixModel("likely", 1, (1.0, 0.0, 0.0)),
        FixModel("b", 60, (0, 1.0, 0)),
        FixModel("c", 60, (0, 0, 1.0)),
    )
    ask = ProbeModel("which", 5, ("b", "c"), ((0.5, 1.0, 0.0), (0.5, 0.0, 1.0)))
    model = Problem(("a", "b", "c"), (0.8, 0.1, 0.1), fixes, (ask,), 1000)
    assert decide(model).best.step == "likely"
    assert decide(model, [("likely", "not_solved")]).best.step == "which"


def test_a_contradiction_is_said() -> None:
    fixes = (FixModel("a", 10, (1.0, 0.0)), FixModel("b", 10, (0.0, 1.0)))
    ask = ProbeModel("which", 5, ("x", "y"), ((1.0, 0.0), (0.0, 1.0)))
    model = Problem(("x", "y"), (0.5, 0.5), fixes, (ask,), 100)
    decision = decide(model, [("a", "not_solved"), ("which", "x")])
    assert decision.contradiction
    assert not decide(model, [("which", "x")]).contradiction


SHARED = """
nodes:
  cure:
    kind: diagnose
    text: It does not run
    causes: {a: 1, b: 1, c: 1}
    setups:
      open: {text: Open the case, minutes: 30}
    fixes:
      one: {text: One, minutes: 5, repairs: {a: 1}, setup: open}
      two: {text: Two, minutes: 5, repairs: {b: 1}, setup: open}
      far: {text: Far, minutes: 25, repairs: {c: 1}}
    handover: {cost: 500, goto: stop}
    solved: end
  end: {kind: outcome, text: Done, result: resolved}
  stop: {kind: outcome, text: Stopped, result: unresolved}
"""


def test_a_shared_preparation_is_paid_once_and_weighed_for_all_its_fixes() -> None:
    node = tree(SHARED).nodes["cure"]
    assert isinstance(node, Diagnose)
    model = problem(node)
    assert decide(model).best.cost == 35
    after = decide(model, [("one", "not_solved")]).best
    assert (after.step, after.cost) == ("two", 5)
    assert optimum(model) == pytest.approx(expected_cost(model))


def test_what_must_come_before_is_weighed_with_what_it_makes_possible() -> None:
    fixes = (
        FixModel("door", 5, (0.0, 0.0)),
        FixModel("behind", 5, (1.0, 0.0), after=frozenset({0})),
        FixModel("long", 50, (0.0, 1.0)),
    )
    model = Problem(("a", "b"), (0.7, 0.3), fixes, (), 500)
    assert decide(model).best.step == "door"
    assert optimum(model) == pytest.approx(expected_cost(model))


def test_the_exact_optimum_of_a_known_problem() -> None:
    assert optimum(two_fixes(19)) == pytest.approx(15)
    assert optimum(two_fixes(14)) == pytest.approx(14)


def test_the_optimum_of_what_is_too_large_is_unknown() -> None:
    assert optimum(large(random.Random(4))) is None
    assert optimum(mixed(random.Random(5)), most=1) is None


def test_orders_without_a_plan_cost_more() -> None:
    model = two_fixes(100)
    skewed = replace(model, prior=(0.9, 0.1))
    assert random_cost(Planner(model)) == pytest.approx(15)
    assert random_cost(Planner(skewed)) == pytest.approx((11 + 19) / 2)
    assert simulate_node("x", skewed).no_question_cost == pytest.approx(11)


def test_many_fixes_in_random_order_are_drawn() -> None:
    model = replace(large(random.Random(6), fixes=16, probes=0))
    planner = Planner(model)
    assert random_cost(planner) == random_cost(planner)
    assert random_cost(planner) > planner.cost_of_order(planner.state())


def test_a_tree_is_simulated_node_by_node() -> None:
    # clean 5, drill 0.4 x 1, swap 0.3667 x 30, giving up 0.0667 x 60
    (found,) = simulate(CURES)
    assert found.rounded() == {
        "node": "cure",
        "expected_cost": 20.4,
        "no_question_cost": 20.4,
        "random_cost": round(found.random_cost, 4),
        "optimum": 20.4,
    }


@pytest.mark.parametrize("seed", range(3))
def test_a_huge_tree_is_simulated_in_bounded_time(seed: int) -> None:
    model = large(random.Random(seed), fixes=12, probes=8)
    assert 0 < expected_cost(model) <= model.giving_up
