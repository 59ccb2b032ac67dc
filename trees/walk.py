"""Walking: a tree and a list of answers give a position. Nothing else is state.

Going back is dropping the last answer; a running walk is its list of answers, played again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from trees.errors import InvalidAnswerError, UnknownTreeError
from trees.model import (
    COLLECTED,
    CONFIRMED,
    DECLINED,
    DEFAULT,
    HANDOVER,
    NOT_SOLVED,
    SOLVED,
    Action,
    Check,
    Collect,
    Diagnose,
    Fix,
    Node,
    Outcome,
    Question,
    Result,
    RiskLevel,
    Subtree,
    Tree,
)
from trees.patterns import found
from trees.position import Answered, Frame, Position, Visit, key_of

MAX_DEPTH: Final = 20
MAX_HOPS: Final = 200


def walk(trees: Mapping[str, Tree], tree_id: str, answers: Iterable[Answered] = ()) -> Position:
    """Play answers on a tree.

    Args:
        trees: id -> tree; the tree and all its subtrees, errors of `check` mended.
        tree_id: where to begin.
        answers: in the order in which they were given.

    Raises:
        UnknownTreeError: the tree or a subtree is not among `trees`.
        InvalidAnswerError: an answer that its place does not offer.
    """
    tree = _tree(trees, tree_id)
    position = _enter(trees, Position(tree, tree.nodes[tree.start]))
    for answer in answers:
        position = advance(trees, position, answer)
    return position


def advance(trees: Mapping[str, Tree], position: Position, given: Answered) -> Position:
    """One answer further.

    Raises:
        InvalidAnswerError: the place does not offer the answer.
    """
    step = _step(position, given)
    if given.answer == CONFIRMED:
        return replace(position, confirmed=given.node)
    visit = Visit(given.node, position.tree, position.node, step, given.answer, given.note)
    moved = replace(position, path=(*position.path, visit), confirmed="")
    target = _target(position.node, step, given.answer)
    return _go(trees, moved, target) if target else moved


def _step(position: Position, given: Answered) -> str:
    """The step of a `diagnose` that an answer is for; empty elsewhere."""
    offered = choices(position)
    if given.answer not in offered.get(given.node, ()):
        allowed = "; ".join(f"{key}: {', '.join(found)}" for key, found in offered.items())
        raise InvalidAnswerError(
            f"`{given.node}: {given.answer}` is not offered here; answer {allowed or 'nothing'}"
        )
    return given.node.removeprefix(position.key).removeprefix(".")


def choices(position: Position) -> dict[str, tuple[str, ...]]:
    """What can be answered now: key -> answers. Only a `diagnose` offers more than one key."""
    node, key = position.node, position.key
    match node:
        case Question():
            return {key: tuple(node.answers)}
        case Action():
            return {key: _remedy(position, key, node, declinable=bool(node.declined))}
        case Collect():
            return {key: (COLLECTED,)}
        case Diagnose():
            return _diagnosis(position, node)
        case _:
            return {}


def _remedy(
    position: Position, key: str, step: Action | Fix, *, declinable: bool
) -> tuple[str, ...]:
    declined = (DECLINED,) if declinable else ()
    if step.risk.level is RiskLevel.HIGH and position.confirmed != key:
        return (CONFIRMED, *declined)
    return (SOLVED, NOT_SOLVED, *declined)


def _diagnosis(position: Position, node: Diagnose) -> dict[str, tuple[str, ...]]:
    key = position.key
    done = position.answers_at(key)
    offered: dict[str, tuple[str, ...]] = {}
    for name in open_fixes(node, done):
        place = f"{key}.{name}"
        offered[place] = _remedy(position, place, node.fixes[name], declinable=True)
    for name, probe in node.questions.items():
        if done.get(name, DECLINED) == DECLINED:
            offered[f"{key}.{name}"] = tuple(dict.fromkeys((*probe.answers, DECLINED)))
    return {**offered, key: (HANDOVER,)}


def open_fixes(node: Diagnose, done: Mapping[str, str]) -> tuple[str, ...]:
    """Fixes that may be tried now: not tried yet, and all that must come before them were."""
    tried = {step for step, answer in done.items() if answer != DECLINED}
    return tuple(
        name
        for name, fix in node.fixes.items()
        if name not in tried and tried.issuperset(fix.after)
    )


def _target(node: Node, step: str, answer: str) -> str:
    """Id of the next node; empty where the walk stays."""
    match node:
        case Question():
            return node.answers[answer].goto
        case Action():
            ways = {SOLVED: node.solved, NOT_SOLVED: node.not_solved, DECLINED: node.declined}
            return ways[answer]
        case Collect():
            return node.goto
        case Diagnose() if step:
            return node.after_cure(step) if step in node.fixes and answer == SOLVED else ""
        case Diagnose():
            return node.handover.goto
        case _:
            return ""


def _go(trees: Mapping[str, Tree], position: Position, target: str) -> Position:
    return _enter(trees, replace(position, node=position.tree.nodes[target]))


def _enter(trees: Mapping[str, Tree], position: Position) -> Position:
    """Go into subtrees, and out of them again, until a node asks for an answer or the walk ends."""
    for _ in range(MAX_HOPS):
        node = position.node
        if isinstance(node, Subtree):
            position = _into(trees, position, node)
        elif isinstance(node, Outcome) and position.stack:
            position = _out(position, node)
        else:
            return position
    raise InvalidAnswerError(f"subtrees lead round in a circle at `{position.key}`; break it")


def _into(trees: Mapping[str, Tree], position: Position, node: Subtree) -> Position:
    if len(position.stack) >= MAX_DEPTH:
        raise UnknownTreeError(f"subtrees nest more than {MAX_DEPTH} deep at `{position.key}`")
    tree = _tree(trees, node.tree)
    stack = (*position.stack, Frame(position.tree, node))
    return replace(position, tree=tree, node=tree.nodes[tree.start], stack=stack)


def _out(position: Position, end: Outcome) -> Position:
    inner = Visit(position.key, position.tree, end, "", str(end.result))
    return _back(replace(position, path=(*position.path, inner)), end.result)


def _back(position: Position, result: Result) -> Position:
    """Out of the innermost subtree, with its result."""
    *outer, frame = position.stack
    key = key_of(outer, frame.node.id)
    target = frame.node.after(result)
    if not target:
        raise InvalidAnswerError(
            f"`{key}` names no node for `{result}`: add it to `outcomes`, or a `{DEFAULT}`"
        )
    visit = Visit(key, frame.tree, frame.node, "", str(result))
    return replace(
        position,
        tree=frame.tree,
        node=frame.tree.nodes[target],
        stack=tuple(outer),
        path=(*position.path, visit),
    )


def leave(trees: Mapping[str, Tree], position: Position, depth: int, result: Result) -> Position:
    """Out of subtrees up to a depth of the stack as if the outermost of them had ended so."""
    inner = replace(position, stack=position.stack[: depth + 1])
    return _enter(trees, _back(inner, result))


def _tree(trees: Mapping[str, Tree], tree_id: str) -> Tree:
    if tree_id not in trees:
        raise UnknownTreeError(f"no tree is called `{tree_id}`: write it or add its file")
    return trees[tree_id]


def read_output(check: Check, pasted: str) -> str | None:
    """The answer that a pasted output gives: the first pattern of the check that is found."""
    return next((rule.answer for rule in check.read if found(rule.pattern, pasted)), None)
