"""The archive mail: the summary that an engineer writes when a case is closed.

Two house styles are known, problem/analysis/conclusion and scope/progress; in the second nothing is headed
as the conclusion, and what is recommended next is taken for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from kb.cases import Message, Summary
from kb.mail import closing
from kb.prose.lines import is_courtesy, telling_lines
from kb.prose.sentences import clauses, sentences
from kb.summary.headings import PARTS, heading
from kb.summary.outcomes import recommends

_PART_OF = {**{part: part for part in PARTS}, "advice": "conclusion"}
_NEARLY_LAST = 3
"""A mail with all headings closes the case without saying so only among the last messages."""


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of a summary as written, and whether a heading announces them (`案例总结`)."""

    parts: dict[str, tuple[str, ...]]
    covered: bool


def archived(messages: Sequence[Message]) -> Summary | None:
    """The summary of the last archive mail; None where no mail holds one."""
    for message in reversed(messages):
        written = read_parts(message)
        complete = len(written.parts) == len(PARTS)
        nearly_last = complete and message.n > messages[-1].n - _NEARLY_LAST
        if nearly_last or _closes(message, written):
            return _summary(written.parts)
    return None


def closes(message: Message) -> bool:
    """Whether a message is the summary that closes a case."""
    return _closes(message, read_parts(message))


def read_parts(message: Message) -> Written:
    """The paragraphs under each heading of a summary, in the order of the mail."""
    parts: dict[str, list[str]] = {}
    current, covered = "", False
    for line in telling_lines(message.body, message.sender):
        found = None if line.code else heading(line.text)
        text = line.text
        if found is not None and found.part in _PART_OF:
            current, text = _PART_OF[found.part], found.rest
        elif found is not None and found.part != "aside":
            current, covered = "", covered or found.part == "cover"
        if current and text and not line.code:
            parts.setdefault(current, []).append(text)
    return Written({part: tuple(texts) for part, texts in parts.items()}, covered)


def _closes(message: Message, written: Written) -> bool:
    if "problem" not in written.parts or len(written.parts) == 1:
        return False
    return written.covered or closing.closes(message.body)


def _summary(parts: dict[str, tuple[str, ...]]) -> Summary:
    problem = _said(parts.get("problem", ()))
    analysis = _said(parts.get("analysis", ()))
    conclusion = _said(parts.get("conclusion", ()))
    if not conclusion:
        analysis, conclusion = split_off_conclusion(analysis)
    elif not analysis:
        analysis, conclusion = _split_off_analysis(conclusion)
    return Summary("\n".join(problem), "\n".join(analysis), "\n".join(conclusion))


def _said(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in texts if not is_courtesy(text) or len(sentences(text)) > 1)


def split_off_conclusion(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part an analysis without a conclusion: what is recommended next concludes it.

    The first paragraph always stays analysis. Of a single paragraph the sentences that recommend at its end
    are the conclusion, or its last sentence.
    """
    for at, paragraph in enumerate(paragraphs):
        if at and recommends(paragraph):
            return paragraphs[:at], paragraphs[at:]
    if len(paragraphs) > 1:
        return paragraphs[:-1], paragraphs[-1:]
    told = [sentence for paragraph in paragraphs for sentence in sentences(paragraph)]
    ending = len(list(takewhile(recommends, reversed(told)))) or 1
    first = max(1, len(told) - ending)
    if len(told) > first:
        return (_joined(told[:first]),), (_joined(told[first:]),)
    return _halves(_joined(told))


def _halves(sentence: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A single sentence ends with what came of it; one that cannot be parted is both."""
    parts = clauses(sentence)
    at = sentence.rfind(parts[-1]) if len(parts) > 1 else 0
    return (sentence[:at].rstrip(" ，,、") or sentence,), (sentence[at:],)


def _split_off_analysis(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if len(paragraphs) > 1:
        return paragraphs[:-1], paragraphs[-1:]
    told = [sentence for paragraph in paragraphs for sentence in sentences(paragraph)]
    return (_joined(told[:-1] or told),), (_joined(told[-1:]),)


def _joined(told: Sequence[str]) -> str:
    return "".join(one if not one[-1:].isascii() else f"{one} " for one in told).strip()
