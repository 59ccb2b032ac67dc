"""Answers given once more."""

import pytest

from tests.trees.test_walk import TREES
from trees.errors import InvalidAnswerError
from trees.learning.refit import refit
from trees.position import Answer
from trees.walk import walk


def given(*answers: str) -> tuple[Answer, ...]:
    return tuple(Answer(*each.split(": ")) for each in answers)


WAY = given("plug: not_solved", "lamp/light: dark", "burn: confirmed", "burn: not_solved")


def test_answers_that_all_fit_are_given_again() -> None:
    assert refit(TREES, "outer", (), WAY) == WAY


def test_an_answer_that_is_not_asked_for_is_passed_over() -> None:
    later = (*given("gone: yes"), *WAY)
    assert refit(TREES, "outer", (), later) == WAY


def test_a_walk_stops_where_no_later_answer_fits() -> None:
    assert refit(TREES, "outer", WAY[:1], WAY[2:]) == WAY[:1]


def test_each_later_answer_is_given_once() -> None:
    assert walk(TREES, "outer", refit(TREES, "outer", WAY[:2], WAY[2:])).key == "ashes"


def test_an_answer_that_stands_has_to_fit() -> None:
    with pytest.raises(InvalidAnswerError):
        refit(TREES, "outer", given("plug: never"), ())
