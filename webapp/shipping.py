"""Puts the shipped trees and articles into a store, and keeps untouched ones current."""

from functools import cache
from hashlib import sha256

import articles.files
import trees.files
from kb.store import Store

SHIPPED = "casepath"


@cache
def library() -> dict[tuple[str, str], str]:
    """Text of everything that is shipped, by kind and id."""
    shelves = {"tree": trees.files.library(), "article": articles.files.library()}
    return {(kind, name): text for kind, shelf in shelves.items() for name, text in shelf.items()}


@cache
def edition() -> str:
    """Changes when anything shipped changes."""
    return sha256(repr(sorted(library().items())).encode()).hexdigest()


def ship(store: Store) -> None:
    """Save what is shipped, once per edition; what people have edited stays theirs."""
    if store.settings.get("shipped") == edition():
        return
    with store.transaction():
        for (kind, name), text in library().items():
            current = store.documents.current(kind, name)
            if current is None or current.author == SHIPPED:
                store.documents.save(kind, name, text, author=SHIPPED)
        store.settings.set("shipped", edition())
