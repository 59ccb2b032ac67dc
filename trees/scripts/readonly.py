"""Whether a command only looks: every part of it must be on the list, or it counts as a change.

The list (`readonly.yaml`) names what is allowed. A list of what is dangerous would never be complete.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

from trees.patterns import compiled
from trees.scripts.rules import patterns

# Arguments without what starts, calls or redirects; a table of values as PowerShell writes it, and
# environment variables, may stand among them.
_ARGUMENTS: Final = r"(?:\s(?:@\{[^{}()<>&|`$]*\}|\$env:[A-Za-z_]+|[^{}()<>&|;`$\n])*)?"
_SEPARATORS: Final = frozenset(";&|\n")
_OPENING: Final = {"{": "}", "(": ")"}


def only_looks(run: str) -> bool:
    """Whether no part of a command line changes anything."""
    parts = [part.strip() for part in _parts(run)]
    return bool(parts) and all(part and _is_listed(part) for part in parts)


def _is_listed(part: str) -> bool:
    return any(compiled(pattern).search(part) for pattern in _patterns())


@cache
def _patterns() -> tuple[str, ...]:
    return patterns(
        "readonly.yaml",
        lambda written: rf"(?i)\A\s*(?:{written.replace('…', _ARGUMENTS)})\s*\z",
    )


def _parts(run: str) -> Iterator[str]:
    """Parts between separators that stand outside of quotes and brackets."""
    part, quote, closing = "", "", list[str]()
    for letter in run.strip():
        if quote:
            quote = "" if letter == quote else quote
        elif letter in {'"', "'"}:
            quote = letter
        elif letter in _OPENING:
            closing.append(_OPENING[letter])
        elif closing and letter == closing[-1]:
            closing.pop()
        elif letter in _SEPARATORS and not closing:
            if part.strip():
                yield part
            part = ""
            continue
        part += letter
    yield part
