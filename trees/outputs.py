"""A pasted output at a place of a walk: which check reads it, and what it answers."""

from trees.model import Action, Check, Diagnose, Question
from trees.position import Answer, Position
from trees.walk import choices, read_output


def check_at(position: Position, key: str) -> Check | None:
    """The check of a place, or of a step of the `diagnose` where the walk stands."""
    node = position.node
    if isinstance(node, Question | Action):
        return node.check
    step = key.removeprefix(f"{position.key}.")
    if isinstance(node, Diagnose):
        part = node.questions.get(step) or node.fixes.get(step)
        return part.check if part is not None else None
    return None


def read_at(position: Position, key: str, pasted: str) -> Answer | None:
    """The answer that an output gives here.

    In a `diagnose` the output may belong to another step than the one it was pasted at: the checks
    of all steps that can be taken are tried, that one first.
    """
    offered = choices(position)
    for each in sorted(offered, key=lambda place: place != key):
        check = check_at(position, each)
        answer = read_output(check, pasted) if check is not None else None
        if answer in offered[each]:
            return Answer(each, str(answer))
    return None
