"""A summary where nobody wrote one: the most telling sentences of the thread, word for word.

Nothing is put into other words, and the summary is marked as extracted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.cases import Message, Resolution, Summary
from kb.prose.lines import polite_core, telling_lines
from kb.prose.sentences import sentences
from kb.prose.symptoms import tells_symptom
from kb.summary.headings import heading
from kb.summary.outcomes import recommends, told
from kb.summary.ranking import rank

MAX_SENTENCES = 120
"""Sentences of a thread that are compared; of longer threads the first and the last ones."""

_SHORTEST = 6
_LONGEST = 400
_OPENING = 3
_FAVOUR = 3.0
_MOST = {"problem": 2, "analysis": 4, "conclusion": 2}
_PART_OF = {"advice": "conclusion"}
_MARKER = re.compile(r"\A(?:\d{1,2}\s?[.、)）]|[-*•·])\s{0,8}(?!\d)")
_NOISE = ("http://", "https://", "sftp://", "[removed:", "@")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, where it stands, and the part that its heading puts it in."""

    text: str
    message: int
    part: str


def extracted(messages: Sequence[Message]) -> Summary:
    """The most telling sentences as problem, analysis and conclusion, in their order."""
    said = _bounded([one for message in messages for one in _said(message)])
    if not said:
        return Summary(extracted=True)
    last = messages[-1].n
    scores = rank([one.text for one in said], [_favour(one, last) for one in said])
    parts = {
        "problem": _best(said, scores, _problem(said, last), "problem"),
        "conclusion": [],
        "analysis": [],
    }
    late = [at for at, one in enumerate(said) if one.message == said[-1].message]
    for part, fits in (("conclusion", _conclusion(said, last)), ("analysis", range(len(said)))):
        taken = {at for chosen in parts.values() for at in chosen}
        free = [at for at in fits if at not in taken] or [at for at in late if at not in taken]
        parts[part] = _best(said, scores, free, part)
    texts = {
        part: "\n".join(said[at].text for at in sorted(chosen)) for part, chosen in parts.items()
    }
    return Summary(**texts, extracted=True)


def _said(message: Message) -> Iterator[Said]:
    part = ""
    for line in telling_lines(message.body, message.sender):
        found = None if line.code else heading(line.text)
        part = _PART_OF.get(found.part, found.part) if found else part
        for sentence in () if line.code else sentences(found.rest if found else line.text):
            core = polite_core(_MARKER.sub("", sentence))
            if _tells(core):
                yield Said(core, message.n, part)


def _tells(sentence: str) -> bool:
    if not _SHORTEST <= len(sentence) <= _LONGEST or any(noise in sentence for noise in _NOISE):
        return False
    return any(char.isalpha() for char in sentence)


def _bounded(said: list[Said]) -> list[Said]:
    unique = list({one.text: one for one in reversed(said)}.values())[::-1]
    if len(unique) <= MAX_SENTENCES:
        return unique
    half = MAX_SENTENCES // 2
    return unique[:half] + unique[-half:]


def _favour(one: Said, last: int) -> float:
    favour = _FAVOUR if one.part in _MOST else 1.0
    if one.message <= _OPENING or one.message > last - _OPENING:
        favour += 1.0
    return favour


def _problem(said: Sequence[Said], last: int) -> list[int]:
    headed = [at for at, one in enumerate(said) if one.part == "problem"]
    # Scopes are put right as a case goes on: the last one under a heading holds.
    if headed:
        return [at for at in headed if said[at].message == said[headed[-1]].message]
    first = said[0].message
    opening = [at for at, one in enumerate(said) if one.message <= min(first + 1, last)]
    for fits in (_only_tells, tells_symptom, lambda text: not recommends(text)):
        if chosen := [at for at in opening if fits(said[at].text)]:
            return chosen
    return opening


def _only_tells(text: str) -> bool:
    return tells_symptom(text) and not recommends(text)


def _conclusion(said: Sequence[Said], last: int) -> list[int]:
    late = [at for at, one in enumerate(said) if one.message > max(1, last - _OPENING)]
    ends = {at: found for at in late if (found := told(said[at].text))}
    if ends:
        # What was said last counts; of several ends the one that says most.
        latest = max(said[at].message for at in ends)
        newest = {at: found for at, found in ends.items() if said[at].message == latest}
        best = min(newest.values(), key=list(Resolution).index)
        return [at for at, found in newest.items() if found is best]
    headed = [at for at in late if said[at].part == "conclusion"]
    return headed or [at for at in late if recommends(said[at].text)] or late


def _best(
    said: Sequence[Said], scores: Sequence[float], fits: Sequence[int], part: str
) -> list[int]:
    headed = [at for at in fits if said[at].part == part]
    ranked = sorted(headed or fits, key=lambda at: -scores[at])
    return ranked[: _MOST[part]]
