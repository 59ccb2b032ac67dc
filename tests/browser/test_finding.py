"""The one box: type-ahead by keyboard, a pasted log, a search that is kept."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

LOG = """2024-03-05 18:04:11, Error  CBS  Failed to download [HRESULT = 0x800705b4]
password: Kestrel#2291
KB5034441 could not be installed"""


def test_the_keyboard_chooses_among_suggestions(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("skype")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id") or ""
    expect(box).to_have_attribute("aria-activedescendant", chosen)
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("skype")


def test_a_suggested_page_is_one_key_away(page: Page) -> None:
    page.goto("/cases/" if (page.viewport_size or {})["width"] > 600 else "/search?q=skype")
    page.keyboard.press("/")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Skype 卡顿：纯净")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/trees/skype-isolation$"))


def test_a_code_that_is_suggested_is_searched_for(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("0x8007064")
    page.get_by_role("option", name="0x80070643").first.click()
    expect(page).to_have_url(re.compile("0x80070643"))


def test_a_pasted_log_is_read_and_a_walk_begins(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    box.fill(LOG)
    expect(page.get_by_role("option")).to_have_count(0)
    box.press("Enter")
    expect(page.get_by_role("heading", name="What was pasted")).to_be_visible()
    expect(page.get_by_text("ERROR_TIMEOUT").first).to_be_visible()
    expect(page.get_by_text("Kestrel")).to_have_count(0)
    page.get_by_role("link", name="KB5034441", exact=True).click()
    expect(page.locator("#m1-l3")).to_be_visible()
    page.get_by_role("button", name="Start the walk").first.click()
    expect(page).to_have_url(re.compile("/walks/"))


def test_a_file_is_read_as_soon_as_it_is_chosen(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "CBS.log"
    path.write_text(LOG, encoding="utf-16")
    page.goto("/")
    page.get_by_label("or read a file").set_input_files(path)
    expect(page.get_by_role("link", name="KB5034441", exact=True)).to_be_visible()


def test_a_log_that_is_pasted_into_a_box_of_one_line_is_read(page: Page) -> None:
    page.goto("/search?q=skype")
    page.evaluate("text => navigator.clipboard.writeText(text)", LOG)
    page.get_by_role("combobox").last.focus()
    page.keyboard.press("ControlOrMeta+v")
    expect(page.get_by_role("heading", name="What was pasted")).to_be_visible()
    expect(page.get_by_role("link", name="KB5034441", exact=True)).to_be_visible()


def test_a_pasted_text_never_widens_the_page(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").fill(f"C:\\{'Windows' * 60}\\x.sys 0x0000001E\n{'9f' * 600}\n")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("What was read, without secrets").click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_fact_leads_to_its_line_in_a_folded_message(page: Page) -> None:
    page.goto("/cases/CAS-04391-D6Y1N9")
    page.get_by_role("link", name="mdsched", exact=True).click()
    line = page.locator(page.url.partition("/cases/CAS-04391-D6Y1N9")[2])
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("mdsched")


def test_a_thread_opens_and_closes_as_a_whole(page: Page) -> None:
    page.goto("/cases/CAS-04391-D6Y1N9")
    messages = page.locator("details.message")
    page.get_by_role("button", name="Open or close all").click()
    expect(page.locator("details.message[open]")).to_have_count(messages.count())
    page.get_by_role("button", name="Open or close all").click()
    expect(page.locator("details.message[open]")).to_have_count(0)


def test_why_a_hit_was_found_opens_in_its_place(page: Page) -> None:
    page.goto("/search?q=蓝屏&all=1")
    hit = page.locator("article.hit").first
    hit.get_by_text("Why this hit").click()
    expect(hit.get_by_role("table")).to_contain_text("as typed")


def test_a_search_is_kept_and_found_again_at_home(page: Page) -> None:
    name = f"Office {(page.viewport_size or {})['width']}"
    page.goto("/search?q=Office&all=1")
    page.get_by_label("Keep this search as").fill(name)
    page.get_by_role("button", name="Keep").click()
    page.goto("/")
    page.get_by_role("link", name=name).click()
    expect(page).to_have_url(re.compile("q=Office"))
    page.get_by_role("button", name=f"Forget {name}").click()
    expect(page.get_by_role("link", name=name)).to_have_count(0)


def test_the_box_works_without_javascript(browser: Browser, site: str, signed_in: Path) -> None:
    address = site.partition("/sign-in/")[0]
    context = browser.new_context(
        base_url=address, storage_state=signed_in, java_script_enabled=False, locale="en-US"
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("textbox").fill("Skype\n")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/search\?q=Skype$"))
    page.get_by_text("Why this hit").first.click()
    page.get_by_role("link", name="Show the words that found it").first.click()
    expect(page.get_by_role("table")).to_contain_text("as typed")
    context.close()
