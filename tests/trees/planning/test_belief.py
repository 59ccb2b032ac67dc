import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trees.test_walk import CURES
from tests.trees.troubles import mixed
from trees.model import Diagnose
from trees.planning.belief import Belief, believe, declined, normal, observe, problem

NODE = CURES.nodes["cure"]
assert isinstance(NODE, Diagnose)
MODEL = problem(NODE)


def test_a_node_becomes_numbers() -> None:
    assert (MODEL.causes, MODEL.prior) == (("dust", "wear"), (2 / 3, 1 / 3))
    assert [fix.name for fix in MODEL.fixes] == ["clean", "swap", "drill"]
    assert [fix.repairs for fix in MODEL.fixes] == [(0.9, 0.0), (0.0, 1.0), (0.0, 0.1)]
    assert MODEL.fixes[1].after == {0}
    assert MODEL.probes[0].chances == ((0.1, 0.8), (0.9, 0.2))
    assert MODEL.giving_up == 60


def test_learned_shares_replace_the_authors_weights() -> None:
    assert problem(NODE, {"dust": 1.0, "wear": 3.0}).prior == (0.25, 0.75)


def test_an_answer_and_a_failure_change_the_belief_by_bayes() -> None:
    after_noise = believe(MODEL, [("noise", "loud")]).shares
    assert after_noise == pytest.approx((0.2, 0.8), abs=1e-12)
    after_fix = believe(MODEL, [("noise", "loud"), ("clean", "not_solved")]).shares
    assert after_fix == pytest.approx((0.02 / 0.82, 0.8 / 0.82), abs=1e-12)


def test_what_was_declined_tells_nothing() -> None:
    assert believe(MODEL, [("clean", "declined"), ("noise", "declined")]).shares == MODEL.prior
    assert declined(MODEL, "clean", "declined")
    assert not declined(MODEL, "clean", "not_solved")


def test_steps_of_another_version_are_passed_over() -> None:
    assert believe(MODEL, [("gone", "not_solved"), ("noise", "gone")]).shares == MODEL.prior


def test_an_impossible_answer_begins_again_with_what_was_possible() -> None:
    prior = (0.5, 0.3, 0.2)
    first = observe(prior, Belief(prior), (0.0, 0.2, 0.8))
    assert first.shares == pytest.approx((0.0, 0.06 / 0.22, 0.16 / 0.22), abs=1e-12)
    second = observe(prior, first, (1.0, 0.0, 0.0))
    assert second.contradiction
    assert second.shares == pytest.approx((0.0, 0.6, 0.4), abs=1e-12)


def test_weights_that_are_all_zero_count_alike() -> None:
    assert normal([0.0, 0.0]) == (0.5, 0.5)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_shares_add_to_one_after_any_observations(seed: int, data: st.DataObject) -> None:
    model = mixed(random.Random(seed))
    steps = [(fix.name, "not_solved") for fix in model.fixes]
    steps += [(probe.name, answer) for probe in model.probes for answer in probe.answers]
    done = data.draw(st.lists(st.sampled_from(steps), max_size=40))
    assert abs(math.fsum(believe(model, done).shares) - 1) < 1e-12


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([0.0, 1e-300, 1e-160, 0.5, 1.0]), min_size=3, max_size=3))
def test_the_smallest_chances_do_not_break_the_sum(chances: list[float]) -> None:
    belief = Belief((0.2, 0.3, 0.5))
    for _ in range(5):
        belief = observe((0.2, 0.3, 0.5), belief, chances)
        assert abs(math.fsum(belief.shares) - 1) < 1e-12
