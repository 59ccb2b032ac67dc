"""Shapes of keys that a pattern alone cannot tell."""

import re
from typing import Final

_MAX_KEY: Final = 20_000
_END: Final = re.compile(r"-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----")
_BODY: Final = re.compile(r"(?:[ \t>]*[A-Za-z0-9+/=:,-]*[ \t]*\n?)*")


def product_key(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Five groups with digits and letters between them, in one case."""
    value = text[start:end]
    letters = any(char.isalpha() for char in value)
    digits = any(char.isdigit() for char in value)
    one_case = value in {value.upper(), value.lower()}
    return (start, end) if letters and digits and one_case else None


def armour(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A private key from its first line to its last, or as far as its base64 lines go."""
    last = _END.search(text, end, end + _MAX_KEY)
    if last:
        return start, last.end()
    body = _BODY.match(text, end, end + _MAX_KEY)
    return start, end + len(body[0].rstrip()) if body else end
