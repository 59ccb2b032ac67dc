"""What was asked and answered at a place of a walk, in words."""

from trees.messages import say
from trees.model import (
    DECLINED,
    Diagnose,
    Fix,
    Node,
    Outcome,
    Probe,
    Question,
    Subtree,
    Text,
    Tree,
)
from trees.position import Visit


def step_text(visit: Visit) -> Text:
    """The words of what was asked or done at a place."""
    found = None if isinstance(visit.node, Subtree | Outcome) else _step(visit.node, visit.step)
    return found.text if found else Text()


def step_at(tree: Tree, name: str) -> Node | Fix | Probe | None:
    """What stands at `node` or `node.step`; None where the tree has no such place any more."""
    node, _, step = name.partition(".")
    return _step(tree.nodes[node], step) if node in tree.nodes else None


def _step(node: Node, step: str) -> Node | Fix | Probe | None:
    if not isinstance(node, Diagnose) or not step:
        return node
    return node.fixes.get(step) or node.questions.get(step)


def answer_text(visit: Visit, language: str) -> str:
    """The words of what was answered there."""
    node = visit.node
    if isinstance(node, Question):
        return node.answers[visit.answer].text.say(language)
    if isinstance(node, Diagnose) and visit.step in node.questions:
        answer = node.questions[visit.step].answers.get(visit.answer)
        return answer.text.say(language) if answer else say(DECLINED, language)
    return say(visit.answer, language)
