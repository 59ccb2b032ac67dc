"""Documents as bytes: a small card for ranking, the texts for snippets and phrase checks."""

import json
import zlib
from dataclasses import replace
from datetime import date
from typing import Any

from kb.search.documents import Document, Kind

_LEVEL = 1


def pack_card(document: Document) -> bytes:
    """Everything but the texts."""
    card = {
        "kind": document.kind,
        "id": document.id,
        "title": document.title,
        "also": document.also,
        "codes": document.codes,
        "products": document.products,
        "customer": document.customer,
        "engineers": document.engineers,
        "status": document.status,
        "solved": document.solved,
        "day": document.day.isoformat() if document.day else "",
    }
    return json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def unpack_card(packed: bytes) -> Document:
    """A document without its texts."""
    card: dict[str, Any] = json.loads(packed)
    return Document(
        kind=Kind(card["kind"]),
        id=card["id"],
        title=card["title"],
        also=card["also"],
        codes=tuple(card["codes"]),
        products=tuple(card["products"]),
        customer=card["customer"],
        engineers=tuple(card["engineers"]),
        status=card["status"],
        solved=card["solved"],
        day=date.fromisoformat(card["day"]) if card["day"] else None,
    )


def pack_texts(document: Document) -> bytes:
    """Summary, steps and body, compressed."""
    texts = json.dumps([document.summary, document.steps, document.body], ensure_ascii=False)
    return zlib.compress(texts.encode(errors="replace"), _LEVEL)


def with_texts(card: Document, packed: bytes) -> Document:
    """The whole document."""
    summary, steps, body = json.loads(zlib.decompress(packed))
    return replace(card, summary=summary, steps=steps, body=body)
