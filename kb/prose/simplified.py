"""Traditional Chinese read with patterns that are written in simplified characters."""

from functools import cache, lru_cache

import opencc


class _Table(dict[int, str]):
    """A table for `str.translate` that learns a character when it first meets it; lengths never change."""

    def __init__(self) -> None:
        super().__init__()
        self._simplified = opencc.OpenCC("t2s").convert

    def __missing__(self, code: int) -> str:
        char = chr(code)
        simple = self._simplified(char) if "㐀" <= char <= "鿿" else char
        self[code] = simple if len(simple) == 1 else char
        return self[code]


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """A text with simplified characters for traditional ones, each at its place."""
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> _Table:
    return _Table()
