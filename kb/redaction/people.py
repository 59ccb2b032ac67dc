"""People who are known by name, in all the forms in which texts call them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

import re2

from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.pinyin import apart, read, split
from kb.redaction.values import has_han, is_frequent
from kb.redaction.words import is_pair, words

_RULE: Final = "known-person"
_ADDRESS: Final = re.compile(r"[<(\[]?([\w.+%-]{1,64})@[\w.-]{1,255}[>)\]]?")
_EXTRA: Final = re.compile(r"[\"'“”‘’?？<>()（）\[\]]")
_HAN: Final = re.compile("[\u3400-\u9fff]{2,4}")
_LATIN: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS: Final = re.compile("[a-zà-ɏ]+")
_HAN_RUN: Final = re.compile("[\u3400-\u9fff]{2,}")
_FEW: Final = 1000
_SHORTEST: Final = 3
_JOINED: Final = 6
_CHINESE_NAME: Final = range(2, 5)
_WESTERN_WORDS: Final = range(1, 5)


def display_names(entry: str) -> tuple[str, ...]:
    """The names in an entry of a header: `'林小雨' <linxy@x.example>` gives 林小雨 and linxy."""
    local = [match[1] for match in _ADDRESS.finditer(entry)]
    shown = _EXTRA.sub(" ", _ADDRESS.sub(" ", entry)).strip(" ,;、；")
    names = [" ".join(shown.split()), *local]
    return tuple(name for name in names if _is_person(name))


def _is_person(name: str) -> bool:
    roles = words("people", "roles")
    parts = [part.lower() for part in _LATIN.findall(name)]
    if not parts or any(part in roles for part in parts):
        return False
    if has_han(name):
        return not any(role in name for role in roles if has_han(role))
    return max(map(len, parts)) >= _SHORTEST


def is_whole(name: str) -> bool:
    """Whether a name that a text shows is worth looking for in the rest of it."""
    if has_han(name):
        usual = any(is_pair(name[n : n + 2]) for n in range(len(name) - 1))
        return len(name) in _CHINESE_NAME and not usual
    longest = max((len(part) for part in _LATIN.findall(name)), default=0)
    return longest >= _SHORTEST and not _is_word(name)


@lru_cache(maxsize=1024)
def pattern(name: str) -> Any:
    """All forms of one name as one pattern, whole forms first; None for a name that is none."""
    forms = list(dict.fromkeys(_forms(name)))
    if not forms:
        return None
    options = re2.Options()
    options.log_errors = False
    return re2.compile("|".join(forms), options)


def _forms(name: str) -> Iterator[str]:
    han = _HAN.search(name)
    latin = _LATIN.findall(_HAN.sub(" ", name))
    if han and len(han[0]) in _CHINESE_NAME:
        yield from _chinese(han[0])
    if len(latin) > 1:
        yield from _western(latin)
    elif latin:
        yield from _single(latin[0])


def _chinese(name: str) -> Iterator[str]:
    family, given = split(name)
    known = family in words("people", "surnames") or family in words("people", "compound")
    if not known or _is_common(name):
        return
    yield re2.escape(name)
    if len(given) > 1 and not is_pair(given):
        yield re2.escape(given)
    yield f"[小老阿]{re2.escape(family)}"
    for first, second in read(name):
        yield from _romanised(first, second, len(given))


def _romanised(family: str, given: str, characters: int) -> Iterator[str]:
    """Pinyin in both orders; in two words only with capitals, because syllables are words elsewhere."""
    if characters == 0:
        return
    for first, second in ((family, given), (given, family)):
        one, two = first.capitalize(), second.capitalize()
        between = ",? " if first == family else " "
        yield rf"\b(?:{one}|{one.upper()}){between}(?:{two}|{two.upper()}|{_spaced(second)})\b"
        if len(family + given) >= _JOINED:
            plain = is_frequent(first) or is_frequent(second)
            joint = "._-" if plain else " ._-"
            yield rf"(?i:\b{first}[{joint}]?{second}\b)"
    if len(given) >= _JOINED and not is_frequent(given):
        yield rf"\b{given.capitalize()}\b"


def _spaced(given: str) -> str:
    """`Xiaoyu` is also written `Xiao Yu` and `Xiao-Yu`."""
    halves = [
        f"{given[:n].capitalize()}[ -]{given[n:].capitalize()}" for n in range(2, len(given) - 1)
    ]
    return "|".join(halves) or given.capitalize()


def _western(parts: Sequence[str]) -> Iterator[str]:
    first, last = parts[0], parts[-1]
    whole = r"[ ._-]{1,2}".join(map(re2.escape, parts))
    yield rf"(?i:\b{whole}\b)"
    yield rf"(?i:\b{re2.escape(last)},?[ ._-]{{1,2}}{re2.escape(first)}\b)"
    if len(first + last) >= _JOINED:
        yield rf"(?i:\b(?:{re2.escape(first + last)}|{re2.escape(last + first)})\b)"
    for part in (first, last):
        if len(part) >= _SHORTEST and not _is_word(part) and not _is_syllable_name(part):
            yield rf"\b(?:{re2.escape(part.capitalize())}|{re2.escape(part.upper())})\b"
    if len(parts) in _WESTERN_WORDS and _chinese_order(parts):
        yield from _as_han(parts)


def _is_word(part: str) -> bool:
    return is_frequent(part) or part.lower() in words("people", "ordinary")


def _is_syllable_name(part: str) -> bool:
    """Whether a word may be a Chinese family name in pinyin: too short to stand for one person."""
    return len(part) < _JOINED and part.lower() in _family_spellings()


def _single(name: str) -> Iterator[str]:
    """One word: `gaowenbo` is a Chinese name in one, `tbecker` an account."""
    lower = name.lower()
    two = apart(lower) if len(lower) >= _JOINED else None
    if two:
        yield from _romanised(*two, characters=1)
    elif len(lower) >= _SHORTEST + 1 and not is_frequent(lower):
        yield rf"(?i:\b{re2.escape(lower)}\b)"


def _chinese_order(parts: Sequence[str]) -> bool:
    return len(parts) == 2 and any(part.lower() in _family_spellings() for part in parts)  # noqa: PLR2004 - family and given name


def _as_han(parts: Sequence[str]) -> Iterator[str]:
    first, last = (part.lower() for part in parts)
    for family, given in ((first, last), (last, first)):
        if family in _family_spellings():
            yield from _romanised(family, given, characters=1)


@cache
def _family_spellings() -> frozenset[str]:
    names = words("people", "surnames") | words("people", "compound")
    return frozenset(family for name in names for family, _ in read(name + "一"))


def _is_common(name: str) -> bool:
    return not words("people", "not_names").isdisjoint((name, name[:3]))


@lru_cache(maxsize=8)
def roster(names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Names by the words and characters one of which must stand where any form of them stands.

    An archive knows tens of thousands of names; with this, a text is compared with few of them.
    """
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        for hint in _hints(name):
            found.setdefault(hint, []).append(name)
    return {hint: tuple(of) for hint, of in found.items()}


def known(view: Folded, names: Iterable[str]) -> Iterator[tuple[Span, str]]:
    """Every place of a known person, with the name that it stands for."""
    by_hint = roster(tuple(names))
    few = len(by_hint) < _FEW
    hints = (hint for hint in by_hint if hint in view.lower) if few else _heard(view)
    near = dict.fromkeys(name for hint in hints for name in by_hint.get(hint, ()))
    for name in near:
        regexp = pattern(name)
        if regexp is not None:
            for start, end in _places(regexp, view):
                yield Span("person", _RULE, start, end), name


def _heard(view: Folded) -> Iterator[str]:
    """Words, pairs of words that follow each other, and two to four Chinese characters, each once."""
    latin = _LETTERS.findall(view.lower)
    grams: dict[str, None] = dict.fromkeys(latin)
    grams |= dict.fromkeys(f"{one} {two}" for one, two in pairwise(latin))
    for run in _HAN_RUN.findall(view.text):
        for size in _CHINESE_NAME:
            grams |= dict.fromkeys(run[n : n + size] for n in range(len(run) - size + 1))
    return iter(grams)


def _hints(name: str) -> Iterator[str]:
    """What of `_heard` must stand in a text for a form of the name to stand in it."""
    parts = [part.lower() for part in _LATIN.findall(_HAN.sub(" ", name))]
    han = _HAN.search(name)
    if han is not None:
        family = split(han[0])[0]
        yield from (han[0], split(han[0])[1], f"小{family}", f"老{family}", f"阿{family}")
        for first, given in read(han[0]):
            yield from _spoken(first, given)
    if len(parts) > 1:
        yield from _spoken(parts[-1], parts[0])
        yield from _spoken(parts[0], parts[-1])
    elif parts:
        two = apart(parts[0])
        yield from _spoken(*two) if two else (parts[0],)


def _spoken(family: str, given: str) -> Iterator[str]:
    yield from (family + given, given + family, f"{family} {given}", f"{given} {family}")
    yield from (f"{given[:n]} {given[n:]}" for n in range(2, len(given) - 1))
    if len(given) >= _SHORTEST and not _is_word(given) and not _is_syllable_name(given):
        yield given


def _places(regexp: Any, view: Folded) -> Iterator[tuple[int, int]]:
    position = 0
    while match := regexp.search(view.data, position):
        start, end = match.span()
        yield view.index(start), view.index(end)
        position = end
