"""Senders and recipients: `display name <address>`, one person each, as far as the file tells."""

import re
from collections.abc import Iterator
from typing import Final

_LONGEST: Final = 500
_MOST: Final = 1_000
_QUOTES: Final = "'\"‘’“”「」`"
# Exports put a question mark where a name began with an invisible mark of direction.
_STRAY: Final = "?？ \t"
_EDGES: Final = " ;；,，<>"
_INVISIBLE: Final = dict.fromkeys(
    [0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_ADDRESS: Final = re.compile(
    r"[^\s<>\[\]()\"',;:；：，、（）@]{1,100}@[^\s<>\[\]()\"',;；，、（）@]{1,200}"
)
_LINK: Final = re.compile(r"<mailto:[^<>]{0,300}>|\[mailto:([^\[\]]{0,300})\]", re.IGNORECASE)
_SPACES: Final = re.compile(r"\s+")


def person(text: str) -> str:
    """One sender or recipient in the form that messages carry.

    Quotes around the name and stray signs before it go; a name which only repeats the address
    goes too. An Exchange legacy name (`/o=…/cn=…`) stays whole.
    """
    text = text[:_LONGEST].replace("&lt;", "<").replace("&gt;", ">")
    text = _SPACES.sub(" ", text.translate(_INVISIBLE)).strip(" ;；,，")
    if text.lower().startswith(("/o=", "ex:/o=")):
        return text
    address = address_of(text)
    name = _name(text, address)
    if not address or not name:
        return address or name
    return f"{name} <{address}>"


def address_of(text: str) -> str:
    """The e-mail address within a sender or recipient, or nothing."""
    inner = text[text.rfind("<") + 1 :] if "<" in text else text
    found = _ADDRESS.search(inner) or _ADDRESS.search(text)
    return found.group().removeprefix("mailto:").rstrip(".") if found else ""


def name_of(text: str) -> str:
    """The display name of a person in the form that `person` gives; the address if it has none."""
    name, mark, _ = text.partition(" <")
    return name if mark else text.strip("<>")


def people(text: str, *, commas: bool = False) -> tuple[str, ...]:
    """Several persons, split at semicolons, and at commas where the form allows them.

    Args:
        text: the value of a header, over several lines or on one.
        commas: whether a comma separates even where a semicolon stands too (RFC 5322).
    """
    split_at = ";；,，" if commas or not re.search("[;；]", text) else ";；"
    found = [person(piece) for piece in _joined(_pieces(text, split_at))]
    return tuple(dict.fromkeys(each for each in found if each))[:_MOST]


def _pieces(text: str, split_at: str) -> Iterator[str]:
    """Parts between separators which do not stand in quotes or angle brackets."""
    start, quoted, bracketed = 0, False, False
    for place, char in enumerate(text):
        if char == '"' and text[place - 1 : place] != "\\":
            quoted = not quoted
        elif char in "<>" and not quoted:
            bracketed = char == "<"
        elif char in split_at and not quoted and not bracketed:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    """Names such as `Mo, Lin <…>` put together again."""
    waiting = ""
    for piece in pieces:
        bare = piece.strip()
        if waiting and "<" in piece and "@" not in waiting:
            yield f"{waiting}, {bare}"
            waiting = ""
            continue
        if waiting:
            yield waiting
        waiting = bare
    yield waiting


def _name(text: str, address: str) -> str:
    text = _LINK.sub("", text)
    for wrapped in (f"<{address}>", f"[{address}]", f"({address})", address):
        text = text.replace(wrapped, " ") if address else text
    name = _SPACES.sub(" ", text.replace('\\"', '"'))
    before = ""
    while name != before:
        before = name
        name = name.strip(_EDGES).lstrip(_STRAY).strip(_QUOTES)
        if name.startswith("(") and name.endswith(")"):
            name = name[1:-1]
    return name if name.strip("()[]") else ""
