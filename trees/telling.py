"""What was asked and answered at a place of a walk, in words."""

from trees.messages import say
from trees.model import DECLINED, Action, Collect, Diagnose, Question, Text
from trees.position import Visit


def step_text(visit: Visit) -> Text:
    """The words of what was asked or done at a place."""
    node = visit.node
    match node:
        case Diagnose() if visit.step in node.fixes:
            return node.fixes[visit.step].text
        case Diagnose() if visit.step:
            return node.questions[visit.step].text
        case Question() | Action() | Collect() | Diagnose():
            return node.text
        case _:
            return Text()


def answer_text(visit: Visit, language: str) -> str:
    """The words of what was answered there."""
    node = visit.node
    if isinstance(node, Question):
        return node.answers[visit.answer].text.say(language)
    if isinstance(node, Diagnose) and visit.step in node.questions:
        answer = node.questions[visit.step].answers.get(visit.answer)
        return answer.text.say(language) if answer else say(DECLINED, language)
    return say(visit.answer, language)
