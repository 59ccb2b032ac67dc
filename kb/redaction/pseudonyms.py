"""Marks in place of names: the same value gets the same mark everywhere, and no mark tells its value.

HMAC-SHA-256 (RFC 2104) with a key that stays in the data folder; the mark shows the first two bytes, so
`[customer-3F2A]` is the same customer in every case.
"""

import hmac
import re
import secrets
import unicodedata
from functools import cache
from hashlib import sha256
from typing import Final

from kb.redaction.model import SECRET_KINDS

_DIGITS: Final = 4
_SPACES: Final = re.compile(r"\s+")
_SEPARATORS: Final = re.compile(r"[\s().-]+")
_NUMBERS: Final = frozenset({"phone", "extension", "qq", "bank-card", "resident-id"})
MARK: Final = re.compile(r"\[removed:[a-z-]{2,20}\]|\[[a-z][a-z-]{1,20}-[0-9A-F]{4}\]")
"""Every mark that redaction writes; what stands in one is never a finding."""


def new_key() -> bytes:
    """A key for a new data folder."""
    return secrets.token_bytes(32)


@cache
def passing_key() -> bytes:
    """The key of this process, for work without a data folder: marks agree until it ends."""
    return new_key()


def mark(kind: str, value: str, key: bytes) -> str:
    """What to write in place of a value: `[removed:password]` for secrets, else a pseudonym."""
    if kind in SECRET_KINDS:
        return f"[removed:{kind}]"
    return f"[{kind}-{digest(kind, value, key)[:_DIGITS].upper()}]"


def digest(kind: str, value: str, key: bytes) -> str:
    """Keyed hash of a value, for the ledger, which must not hold the value itself."""
    plain = unicodedata.normalize("NFKC", value).casefold()
    plain = _SEPARATORS.sub("", plain) if kind in _NUMBERS else _SPACES.sub(" ", plain).strip()
    return hmac.new(key, f"{kind}\x1f{plain}".encode(errors="replace"), sha256).hexdigest()
