"""Markdown to HTML that is safe to show anywhere: rendered from tokens, then sanitised by nh3."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import nh3
from markdown_it.token import Token

from articles import markdown
from articles.model import HEADINGS, Article, Section

# Takes the kind ("article", "tree") and the id of a link, returns its address for this reader,
# or None where the reader may not see the target: then only the link's words are shown.
Link = Callable[[str, str], str | None]

TOP_LEVEL = 3  # sections are headings of level two, so theirs begin below
LOWEST_LEVEL = 6
CODE_LANGUAGES = ("cmd", "powershell", "text", "reg", "ini", "xml", "json", "sql", "vbscript")
_ALIGNED = {"text-align:left": "", "text-align:center": "center", "text-align:right": "right"}
_SCHEMES = frozenset({"http", "https", "mailto"})
_TAGS = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents; `id` is the fragment that leads to it."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """An article as HTML: each filled section under its heading, and the table of contents."""

    sections: tuple[tuple[Heading, str], ...]
    contents: tuple[Heading, ...]

    @property
    def html(self) -> str:
        """The whole text, each section under its heading."""
        return "\n".join(
            f'<h2 id="{heading.id}">{heading.title}</h2>\n{text}' for heading, text in self.sections
        )


def site_link(kind: str, name: str) -> str:
    """Return the address of an article or tree on the site."""
    return f"/{kind}s/{name}"


def html(text: str, *, link: Link = site_link) -> str:
    """Return the HTML of a Markdown text.

    Headings start at level three and carry ids, links to other hosts say `noopener noreferrer`,
    pictures are shown by their description, raw HTML as text.
    """
    tokens, _ = _prepared(text, link, prefix="")
    return _html(tokens)


def page(article: Article, *, link: Link = site_link) -> Page:
    """Return the HTML of a whole article, with unique heading ids; empty sections are left out."""
    shown: list[tuple[Heading, str]] = []
    contents: list[Heading] = []
    for section in Section:
        if article.section(section):
            title = HEADINGS[article.language][section]
            heading = Heading(TOP_LEVEL - 1, section.value, title)
            tokens, below = _prepared(article.section(section), link, prefix=f"{section}-")
            shown.append((heading, _html(tokens)))
            contents += [heading, *below]
    return Page(tuple(shown), tuple(contents))


def _prepared(text: str, link: Link, prefix: str) -> tuple[list[Token], list[Heading]]:
    tokens = markdown.parse(text)
    headings = list(_number_headings(tokens, prefix))
    for token in tokens:
        if token.children:
            token.children = list(_shown(token.children, link))
        style = token.attrs.pop("style", None)
        if _ALIGNED.get(str(style)):
            token.attrSet("class", _ALIGNED[str(style)])
    return tokens, headings


def _number_headings(tokens: Sequence[Token], prefix: str) -> Iterator[Heading]:
    """Give every heading its level below the section's, and an id."""
    used: dict[str, int] = {}
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        level = min(max(int(opening.tag[1:]), TOP_LEVEL), LOWEST_LEVEL)
        opening.tag = closing.tag = f"h{level}"
        title = markdown.plain(inline.content)
        name = _unused(prefix + _slug(title), used)
        opening.attrSet("id", name)
        yield Heading(level, name, title)


def _slug(title: str) -> str:
    kept = "".join(sign if sign.isalnum() else " " for sign in title.lower())
    return "-".join(kept.split())[:60] or "part"


def _unused(name: str, used: dict[str, int]) -> str:
    """Return the name, numbered if it was given out before."""
    free = name
    while free in used:
        used[name] += 1
        free = f"{name}-{used[name]}"
    used[free] = 1
    return free


def _shown(children: Sequence[Token], link: Link) -> Iterator[Token]:
    """Resolve links, drop those that lead nowhere for this reader, turn pictures into words."""
    kept: list[bool] = []
    for token in children:
        if token.type == "link_open":
            href = _address(str(token.attrGet("href") or ""), link)
            kept.append(href is not None)
            if href is not None:
                token.attrSet("href", href)
                yield token
        elif token.type == "link_close":
            if kept.pop():
                yield token
        elif token.type == "image":
            yield Token("text", "", 0, content=f"[{token.content}]" if token.content else "")
        else:
            yield token


def _address(href: str, link: Link) -> str | None:
    ours = markdown.internal(href)
    if ours:
        return link(*ours)
    scheme = href.partition(":")[0].lower()
    return href if href.startswith("#") or scheme in _SCHEMES else None


def _html(tokens: Sequence[Token]) -> str:
    return nh3.clean(
        markdown.render(tokens),
        tags=set(_TAGS),
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}}
        | {f"h{n}": {"id"} for n in range(3, 7)},
        allowed_classes={
            "code": {f"language-{name}" for name in CODE_LANGUAGES},
            "th": {"center", "right"},
            "td": {"center", "right"},
        },
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
