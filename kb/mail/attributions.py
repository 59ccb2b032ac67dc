"""Lines such as `On 2 Mar 2020, Lin Mo wrote:` which say whose words follow."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from kb.mail.dates import Found, find
from kb.mail.headers import Block
from kb.mail.people import address_of, person
from kb.mail.words import check, section

_FILE: Final = "words.yaml"
_LONGEST: Final = 400
_MOST_LINES: Final = 4
_ADDRESS_END: Final = re.compile(r"(?<=>)\s?:$")
_PUNCTUATION: Final = " \t,，;；:：、-–—()（）|"


class _Rules(NamedTuple):
    ending: re.Pattern[str]
    starter: re.Pattern[str]
    filler: re.Pattern[str]


def attribution_at(lines: Sequence[str], start: int) -> Block | None:
    """The attribution that begins at a line, over up to four lines, as a header block."""
    if not _may_start(lines[start]):
        return None
    joined = ""
    for place in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[place].strip()
        if not line or line.startswith(">") or len(joined) + len(line) > _LONGEST:
            return None
        joined = f"{joined} {line}".strip()
        if line.endswith((":", "：")):
            later = " ".join(line.strip() for line in lines[start + 1 : place + 1])
            if later and not _is_broken(lines[start].strip(), later):
                return None
            return _attribution(joined, place + 1, _rules())
    return None


def _is_broken(first: str, later: str) -> bool:
    """Whether two pieces are one attribution, and not one behind a line of something else."""
    if found := _find(later):
        at_once = not _trimmed(later[: found.start], _rules())
        return at_once and first.endswith(">") and bool(address_of(first))
    found = _find(first)
    if found is None:
        return False
    starts = not found.start or _rules().starter.match(first)
    return bool(starts or address_of(first[: found.start]))


def _find(text: str) -> Found | None:
    return find(unicodedata.normalize("NFKC", text))


def _may_start(line: str) -> bool:
    """A quick look: only a line with a figure or an address can begin an attribution."""
    return len(line) <= _LONGEST and ("@" in line or any(char.isdigit() for char in line))


def _attribution(text: str, end: int, rules: _Rules) -> Block | None:
    text = unicodedata.normalize("NFKC", text)
    found = find(text)
    ending = rules.ending.search(text) or _bare_ending(text, found)
    if not ending:
        return None
    if found is None and not address_of(text):
        return None
    if not (rules.starter.match(text) or address_of(text) or (found and not found.start)):
        return None
    # Blanks in place of the word, so that the span of the date stays right.
    text = text[: ending.start()] + " " * len(ending.group()) + text[ending.end() :]
    if found is None:
        return Block(sender=person(_trimmed(text, rules)), end=end)
    before, after = (_trimmed(part, rules) for part in (text[: found.start], text[found.end :]))
    return Block(sender=person(f"{before} {after}"), sent_at=found.moment, end=end)


def _bare_ending(text: str, found: Found | None) -> re.Match[str] | None:
    """The end of a line of nothing but a date, a name and an address, as Gmail writes it in Japanese."""
    return _ADDRESS_END.search(text) if found and not found.start else None


def _trimmed(text: str, rules: _Rules) -> str:
    """Text without the small words at its ends."""
    while True:
        text = text.strip(_PUNCTUATION)
        shorter = rules.filler.sub("", text)
        if shorter == text:
            return text
        text = shorter


@cache
def _rules() -> _Rules:
    data = section(_FILE, "attributions")
    rules = _Rules(
        re.compile(rf"(?:{_either(data['endings'])})\s?:?\s*$|\b(?:{_either(data['verbs'])})\b"),
        re.compile(rf"(?:{_either(data['starters'])})(?=\W|\d|[^\x00-\x7f])"),
        re.compile(
            rf"^(?:{_either(data['words'])})(?![^\W\d_])|(?<![^\W\d_])(?:{_either(data['words'])})$"
            rf"|(?:{_either(data['particles'])})$"
        ),
    )
    for each in data["examples"]:
        found = _attribution(each["line"], 1, rules)
        moment = found.sent_at.isoformat() if found and found.sent_at else ""
        read, expected = (found and found.sender, moment), (each["sender"], each["sent"])
        check(f"{_FILE}, attributions", each["line"], read, expected)
    return rules


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
