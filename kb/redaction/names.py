"""Checks on names of people in their places."""

import re
from functools import cache
from typing import Final

from kb.redaction.pinyin import apart, is_family, is_given, read, split
from kb.redaction.values import has_han, is_frequent
from kb.redaction.words import is_common, is_pair, words

Place = tuple[int, int] | None

_ADDRESSED: Final = frozenset('请与和跟向给找让由是的对，、@ 及\t\n(（“"：:。,')
_NOT_AFTER_TITLE: Final = re.compile(
    "工[程作具单艺资厂人业商会龄期伤地时序车件]|总的[来说看]|总[是体数部计结监线之共量裁台站经公司局会而和务览]|董[事]"
)
_LEADS: Final = frozenset("请与和跟向给找让由是的对及把被叫派为到从经同因即，、了告系知托")
_TRAILS: Final = frozenset(
    "的说于在是与和及已将也先女工总老主经处科局正负反表提确同收签发通电来回要想把被对向给从，、这那今明昨刚未没不会能可需去到上下协配测操打联时后前就还再又都帮请问答建安重登试用"
)
_NOT_SMALL: Final = frozenset(
    "时于车米白黄程范熊马龙毛路方区包花金雪明云牛羊鸟麦豆球贝盘板孔谷季蒙黎乐"
)
_STRONG_TITLES: Final = ("先生", "女士", "小姐", "老师", "经理", "主任", "博士", "教授", "医生")
_SHORTEST: Final = 2
_FILE: Final = re.compile(r"\.[a-z]|!\w|[(=\\\d_]|::")
_CODE: Final = re.compile(r"(?!Mc|Mac|De|Di|La|Le|Van|O['’])[A-Za-z]*[a-z][A-Z]|[A-Z]{2,}[a-z]")
_SHOUTED: Final = 5
_WESTERN: Final = re.compile(r"[^\W\d_][\w'’.-]*")


def titled(text: str, start: int, end: int) -> Place:
    """A family name, or a whole one, in front of a title."""
    name, after = text[start:end], text[end : end + 4].lstrip()
    if name in words("people", "compound"):
        return start, end
    if _begins_word(name + after) or _is_word(name) or _NOT_AFTER_TITLE.match(after):
        return None
    before = text[start - 1 : start] if start else "\n"
    return (start, end) if _is_addressed(name, before, after) else None


def _is_addressed(name: str, before: str, after: str) -> bool:
    everyday = name[0] in words("people", "everyday")
    free = before in _ADDRESSED or not has_han(before)
    if len(name) == 1:
        return free if everyday else not (has_han(before) and _begins_word(before + name))
    if _is_usual(name) or (everyday and not free and is_pair(before + name[0])):
        return False
    weak = not after.startswith(_STRONG_TITLES)
    return not weak or (set(split(name)[1]) <= words("people", "given") and not everyday)


def name(text: str, start: int, end: int) -> Place:
    """A Chinese name in a sure place."""
    value = text[start:end]
    usual = len(value) == _SHORTEST and is_pair(value)
    return None if usual or _is_word(value) or _is_role(value) else (start, end)


def name_followed(text: str, start: int, end: int) -> Place:
    """A Chinese name up to punctuation, a title or a word that follows names."""
    for stop in range(end, start + 1, -1):
        if _ends(text, stop) and name(text, start, stop):
            return start, stop
    return None


def name_followed_sure(text: str, start: int, end: int) -> Place:
    """The same in an unsure place: no everyday family name but with three characters."""
    place = name_followed(text, start, end)
    if place is None:
        return None
    value = text[slice(*place)]
    everyday = value[0] in words("people", "everyday") and value[:2] not in words(
        "people", "compound"
    )
    if _is_usual(value) or not set(split(value)[1]) <= words("people", "given"):
        return None
    if everyday and (len(value) <= _SHORTEST or not has_han(text[place[1] : place[1] + 1])):
        return None
    return place


def _ends(text: str, place: int) -> bool:
    after = text[place : place + 4]
    if not after or not has_han(after[0]):
        return True
    return _followers().match(after) is not None


@cache
def _followers() -> re.Pattern[str]:
    followers = words("people", "followers") | words("people", "titles")
    return re.compile("|".join(sorted(followers, key=len, reverse=True)))


def greeted(text: str, start: int, end: int) -> Place:
    """Whoever is greeted, without the title."""
    value = text[start:end]
    title = next((title for title in words("people", "titles") if value.endswith(title)), "")
    name_only = value.removesuffix(title)
    if _is_role(name_only) or _begins_word(value) or not name_only or is_common(value):
        return None
    return start, start + len(name_only)


def read_as(text: str, start: int, end: int) -> Place:
    """Of a name that stands twice, the second must be the first in pinyin."""
    value = text[start:end]
    if has_han(value):
        return name(text, start, end)
    first = re.search(
        "([\u3400-\u9fff]{2,4})[^\u3400-\u9fff]{0,8}$", text[max(0, start - 16) : start]
    )
    letters = re.sub("[^a-z]", "", value.lower())
    ways = read(first[1]) if first else frozenset()
    fits = any(letters in {family + given, given + family} for family, given in ways)
    return (start, end) if fits else None


def any_name(text: str, start: int, end: int) -> Place:
    """A display name, Chinese or Western."""
    value = text[start:end]
    return name(text, start, end) if has_han(value) else western(text, start, end)


def bare_name(text: str, start: int, end: int) -> Place:
    """A name of three characters with nothing to announce it."""
    value = text[start:end]
    family = split(value)[0]
    if len(family) == 1 and family in words("people", "everyday"):
        return None
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if _is_word(value) or _is_place(text, start, end) or _is_role(value + after):
        return None
    if _is_usual(value):
        return None
    led = not has_han(before) or before in _LEADS or not is_pair(before + value[0])
    goes_on = has_han(after) and after not in _TRAILS and is_pair(value[-1] + after)
    return (start, end) if led and not goes_on else None


def bare_speaker(text: str, start: int, end: int) -> Place:
    """A name in front of a colon at the start of a line."""
    value = text[start:end]
    everyday = value[0] in words("people", "everyday")
    no_name = everyday or _is_word(value) or _is_usual(value) or _is_place(text, start, end)
    return None if no_name else (start, end)


def _is_usual(value: str) -> bool:
    """Whether a name holds two characters that usually stand side by side, so that it is none."""
    compound = value[:2] in words("people", "compound")
    return any(is_pair(value[n : n + 2]) for n in range(compound, len(value) - 1))


def _is_place(text: str, start: int, end: int) -> bool:
    places = words("places", "places")
    around = text[max(0, start - 1) : end + 1]
    return any(around[i:j] in places for i in range(len(around)) for j in (i + 2, i + 3))


def small_name(text: str, start: int, end: int) -> Place:
    """小董, 老赵: nothing before it that makes a word, and what follows names behind it."""
    family = text[end - 1]
    common = family in words("people", "everyday") or family in _NOT_SMALL
    before = text[start - 1 : start] if start else ""
    led = not has_han(before) or before in _LEADS
    return None if common or not led or not _ends(text, end) else (start, end)


def short_name(text: str, start: int, end: int) -> Place:
    """A name of two characters that are no word, and whose first is no everyday one."""
    value = text[start:end]
    everyday = value[0] in words("people", "everyday") or value[0] in _NOT_SMALL
    usual = is_pair(value) or is_pair(value[-1] + text[end : end + 1])
    no_name = everyday or usual or _is_word(value) or _is_place(text, start, end)
    return None if no_name else (start, end)


def pinyin_name(text: str, start: int, end: int) -> Place:
    """Two words that are a Chinese name in pinyin and no English."""
    family, given = text[start:end].lower().split(" ")
    two = is_family(family) and is_given(given)
    english = is_frequent(family) and is_frequent(given)
    return (start, end) if two and not english else None


def known_given(text: str, start: int, end: int) -> Place:
    """A known given name and a family name which is no everyday word."""
    parts = text[start:end].lower().split(" ")
    fine = parts[0] in words("people", "given_en") and not is_frequent(parts[-1])
    return western(text, start, end) if fine else None


def known_first(text: str, start: int, end: int) -> Place:
    """A known given name, or two words that are not everyday ones."""
    parts = text[start:end].lower().split(" ")
    if parts[0] in words("people", "given_en"):
        first = len(parts) > 1 and is_frequent(parts[-1])
        return western(text, start, start + len(parts[0]) if first else end)
    return western_rare(text, start, end) if len(parts) > 1 else None


def known_given_alone(text: str, start: int, end: int) -> Place:
    """A known given name that is no word, perhaps with a family name that is none either."""
    parts = text[start:end].lower().split(" ")
    if parts[0] not in words("people", "given_en") or parts[0] in words("people", "ordinary"):
        return None
    whole = len(parts) == 1 or not is_frequent(parts[-1])
    return western(text, start, end if whole else start + len(parts[0]))


def last_first(text: str, start: int, end: int) -> Place:
    """Family name, comma, given name: the second is known, or neither is an everyday word."""
    last, first = text[start:end].split(", ")
    known = first.lower() in words("people", "given_en")
    return (start, end) if known and not is_frequent(last) else None


def joined_pinyin(text: str, start: int, end: int) -> Place:
    """Letters that are a Chinese name in one word, and no English word."""
    value = text[start:end]
    return None if is_frequent(value) or apart(value) is None else (start, end)


def western(text: str, start: int, end: int) -> Place:
    """A Western name in a sure place: none of its words greets or signs for many."""
    value = text[start:end].rstrip(" .-'’")
    parts = [part.lower() for part in _WESTERN.findall(value)]
    many = words("people", "not_people") | words("people", "roles")
    if not parts or any(part in many for part in parts) or len(value) < _SHORTEST:
        return None
    if _FILE.match(text, start + len(value)) or (value.isupper() and len(value) < _SHOUTED):
        return None
    if any(_CODE.match(part) and apart(part.lower()) is None for part in value.split()):
        return None
    return start, start + len(value)


def western_rare(text: str, start: int, end: int) -> Place:
    """A Western name in an unsure place: not made of everyday words alone."""
    place = western(text, start, end)
    if place is None:
        return None
    parts = _WESTERN.findall(text[slice(*place)])
    return None if any(is_frequent(part) for part in parts) else place


def stranger(text: str, start: int, end: int) -> Place:
    """A name that no list knows: no everyday word, no maker and no product."""
    first = text[start:end].lower().split(" ")[0]
    product = first in words("organisations", "vendors") or first in words("network", "products")
    return None if product else western_rare(text, start, end)


def _is_word(value: str) -> bool:
    if value[1:] in words("people", "titles"):
        return True
    return _begins_word(value) or not words("people", "not_given").isdisjoint(value[1:])


def _begins_word(value: str) -> bool:
    return not words("people", "not_names").isdisjoint((value[:2], value[:3]))


def _is_role(value: str) -> bool:
    return _roles().search(value) is not None


@cache
def _roles() -> re.Pattern[str]:
    return re.compile("|".join(role for role in words("people", "roles") if has_han(role)))
