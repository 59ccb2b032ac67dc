"""What people collect on a walk, as it may be kept: without secrets, within limits."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from kb.store import Evidence
from trees.model import Collect
from webapp.services import Services
from webapp.walking import LONGEST_TEXT, Session, without_secrets

OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave for an item: a pasted text, a file, or why it cannot be had."""

    text: str = ""
    file: FileStorage | None = None
    reason: str = ""


def evidence_of(services: Services, node: str, item: str, given: Given) -> Evidence | None:
    """What was given, as it may be stored; None where nothing was.

    A text file is kept as text without its secrets. Of any other file only name, size and hash
    are kept: dumps are huge and private, and stay where they are.
    """
    name, text = _attached(given.file)
    text = given.text.strip("\r\n") or text
    if not (text.strip() or name or given.reason.strip()):
        return None
    return Evidence(
        node,
        item,
        text=without_secrets(services, text),
        filename=name,
        reason=without_secrets(services, given.reason.strip()),
    )


def _attached(file: FileStorage | None) -> tuple[str, str]:
    """Name and text of a file; what is not text is told by name, size and hash."""
    if file is None or not file.filename:
        return "", ""
    content = file.read()
    if text := _as_text(content):
        return file.filename, text
    digest = hashlib.sha256(content).hexdigest()
    return f"{file.filename} · {len(content):,} B · sha256 {digest[:16]}", ""


def _as_text(content: bytes) -> str:
    if b"\0" in content[:4096] or len(content) > LONGEST_TEXT * 4:
        return ""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def missing(session: Session, given: Mapping[str, Evidence]) -> list[str]:
    """Ids of the required items of the present node for which there is nothing, not even a reason."""
    node = session.position.node
    assert isinstance(node, Collect)  # noqa: S101 - the page offers this form for no other kind
    kept = {each.item for each in session.walk.evidence if each.node == session.position.key}
    return [
        item.id
        for item in node.items
        if item.required and item.id not in kept and item.id not in given
    ]
