"""CommonMark with tables, read into tokens, and right for Chinese.

Raw HTML is text, pictures are their description. Two things differ from CommonMark because it
assumes spaces between words: emphasis may end or begin next to Chinese punctuation
(`**注意：**请先备份`), and a line end between two ideographs adds no space.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token

from articles.cjk import is_cjk

INTERNAL = ("article", "tree")  # schemes of links that name one of ours by its id


def parse(markdown: str) -> list[Token]:
    """Return the block tokens of a text; `token.map` holds its lines, counted from 0."""
    return _parser().parse(markdown)


def walk(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Yield every token, inline ones too, with the line on which its block starts, from 0."""
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        yield token, line
        for child in token.children or ():
            yield child, line


def links(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """Yield the target and the line, from 0, of every link."""
    for token, line in walk(tokens):
        if token.type == "link_open":
            yield str(token.attrGet("href") or ""), line


def internal(href: str) -> tuple[str, str] | None:
    """Return kind and id of a link such as `article:bits-reset`, None for any other."""
    kind, colon, name = href.partition(":")
    return (kind, name) if colon and kind in INTERNAL else None


def plain(markdown: str) -> str:
    """Return the words of a text without its marks, a line per block, for search and excerpts."""
    kept = ("text", "code_inline", "code_block", "fence", "image")
    lines: dict[int, str] = {}
    for index, token in enumerate(parse(markdown)):
        parts = [token, *(token.children or ())]
        words = "".join(
            part.content if part.type in kept else " " if part.type == "softbreak" else ""
            for part in parts
        )
        lines[index] = words.strip()
    return "\n".join(line for line in lines.values() if line)


def render(tokens: Sequence[Token]) -> str:
    """Return tokens as HTML, not yet sanitised."""
    parser = _parser()
    return str(parser.renderer.render(tokens, parser.options, {}))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.core.ruler.push("join_ideographs", _join_ideographs)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read a run of markers as the parser does, then judge again what stands on its two sides."""
    start, before = state.pos, len(state.delimiters)
    found = emphasis.tokenize(state, silent)
    if found and state.src[start] == "*":
        opens, closes = _sides(state.src, start, state.pos)
        for delimiter in state.delimiters[before:]:
            delimiter.open, delimiter.close = opens, closes
    return found


def _sides(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Return whether the run of markers at `start` may open and may close emphasis.

    The rule of CommonMark 0.31, 6.2, with ideographs and their punctuation counted as letters
    that also part words.
    """
    left = text[start - 1] if start else " "
    right = text[end] if end < len(text) else " "
    return _flanks(inner=right, outer=left), _flanks(inner=left, outer=right)


def _flanks(inner: str, outer: str) -> bool:
    if isWhiteSpace(ord(inner)):
        return False
    parted = isWhiteSpace(ord(outer)) or _is_punctuation(outer) or is_cjk(outer)
    return parted or not _is_punctuation(inner)


def _is_punctuation(character: str) -> bool:
    marked = isMdAsciiPunct(ord(character)) or isPunctChar(character)
    return marked and not is_cjk(character)


def _join_ideographs(state: StateCore) -> None:
    for token in state.tokens:
        children = token.children or []
        joined = {
            index
            for index, (_, here) in enumerate(pairwise(children), start=1)
            if here.type == "softbreak" and _between_ideographs(children, index)
        }
        if joined:
            token.children = [item for index, item in enumerate(children) if index not in joined]


def _between_ideographs(children: Sequence[Token], index: int) -> bool:
    before = children[index - 1].content
    after = children[index + 1].content if index + 1 < len(children) else ""
    return bool(before and after) and is_cjk(before[-1]) and is_cjk(after[0])
