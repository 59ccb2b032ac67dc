"""The exported portal in a real browser, from a folder and from below a web server's root."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.webapp.portal.samples import TREES, exported
from webapp.portal.tokens import query_terms


class Quiet(SimpleHTTPRequestHandler):
    """A file server that prints nothing."""

    def log_message(self, *args: object) -> None:
        """Keep the log off the terminal."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("portal") / "deep" / "客户 portal"
    exported(target)
    return target


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    """Address of the portal below the root of a web server."""
    handler = partial(Quiet, directory=str(folder.parent.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/deep/{folder.name}/"
        server.shutdown()


@pytest.fixture(params=[("folder", DESKTOP), ("server", PHONE)], ids=["desktop", "phone"])
def setting(request: pytest.FixtureRequest) -> tuple[str, ViewportSize]:
    """Where the portal is read from, and on what screen."""
    return request.param


@pytest.fixture
def root(setting: tuple[str, ViewportSize], folder: Path, served: str) -> str:
    return f"{folder.as_uri()}/" if setting[0] == "folder" else served


@pytest.fixture
def reader(setting: tuple[str, ViewportSize], browser: Browser) -> Iterator[Page]:
    """A page that fails the test when anything is forbidden, missing or from elsewhere."""
    context = browser.new_context(viewport=setting[1], locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: wrong.extend(failure(request)))
    yield page
    context.close()
    assert wrong == []
    assert [url for url in asked if not url.startswith(("file:///", "http://127.0.0.1:"))] == []


def failure(request: Request) -> list[str]:
    """What failed, unless the reader has left the page before it came."""
    left = request.failure == "net::ERR_ABORTED"
    return [] if left else [f"{request.url} {request.failure}"]


def test_a_customer_finds_an_article_by_typing(reader: Page, root: str) -> None:
    reader.goto(f"{root}index.html")
    reader.get_by_role("searchbox").fill("停在下载")
    reader.get_by_role("link", name="更新一直停在“正在下载 0%”").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("更新一直停在“正在下载 0%”")
    expect(reader.locator("pre").first).to_have_text("bitsadmin.exe /reset /allusers\n")


@pytest.mark.parametrize(
    "query, first",
    [
        ("0x0000001E", "蓝屏 0x1e 时收集什么"),
        ("屏", "蓝屏 0x1e 时收集什么"),
        ("800705B4 停在", "更新一直停在“正在下载 0%”"),
        ("bits 队列", "清空 BITS 队列"),
        ("ＢＩＴＳ", "清空 BITS 队列"),
        ("清空隊列", "清空 BITS 队列"),
        ("updates fail", "Updates fail"),
    ],
)
def test_the_search_page_answers_an_address(
    reader: Page, root: str, query: str, first: str
) -> None:
    language = "en" if query.startswith("updates") else "zh"
    reader.goto(f"{root}{language}/search.html?q={query}")
    expect(reader.locator(".hit__link").first).to_have_text(first)


def test_a_search_that_finds_nothing_says_what_to_do(reader: Page, root: str) -> None:
    reader.goto(f"{root}en/search.html")
    reader.get_by_role("searchbox").fill("<img src=x onerror=alert(1)>")
    expect(reader.locator(".results__count")).to_have_text(
        "Nothing found. Try fewer or other words, or the error code alone."
    )
    reader.get_by_role("searchbox").fill("")
    expect(reader.get_by_role("heading", name="Everything")).to_be_visible()


def test_a_guide_is_walked_through_another_guide_to_its_end(reader: Page, root: str) -> None:
    reader.goto(f"{root}en/trees/update-fails.html")
    for name in (
        "Start",
        "It can",
        "Open the guide: Clear the BITS queue",
        "Start",
        "It works now",
    ):
        reader.get_by_role("link", name=name, exact=True).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Cleared")
    reader.get_by_role("link", name="Continue").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("It works")
    expect(reader.locator(".result")).to_have_text("Solved")


def test_the_language_is_switched_on_the_same_page(reader: Page, root: str) -> None:
    reader.goto(f"{root}zh/articles/queue-stuck.html")
    reader.get_by_role("navigation", name="语言").get_by_role("link", name="English").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("An update stays at 0 percent")


def test_the_chosen_colours_stay(reader: Page, root: str) -> None:
    reader.goto(f"{root}zh/index.html")
    before = reader.evaluate("getComputedStyle(document.body).backgroundColor")
    reader.get_by_role("button", name="切换深浅色").click()
    assert reader.evaluate("getComputedStyle(document.body).backgroundColor") != before
    reader.reload()
    assert reader.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_no_page_is_wider_than_the_screen(reader: Page, root: str, folder: Path) -> None:
    wide = []
    for path in sorted(folder.rglob("zh/**/*.html")):
        reader.goto(f"{root}{path.relative_to(folder).as_posix()}")
        if reader.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path.name)
    assert wide == []


def test_the_portal_is_read_without_scripts(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-US")
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/en/search.html")
    expect(page.get_by_text("Search needs JavaScript. Everything is listed below.")).to_be_visible()
    expect(page.get_by_role("link", name="An update stays at 0 percent")).to_be_visible()
    page.goto(f"{folder.as_uri()}/en/trees/update-fails/risky.html")
    expect(page.get_by_text("It may not start")).to_be_visible()
    expect(page.get_by_text("verifier.exe /flags")).to_be_hidden()
    page.get_by_text("I have read the warning").click()
    expect(page.get_by_text("verifier.exe /flags")).to_be_visible()
    context.close()


def strange_texts() -> list[str]:
    """Texts of every kind that queries are made of, the same in every run."""
    random = Random(7)
    pieces = [
        *"更新失败蓝屏敗藍々〇ぁァ𠮷한أé İΣς ﬁ①Ⅷ½ｗＵ０ｘ１ｅ0x1eabs.-_/\\\"'“”。，！\t\n",
        *("updates", "policies", "0x0000001E", "800705b4", "KB5034441", "ies", "buses", "\u0301"),
        *("﨑", "神", "ｶﾞ", "㍿", "\u200b", "\U0001f600", "0x", "0x0"),
    ]
    made = ["".join(random.choices(pieces, k=random.randint(0, 14))) for _ in range(3_000)]
    return [*made, "x" * 100, "𠮷" * 3, "更" * 50]


def test_the_browser_cuts_words_as_the_export_does(reader: Page, folder: Path) -> None:
    reader.goto(f"{folder.as_uri()}/index.html")
    texts = strange_texts()
    found = reader.evaluate("texts => texts.map(window.portal.queryTerms)", texts)
    differing = [
        (text, terms)
        for text, terms in zip(texts, found, strict=True)
        if terms != query_terms(text)
    ]
    assert differing == []


def test_every_step_of_a_guide_is_a_page(folder: Path) -> None:
    steps = {path.stem for path in (folder / "zh/trees/update-fails").iterdir()}
    assert steps == set(TREES["update-fails"].nodes)
