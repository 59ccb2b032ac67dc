"""What walks suggest: cheaper weights and orders, each with what it would save."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from trees.files import load
from trees.learn import LEAST_WALKS
from trees.learning.suggest import Suggestion, suggestions
from trees.learning.timing import LONGEST, Spent, spent
from trees.learning.traffic import notes, traffic
from trees.position import Answer, Position
from trees.reading.edit import with_values
from trees.reading.tree_file import read
from trees.walk import walk

PUMP = """\
tree: pump
title: The pump
languages: [en]
start: cures
nodes:
  cures:
    kind: diagnose
    text: The pump stands still
    causes: {dirt: 9, fuse: {weight: 1, text: The fuse}}
    fixes:
      clean: {text: Clean it, minutes: 20, repairs: {dirt: 1}}
      renew: {text: Renew it, minutes: 20, repairs: {fuse: 1}}
    handover: {cost: 300, goto: oil}
    solved: runs
  oil: {kind: action, text: Oil it, minutes: 30, solved: runs, not_solved: kick}
  kick: {kind: action, text: Kick it, minutes: 1, solved: runs, not_solved: shop}
  runs: {kind: outcome, text: Runs, result: resolved}
  shop: {kind: outcome, text: Shop, result: escalate}
"""
TREES = {"pump": load(PUMP, "pump.yaml")}


def gone(*answers: str) -> Position:
    return walk(TREES, "pump", [Answer(*each.split(": ")) for each in answers])


FUSE = gone("cures.clean: not_solved", "cures.renew: solved")
DIRT = gone("cures.clean: solved")
KICKED = gone("cures: handover", "oil: not_solved", "kick: solved")


def found(*positions: Position, least: int = LEAST_WALKS) -> tuple[Suggestion, ...]:
    return suggestions(read(PUMP, "pump.yaml"), TREES["pump"], positions, least)


def test_weights_that_walks_speak_against_are_to_be_changed() -> None:
    (one,) = found(*[FUSE] * 40, *[DIRT] * 5)
    assert (one.subject, one.walks) == ("cures", 45)
    assert one.saved == pytest.approx(one.before - one.after)
    assert one.saved > 10
    assert [row.name for row in one.rows] == ["dirt", "fuse"]
    assert all(row.range and row.range.low < row.then < row.range.high for row in one.rows)
    changed = load(with_values(PUMP, one.changes), "pump.yaml").nodes["cures"]
    assert changed.causes["fuse"].weight > changed.causes["dirt"].weight  # type: ignore[union-attr]


def test_a_chain_of_actions_is_put_in_a_cheaper_order() -> None:
    (one,) = found(*[KICKED] * 40)
    assert (one.subject, one.walks) == ("oil", 40)
    assert [(row.name, row.now, row.then) for row in one.rows] == [("oil", 1, 2), ("kick", 2, 1)]
    changed = yaml.safe_load(with_values(PUMP, one.changes))["nodes"]
    assert changed["cures"]["handover"]["goto"] == "kick"
    assert (changed["kick"]["not_solved"], changed["oil"]["not_solved"]) == ("oil", "shop")


@pytest.mark.parametrize("walks", [[FUSE] * (LEAST_WALKS - 1), [KICKED] * (LEAST_WALKS - 1), []])
def test_few_walks_suggest_nothing(walks: list[Position]) -> None:
    assert found(*walks) == ()


def test_walks_that_agree_with_the_tree_suggest_nothing() -> None:
    assert found(*[DIRT] * 60, *[FUSE] * 6) == ()


BEGAN = datetime(2024, 3, 5, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Moment:
    """An answer as a walk keeps it."""

    node: str
    answered_at: datetime | None
    seconds: int | None = None


def at(key: str, minutes: float | None, seconds: int | None = None) -> Moment:
    moment = None if minutes is None else BEGAN + timedelta(minutes=minutes)
    return Moment(key, moment, seconds)


def test_the_time_of_a_step_is_the_middle_of_its_pauses() -> None:
    walks = [
        (FUSE, BEGAN, [at("cures.clean", 10), at("cures.renew", 12)]),
        (FUSE, BEGAN, [at("cures.clean", 30), at("cures.renew", 30 + LONGEST + 1)]),
        (FUSE, BEGAN, [at("cures.clean", None), at("other", 3)]),
    ]
    assert spent("pump", walks) == {"cures.clean": Spent(20, 2), "cures.renew": Spent(2, 1)}
    assert spent("tap", walks) == {}


def test_the_clock_of_the_page_goes_before_the_moments_of_answers() -> None:
    walks = [(FUSE, BEGAN, [at("cures.clean", 500, seconds=90), at("cures.renew", 502)])]
    assert spent("pump", walks) == {"cures.clean": Spent(1.5, 1), "cures.renew": Spent(2, 1)}


def test_answers_that_came_all_at_once_tell_no_times() -> None:
    walks = [(FUSE, BEGAN, [at("cures.clean", 0), at("cures.renew", 0)])]
    assert spent("pump", walks) == {}


def test_the_lines_of_a_drawing_tell_their_walks() -> None:
    told = notes(TREES["pump"], traffic(TREES["pump"], [KICKED, KICKED, DIRT]))
    assert told["cures", "handover"] == "2/3 · 67 %"
    assert told["kick", "solved"] == "2/2 · 100 %"
