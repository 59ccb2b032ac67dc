"""Every page at desktop and phone width, in both themes: nothing broken, nothing cut off."""

import pytest
from playwright.sync_api import ConsoleMessage, Page

PAGES = (
    "/",
    "/search?q=蓝屏",
    "/search?q=zyxwvutsr",
    "/search",
    "/search/why?q=蓝屏&kind=tree&id=bluescreen-bugcheck",
    "/cases/",
    "/cases/CAS-04391-D6Y1N9",
    "/trees/",
    "/trees/windows-update-0x800705b4",
    "/walks/",
    "/articles/",
    "/articles/new",
    "/portal/",
    "/insights/",
    "/admin/",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_fit_the_screen_and_break_no_rule_of_their_policy(page: Page, theme: str) -> None:
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", note)
    page.emulate_media(color_scheme="light" if theme == "light" else "dark")
    for path in PAGES:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide"
    assert complaints == []


def test_the_search_box_is_one_key_away(page: Page) -> None:
    page.goto("/cases/")
    page.keyboard.press("/")
    focused = page.evaluate("document.activeElement.name || ''")
    wide = page.viewport_size is not None and page.viewport_size["width"] > 600
    assert focused == ("q" if wide else "")


def test_a_command_is_copied_exactly(page: Page) -> None:
    page.goto("/trees/windows-update-0x800705b4")
    page.get_by_role("button", name="Start the walk").click()
    page.get_by_role("button", name="Copy").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".command code").first.inner_text()


def test_every_command_of_an_article_can_be_copied(page: Page) -> None:
    page.goto("/articles/reset-bits-queue")
    commands, copies = page.locator(".prose pre"), page.get_by_role("button", name="Copy")
    assert copies.count() == commands.count() > 1
    copies.last.click()
    assert page.evaluate("navigator.clipboard.readText()") == commands.last.inner_text()
