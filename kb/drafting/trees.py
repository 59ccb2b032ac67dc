"""A first version of a tree, written from a case: its steps in their order, and how it ended.

What the case tried becomes an action, what it looked at a question, what it asked for evidence to
collect. The way that the case took is the tree's first example; where the case does not say how to
go on, the tree says so, for its author to fill in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from kb.cases import Case, Resolution, Step, StepResult
from kb.drafting.markdown import flat, shell, shortened
from kb.drafting.names import MOST, Namer, language
from kb.drafting.sections import PersonalData, Writer
from kb.drafting.words import words
from kb.steps.actions import Aim, aim_of
from kb.timeline import symptoms
from trees.interchange import to_yaml
from trees.model import DECLINED, NOT_SOLVED, SOLVED
from trees.scripts.commands import needs_admin

MOST_STEPS: Final = 20
_MOST_SYMPTOMS: Final = 3
_OPEN: Final = "not-covered"
_CURED: Final = frozenset({Resolution.RESOLVED, Resolution.WORKAROUND})
_SEEN: Final = frozenset({StepResult.WORKED, StepResult.REPRODUCED})
_LOOKS: Final = frozenset({Aim.TEST, Aim.CHECK})
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Planned:
    """A step of the case as a node: its id, what it is for, its words and its commands."""

    id: str
    aim: Aim
    result: StepResult
    text: str
    commands: tuple[str, ...]


def draft_tree(case: Case, redactor: PersonalData, *, taken: Iterable[str] = ()) -> tuple[str, str]:
    """Write a tree from a case, in the language of the case.

    Args:
        case: a case of the archive.
        redactor: replaces personal data by pseudonyms.
        taken: ids that are already given to trees.

    Returns:
        The tree's id and its text, which `trees.check` finds no error in.
    """
    spoken = language(case)
    writer = Writer(case, redactor, words().phrases[spoken])
    tree_id = Namer(taken).name(writer.title(), "tree")
    return tree_id, to_yaml(_Author(case, writer, spoken).document(tree_id))


class _Author:
    """Turns one case into the document of a tree."""

    def __init__(self, case: Case, writer: Writer, spoken: str) -> None:
        self._case = case
        self._writer = writer
        self._spoken = spoken
        self._result = case.resolution or Resolution.UNRESOLVED
        self._end = str(self._result)
        self._steps = self._planned()
        self._cure = self._cured_by()

    def document(self, tree_id: str) -> Node:
        """The whole file, its keys in the order of the format."""
        nodes = dict(self._nodes())
        example = {"case": self._case.number, "answers": self._answers(), "outcome": self._end}
        head = {
            "tree": tree_id,
            "title": self._said(self._writer.title()),
            "languages": [self._spoken],
            "symptoms": [self._said(each) for each in self._symptoms()],
            "codes": list(self._case.codes[:MOST]),
            "products": list(self._case.products[:MOST]),
            "cases": [self._case.number],
            "examples": [example],
            "start": next(iter(nodes)),
        }
        return {key: value for key, value in head.items() if value != []} | {"nodes": nodes}

    def _planned(self) -> tuple[_Planned, ...]:
        """The steps that become nodes; of very many those without a result are left out first."""
        steps = list(self._case.steps)
        known = [step for step in steps if step.result is not StepResult.PENDING]
        namer = Namer({self._end, SOLVED, _OPEN})
        chosen = (steps if len(steps) <= MOST_STEPS else known)[:MOST_STEPS]
        planned = (self._plan(step, namer) for step in chosen)
        return tuple(step for step in planned if step.text)

    def _plan(self, step: Step, namer: Namer) -> _Planned:
        text = self._writer.conceal(step.text)
        commands = tuple(reversed(list(self._writer.commands(step, text))))
        aim = aim_of(step.text)
        return _Planned(namer.name(text, str(aim)), aim, step.result, flat(text), commands)

    def _cured_by(self) -> str:
        """Id of the step that cured: the last remedy that helped, in a case that was solved."""
        helped = [
            step.id
            for step in self._steps
            if step.aim is Aim.FIX and step.result is StepResult.WORKED
        ]
        return helped[-1] if helped and self._result in _CURED else ""

    def _nodes(self) -> Iterator[tuple[str, Node]]:
        if not self._steps:
            yield "same-problem", self._question(self._say("same_problem"), self._end, _OPEN)
        for step, following in zip_longest(self._steps, self._steps[1:]):
            yield step.id, self._node(step, following.id if following else self._after())
        yield self._end, self._outcome()
        used = self._used()
        if SOLVED in used:
            text = self._said(self._say("solved"))
            yield SOLVED, {"kind": "outcome", "text": text, "result": "resolved"}
        if _OPEN in used:
            text = self._said(self._say("not_covered"))
            yield _OPEN, {"kind": "outcome", "text": text, "result": "unresolved"}

    def _after(self) -> str:
        """What follows the last step: the end of the case, unless a step before it was the cure."""
        return _OPEN if self._cure else self._end

    def _used(self) -> set[str]:
        """Which of the two ends that are not the case's own some node leads to."""
        used = {_OPEN} if self._cure or not self._steps else set()
        used |= {_OPEN for step in self._steps if step.aim in _LOOKS}
        if self._result not in _CURED:
            used |= {SOLVED for step in self._steps if step.aim is Aim.FIX}
        return used

    def _node(self, step: _Planned, goto: str) -> Node:
        if step.aim is Aim.COLLECT:
            return self._collect(step, goto)
        if step.aim in _LOOKS:
            return self._question(step.text, *self._branches(step, goto), step.commands, step.aim)
        node: Node = {"kind": "action", "text": self._said(step.text)}
        if step.commands:
            node["commands"] = [_command(each) for each in step.commands]
        solved = self._end if self._result in _CURED else SOLVED
        node |= {"solved": solved, "not_solved": goto}
        return node | ({"declined": goto} if step.result is StepResult.DECLINED else {})

    def _branches(self, step: _Planned, goto: str) -> tuple[str, str]:
        """Where a question leads: the case knows one way on; looks after the cure confirm it."""
        if self._is_later(step):
            return self._end, goto
        return (goto, _OPEN) if step.result in _SEEN else (_OPEN, goto)

    def _is_later(self, step: _Planned) -> bool:
        ids = [each.id for each in self._steps]
        return bool(self._cure) and ids.index(step.id) > ids.index(self._cure)

    def _collect(self, step: _Planned, goto: str) -> Node:
        item: Node = {"id": "evidence", "text": self._said(step.text)}
        if step.commands:
            item["command"] = _command(step.commands[0])
        return {"kind": "collect", "text": self._said(step.text), "items": [item], "goto": goto}

    def _question(
        self,
        text: str,
        seen: str,
        other: str,
        commands: Sequence[str] = (),
        aim: Aim = Aim.CHECK,
    ) -> Node:
        node: Node = {"kind": "question", "text": self._said(text)}
        if commands:
            node["check"] = _command(commands[0])
        kind = "test" if aim is Aim.TEST else "check"
        answers = {
            answer: {"text": self._said(self._say(f"{kind}_{answer}")), "goto": target}
            for answer, target in (("as-said", seen), ("otherwise", other))
        }
        return node | {"answers": answers}

    def _outcome(self) -> Node:
        conclusion = flat(self._writer.conceal(self._case.summary.conclusion))
        node = {
            "kind": "outcome",
            "text": self._said(self._say(f"ends_{self._result}")),
            "result": str(self._result),
        }
        return node | ({"summary": self._said(conclusion)} if conclusion else {})

    def _answers(self) -> Mapping[str, str]:
        """The way of the case through the tree."""
        if not self._steps:
            return {"same-problem": "as-said"}
        found = {}
        for step in self._steps:
            if step.aim in _LOOKS:
                found[step.id] = "as-said" if step.result in _SEEN else "otherwise"
            elif step.aim is Aim.FIX:
                declined = step.result is StepResult.DECLINED
                found[step.id] = DECLINED if declined else NOT_SOLVED
            if step.id == self._cure:
                return found | {step.id: SOLVED}
        return found

    def _symptoms(self) -> Iterator[str]:
        """What the customer said without naming anybody, else the problem in one line."""
        told = (shortened(flat(quote.text)) for quote in symptoms(self._case.messages))
        plain = dict.fromkeys(line for line in told if line and self._writer.conceal(line) == line)
        yield from list(plain)[:_MOST_SYMPTOMS] or [self._writer.title()]

    def _say(self, key: str) -> str:
        return self._writer.phrases[f"tree_{key}"]

    def _said(self, text: str) -> dict[str, str]:
        return {self._spoken: text}


def _command(run: str) -> Node:
    found: Node = {"shell": shell(run), "run": run}
    return {"shell": found["shell"], "admin": True, "run": run} if needs_admin(run) else found
