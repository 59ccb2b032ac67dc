"""Checks on keys and tokens, which no person chose."""

import re
from typing import Final

from kb.redaction.values import Shape, shape, trim

_MAX_KEY: Final = 20_000
_BODY: Final = re.compile(
    r"(?:[ \t>]*(?:[A-Z][A-Za-z-]{2,20}: [^\n]*|[A-Za-z0-9+/=]+)?[ \t]*(?:\n|\\r|\\n)?)*"
    r"(?:-----END (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----)?"
)
_HEX_ADDRESS: Final = re.compile(
    r"(?i)(?:ffff[0-9a-f]{4,12}|[0-9a-f]{8}`[0-9a-f]{8}|0{4,}[0-9a-f]*)"
)
_SHORTEST: Final = 8
_LONG: Final = 16
_PART: Final = 4
_MIXED_PART: Final = 12


def product_key(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Five groups with digits and letters between them, in one case."""
    value = text[start:end]
    letters = any(char.isalpha() for char in value)
    digits = any(char.isdigit() for char in value)
    one_case = value in {value.upper(), value.lower()}
    return (start, end) if letters and digits and one_case else None


def armour(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A private key from its first line to its last, or as far as its base64 lines go."""
    body = _BODY.match(text, end, end + _MAX_KEY)
    return start, end + len(body[0].rstrip()) if body else end


def random(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A key or token by its look: letters with digits or in mixed case, no hyphenated words."""
    value = text[start:end].rstrip(".,;:-_~")
    fine = any(_scrambled(part) for part in re.split(r"[-_.~/+=]", value))
    return (start, start + len(value)) if fine else None


def _scrambled(part: str) -> bool:
    digits = sum(char.isdigit() for char in part)
    mixed = part[1:].lower() != part[1:] and part != part.upper()
    return len(part) >= _PART and (0 < digits < len(part) or (mixed and len(part) >= _MIXED_PART))


def labelled_token(text: str, start: int, end: int) -> tuple[int, int] | None:
    """After `token:` or `secret=`; at least eight characters that are no word, address or GUID."""
    place = trim(text, start, end)
    if place is None:
        return None
    value = text[slice(*place)]
    kind = shape(value)
    long = len(value) >= _LONG and value.isascii() and value.isalnum()
    if kind in {Shape.NEVER, Shape.HAN} or (kind == Shape.WORD and not long):
        return None
    return place if len(value) >= _SHORTEST and not _HEX_ADDRESS.fullmatch(value) else None
