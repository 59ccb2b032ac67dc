"""Secrets of a case, known again in files that come later, though they are never kept.

A password that one mail gives is removed, and with it every place in the thread that repeats it. A
later file may repeat it without saying what it is. So a keyed digest of each removed value stays with
the case; the key lies in the data folder, and from the digest alone nobody can tell the value.
"""

import hmac
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from kb.redaction.model import SECRET_KINDS, Finding, Redaction, apply
from kb.redaction.spread import distinctive
from kb.store import Store

_KEY: Final = "memory of removed secrets"
_RULE: Final = "removed-before"
_DIGITS: Final = 32
_RUN: Final = re.compile(r"[!-~]{4,200}")
_PIECE: Final = re.compile(r"[^\s\"'<>()\[\]{}=&;:,/?|]{4,200}")
_EDGES: Final = ".,;:!?\"'()[]{}<>"


@dataclass(frozen=True, slots=True)
class Memory:
    """What was removed from the cases of a store, as digests."""

    store: Store

    def recall(self, numbers: Sequence[str], texts: Sequence[str]) -> tuple[Redaction, ...]:
        """The texts of a case without the values that were removed from it before.

        Args:
            numbers: the number of the case, then those that parts of it had before.
            texts: its texts.
        """
        known = self._known(numbers)
        if not known:
            return tuple(Redaction(text, ()) for text in texts)
        key = self._key()
        return tuple(apply(text, _findings(text, known, key)) for text in texts)

    def keep(self, numbers: Sequence[str], values: Mapping[str, str]) -> None:
        """Remember values (with their kinds) as removed from a case, and what its parts remember."""
        known = self._known(numbers)
        lasting = {value: kind for value, kind in values.items() if distinctive(value)}
        if lasting:
            key = self._key()
            known |= {digest(value, key): kind for value, kind in lasting.items()}
        if known != self._known(numbers[:1]):
            self.store.settings.set(_name(numbers[0]), json.dumps(dict(sorted(known.items()))))

    def _known(self, numbers: Sequence[str]) -> dict[str, str]:
        known: dict[str, str] = {}
        for number in numbers:
            known |= json.loads(self.store.settings.get(_name(number), "{}"))
        return known

    def _key(self) -> str:
        return self.store.settings.secret(_KEY)


def values_of(text: str, redaction: Redaction) -> dict[str, str]:
    """The secrets that a redaction took out of a text, with their kinds."""
    return {
        text[each.start : each.end]: each.kind
        for each in redaction.findings
        if each.kind in SECRET_KINDS
    }


def digest(value: str, key: str) -> str:
    """What is kept of a value."""
    return hmac.new(key.encode(), value.encode(), sha256).hexdigest()[:_DIGITS]


def _findings(text: str, known: Mapping[str, str], key: str) -> Iterator[Finding]:
    """Places of known values, in order and apart."""
    end = 0
    for run in _RUN.finditer(text):
        for start, stop in _candidates(text, run):
            kind = known.get(digest(text[start:stop], key)) if start >= end else None
            if kind:
                yield Finding(kind, _RULE, start, stop, f"[removed:{kind}]")
                end = stop


def _candidates(text: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """A run of characters as it is, without the signs around it, and in its pieces."""
    start, stop = run.span()
    yield start, stop
    inner = text[start:stop].strip(_EDGES)
    if inner:
        at = text.index(inner, start)
        yield at, at + len(inner)
    yield from (piece.span() for piece in _PIECE.finditer(text, start, stop))


def _name(number: str) -> str:
    return f"removed {number}"
