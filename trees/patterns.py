"""Patterns that strangers write, run over output that strangers paste: RE2, linear in the text."""

from functools import lru_cache
from typing import Final

import re2

from trees.messages import Said, said

MAX_PATTERN: Final = 2_000
MAX_TEXT: Final = 1_000_000
_INVISIBLE: Final = str.maketrans({"\ufeff": "", "\0": "", "\xa0": " ", "\u3000": " "})


class PatternError(ValueError):
    """A pattern that RE2 does not take."""

    def __init__(self, message: Said) -> None:
        self.said = message
        super().__init__(str(message))


@lru_cache(maxsize=512)
def compiled(pattern: str) -> "re2._Regexp":
    """Compile a pattern; `^` and `$` match at the ends of lines.

    Raises:
        PatternError: too long, wrong, or with something that needs backtracking.
    """
    if len(pattern) > MAX_PATTERN:
        raise PatternError(said("long-pattern", most=MAX_PATTERN))
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 8 << 20
    try:
        return re2.compile(f"(?m){pattern}", options)
    except re2.error as error:
        reason = error.args[0]
        told = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        written = told.replace(f"(?m){pattern}", pattern)
        raise PatternError(said("bad-pattern", reason=written)) from error


def found(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the first million characters of a text."""
    return compiled(pattern).search(plain(text)) is not None


def plain(text: str) -> str:
    """A pasted text as patterns see it: its beginning, line ends as LF, no lone surrogates.

    Marks and null characters of UTF-16 go, and spaces that do not break are spaces.
    """
    lines = text[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return lines.encode("utf-8", "replace").decode()
