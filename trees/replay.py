"""Old walks on today's tree: do they still end where they ended?

Examples name places as walks do (`node`, `node.step`, `subtree/node`). Inside a subtree a plain
`node` is enough, and the subtree's own name with a result stands for the whole of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from trees.errors import TreeError
from trees.messages import NOTHING, Said, said
from trees.model import (
    COLLECTED,
    CONFIRMED,
    HANDOVER,
    Collect,
    Diagnose,
    Example,
    Outcome,
    Result,
    Tree,
)
from trees.plan import Kind, Option, decide
from trees.planning.belief import Problem, problem
from trees.position import Answer, Answered, Position
from trees.walk import advance, choices, leave, walk

MAX_STEPS: Final = 300


class Verdict(StrEnum):
    """What became of an old walk."""

    SAME = "same"
    LONGER = "longer"
    SHORTER = "shorter"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Replay:
    """A walk played again.

    Attributes:
        answers: the answers that were given, in order.
        position: where it ended or stuck; None where it could not even begin.
        reason: why it did not reach an outcome; `NOTHING` where it did.
    """

    answers: tuple[Answer, ...]
    position: Position | None
    reason: Said = NOTHING

    @property
    def ended(self) -> str:
        """Name of the outcome, or of the place where it stuck."""
        return self.position.key if self.position else ""


@dataclass(slots=True)
class _Memory:
    """Answers by place; where a place was answered several times, one after the other."""

    answers: Mapping[str, Sequence[str]]
    used: dict[str, int] = field(default_factory=dict)

    def answer(self, key: str) -> str:
        """The answer for a place: by its whole name, else by its name within its own tree."""
        name = key if key in self.answers else key.rsplit("/", 1)[-1]
        given = self.answers.get(name, ())
        return given[min(self.used.get(name, 0), len(given) - 1)] if given else ""

    def use(self, key: str) -> None:
        name = key if key in self.answers else key.rsplit("/", 1)[-1]
        self.used[name] = self.used.get(name, 0) + 1

    def result(self, position: Position, depth: int) -> Result | None:
        """The result that the walk gives for a subtree as a whole."""
        name = "/".join(frame.node.id for frame in position.stack[: depth + 1])
        said = self.answer(name)
        return Result(said) if said in set(Result) else None


def replay(trees: Mapping[str, Tree], tree_id: str, answers: Mapping[str, str]) -> Replay:
    """Walk a tree with answers that are looked up by place."""
    return _play(trees, tree_id, _Memory({key: (answer,) for key, answer in answers.items()}))


def _play(trees: Mapping[str, Tree], tree_id: str, memory: _Memory) -> Replay:
    given: list[Answer] = []
    position: Position | None = None
    try:
        position = _skip(trees, walk(trees, tree_id), memory)
        while not position.outcome:
            if len(given) >= MAX_STEPS:
                return Replay(tuple(given), position, said("goes-round"))
            answer = _next(position, memory)
            if answer is None:
                return Replay(tuple(given), position, _missing(position, memory))
            position = _skip(trees, advance(trees, position, answer), memory)
            given.append(answer)
    except TreeError as error:
        return Replay(tuple(given), position, said("refused", problem=str(error)))
    return Replay(tuple(given), position)


def _missing(position: Position, memory: _Memory) -> Said:
    """Why there is no next answer: none was given, or one that the place does not offer."""
    place, answer = position.key, memory.answer(position.key)
    if not answer:
        return said("no-answer-for", place=place)
    offered = ", ".join(choices(position).get(place, ()))
    return said("not-offered", answer=answer, place=place, offered=offered)


def _skip(trees: Mapping[str, Tree], position: Position, memory: _Memory) -> Position:
    """Leave subtrees for which the walk names the result alone."""
    for depth in range(len(position.stack)):
        result = memory.result(position, depth)
        if result is not None:
            return _skip(trees, leave(trees, position, depth, result), memory)
    return position


def _next(position: Position, memory: _Memory) -> Answer | None:
    offered = choices(position)
    if isinstance(position.node, Collect):
        return Answer(position.key, COLLECTED)
    keys = _proposed(position, position.node) if isinstance(position.node, Diagnose) else offered
    for key in keys:
        answer = memory.answer(key)
        if answer in offered.get(key, ()):
            memory.use(key)
            return Answer(key, answer)
        if answer and CONFIRMED in offered.get(key, ()):
            return Answer(key, CONFIRMED)
    return Answer(position.key, HANDOVER) if isinstance(position.node, Diagnose) else None


def _proposed(position: Position, node: Diagnose) -> list[str]:
    """Keys of the steps of a `diagnose`, as the wizard would propose them."""
    if position.confirmed:
        return [position.confirmed]
    done = position.answers_at(position.key)
    return [
        position.key if option.kind is Kind.HANDOVER else f"{position.key}.{option.step}"
        for option in _options(problem(node), tuple(done.items()))
    ]


@lru_cache(maxsize=4096)
def _options(model: Problem, done: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
    """Walks are many and their beginnings are alike: each state is weighed once."""
    return decide(model, done).options


@dataclass(frozen=True, slots=True)
class Judged:
    """An old walk with what became of it; `got` is where it ends now, after `steps` answers."""

    case: str
    expected: str
    got: str
    verdict: Verdict
    reason: Said = NOTHING
    steps: int = 0


def judge(trees: Mapping[str, Tree], tree: Tree, example: Example, steps: int = 0) -> Judged:
    """Play an example; `steps` is how many answers the walk took when it was recorded."""
    memory = _Memory({key: (answer,) for key, answer in example.answers.items()})
    return _judged(trees, tree, memory, example, steps)


def judge_walk(  # noqa: PLR0913 - what a walk is made of
    trees: Mapping[str, Tree],
    tree: Tree,
    answers: Sequence[Answered],
    outcome: str,
    *,
    case: str = "",
    steps: int | None = None,
) -> Judged:
    """Play a finished walk again on a tree that was edited since.

    Args:
        trees: the trees as they would be after the edit.
        tree: the tree that the walk began with.
        answers: in the order in which they were given.
        outcome: id of the outcome that it reached.
        case: number of the case that the walk belongs to.
        steps: how many answers it took, where that is not the number of those given.
    """
    by_place: dict[str, list[str]] = {}
    for answer in answers:
        if answer.answer not in {CONFIRMED, COLLECTED}:
            by_place.setdefault(answer.node, []).append(answer.answer)
    taken = len(answers) if steps is None else steps
    return _judged(trees, tree, _Memory(by_place), Example({}, outcome, case), taken)


def _judged(
    trees: Mapping[str, Tree], tree: Tree, memory: _Memory, example: Example, steps: int
) -> Judged:
    played = _play(trees, tree.tree, memory)
    got = played.ended
    end = played.position.outcome if played.position else None
    took = len(played.answers)
    if end is None or example.outcome not in {end.id, _as_result(tree, example, end)}:
        reason = said("ends-in", end=got) if played.reason == NOTHING else played.reason
        return Judged(example.case, example.outcome, got, Verdict.LOST, reason, took)
    return Judged(example.case, example.outcome, got, _compare(took, steps), steps=took)


def _as_result(tree: Tree, example: Example, end: Outcome) -> str:
    """An example may also name the result, where no node is called so."""
    return "" if example.outcome in tree.nodes else end.result


def _compare(now: int, before: int) -> Verdict:
    if not before or now == before:
        return Verdict.SAME
    return Verdict.LONGER if now > before else Verdict.SHORTER


def judge_all(trees: Mapping[str, Tree], tree_id: str) -> tuple[Judged, ...]:
    """All examples of a tree."""
    tree = trees[tree_id]
    return tuple(judge(trees, tree, example) for example in tree.examples)


def walked(examples: Iterable[Replay]) -> frozenset[tuple[str, str, str]]:
    """Edges that replays went along: tree, node and answer; to see what no example covers."""
    found: set[tuple[str, str, str]] = set()
    for played in examples:
        for visit in played.position.path if played.position else ():
            found.add((visit.tree.tree, visit.node.id, visit.answer))
    return frozenset(found)
