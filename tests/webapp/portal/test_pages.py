from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from tests.webapp.portal.samples import ARTICLES, SITE, TREES, contents, exported
from webapp.portal.model import Site
from webapp.portal.public import public
from webapp.portal.words import LANGUAGES
from webapp.portal.writing import write

VOID = {"meta", "link", "img", "input", "br", "hr"}
FILES = write(public(ARTICLES, TREES), SITE)
PAGES = {path: data.decode() for path, data in FILES.items() if path.endswith(".html")}


class Page(HTMLParser):
    """A page's tags, as far as the tests ask."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def links(self) -> Iterator[tuple[str, str]]:
        for tag, attributes in self.tags:
            for name in ("href", "src", "action"):
                if name in attributes:
                    yield tag, attributes[name]

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


PARSED = {path: Page(text) for path, text in PAGES.items()}


def target(origin: str, href: str) -> str:
    return (
        normpath(join(dirname(origin), unquote(urlsplit(href).path))) if href[:1] != "#" else origin
    )


def test_every_link_is_relative_and_leads_to_a_file() -> None:
    broken = [
        (path, href)
        for path, page in PARSED.items()
        for _, href in page.links()
        if urlsplit(href).scheme or href.startswith("/") or target(path, href) not in FILES
    ]
    assert broken == []


def test_every_fragment_is_on_its_page() -> None:
    broken = [
        (path, href)
        for path, page in PARSED.items()
        for _, href in page.links()
        if "#" in href and unquote(href.partition("#")[2]) not in PARSED[target(path, href)].ids()
    ]
    assert broken == []


def test_every_page_but_the_error_is_reached_by_links_from_the_root() -> None:
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in PARSED and path not in reached:
            reached.add(path)
            waiting += [target(path, href) for tag, href in PARSED[path].links() if tag == "a"]
    assert set(PARSED) - reached == {"404.html"}


def test_every_page_is_well_formed_with_title_language_and_one_heading() -> None:
    for path, page in PARSED.items():
        tags = [tag for tag, _ in page.tags]
        assert (path, page.wrong, page.open) == (path, [], [])
        assert (path, tags.count("title") >= 1, tags.count("h1")) == (path, True, 1)
        assert page.tags[0][1]["lang"] in {"zh-CN", "en"}
        assert len(page.ids()) == len(set(page.ids()))


def test_every_page_forbids_all_but_its_own_files() -> None:
    for page in PARSED.values():
        (policy,) = [
            attributes["content"]
            for tag, attributes in page.tags
            if attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policy == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            "form-action 'self'; base-uri 'none'"
        )


def test_no_page_carries_inline_style_or_script() -> None:
    for path, page in PARSED.items():
        for tag, attributes in page.tags:
            active = [name for name in attributes if name == "style" or name.startswith("on")]
            assert (path, tag, active) == (path, tag, [])
            assert tag != "style"
            assert tag != "script" or "src" in attributes


def test_the_style_sheet_asks_nobody_for_anything() -> None:
    sheet = FILES["assets/portal.css"].decode()
    assert "url(" not in sheet
    assert "@import" not in sheet


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_itself_in_the_other_language(language: str) -> None:
    other = "en" if language == "zh" else "zh"
    article = {"zh": "queue-stuck", "en": "queue-stuck-en"}
    path = f"{language}/articles/{article[language]}.html"
    links = [attributes for tag, attributes in PARSED[path].tags if tag == "a"]
    (switch,) = [each for each in links if each.get("hreflang") == other and "class" not in each][
        :1
    ]
    assert target(path, switch["href"]) == f"{other}/articles/{article[other]}.html"


def test_an_article_in_one_language_is_offered_in_the_other_and_marked() -> None:
    page = PAGES["en/subjects/blue-screen.html"]
    assert '<a class="list__link" href="../../zh/articles/blue-screen.html" lang="zh">' in page
    assert '<span class="tag" lang="zh">中文</span>' in page


def test_an_article_is_listed_once_for_each_reader() -> None:
    page = PAGES["zh/search.html"]
    assert "更新一直停在" in page
    assert "An update stays" not in page


def test_an_article_links_its_guides_and_the_words_of_its_steps() -> None:
    page = PAGES["zh/articles/queue-stuck.html"]
    assert 'href="../trees/update-fails.html">更新失败</a>' in page
    assert '<code class="language-cmd">bitsadmin.exe /reset /allusers\n</code>' in page
    assert '<a href="#resolution-%E6%B8%85%E7%A9%BA%E9%98%9F%E5%88%97">清空队列</a>' in page


def test_the_drawing_leads_to_the_steps() -> None:
    page = PARSED["en/trees/update-fails.html"]
    targets = {
        target("en/trees/update-fails.html", href) for tag, href in page.links() if tag == "a"
    }
    assert {f"en/trees/update-fails/{node}.html" for node in TREES["update-fails"].nodes} <= targets


def test_a_dangerous_command_stands_behind_its_warning() -> None:
    page = PAGES["en/trees/update-fails/risky.html"]
    assert (
        page.index("It may not start") < page.index("<details") < page.index("verifier.exe /flags")
    )
    assert page.index("verifier.exe /flags") < page.index("verifier.exe /reset")


def test_a_diagnosis_shows_the_fixes_in_the_order_that_pays_off() -> None:
    page = PAGES["en/trees/update-fails/cures.html"]
    assert page.index("<h2>Make the cache anew") < page.index("<h2>Another image")
    assert "They fail too</strong> — start with: " in page


def test_the_end_of_a_guide_leads_back_to_the_guide_that_it_is_a_part_of() -> None:
    page = PAGES["en/trees/bits-part/ok.html"]
    assert "If you came here from “Updates fail”" in page
    assert 'href="../update-fails/done.html">Continue' in page
    assert 'href="../update-fails/cures.html">Continue' in PAGES["en/trees/bits-part/nope.html"]


def test_a_step_in_a_guide_that_is_not_public_is_for_support() -> None:
    page = PAGES["en/trees/update-fails/hidden.html"]
    assert "<h1>Please do this step together with support.</h1>" in page
    assert 'href="collect.html">Continue' in page


def test_an_empty_portal_says_so(tmp_path: Path) -> None:
    exported(tmp_path / "portal", articles=(), trees={})
    assert "这里还没有内容" in (tmp_path / "portal/index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "portal/zh/articles").exists()


def test_marks_in_titles_are_only_text(tmp_path: Path) -> None:
    hostile = replace(ARTICLES[0], title='</title><script>alert("x")</script>')
    exported(tmp_path / "portal", articles=[hostile])
    scripts = [path for path, data in contents(tmp_path / "portal").items() if b"<script>" in data]
    assert scripts == []


def test_the_page_for_lost_readers_works_at_any_depth_where_the_address_is_known() -> None:
    site = Site(url="https://help.example/kb")
    page = Page(write(public(ARTICLES, TREES), site)["404.html"].decode())
    links = [href for _, href in page.links() if not href.startswith("#")]
    assert [href for href in links if not href.startswith("https://help.example/kb/")] == []
