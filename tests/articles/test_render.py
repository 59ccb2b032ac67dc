import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import markdown
from articles.render import html, page
from tests.articles.samples import good

ATTRIBUTES = {"a": ("href", "rel"), "code": ("class",), "ol": ("start",)}
HARMLESS = {
    *(
        (tag, "")
        for tag in [
            "a",
            "blockquote",
            "br",
            "code",
            "em",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "strong",
            "table",
            "ul",
        ]
    ),
    *((tag, "") for tag in ["tbody", "td", "th", "thead", "tr", "h3", "h4", "h5", "h6"]),
    *((tag, "class") for tag in ("td", "th")),
    *((f"h{level}", "id") for level in range(3, 7)),
    *((tag, name) for tag, names in ATTRIBUTES.items() for name in names),
    *(("a", f"href {scheme}") for scheme in ("http", "https", "mailto", "#")),
}


class Parts(HTMLParser):
    """Collects tags, attributes, and where links lead, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, ""))
        for name, value in attrs:
            self.seen.append((tag, name))
            if name == "href":
                href = str(value)
                scheme = "#" if href.startswith("#") else href.partition(":")[0].lower()
                self.seen.append((tag, f"href {scheme}"))


def parts(shown: str) -> list[tuple[str, str]]:
    parser = Parts()
    parser.feed(shown)
    return parser.seen


def test_steps_keep_their_numbers_around_commands() -> None:
    assert html("1. Run\n\n   ```cmd\n   net stop wuauserv\n   ```\n\n2. Wait\n") == (
        '<ol>\n<li>\n<p>Run</p>\n<pre><code class="language-cmd">net stop wuauserv\n</code></pre>\n'
        "</li>\n<li>\n<p>Wait</p>\n</li>\n</ol>\n"
    )


def test_a_list_goes_on_counting_behind_a_code_block() -> None:
    assert '<ol start="3">' in html("2. a\n```text\nb\n```\n3. c")


def test_a_table_keeps_its_alignment_without_inline_style() -> None:
    shown = html("| a | b |\n| :-- | --: |\n| 1 | 2 |")
    assert '<th>a</th>\n<th class="right">b</th>' in shown
    assert "style" not in shown


@pytest.mark.parametrize(
    "source, shown",
    [
        ("**注意：**请先备份", "<strong>注意：</strong>请先备份"),
        ("先**“保存”**再关闭", "先<strong>“保存”</strong>再关闭"),
        ("按**Enter**键", "按<strong>Enter</strong>键"),
        ("请看**（见下）**的说明", "请看<strong>（见下）</strong>的说明"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**bold** text", "<strong>bold</strong> text"),
        ("a **bold**, b", "a <strong>bold</strong>, b"),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_emphasis_works_in_text_without_spaces(source: str, shown: str) -> None:
    assert html(source) == f"<p>{shown}</p>\n"


def test_a_line_end_between_ideographs_adds_no_space() -> None:
    assert html("第一行\n第二行\nand\nmore") == "<p>第一行第二行\nand\nmore</p>\n"


def test_links_inside_lead_to_the_pages_of_the_site() -> None:
    assert html("[a](article:bits) [b](tree:wu)") == (
        '<p><a href="/articles/bits" rel="noopener noreferrer">a</a> '
        '<a href="/trees/wu" rel="noopener noreferrer">b</a></p>\n'
    )


def test_a_link_that_this_reader_may_not_follow_is_its_words() -> None:
    assert html("[the **way**](article:a)", link=lambda _kind, _name: None) == (
        "<p>the <strong>way</strong></p>\n"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "[a](//other.example/x)",
        "[a](/admin)",
        '[a](https://b.example "x\\" onmouseover=y")',
        "<svg/onload=alert(1)>",
        "<https://a.example/\"onmouseover='x'>",
        '```x"><script>alert(1)</script>\n```',
        "![x](https://tracker.example/pixel.png)",
        "&lt;script&gt;",
    ],
)
def test_nothing_an_author_types_runs_or_loads(hostile: str) -> None:
    assert set(parts(html(hostile))) <= HARMLESS


def test_a_picture_is_its_description() -> None:
    assert html("![内存窗口](https://tracker.example/a.png)") == "<p>[内存窗口]</p>\n"


def test_links_to_other_hosts_tell_them_nothing() -> None:
    assert html("<https://help.example/a>") == (
        '<p><a href="https://help.example/a" rel="noopener noreferrer">https://help.example/a</a></p>\n'
    )


def test_headings_start_below_the_section_and_have_unique_ids() -> None:
    assert html("# 一 `a`\n### 一 a\n###### ?") == (
        '<h3 id="一-a">一 <code>a</code></h3>\n<h3 id="一-a-2">一 a</h3>\n<h6 id="part">?</h6>\n'
    )


def test_a_page_has_the_filled_sections_and_a_table_of_contents() -> None:
    shown = page(good(cause="", resolution="### 第一步\n\n- a\n\n### 第一步\n\n- b"))
    assert [heading.id for heading, _ in shown.sections] == ["issue", "environment", "resolution"]
    assert [(line.level, line.id, line.title) for line in shown.contents] == [
        (2, "issue", "问题"),
        (2, "environment", "环境"),
        (2, "resolution", "解决方法"),
        (3, "resolution-第一步", "第一步"),
        (3, "resolution-第一步-2", "第一步"),
    ]


def test_a_page_as_one_piece_has_the_headings_of_its_sections() -> None:
    shown = page(good(cause="", resolution="- a"))
    assert '<h2 id="resolution">解决方法</h2>\n<ul>\n<li>a</li>' in shown.html
    assert "原因" not in shown.html


def test_plain_text_is_the_words_alone() -> None:
    assert markdown.plain("### A *b*\n\n1. `c` [d](article:e)\n   f\n\n```cmd\ng\n```") == (
        "A b\nc d f\ng"
    )


@settings(max_examples=200)
@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=80))
def test_any_text_becomes_html_without_active_parts(text: str) -> None:
    assert set(parts(html(text))) <= HARMLESS


@pytest.mark.parametrize(
    "stretch",
    ["[", "*", "**a *b ", "![", "[a](", "[a][", "> ", "- ", "|a", "### a\n", "`a", "\\*", "<a "],
)
def test_repeated_marks_do_not_take_long(stretch: str) -> None:
    started = time.perf_counter()
    html(stretch * (60_000 // len(stretch)))
    assert time.perf_counter() - started < 5
