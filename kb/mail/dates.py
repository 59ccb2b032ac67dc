"""Points in time in the forms that mails and exports carry.

A zone is kept where it is given; otherwise the time is naive. The letters `CST` name two zones, so
they give none. Of `4/5/2020` the first number is the month unless the other way is the only one.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Final, NamedTuple

from kb.mail.words import check, fold, section, turned

_FILE: Final = "words.yaml"
_LONGEST: Final = 400
_NOON: Final = 12
# The first mail was sent in 1971; clocks that were never set say 1970.
_YEARS: Final = range(1971, 2200)
_REPUBLIC: Final = 1911
_SHORT_YEAR: Final = 2
_LAST_CENTURY: Final = range(71, 100)
_MINUTES_OF_DAY: Final = 24 * 60
_HOURS: Final = {
    **dict.fromkeys(["北京时间", "北京時間", "中国标准时间", "China Standard Time", "台北標準時間"], 8)
} | {"EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7} | {
    "HKT": 8, "JST": 9, "KST": 9, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "SGT": 8, "GMT": 0, "UTC": 0, "UT": 0, "Z": 0
}  # fmt: skip

_DAYS: Final = (
    re.compile(
        r"(?<!\d)(?P<y>\d{4})\s?[-/.年년]\s?(?P<m>\d{1,2})\s?[-/.月월]\s?(?P<d>\d{1,2})(?!\d)"
    ),
    re.compile(
        r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]{1,3}(?:de\s)?"
        r"(?P<name>[^\W\d_]{3,10})\.?,?[\s-]{1,3}(?:de\s)?(?P<y>\d{4})(?!\d)"
    ),
    re.compile(
        r"(?P<name>[^\W\d_]{3,10})\.?\s{1,2}(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(?P<y>\d{4})(?!\d)"
    ),
    re.compile(
        r"(?<![\d.])(?P<a>\d{1,2})(?P<dot>[/.-])(?P<b>\d{1,2})(?P=dot)(?P<y>\d{4})(?![\d.])"
    ),
    re.compile(r"(?<!\d)(?P<m>\d{1,2})月\s?(?P<d>\d{1,2})日?\s?,?\s?(?P<y>\d{4})(?!\d)"),
    re.compile(r"民國\s?(?P<roc>\d{2,3})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})"),
    # `Apr 28 18:04:27 CST 2020`, as programs in C and Java write it
    re.compile(
        r"(?P<name>[A-Z][a-z]{2})\s{1,2}(?P<d>\d{1,2})"
        r"(?=\s\d{1,2}:\d{2}(?::\d{2})?\s(?:[A-Z+][A-Z0-9:+]{1,8}\s)?(?P<y>\d{4})(?!\d))"
    ),
    # a year without separators, or of two digits, counts only before a time of day
    re.compile(r"(?<!\d)(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?=[\sT]{1,2}\d{1,2}:\d)"),
    re.compile(
        r"(?<!\d)(?P<d>\d{1,2})[\s-](?P<name>[A-Z][a-z]{2})[\s-](?P<y>\d{2})(?=\s{1,2}\d{1,2}:\d)"
    ),
    re.compile(
        r"(?<![\d.])(?P<a>\d{1,2})(?P<dot>[/.])(?P<b>\d{1,2})(?P=dot)(?P<y>\d{2})(?=,?\s{1,2}(?:um\s|at\s|à\s)?\d{1,2}:\d)"
    ),
)
_OFFSET: Final = re.compile(
    r"(?:\s?\([A-Za-z ]{0,40}\))?\s?[(\[]?(?:(?:GMT|UTC)\s?(?P<s1>[+-])(?P<h1>\d{1,2})(?::?(?P<m1>\d{2}))?"
    r"|(?P<s2>[+-])(?P<h2>\d{2})(?::?(?P<m2>\d{2}))?)(?!\d)"
)
_NAME: Final = re.compile(rf"\s?[(\[\"]?(?P<name>{'|'.join(_HOURS)})\b")


class Found(NamedTuple):
    """A time and the part of the text that states it."""

    moment: datetime
    start: int
    end: int


class _Rules(NamedTuple):
    clock: re.Pattern[str]
    months: dict[str, int]
    halves: dict[str, str]


def parse(text: str) -> datetime | None:
    """The time that the text states; None where it states none, or one that cannot be."""
    return _parse(text, _rules())


def find(line: str) -> Found | None:
    """The first date of a line with its time of day, midnight where it has none.

    Args:
        line: folded to NFKC already, so that the span fits; only its beginning is looked at.
    """
    return _find(line, _rules())


def has_clock(text: str) -> bool:
    """Whether a text states a time of day."""
    return bool(_rules().clock.search(unicodedata.normalize("NFKC", text[:_LONGEST])))


@cache
def _rules() -> _Rules:
    halves: dict[str, list[str]] = section(_FILE, "halves")
    rules = _Rules(
        _clock([word for group in halves.values() for word in group]),
        turned(section(_FILE, "months")),
        turned(halves),
    )
    for text, expected in section(_FILE, "dates"):
        moment = _parse(text, rules)
        check(f"{_FILE}, dates", text, moment.isoformat() if moment else "", expected)
    return rules


def _clock(halves: Iterable[str]) -> re.Pattern[str]:
    half = "|".join(re.escape(word) for word in sorted(halves, key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<before>{half})\s{{0,3}})?"
        r"(?<![\d:.])(?P<h>\d{1,2})\s?[:点點时時시h]\s?(?P<m>\d{2})(?!\d)"
        r"(?:\s?[:分분]\s?(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?\s?[分秒]?"
        rf"(?:\s{{0,3}}(?P<after>{half})(?![^\W\d_]))?",
        re.IGNORECASE,
    )


def _parse(text: str, rules: _Rules) -> datetime | None:
    found = _find(unicodedata.normalize("NFKC", text[:_LONGEST]), rules)
    return found.moment if found else None


def _find(line: str, rules: _Rules) -> Found | None:
    line = line[:_LONGEST]
    if not any(char.isdigit() for char in line):
        return None
    matches = (match for pattern in _DAYS for match in pattern.finditer(line))
    day = next(filter(None, (_day(match, rules.months) for match in matches)), None)
    if day is None:
        return None
    clock = rules.clock.search(line, day.end) or rules.clock.search(line, 0, day.start)
    return _timed(line, day, clock, rules.halves) if clock else day


def _day(match: re.Match[str], months: dict[str, int]) -> Found | None:
    parts = match.groupdict()
    year = int(parts["roc"]) + _REPUBLIC if parts.get("roc") else _year(parts["y"])
    if parts.get("name"):
        month, day = months.get(fold(parts["name"]), 0), int(parts["d"])
    elif parts.get("a"):
        month, day = _short(int(parts["a"]), int(parts["b"]), parts["dot"])
    else:
        month, day = int(parts["m"]), int(parts["d"])
    if year not in _YEARS:
        return None
    try:
        # The zone follows where there is one; a time without one is naive on purpose.
        return Found(datetime(year, month, day), match.start(), match.end())  # noqa: DTZ001
    except ValueError:
        return None


def _year(digits: str) -> int:
    """A year of four digits, or of two, which is one of the last century from 71 on."""
    if len(digits) > _SHORT_YEAR:
        return int(digits)
    return int(digits) + (1900 if int(digits) in _LAST_CENTURY else 2000)


def _short(first: int, second: int, separator: str) -> tuple[int, int]:
    day_first = separator == "." or first > _NOON
    return (second, first) if day_first else (first, second)


def _timed(line: str, day: Found, clock: re.Match[str], halves: dict[str, str]) -> Found | None:
    half = halves.get(fold(clock["before"] or clock["after"] or ""), "")
    try:
        moment = day.moment.replace(
            hour=_hour(int(clock["h"]), half),
            minute=int(clock["m"]),
            second=int(clock["s"] or 0),
            microsecond=int((clock["f"] or "0")[:6].ljust(6, "0")),
        )
    except ValueError:
        return None
    zone, end = _zone(line, clock.end())
    return Found(moment.replace(tzinfo=zone), min(day.start, clock.start()), max(day.end, end))


def _hour(hour: int, half: str) -> int:
    """The hour of 24; `half` is a key of the section `halves`, or empty."""
    if half == "am":
        return hour % _NOON
    before_noon = half == "noon" and hour == _NOON - 1
    return hour + _NOON if half and hour < _NOON and not before_noon else hour


def _zone(line: str, start: int) -> tuple[timezone | None, int]:
    """The zone that stands at that place, and the place behind it."""
    if match := _OFFSET.match(line, start):
        sign = -1 if (match["s1"] or match["s2"]) == "-" else 1
        minutes = int(match["h1"] or match["h2"]) * 60 + int(match["m1"] or match["m2"] or 0)
        return _fixed(sign * minutes), match.end()
    if match := _NAME.match(line, start):
        return _fixed(_HOURS[match["name"]] * 60), match.end()
    return None, start


def _fixed(minutes: int) -> timezone | None:
    if not minutes:
        return UTC
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < _MINUTES_OF_DAY else None
