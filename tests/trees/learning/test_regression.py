"""What an edit does to examples and finished walks."""

from tests.trees.growing import tree
from trees.learning.regression import Recorded, compare, examples, users
from trees.model import Tree
from trees.position import Answer
from trees.replay import Verdict

OLD = """
tree: pump
examples:
  - {case: C-1, answers: {look: dirty, clean: solved}, outcome: runs}
  - {answers: {look: broken}, outcome: shop}
nodes:
  look:
    kind: question
    text: Look
    answers:
      dirty: {text: Dirty, goto: clean}
      broken: {text: Broken, goto: shop}
  clean: {kind: action, text: Clean, solved: runs, not_solved: shop}
  runs: {kind: outcome, text: Runs, result: resolved}
  shop: {kind: outcome, text: Shop, result: escalate}
"""
HOUSE = """
tree: house
examples:
  - {answers: {look: dirty, clean: solved}, outcome: dry}
nodes:
  water: {kind: subtree, tree: pump, outcomes: {resolved: dry, default: wet}}
  dry: {kind: outcome, text: Dry, result: resolved}
  wet: {kind: outcome, text: Wet, result: unresolved}
"""
TREES = {"pump": tree(OLD), "house": tree(HOUSE)}


LONGER = OLD.replace("goto: clean}", "goto: dust}").replace(
    "  clean:",
    "  dust: {kind: action, text: Dust, solved: runs, not_solved: clean}\n  clean:",
)


def verdicts(new: str, recorded: list[Recorded]) -> dict[str, Verdict]:
    after: dict[str, Tree] = {**TREES, "pump": tree(new)}
    return {each.key: judged.verdict for each, judged in compare(TREES, after, recorded)}


def without_examples(text: str) -> str:
    head, _, rest = text.partition("examples:")
    return f"{head}nodes:{rest.partition('nodes:')[2]}"


def everything() -> list[Recorded]:
    return [*examples(TREES["pump"]), *examples(TREES["house"])]


def test_an_edit_that_changes_no_way_loses_nothing() -> None:
    assert set(verdicts(OLD.replace("Clean,", "Clean it,"), everything()).values()) == {
        Verdict.SAME
    }


def test_a_lost_example_is_named_also_in_trees_that_walk_through_the_edited_one() -> None:
    cut = OLD.replace("goto: clean}", "goto: wait}").replace("goto: shop}", "goto: clean}")
    cut = without_examples(cut.replace("goto: wait}", "goto: shop}"))
    found = verdicts(cut, everything())
    assert set(found.items()) >= {("pump#1", Verdict.LOST), ("house#1", Verdict.LOST)}


def test_a_shorter_and_a_longer_way_are_told_apart() -> None:
    given = {"look": "dirty", "dust": "not_solved", "clean": "solved"}
    walk = Recorded("w", "pump", tuple(Answer(*pair) for pair in given.items()), "runs")
    before, after = {"pump": tree(OLD)}, {"pump": tree(without_examples(LONGER))}
    for one, other, verdict in (
        (before, after, Verdict.LONGER),
        (after, before, Verdict.SHORTER),
        (after, after, Verdict.SAME),
    ):
        ((_, judged),) = compare(one, other, [walk])
        assert judged.verdict is verdict


def test_no_edit_is_blamed_for_a_walk_that_was_lost_before() -> None:
    walk = Recorded("w", "pump", (Answer("look", "flooded"),), "runs")
    assert verdicts(OLD, [walk]) == {}
    assert verdicts(OLD, [Recorded("w", "gone", (), "end")]) == {}


def test_the_trees_that_walk_through_a_tree_are_found_however_deep() -> None:
    street = HOUSE.replace("tree: house", "tree: street").replace("tree: pump", "tree: house")
    trees = {**TREES, "street": tree(street)}
    assert users(trees, "pump") == ("house", "street")
    assert users(trees, "street") == ()
