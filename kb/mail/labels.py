"""Header labels as people see them: `From:`, `发件人：`, `抄 送:`."""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from kb.mail.words import check, fold, section, turned

_LONGEST: Final = 40
_MARKS: Final = (":", "：", "\t", "|")
_BETWEEN: Final = re.compile(r"[\s/／|｜()（）\[\]【】]+")
_EMPHASIS: Final = " \t*_|>#·•　"


class Labelled(NamedTuple):
    """A line with a label: the field that the label names, and what stands behind it."""

    field: str
    value: str


def labelled(line: str) -> Labelled | None:
    """What a line says if it begins with a known label; the fields are those of `words.yaml`.

    The label ends at a colon, or where the cell of a table does (`From<tab>…`, `| From | … |`).
    """
    if fold(line.lstrip(_EMPHASIS)[:1]) not in _beginnings():
        return None
    for mark in _MARKS:
        cut = line.find(mark, 1, _LONGEST)
        field = _field(line[:cut]) if cut > 0 else ""
        if field:
            value = line[cut + 1 :].strip(" \t　").lstrip("*_")
            return Labelled(field, value.rstrip("|" if mark == "|" else "").strip())
    return None


def empty(line: str) -> Labelled | None:
    """A line that is a label and nothing else, such as the row of a table without a value."""
    field = _field(line) if 1 < len(line) <= _LONGEST else ""
    return Labelled(field, "") if field else None


def apart(line: str) -> list[str]:
    """A line cut before each label in it; programs that lose line breaks put a block on one line."""
    cuts = [match.start() for match in _inner().finditer(line)]
    return [line[start:end].strip() for start, end in pairwise([0, *cuts, len(line)])]


@lru_cache(maxsize=4096)
def _field(label: str) -> str:
    """The field that a label names, or nothing; the same labels come again and again."""
    labels, label = _labels(), label.strip(_EMPHASIS)
    if field := labels.get(fold(label)):
        return field
    # in two languages: `发件人/From`, `From (发件人)`
    fields = {labels.get(fold(piece), "") for piece in _BETWEEN.split(label) if piece}
    return fields.pop() if len(fields) == 1 else ""


@cache
def _beginnings() -> frozenset[str]:
    """The first characters of all labels; a quick look that most lines do not pass."""
    return frozenset(label[0] for label in _labels())


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
