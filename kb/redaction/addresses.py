"""Where a Chinese address or the name of an organisation begins and ends; patterns take too much."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from kb.redaction.values import is_frequent
from kb.redaction.words import words

Place = tuple[int, int] | None

_SHORTEST: Final = 4
_LEVELS: Final = re.compile(
    "省|自治区|市|区|县|镇|乡|街道|路|街|大道|村|号|栋|幢|楼|室|单元|大厦|园"
)
_NO_ROAD: Final = re.compile(
    "路由|线路|电路|链路|回路|短路|通路|思路|道路|路径|渠道|通道|管道|信道|频道|报道|知道|街舞|这里|那里|哪里|作坊|公里"
)
_LAST: Final = re.compile(
    "[\u3400-\u9fff]{1,8}(?:路|街|大街|大道|巷|弄|胡同|里|坊|道)(?:.段)?[甲乙丙丁]?\\s?\\d"
)
_ROAD_EN: Final = re.compile(r"[A-Z][a-z]+")
_ROOM: Final = re.compile(r"(?<=[楼座元栋幢层])[ ]?\d{3,4}(?!\d)[室房]?")
_DISK: Final = re.compile("Floppy|Disk|Hard|Flash|Tape|USB|CD|DVD|System")
_DETAIL: Final = re.compile(r"\d")


def address_zh(text: str, start: int, end: int) -> Place:
    """An address from its first place name on, without the words that lead to it."""
    value = text[start:end]
    road = _LAST.search(value)
    if _NO_ROAD.search(value) or (road is None and not _DETAIL.search(value)):
        return None
    start += begin(value, place_first=True)
    room = _ROOM.match(text, end)
    end = room.end() if room else end
    value = text[start:end]
    return (start, end) if len(value) >= 5 else None  # noqa: PLR2004 - the shortest road with a number


def address_labelled(text: str, start: int, end: int) -> Place:
    """What stands behind the word for address, if it names two levels of places."""
    value = text[start:end]
    detailed = len(_LEVELS.findall(value)) > 1 and not _NO_ROAD.search(value)
    return (start, end) if detailed else None


def address_en(text: str, start: int, end: int) -> Place:
    """An address whose road is not made of everyday words, or which goes on behind a comma."""
    value = text[start:end]
    if _DISK.search(value):
        return None
    plain = all(is_frequent(word) for word in _ROAD_EN.findall(value))
    return None if plain and "," not in value else (start, end)


def begin(value: str, *, place_first: bool = False, keep: int = _SHORTEST) -> int:
    """Where the name proper begins.

    Long words that lead to a name (来自, 联系) count wherever they stand, single characters (由, 在) only in
    front or before a place: they are parts of names too.

    Args:
        value: a name with what happens to stand before it.
        place_first: a place name begins it wherever it stands, as in an address.
        keep: so many characters at the end belong to it in any case.
    """
    most = max(0, len(value) - keep)
    start = max((match.end() for match in _long().finditer(value, 0, most)), default=0)
    while front := _front().match(value, start, max(start, most)):
        start = front.end()
    place = _places().search(value, start)
    if place and (place_first or value[place.start() - 1 : place.start()] in _short()):
        return place.start()
    return start


@cache
def _long() -> re.Pattern[str]:
    return _any_of(word for word in words("places", "before") if len(word) > 1)


@cache
def _front() -> re.Pattern[str]:
    return _any_of(words("places", "before"))


@cache
def _places() -> re.Pattern[str]:
    return _any_of(words("places", "places"))


@cache
def _short() -> frozenset[str]:
    return frozenset(word for word in words("places", "before") if len(word) == 1)


def _any_of(entries: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, entries), key=len, reverse=True)))
