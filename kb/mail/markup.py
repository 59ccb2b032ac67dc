"""HTML to text, for mails that carry nothing else.

Only what a reader of text needs: paragraphs, rows and cells, quotations as `>`, pictures as
placeholders. One pass over the tags, so that no nesting can slow it down or break it.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from kb.mail.decoding import tidy

_SILENT: Final = frozenset({"script", "style", "head", "title", "template", "noscript", "object"})
_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "tr",
        "table",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "center",
        "address",
        "article",
        "section",
        "header",
        "footer",
        "form",
        "fieldset",
        "hr",
        "blockquote",
        "pre",
        "li",
        "body",
        "html",
    ]
)
_APART: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "pre"})
_DEEPEST: Final = 20
_TAG: Final = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
_SOURCE: Final = re.compile(r"\bsrc\s{0,3}=\s{0,3}[\"']?(cid:[^\"'\s>]{1,200})", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_LONGEST_TAG: Final = 65_536


@dataclass(slots=True)
class _Text:
    """The text so far: finished lines, and the one being written."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    depth: int = 0
    verbatim: int = 0
    unclosed: set[str] = field(default_factory=set)

    def write(self, text: str) -> None:
        if self.verbatim:
            first, *rest = text.split("\n")
            self.line.append(first)
            for each in rest:
                self.end_line(always=True)
                self.line.append(each)
            return
        self.line.append(_SPACES.sub(" ", text))

    def end_line(self, *, always: bool = False) -> None:
        text = "".join(self.line)
        text = text.rstrip() if self.verbatim else _SPACES.sub(" ", text).strip(" ")
        text = text.replace("\x00", "\t").rstrip()
        if text or always:
            self.lines.append(f"{'> ' * self.depth}{text}".rstrip())
        self.line.clear()

    def gap(self) -> None:
        self.end_line()
        blank = ("> " * self.depth).rstrip()
        if self.lines and self.lines[-1] != blank:
            self.lines.append(blank)


def to_text(html: str) -> str:
    """The text of an HTML page or fragment."""
    text = _Text()
    place, size = 0, len(html)
    while place < size:
        start = html.find("<", place)
        start = size if start < 0 else start
        if start > place:
            text.write(unescape(html[place:start]))
        if start == size:
            break
        place = _tag(html, start, text)
    text.end_line()
    return tidy("\n".join(text.lines)).strip("\n")


def _tag(html: str, start: int, text: _Text) -> int:
    """Take one tag or comment; the place behind it."""
    if html.startswith("<!--", start):
        return _behind(html, "-->", start + 4)
    match = _TAG.match(html, start + 1)
    if not match:
        if html[start + 1 : start + 2] in ("!", "?"):
            return _behind(html, ">", start)
        text.write("<")
        return start + 1
    end = _behind(html, ">", match.end())
    name, closing = match[2].lower(), bool(match[1])
    if name in _SILENT and not closing:
        return _closed(html, name, end, text.unclosed)
    _apply(name, closing, html[start : min(end, start + _LONGEST_TAG)], text)
    return end


def _behind(html: str, mark: str, start: int) -> int:
    end = html.find(mark, start)
    return len(html) if end < 0 else end + len(mark)


def _closed(html: str, name: str, start: int, unclosed: set[str]) -> int:
    """The place behind the end tag of an element whose content is not text.

    One that never ends is a mistake of the writer: the text behind it counts.
    """
    match = None
    if name not in unclosed:
        match = re.compile(rf"</{name}\b", re.IGNORECASE).search(html, start)
    if match is None:
        unclosed.add(name)
        return start
    return _behind(html, ">", match.end())


def _apply(name: str, closing: bool, tag: str, text: _Text) -> None:  # noqa: FBT001 - of the tag
    if name == "br":
        text.end_line(always=True)
    elif name in {"td", "th"}:
        text.line.append("\x00" if closing else "")
    elif name == "img":
        source = _SOURCE.search(tag)
        text.write(f"[{source[1]}]" if source else "")
    elif name in _APART:
        text.gap()
    elif name in _BLOCKS:
        text.end_line()
    _nest(name, closing, text)


def _nest(name: str, closing: bool, text: _Text) -> None:  # noqa: FBT001 - of the tag
    step = -1 if closing else 1
    if name == "blockquote":
        text.depth = min(max(text.depth + step, 0), _DEEPEST)
    elif name == "pre":
        text.verbatim = min(max(text.verbatim + step, 0), 1)
    elif name == "li" and not closing:
        text.line.append("- ")
    elif name == "hr" and not closing:
        text.lines.append(f"{'> ' * text.depth}-----")
