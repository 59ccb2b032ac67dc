"""The query language: words, "phrases", -word, prefix*, field:value.

Nothing that can be typed is an error. What a person types never reaches an engine: it becomes a
`Query`, whose parts have limits, and then a plan of terms. Long or many-lined text is a paste (a
log, a mail, a command): there `-` and `*` mean themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.search.documents import FACETS

LONGEST = 20_000
"""Characters of a query that are read."""
MOST_PARTS = 200
"""Phrases, exclusions, prefixes and filters of one query, together."""
SHORTEST_PREFIX = 2
"""Characters of a prefix, without the star; a shorter one is a word."""
PASTED_WORDS = 24
"""From so many words on, or with a line break, a text is taken as pasted."""

_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "”", "«": "»", "「": "」", "『": "』", "＂": "＂"}
_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")
_MINUS = "-－−"
_STARS = "*＊"
_NEGATIVE_NUMBER = re.compile(r"[-−]\d{3,}\Z")


@dataclass(frozen=True, slots=True)
class Query:
    """What a person asked for.

    Attributes:
        text: as typed, cut to `LONGEST`.
        words: free text; every word counts, none is required.
        phrases: quoted texts; a document must contain each.
        excluded: texts that a document must not contain.
        prefixes: beginnings of words.
        filters: field of `FACETS` -> values, one of which a document must have.
        pasted: whether the text was taken literally because it is long.
    """

    text: str
    words: str = ""
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pasted: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    minus: bool
    field: str
    text: str
    quoted: bool


def parse(text: str) -> Query:
    """Reads what was typed; whatever it is, the answer is a query."""
    text = text[:LONGEST].strip()
    if "\n" in text or len(text.split(None, PASTED_WORDS)) > PASTED_WORDS:
        return Query(text, words=text, pasted=True)
    return _collect(text, list(_parts(text)))


def _collect(text: str, parts: list[_Part]) -> Query:
    words: list[str] = []
    lists: dict[str, list[str]] = {"phrases": [], "excluded": [], "prefixes": []}
    filters: dict[str, list[str]] = {}
    for number, part in enumerate(parts):
        if number >= MOST_PARTS:
            words.append(part.text)
        elif part.field:
            filters.setdefault(part.field, []).append(part.text)
        else:
            lists.get(_list_for(part), words).append(part.text.strip(_STARS))
    return Query(
        text,
        words=" ".join(words),
        phrases=tuple(lists["phrases"]),
        excluded=tuple(lists["excluded"]),
        prefixes=tuple(lists["prefixes"]),
        filters={name: tuple(values) for name, values in filters.items()},
    )


def _list_for(part: _Part) -> str:
    if part.minus:
        return "excluded"
    if part.quoted:
        return "phrases"
    is_prefix = part.text[-1] in _STARS and len(part.text.strip(_STARS)) >= SHORTEST_PREFIX
    return "prefixes" if is_prefix else "words"


def _parts(text: str) -> Iterator[_Part]:
    place = 0
    while place < len(text):
        space = _SPACES.match(text, place)
        if space:
            place = space.end()
            continue
        part, place = _part(text, place)
        if part.text:
            yield part


def _part(text: str, place: int) -> tuple[_Part, int]:
    minus = text[place] in _MINUS and place + 1 < len(text) and not text[place + 1].isspace()
    start = place + 1 if minus else place
    name, start = _field(text, start)
    if text[start : start + 1] in _QUOTES:
        closing = _QUOTES[text[start]]
        end = text.find(closing, start + 1)
        end = len(text) if end < 0 else end
        return _Part(minus and not name, name, text[start + 1 : end].strip(), quoted=True), end + 1
    space = _SPACES.search(text, start)
    end = space.start() if space else len(text)
    if minus and _NEGATIVE_NUMBER.match(text[place:end]):
        return _Part(False, "", text[place:end], quoted=False), end
    return _Part(minus and not name, name, text[start:end], quoted=False), end


def _field(text: str, start: int) -> tuple[str, int]:
    for name in FACETS:
        end = start + len(name)
        if text[start:end].lower() == name and text[end : end + 1] in (":", "："):
            value = text[end + 1 : end + 2]
            if value and not value.isspace():
                return name, end + 1
    return "", start
