"""Error codes in what a person typed."""

from kb import codes

MOST_WORDS = 64
"""Words of a query that are looked through."""
LONGEST_NOTATION = 80
LONGEST_CODE = 6
"""Words that together may be one code: `stop code 0x1e`."""


def codes_in(text: str) -> tuple[codes.Explanation, ...]:
    """The error codes of a short text, explained, each once."""
    words = text.split()[:MOST_WORDS]
    whole = codes.canonical(text) if 1 < len(words) <= LONGEST_CODE else None
    if whole:
        return (codes.explain(text),)
    found: dict[str, codes.Explanation] = {}
    place = 0
    while place < len(words):
        place += _code_at(words, place, found)
    return tuple(found.values())


def _code_at(words: list[str], place: int, found: dict[str, codes.Explanation]) -> int:
    """Notes the code that begins at a word; returns the words that it takes, at least one."""
    for width in range(min(LONGEST_CODE, len(words) - place), 0, -1):
        piece = " ".join(words[place : place + width])
        if _may_be_code(piece) and (canonical := codes.canonical(piece)):
            found.setdefault(canonical, codes.explain(piece))
            return width
    return 1


def _may_be_code(text: str) -> bool:
    return len(text) <= LONGEST_NOTATION and ("_" in text or any(map(str.isdigit, text)))
