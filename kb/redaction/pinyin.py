"""How Chinese names are written in Latin letters."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import product
from typing import Final

import yaml

from kb.redaction.words import words

_MOST: Final = 16
_LONGEST: Final = 6


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    text = (resources.files("kb.redaction") / "words" / "pinyin.yaml").read_text("utf-8")
    readings: dict[str, list[str]] = {}
    for syllable, characters in yaml.safe_load(text).items():
        for character in characters:
            readings.setdefault(character, []).extend(_spellings(syllable))
    return {character: tuple(spellings) for character, spellings in readings.items()}


def _spellings(syllable: str) -> tuple[str, ...]:
    if "v" not in syllable:
        return (syllable,)
    return syllable, syllable.replace("v", "u"), syllable.replace("v", "yu")


@cache
def _syllables() -> frozenset[str]:
    return frozenset(spelling for spellings in _readings().values() for spelling in spellings)


def split(name: str) -> tuple[str, str]:
    """Family and given name of a Chinese name."""
    length = 2 if name[:2] in words("people", "compound") else 1
    return name[:length], name[length:]


def read(name: str) -> frozenset[tuple[str, str]]:
    """All ways to read a Chinese name: (family, given), lower case, without tones."""
    family, given = split(name)
    return frozenset(
        ("".join(first), "".join(second)) for first, second in product(_ways(family), _ways(given))
    )


def _ways(part: str) -> list[tuple[str, ...]]:
    found = (_readings().get(character, ()) for character in part)
    return list(product(*found))[:_MOST]


@cache
def _families() -> frozenset[str]:
    names = words("people", "surnames") | words("people", "compound")
    return frozenset("".join(way) for name in names for way in _ways(name))


def apart(joined: str) -> tuple[str, str] | None:
    """Family and given name of `gaowenbo`, if it can be read as a Chinese name of two or three characters."""
    for length in range(min(_LONGEST * 2, len(joined) - 1), 1, -1):
        family, given = joined[:length], joined[length:]
        if family in _families() and 1 <= min(_counts(given), default=0) <= 2:  # noqa: PLR2004 - characters of a given name
            return family, given
    return None


def is_family(letters: str) -> bool:
    """Whether letters are the pinyin of a family name."""
    return letters in _families()


def is_given(letters: str) -> bool:
    """Whether letters are the pinyin of one or two characters."""
    return min(_counts(letters), default=0) in range(1, 3)


def _counts(letters: str) -> Iterator[int]:
    """In how many syllables letters can be cut, in every way."""
    if not letters:
        yield 0
    for length in range(1, min(_LONGEST, len(letters)) + 1):
        if letters[:length] in _syllables():
            yield from (1 + count for count in _counts(letters[length:]))
