"""What stands in the boxes and on the lines, and how much room it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from trees.drawing.wrapping import width, wrap
from trees.graph import Edge, edges
from trees.messages import say
from trees.model import (
    DECLINED,
    HANDOVER,
    NOT_SOLVED,
    SOLVED,
    Action,
    Diagnose,
    Node,
    Outcome,
    Question,
    Result,
    RiskLevel,
    Subtree,
    Tree,
)

TEXT: Final = 13.0
SMALL: Final = 11.0
LEADING: Final = 18.0
SMALL_LEADING: Final = 15.0
PADDING: Final = 13.0
CAPTION: Final = 20.0
# Room for the coloured dot before a caption.
DOT: Final = 12.0
_MOST: Final = 196.0
_LEAST: Final = 96.0
_LINES: Final = 7
_WORDS_MOST: Final = 112.0
_WORDS_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A node as it is drawn.

    Attributes:
        tone: what its colour says: the kind, or the result of an outcome.
        loops: words of the answers that lead back to the node itself.
        full: all its words, for a tool tip.
    """

    id: str
    kind: str
    tone: str
    caption: str
    lines: tuple[str, ...]
    loops: tuple[str, ...]
    full: str
    high_risk: bool

    @property
    def size(self) -> tuple[float, float]:
        widths = [width(line, TEXT) for line in self.lines]
        widths += [width(words, SMALL) for words in self.loops]
        widths.append(width(self.caption, SMALL) + DOT)
        wide = max(_LEAST, min(max(widths, default=0.0), _MOST + 16)) + 2 * PADDING
        high = CAPTION + LEADING * len(self.lines) + SMALL_LEADING * len(self.loops) + 10
        return (round(wide), high)


@dataclass(frozen=True, slots=True)
class Way:
    """An edge as it is drawn; `lines` are its words."""

    edge: Edge
    lines: tuple[str, ...]

    @property
    def size(self) -> tuple[float, float]:
        if not self.lines:
            return (0.0, 0.0)
        widest = max(width(line, SMALL) for line in self.lines)
        return (widest + 6, SMALL_LEADING * len(self.lines))


def boxes(tree: Tree, language: str) -> list[Box]:
    """All nodes of a tree in its order."""
    return [_box(tree, node, language) for node in tree.nodes.values()]


def ways(tree: Tree, language: str, notes: Mapping[tuple[str, str], str]) -> list[Way]:
    """All edges of a tree; `notes` are further words for (node, answer)."""
    found = []
    for node in tree.nodes.values():
        for edge in edges(node):
            words = answer_words(node, edge.answer, language)
            lines = wrap(words, SMALL, _WORDS_MOST, _WORDS_LINES)
            note = notes.get((edge.source, edge.answer), "")
            found.append(Way(edge, (*lines, note) if note else lines))
    return found


def answer_words(node: Node, answer: str, language: str) -> str:
    """The words on a line; none where there is only one way on."""
    if isinstance(node, Question):
        return node.answers[answer].text.say(language)
    if isinstance(node, Diagnose) and answer in node.fixes:
        return node.fixes[answer].text.say(language)
    key = _answer_key(node, answer)
    return say(key, language) if key else ""


def _answer_key(node: Node, answer: str) -> str:
    """The message on a line; empty for none."""
    match node:
        case Action():
            ways = {SOLVED: "yes-solved", NOT_SOLVED: "no-not-solved", DECLINED: "is-declined"}
            return ways[answer]
        case Diagnose() if answer == HANDOVER:
            return "is-handover"
        case Diagnose():
            return "yes-solved" if len(node.solved) == 1 else "otherwise"
        case Subtree() if answer in set(Result):
            return answer
        case Subtree() if len(node.outcomes) > 1:
            return "otherwise"
        case _:
            return ""


def _box(tree: Tree, node: Node, language: str) -> Box:
    full = _words(node, language)
    loops = tuple(
        wrap("↻ " + answer_words(node, edge.answer, language), SMALL, _MOST, 1)[0]
        for edge in edges(node)
        if edge.target == node.id
    )
    high = _is_high(node)
    return Box(
        node.id,
        node.kind,
        node.result if isinstance(node, Outcome) else node.kind,
        _caption(tree, node, language, high=high),
        wrap(full, TEXT, _MOST, _LINES),
        loops,
        full,
        high,
    )


def _words(node: Node, language: str) -> str:
    words = node.text.say(language)
    return words or (node.tree if isinstance(node, Subtree) else node.id)


def _caption(tree: Tree, node: Node, language: str, *, high: bool) -> str:
    if isinstance(node, Outcome):
        said = [say(node.result, language)]
    elif isinstance(node, Diagnose):
        counts = {"fixes": len(node.fixes), "questions": len(node.questions)}
        said = [say("kind-diagnose", language), say("fixes-and-questions", language, **counts)]
    else:
        said = [say(f"kind-{node.kind}", language)]
    if node.id == tree.start:
        said.insert(0, say("start", language))
    if high:
        said.append(say("high-risk", language))
    return " · ".join(said)


def _is_high(node: Node) -> bool:
    if isinstance(node, Diagnose):
        return any(fix.risk.level is RiskLevel.HIGH for fix in node.fixes.values())
    return isinstance(node, Action) and node.risk.level is RiskLevel.HIGH
