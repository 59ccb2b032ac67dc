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
_MARK: Final = "> "
_CELL: Final = "\x00"
_GAP: Final = 2
_TAG: Final = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
_SOURCE: Final = re.compile(r"\bsrc\s{0,3}=\s{0,3}[\"']?(cid:[^\"'\s>]{1,200})", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_HUGE: Final = re.compile(r"&#\d{8,};?")
_LONGEST_TAG: Final = 65_536


@dataclass(slots=True)
class _Text:
    """The text so far: finished lines, and the one being written.

    A paragraph asks for a new line; it comes when more text does, so that a cell of one paragraph stays
    in its row.
    """

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    depth: int = 0
    verbatim: bool = False
    asked: int = 0
    is_begun: bool = False
    unclosed: set[str] = field(default_factory=set)

    def write(self, text: str) -> None:
        """Add text between tags."""
        if self.verbatim:
            self._write_verbatim(text)
            return
        text = _SPACES.sub(" ", text)
        if text.strip():
            self._answer()
            self.is_begun = True
        self.line.append(text)

    def ask(self, lines: int) -> None:
        """Ask for a new line (1), or for an empty one before it (2), if there is anything to part."""
        if self.is_begun or not self.line:
            self.asked = max(self.asked, lines)

    def end_line(self, *, always: bool = False) -> None:
        """Finish the line."""
        text = "".join(self.line)
        text = text.rstrip() if self.verbatim else _SPACES.sub(" ", text).strip(" ")
        text = text.replace(_CELL, "\t").rstrip()
        if text or always:
            self.lines.append(f"{_MARK * self.depth}{text}".rstrip())
        self.line.clear()
        self.is_begun = False

    def break_line(self) -> None:
        """Begin a new line in any case."""
        self._answer()
        self.end_line(always=True)

    def cell(self, *, closing: bool) -> None:
        """Begin a cell of a table, or finish it; the row goes on."""
        self.line.append(_CELL if closing else "")
        self.asked, self.is_begun = 0 if closing else self.asked, False

    def end_row(self) -> None:
        """Finish a row of a table."""
        self.end_line()
        self.asked = min(self.asked, 1)

    def keep_spaces(self, keep: bool) -> None:  # noqa: FBT001 - of the tag
        """Begin or end a part whose spaces and lines count."""
        self.end_line()
        self.ask(_GAP)
        self.verbatim = keep

    def nest(self, step: int) -> None:
        """Begin or end a quotation."""
        self.end_line()
        self.asked = 0
        self.depth = min(max(self.depth + step, 0), _DEEPEST)

    def _answer(self) -> None:
        if not self.asked:
            return
        self.end_line()
        blank = (_MARK * self.depth).rstrip()
        # A quotation begins right behind the words above it.
        above = self.lines[-1] if self.lines else blank
        if self.asked > 1 and above != blank and above.startswith(blank):
            self.lines.append(blank)
        self.asked = 0

    def _write_verbatim(self, text: str) -> None:
        self._answer()
        first, *rest = text.split("\n")
        self.line.append(first)
        for each in rest:
            self.end_line(always=True)
            self.line.append(each)
        self.is_begun = True


def to_text(html: str) -> str:
    """The text of an HTML page or fragment."""
    text = _Text()
    place, size = 0, len(html)
    while place < size:
        start = html.find("<", place)
        start = size if start < 0 else start
        if start > place:
            text.write(_unescaped(html[place:start]))
        if start == size:
            break
        place = _tag(html, start, text)
    text.end_line()
    return tidy("\n".join(text.lines)).strip("\n")


def _unescaped(text: str) -> str:
    """Text with its character references resolved; numbers that no character has become U+FFFD."""
    return unescape(_HUGE.sub("\ufffd", text)) if "&" in text else text


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
        text.break_line()
    elif name == "tr":
        text.end_row()
    elif name in {"td", "th"}:
        text.cell(closing=closing)
    elif name == "img":
        source = _SOURCE.search(tag)
        text.write(f"[{source[1]}]" if source else "")
    elif name == "blockquote":
        text.nest(-1 if closing else 1)
    elif name == "pre":
        text.keep_spaces(not closing)
    elif name in _BLOCKS:
        text.ask(_GAP if name in _APART else 1)
    _begin(name, closing, text)


def _begin(name: str, closing: bool, text: _Text) -> None:  # noqa: FBT001 - of the tag
    if name == "li" and not closing:
        text.write("- ")
    elif name == "hr" and not closing:
        text.end_line()
        text.lines.append(f"{_MARK * text.depth}-----")
