import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trees.growing import grown, tree
from trees.errors import InvalidAnswerError, UnknownTreeError
from trees.model import Check, Question, Reading, Tree
from trees.position import Answer, Position
from trees.walk import advance, choices, read_output, walk

INNER = tree("""
tree: inner
nodes:
  light:
    kind: question
    text: Is the light on?
    answers:
      lit: {text: It is, goto: mended}
      dark: {text: It is not, goto: broken}
  mended: {kind: outcome, text: Mended, result: resolved}
  broken: {kind: outcome, text: Broken, result: escalate}
""")
OUTER = tree("""
tree: outer
nodes:
  plug:
    kind: action
    text: Plug it in
    solved: end
    not_solved: lamp
  lamp: {kind: subtree, tree: inner, outcomes: {resolved: end, default: burn}}
  burn:
    kind: action
    text: Burn it down
    commands: [{shell: cmd, run: burn.exe /all}]
    risk: {level: high, warning: It burns}
    undo: [{shell: cmd, run: unburn.exe}]
    solved: end
    not_solved: ashes
    declined: ashes
  ashes:
    kind: collect
    text: Collect the ashes
    items: [{id: urn, text: An urn, required: true}]
    goto: stop
  end: {kind: outcome, text: Done, result: resolved}
  stop: {kind: outcome, text: Stopped, result: unresolved}
""")
CURES = tree("""
tree: cures
nodes:
  cure:
    kind: diagnose
    text: It does not run
    causes: {dust: 2, wear: 1}
    fixes:
      clean: {text: Clean it, minutes: 5, repairs: {dust: 0.9}}
      swap: {text: Swap it, minutes: 30, repairs: {wear: 1}, after: [clean]}
      drill:
        text: Drill it
        repairs: {wear: 0.1}
        risk: {level: high}
        undo: [{shell: other, run: glue}]
    questions:
      noise:
        text: Does it make a noise?
        answers:
          loud: {text: It does, given: {wear: 0.8, default: 0.1}}
          quiet: {text: It does not, given: {wear: 0.2, default: 0.9}}
    handover: {cost: 60, goto: stop}
    solved: {swap: replaced, default: end}
  end: {kind: outcome, text: Done, result: resolved}
  replaced: {kind: outcome, text: Replaced, result: workaround}
  stop: {kind: outcome, text: Stopped, result: unresolved}
""")
TREES = {"outer": OUTER, "inner": INNER, "cures": CURES}


def go(tree_id: str, *pairs: str) -> Position:
    return walk(TREES, tree_id, [Answer(*pair.split(": ")) for pair in pairs])


def test_a_walk_begins_at_the_start() -> None:
    position = go("outer")
    assert (position.key, position.outcome, position.path) == ("plug", None, ())
    assert choices(position) == {"plug": ("solved", "not_solved")}


def test_a_subtree_is_walked_in_place_and_named_with_its_node() -> None:
    position = go("outer", "plug: not_solved")
    assert (position.key, position.tree.tree, position.root.tree) == (
        "lamp/light",
        "inner",
        "outer",
    )
    assert choices(position) == {"lamp/light": ("lit", "dark")}


def test_a_subtree_comes_back_with_its_result() -> None:
    position = go("outer", "plug: not_solved", "lamp/light: dark")
    assert position.key == "burn"
    assert [(visit.key, visit.answer) for visit in position.path] == [
        ("plug", "not_solved"),
        ("lamp/light", "dark"),
        ("lamp/broken", "escalate"),
        ("lamp", "escalate"),
    ]


def test_a_resolved_subtree_may_end_the_walk() -> None:
    position = go("outer", "plug: not_solved", "lamp/light: lit")
    assert position.outcome is not None
    assert position.outcome.id == "end"
    assert choices(position) == {}


BURN = ("plug: not_solved", "lamp/light: dark")


def test_a_dangerous_action_asks_before_it_can_be_answered() -> None:
    assert choices(go("outer", *BURN)) == {"burn": ("confirmed", "declined")}
    with pytest.raises(InvalidAnswerError, match="confirmed, declined"):
        go("outer", *BURN, "burn: solved")
    confirmed = go("outer", *BURN, "burn: confirmed")
    assert confirmed.confirmed == "burn"
    assert choices(confirmed) == {"burn": ("solved", "not_solved", "declined")}


def test_a_dangerous_action_can_be_declined() -> None:
    position = go("outer", *BURN, "burn: declined")
    assert position.key == "ashes"
    assert [(visit.key, visit.answer) for visit in position.tried] == [
        ("plug", "not_solved"),
        ("burn", "declined"),
    ]


def test_evidence_is_a_step_of_its_own() -> None:
    position = go("outer", *BURN, "burn: declined", "ashes: collected")
    assert position.outcome is not None
    assert position.outcome.result == "unresolved"


def test_a_diagnosis_offers_steps_in_any_order_but_what_must_wait() -> None:
    assert choices(go("cures")) == {
        "cure.clean": ("solved", "not_solved", "declined"),
        "cure.drill": ("confirmed", "declined"),
        "cure.noise": ("loud", "quiet", "declined"),
        "cure": ("handover",),
    }
    after = choices(go("cures", "cure.noise: loud", "cure.clean: not_solved"))
    assert set(after) == {"cure.swap", "cure.drill", "cure"}


def test_a_declined_step_of_a_diagnosis_may_be_taken_after_all() -> None:
    position = go("cures", "cure.clean: declined", "cure.noise: declined")
    assert set(choices(position)) == {"cure.clean", "cure.drill", "cure.noise", "cure"}


@pytest.mark.parametrize(
    ("answers", "end"),
    [
        (["cure.clean: solved"], "end"),
        (["cure.clean: not_solved", "cure.swap: solved"], "replaced"),
        (["cure.drill: confirmed", "cure.drill: solved"], "end"),
        (["cure: handover"], "stop"),
    ],
)
def test_a_diagnosis_ends_with_the_fix_that_helped_or_the_hand_over(
    answers: list[str], end: str
) -> None:
    assert go("cures", *answers).key == end


@pytest.mark.parametrize(
    ("tree_id", "answers"),
    [
        ("outer", ["plug: maybe"]),
        ("outer", ["lamp: resolved"]),
        ("outer", ["plug: solved", "end: solved"]),
        ("outer", ["plug: confirmed"]),
        ("cures", ["cure.swap: solved"]),
        ("cures", ["cure.clean: not_solved", "cure.clean: solved"]),
        ("cures", ["cure.nothing: solved"]),
        ("cures", ["cure: solved"]),
    ],
)
def test_an_answer_that_is_not_offered_is_refused(tree_id: str, answers: list[str]) -> None:
    with pytest.raises(InvalidAnswerError, match="is not offered here"):
        go(tree_id, *answers)


def test_an_unknown_tree_is_refused() -> None:
    with pytest.raises(UnknownTreeError, match="no tree is called `gone`"):
        go("gone")
    with pytest.raises(UnknownTreeError, match="no tree is called `inner`"):
        walk({"outer": OUTER}, "outer", [Answer("plug", "not_solved")])


def test_subtrees_that_answer_themselves_in_a_circle_are_refused() -> None:
    inner = tree("tree: empty\nnodes:\n  end: {kind: outcome, text: Done, result: resolved}")
    outer = tree("""
tree: circle
nodes:
  one: {kind: subtree, tree: empty, outcomes: {resolved: one, default: end}}
  end: {kind: outcome, text: Done, result: resolved}
""")
    with pytest.raises(InvalidAnswerError, match="circle"):
        walk({"empty": inner, "circle": outer}, "circle")


def test_only_what_a_person_answered_is_a_step() -> None:
    position = go("outer", "plug: not_solved", "lamp/light: dark")
    assert [visit.key for visit in position.steps] == ["plug", "lamp/light"]


def test_the_way_is_told_for_each_tree_of_the_walk() -> None:
    inside = go("outer", "plug: not_solved")
    assert inside.way(OUTER) == (("plug", "not_solved"), ("lamp", ""))
    assert inside.way(INNER) == (("light", ""),)
    cured = go("cures", "cure.noise: loud", "cure.clean: not_solved", "cure.swap: solved")
    assert cured.way(CURES) == (
        ("cure", "loud"),
        ("cure", "clean"),
        ("cure", "swap"),
        ("replaced", ""),
    )


def test_notes_stay_with_their_step() -> None:
    position = walk(TREES, "outer", [Answer("plug", "not_solved", "the plug was loose")])
    assert position.path[0].note == "the plug was loose"


def _some_walk(data: st.DataObject, trees: dict[str, Tree], tree_id: str) -> list[Answer]:
    answers: list[Answer] = []
    position = walk(trees, tree_id)
    for _ in range(data.draw(st.integers(0, 12))):
        offered = [(key, answer) for key, found in choices(position).items() for answer in found]
        if not offered:
            break
        answers.append(Answer(*data.draw(st.sampled_from(offered))))
        position = advance(trees, position, answers[-1])
    return answers


@settings(max_examples=60, deadline=None)
@given(grown(), st.data())
def test_going_back_is_dropping_the_last_answer(one: Tree, data: st.DataObject) -> None:
    trees = {one.tree: one}
    answers = _some_walk(data, trees, one.tree)
    before = walk(trees, one.tree, answers[:-1])
    assert walk(trees, one.tree, answers) == walk(trees, one.tree, answers)
    if answers:
        assert advance(trees, before, answers[-1]) == walk(trees, one.tree, answers)
        assert len(before.path) <= len(walk(trees, one.tree, answers).path)


@settings(max_examples=60, deadline=None)
@given(grown(), st.data())
def test_every_place_offers_something_or_is_the_end(one: Tree, data: st.DataObject) -> None:
    trees = {one.tree: one}
    position = walk(trees, one.tree, _some_walk(data, trees, one.tree))
    assert bool(choices(position)) != bool(position.outcome)


PORT = Check(
    "Test-NetConnection",
    read=(
        Reading(r"TcpTestSucceeded\s*:\s*True", "reachable"),
        Reading(r"TcpTestSucceeded\s*:\s*False", "blocked"),
        Reading(r"(?i)^warning: name resolution .* failed$", "no-name"),
    ),
)


@pytest.mark.parametrize(
    ("pasted", "answer"),
    [
        ("RemotePort : 80\r\nTcpTestSucceeded : True\r\n", "reachable"),
        ("TcpTestSucceeded       : False", "blocked"),
        ("TcpTestSucceeded : False\nTcpTestSucceeded : True", "reachable"),
        ("x\r\nWARNING: Name resolution of wu failed\r\ny", "no-name"),
        ("Access denied", None),
        ("\ud800", None),
        ("", None),
    ],
)
def test_a_pasted_output_chooses_the_answer(pasted: str, answer: str | None) -> None:
    assert read_output(PORT, pasted) == answer


def test_a_pattern_that_would_backtrack_for_ever_takes_no_time() -> None:
    check = Check("x", read=(Reading(r"(a+)+(b|b)*$", "never"),))
    begin = time.perf_counter()
    read_output(check, "a" * 900_000 + "!")
    assert time.perf_counter() - begin < 5


def test_a_question_without_a_check_has_nothing_to_read() -> None:
    node = INNER.nodes["light"]
    assert isinstance(node, Question)
    assert node.check is None
