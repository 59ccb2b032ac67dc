"""The structure of an RFC 5322 message: headers and parts, read in linear time.

The parser of the standard library keeps one matcher for each open part and asks all of them at every
line, and recurses by nesting; strangers' input can make it slow or break it. This one splits by
boundaries, stops at a depth, and reads what it can of anything that is cut short or mislabelled.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kb.mail.encoded import parameters, transfer_decoded

_DEEPEST: Final = 16
_MOST_PARTS: Final = 1_000
_MOST_HEADERS: Final = 2_000
_NAME: Final = re.compile(rb"[!-9;-~]{1,100}[ \t]{0,3}:")


@dataclass(frozen=True, slots=True)
class Entity:
    """A message or a part of one.

    Attributes:
        headers: values by lower-case name, continuation lines joined, bytes as they came.
        media_type: such as `text/plain`, lower case.
        params: of the content type, names in lower case, values decoded.
        body: of a part without parts, still in its transfer encoding.
    """

    headers: Mapping[str, list[bytes]]
    media_type: str
    params: Mapping[str, str]
    body: bytes
    parts: tuple["Entity", ...] = ()

    def header(self, name: str) -> bytes:
        """The first header of that name, or nothing."""
        return next(iter(self.headers.get(name, ())), b"")

    def content(self, first: int | None = None) -> bytes:
        """The body with its transfer encoding undone, as far as it goes.

        Args:
            first: so many octets of the encoded form only; all of it where this is left out.
        """
        return transfer_decoded(self.body[:first], self.header("content-transfer-encoding"))


class _Budget:
    """How many parts may still be read."""

    def __init__(self) -> None:
        self.left = _MOST_PARTS


def parse(data: bytes) -> Entity:
    """The message that these bytes hold."""
    data = data.replace(b"\r\n", b"\n")
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    return _entity(data, "text/plain", 0, _Budget())


def split_headers(data: bytes) -> tuple[dict[str, list[bytes]], bytes]:
    """The headers at the start of some bytes, and what follows them; line ends are line feeds."""
    headers: dict[str, list[bytes]] = {}
    place, last = 0, None
    for _ in range(_MOST_HEADERS):
        end = data.find(b"\n", place)
        line = data[place : end if end >= 0 else len(data)]
        if not line.strip():
            return headers, data[end + 1 :] if end >= 0 else b""
        if line[:1] in b" \t" and last is not None:
            last[-1] += b" " + line.strip()
        elif match := _NAME.match(line):
            last = headers.setdefault(match.group()[:-1].strip().lower().decode(), [])
            last.append(line[match.end() :].strip())
        elif place:
            return headers, data[place:]
        place = end + 1 if end >= 0 else len(data)
        if place >= len(data):
            break
    return headers, data[place:]


def _entity(data: bytes, default: str, depth: int, budget: _Budget) -> Entity:
    headers, body = split_headers(data)
    kind, params = parameters(next(iter(headers.get("content-type", ())), b""))
    media_type = kind if kind.count("/") == 1 else default
    entity = Entity(headers, media_type, params, body)
    if depth >= _DEEPEST:
        return entity
    boundary = params.get("boundary", "")
    if media_type.startswith("multipart/") and boundary:
        inner = "message/rfc822" if media_type == "multipart/digest" else "text/plain"
        parts = _parts(body, boundary, inner, depth, budget)
        return Entity(headers, media_type, params, body, parts) if parts else _as_text(entity)
    if media_type in {"message/rfc822", "message/global"}:
        return Entity(headers, media_type, params, body, (_nested(entity, depth, budget),))
    return _as_text(entity) if media_type.startswith("multipart/") else entity


def _as_text(entity: Entity) -> Entity:
    """A multipart without a boundary that works: better shown as text than lost."""
    return Entity(entity.headers, "text/plain", entity.params, entity.body)


def _nested(entity: Entity, depth: int, budget: _Budget) -> Entity:
    content = entity.content().lstrip(b"\n").replace(b"\r\n", b"\n")
    return _entity(content, "text/plain", depth + 1, budget)


def _parts(
    body: bytes, boundary: str, default: str, depth: int, budget: _Budget
) -> tuple[Entity, ...]:
    mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
    found: list[Entity] = []
    start = None
    for match in re.finditer(rb"(?m)^--%b(--)?[ \t]*(?:\n|\Z)" % mark, body):
        if start is not None:
            # The line end before a boundary is part of the boundary.
            end = max(start, match.start() - 1)
            found.append(_entity(body[start:end], default, depth + 1, budget))
        start = None if match.group(1) else match.end()
        budget.left -= 1
        if budget.left < 0 or start is None:
            return tuple(found)
    if start is not None:
        found.append(_entity(body[start:], default, depth + 1, budget))
    return tuple(found)
