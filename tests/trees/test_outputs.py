"""What a pasted output answers at a place of a walk."""

from tests.trees.growing import tree
from tests.trees.test_walk import go
from trees.outputs import check_at, read_at
from trees.position import Answer
from trees.walk import walk

PUMP = tree("""
tree: pump
nodes:
  cure:
    kind: diagnose
    text: It stands still
    causes: {dirt: 1, fuse: 1}
    fixes:
      clean:
        text: Clean it
        repairs: {dirt: 1}
        check: {run: flow, read: [{pattern: FLOWS, answer: solved}]}
      drill:
        text: Drill it
        repairs: {dirt: 0.5}
        risk: {level: high}
        undo: [{shell: other, run: glue}]
        check: {run: hole, read: [{pattern: HOLE, answer: solved}]}
    questions:
      lamp:
        text: Is the lamp on?
        check: {run: look, read: [{pattern: LIT, answer: lit}]}
        answers:
          lit: {text: It is, given: {dirt: 0.9, fuse: 0.1}}
          dark: {text: It is not, given: {dirt: 0.1, fuse: 0.9}}
    handover: {cost: 60, goto: end}
    solved: end
  end: {kind: outcome, text: Done, result: resolved}
""")
AT_PUMP = walk({"pump": PUMP}, "pump")


def test_an_output_is_read_by_the_check_of_its_place() -> None:
    assert read_at(AT_PUMP, "cure.lamp", "the lamp is LIT") == Answer("cure.lamp", "lit")
    assert read_at(AT_PUMP, "cure.lamp", "who knows") is None


def test_an_output_of_another_step_answers_that_step() -> None:
    assert read_at(AT_PUMP, "cure.lamp", "water FLOWS") == Answer("cure.clean", "solved")
    both = "LIT, and it FLOWS"
    assert read_at(AT_PUMP, "cure.clean", both) == Answer("cure.clean", "solved")


def test_a_danger_that_nobody_confirmed_is_not_answered_by_an_output() -> None:
    assert read_at(AT_PUMP, "cure.drill", "a HOLE") is None


def test_a_place_without_a_check_reads_nothing() -> None:
    assert check_at(go("outer"), "plug") is None
    assert read_at(go("outer"), "plug", "anything") is None
