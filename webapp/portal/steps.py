"""A tree as pages: what each step shows, and where its links lead.

A static page knows nothing of the way that led to it. So a page that ends a guide offers, for each
guide of which this one is a part, the step there that follows from its result.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trees.model import (
    DEFAULT,
    Action,
    Check,
    Collect,
    Command,
    Diagnose,
    Fix,
    Item,
    Node,
    Outcome,
    Question,
    Result,
    Risk,
    Subtree,
    Text,
    Tree,
)
from trees.plan import decide
from trees.planning.belief import problem
from trees.planning.order import Planner


@dataclass(frozen=True, slots=True)
class Way:
    """A link to the next step.

    Attributes:
        words: of the answer; empty where `say` names a phrase instead.
        say: phrase of words.yaml.
        node: the step that follows.
        tone: `good`, `bad` or nothing, for its look.
    """

    node: str
    words: Text
    say: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Try:
    """One fix of a diagnosis, in the order in which they pay off."""

    id: str
    fix: Fix
    preparation: Text
    solved: str


@dataclass(frozen=True, slots=True)
class Look:
    """A question that narrows a diagnosis down: each answer, and the fix to start with then."""

    text: Text
    check: Check | None
    answers: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Return:
    """Where somebody goes on who came here from another guide."""

    tree: str
    title: Text
    node: str


@dataclass(frozen=True, slots=True)
class Step:
    """What the page of one node shows."""

    node: Node
    ways: tuple[Way, ...] = ()
    commands: tuple[Command, ...] = ()
    check: Check | None = None
    risk: Risk | None = None
    undo: tuple[Command, ...] = ()
    items: tuple[Item, ...] = ()
    tries: tuple[Try, ...] = ()
    looks: tuple[Look, ...] = ()
    guide: str = ""
    returns: tuple[Return, ...] = ()


def steps(tree: Tree, trees: Mapping[str, Tree]) -> tuple[Step, ...]:
    """Return the pages of a tree in its order; `trees` are all public ones."""
    callers = tuple(_callers(tree.id, trees))
    return tuple(_step(node, callers) for node in tree.nodes.values())


def _step(node: Node, callers: Sequence[tuple[Tree, Subtree]]) -> Step:
    match node:
        case Question():
            ways = tuple(Way(each.goto, each.text) for each in node.answers.values())
            return Step(node, ways, check=node.check)
        case Action():
            return Step(
                node,
                tuple(_action_ways(node)),
                commands=node.commands,
                check=node.check,
                risk=node.risk,
                undo=node.undo,
            )
        case Diagnose():
            ways = (Way(node.handover.goto, Text(), "none_helped", "bad"),)
            return Step(node, ways, tries=tuple(_tries(node)), looks=tuple(_looks(node)))
        case Collect():
            return Step(node, (Way(node.goto, Text(), "continue"),), items=node.items)
        case Subtree():
            return Step(node, tuple(_subtree_ways(node)), guide=node.tree)
        case Outcome():
            return Step(node, returns=tuple(_returns(node, callers)))


def _action_ways(node: Action) -> Iterator[Way]:
    yield Way(node.solved, Text(), "solved", "good")
    yield Way(node.not_solved, Text(), "not_solved", "bad")
    if node.declined:
        yield Way(node.declined, Text(), "declined")


def _subtree_ways(node: Subtree) -> Iterator[Way]:
    for result, target in node.outcomes.items():
        if result == DEFAULT:
            say = "result_default" if len(node.outcomes) > 1 else "continue"
            yield Way(target, Text(), say)
        else:
            yield Way(target, Text(), f"result_{result}", _tone(result))


def _tone(result: str) -> str:
    return "good" if result in {Result.RESOLVED, Result.WORKAROUND} else ""


def _tries(node: Diagnose) -> Iterator[Try]:
    planner = Planner(problem(node))
    names = list(node.fixes)
    worthwhile = [names[each.place] for each in planner.order(planner.state())]
    for name in dict.fromkeys([*worthwhile, *names]):
        fix = node.fixes[name]
        setup = node.setups.get(fix.setup)
        yield Try(name, fix, setup.text if setup else Text(), node.after_cure(name))


def _looks(node: Diagnose) -> Iterator[Look]:
    for name, probe in node.questions.items():
        answers = tuple(
            (answer.text, _first_fix(node, name, answer_id))
            for answer_id, answer in probe.answers.items()
        )
        yield Look(probe.text, probe.check, answers)


def _first_fix(node: Diagnose, question: str, answer: str) -> Text:
    """The fix to start with once a question was answered; no words where none is worth it."""
    options = decide(problem(node), [(question, answer)]).options
    fixes = (node.fixes[each.step].text for each in options if each.step in node.fixes)
    return next(fixes, Text())


def _callers(name: str, trees: Mapping[str, Tree]) -> Iterator[tuple[Tree, Subtree]]:
    for tree in trees.values():
        for node in tree.nodes.values():
            if isinstance(node, Subtree) and node.tree == name:
                yield tree, node


def _returns(node: Outcome, callers: Sequence[tuple[Tree, Subtree]]) -> Iterator[Return]:
    for tree, caller in callers:
        target = caller.after(node.result)
        if target:
            yield Return(tree.id, tree.title, target)
