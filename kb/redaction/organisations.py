"""Checks on names of organisations, and the shorter forms in which people use them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from kb.redaction.addresses import begin
from kb.redaction.values import is_frequent
from kb.redaction.words import is_common, words

Place = tuple[int, int] | None

_LEGAL: Final = re.compile(
    "(?:有限责任公司|股份有限公司|有限公司|股份公司|集团公司|总公司|分公司|有限合伙|集团|公司)$"
)
_TRADE: Final = re.compile(
    "(?:信息技术|信息科技|网络技术|网络科技|数字科技|智能科技|电子科技|系统技术|系统集成|软件技术|科技发展|技术服务|数据服务|技术|科技|软件|系统|集团|股份|网络|"
    "数据|电子|实业|投资|控股|发展|贸易|商贸|服务|咨询|工程|建设|信息|智能|通信|设备|机械|制造|工业|医药|能源|电力|物流|文化|传媒|教育|金融|地质勘测|地质勘查|矿产勘查|测绘勘查|测绘)$"
)
_LAST_TRADE: Final = re.compile(
    "(?:技术|科技|软件|系统|网络|数据|电子|信息|智能|通信|设备|机械|制造|工业|能源|电力|发展|贸易|服务|工程|集成)$"
)
_LEGAL_EN: Final = re.compile(
    r"(?i),?[ ]*\b(?:co\.?,?[ ]?(?:ltd|limited)\.?|ltd\.?|limited|l\.?l\.?c\.?|inc\.?|incorporated|gmbh|plc|pty|corp(?:oration)?\.?|group|holdings)$"
)
_COPYRIGHT: Final = re.compile(
    r"(?i)(?:company\s?name|copyright|©|\(c\)|vendor|manufacturer|publisher|provider|signer|issuer|供应商|制造商|发布者|版权|公司名称)[^\n]{0,24}$"
)
_FUNCTION: Final = re.compile(
    "[的了是不我你您他她它们这那何如使用或及在可以并且将被把从按照请所有每各哪其就也都还很更最若则因为与让给向对比但而]"
)
_WORD_AFTER: Final = re.compile(
    "险[箱丝柜杠]|行[为业动程驶走政]|院[子长校]|学[习生会]|校[验准正对]|局[部面限域势]|基金会"
)
_LEAST: Final = 2
_CLEAR: Final = 3
_PUNCTUATION: Final = re.compile(r"[()（）-]+$|^[()（）-]+")
_FRONT: Final = re.compile(r"^(?:[)）·&-]|[(（](?![^()（）]{1,8}[)）]))+")


def organisation(text: str, start: int, end: int) -> Place:
    """A company: its legal form with at least two characters of a name before it."""
    value = text[start:end]
    legal = _LEGAL.search(value)
    keep = len(value) - len(_TRADE.sub("", value[: legal.start()] if legal else value))
    start += begin(value, keep=keep + _LEAST)
    front = _FRONT.match(text[start:end])
    start += front.end() if front else 0
    name = _LEGAL.sub("", text[start:end])
    vendor = any(_is_vendor(text[max(0, start - n) : end]) for n in range(_CLEAR * 2))
    if len(name) < _LEAST or name in words("organisations", "generic") or vendor:
        return None
    return start, end


def organisation_kind(text: str, start: int, end: int) -> Place:
    """A bank, an authority, a school: with a name of its own."""
    kind = _kind(text[start:end])
    if _WORD_AFTER.match(text, end - 1):
        return None
    start += begin(text[start:end], keep=len(kind))
    cut = [match.end() for match in _FUNCTION.finditer(text[start : end - len(kind)])]
    start += max(cut, default=0)
    name = text[start : end - len(kind)]
    if len(name) < _LEAST or _is_generic(name) or _is_vendor(name):
        return None
    if is_common(name) and not _has_place(name):
        return None
    return start, end


def customer_labelled(text: str, start: int, end: int) -> Place:
    """What stands behind `customer:` and is no remark."""
    value = text[start:end]
    return (
        None if any(word in value for word in words("organisations", "remarks")) else (start, end)
    )


def company_en(text: str, start: int, end: int) -> Place:
    """A company abroad which did not make the hardware or software in question."""
    name = _LEGAL_EN.sub("", text[start:end])
    while name and name.split()[0].lower() in words("organisations", "lead_en"):
        start += len(name.split()[0]) + 1
        name = name.partition(" ")[2]
    made = _COPYRIGHT.search(text, max(0, start - 60), start)
    plain = all(is_frequent(word) for word in re.findall(r"[A-Za-z]+", name))
    coded = " " not in name and re.search(r"[a-z][A-Z]", name) and name == text[start:end]
    if (
        made
        or not name
        or plain
        or coded
        or _is_vendor(name)
        or name.lower() in words("organisations", "bare_en")
    ):
        return None
    return start, end


def short_forms(name: str) -> tuple[str, ...]:
    """The forms in which people use the name of a customer, the full one first.

    `湖州湖景信息技术有限公司` is also called 湖州湖景信息技术, 湖州湖景, 湖景信息技术 and 湖景.
    """
    forms = [name.strip()]
    without = _LEGAL_EN.sub("", _LEGAL.sub("", forms[0])).strip(" ,")
    brand = _TRADE.sub("", without)
    home = re.match("(?:" + "|".join(words("places", "places")) + ")[省市县区]?", without)
    if home:
        forms += [without[home.end() :], brand[home.end() :]]
    forms += [without, brand]
    forms += [shorter for form in forms[1:] for shorter in _without_trades(form)]
    return tuple(dict.fromkeys(form for form in forms if form == name or _stands_alone(form)))


def _without_trades(name: str) -> Iterator[str]:
    """A name without the last of its trades, without the last two, and so on."""
    while (trade := _LAST_TRADE.search(name)) and trade.start() >= _LEAST:
        name = name[: trade.start()]
        yield name


def _stands_alone(form: str) -> bool:
    generic = form in words("organisations", "generic") or form in words("people", "not_names")
    return len(form) >= _LEAST and not generic and form not in words("places", "places")


def _has_place(name: str) -> bool:
    return any(name[n : n + 2] in words("places", "places") for n in range(len(name) - 1))


def _is_generic(name: str) -> bool:
    parts = words("organisations", "generic")
    return any(
        name[:n] in parts and (name[n:] in parts or n == len(name)) for n in range(1, len(name) + 1)
    )


def _is_vendor(name: str) -> bool:
    first = re.split(r"[ ,&(（]", name.strip().lower())[0]
    return first in words("organisations", "vendors") or name.startswith(
        ("微软", "英特尔", "英伟达", "戴尔")
    )


@cache
def _kinds() -> re.Pattern[str]:
    kinds = sorted(words("organisations", "kinds"), key=len, reverse=True)
    return re.compile("(?:" + "|".join(kinds) + ")$")


def _kind(name: str) -> str:
    found = _kinds().search(name)
    return found[0] if found else ""
