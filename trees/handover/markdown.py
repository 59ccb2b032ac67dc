"""Pieces of Markdown that strangers' text cannot break out of."""

from collections.abc import Iterator, Sequence


def fenced(lines: Sequence[str], indent: str) -> Iterator[str]:
    """Lines as they stand, in a fence that is longer than any fence in them."""
    if not lines:
        return
    fence = "```"
    while any(fence in line for line in lines):
        fence += "`"
    yield f"{indent}{fence}"
    yield from indented("\n".join(lines), indent)
    yield f"{indent}{fence}"


def indented(text: str, indent: str) -> Iterator[str]:
    """Lines of a text under a list item."""
    return (f"{indent}{line}".rstrip() for line in text.strip().splitlines())
