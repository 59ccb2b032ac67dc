"""Header labels as people see them: `From:`, `发件人：`, `抄 送:`."""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from kb.mail.words import check, fold, section, turned

_LONGEST: Final = 40
_EMPHASIS: Final = " \t*_|>#·•　"


class Labelled(NamedTuple):
    """A line with a label: the field that the label names, and what stands behind it."""

    field: str
    value: str


def labelled(line: str) -> Labelled | None:
    """What a line says if it begins with a known label; the fields are those of `words.yaml`."""
    cut = _colon(line)
    if cut < 1:
        return None
    field = _field(line[:cut])
    if not field:
        return None
    return Labelled(field, line[cut + 1 :].strip(" \t　").lstrip("*_").strip())


def apart(line: str) -> list[str]:
    """A line cut before each label in it; programs that lose line breaks put a block on one line."""
    cuts = [match.start() for match in _inner().finditer(line)]
    return [line[start:end].strip() for start, end in pairwise([0, *cuts, len(line)])]


@lru_cache(maxsize=4096)
def _field(label: str) -> str:
    """The field that a label names, or nothing; the same labels come again and again."""
    return _labels().get(fold(label.strip(_EMPHASIS)), "")


@cache
def _labels() -> dict[str, str]:
    data = section("words.yaml", "labels")
    found = turned({field: each["words"] for field, each in data.items()})
    for field, each in data.items():
        for example in each["examples"]:
            label = example.replace("：", ":").partition(":")[0]
            right = found.get(fold(label.strip(_EMPHASIS)))
            check("words.yaml, labels", example, right, field)
    return found


@cache
def _inner() -> re.Pattern[str]:
    words = (word for each in section("words.yaml", "labels").values() for word in each["words"])
    longest_first = sorted((word for word in words if len(word) > 1), key=len, reverse=True)
    return re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, longest_first))})\s?[:：]")


def _colon(line: str) -> int:
    """Place of the first colon of either width near the start of the line, or -1."""
    narrow, wide = line.find(":", 0, _LONGEST), line.find("：", 0, _LONGEST)
    return min(narrow, wide) if narrow >= 0 and wide >= 0 else max(narrow, wide)
