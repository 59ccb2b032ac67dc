"""Writing a tree in a real browser: checks as you type, two writers, a case that would be lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kb.store import content_hash, open_store
from tests.browser.conftest import DESKTOP

TAP = """\
tree: tap-NAME
title: The tap
languages: [en]
examples:
  - {case: CAS-1, answers: {look: worn, renew: solved}, outcome: dry}
start: look
nodes:
  look:
    kind: question
    text: How is the seal?
    answers:
      worn: {text: Worn, goto: renew}
      fine: {text: Fine, goto: plumber}
  renew: {kind: action, text: Renew it, solved: dry, not_solved: plumber}
  dry: {kind: outcome, text: It is dry, result: resolved}
  plumber: {kind: outcome, text: Call a plumber, result: escalate}
"""


@pytest.fixture
def tap(data: Path, site: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of a published tree of this test alone."""
    assert site
    name = f"tap-{content_hash(request.node.name)[:8]}"
    with open_store(data) as store:
        store.documents.save("tree", name, TAP.replace("tap-NAME", name), "Lin")
    yield f"/trees/{name}"
    with open_store(data) as store:
        store.drafts.close("tree", name, "Lin")


at_a_desk = pytest.mark.parametrize("context", [DESKTOP], ids=["desktop"], indirect=True)


def text_of(page: Page) -> str:
    return page.locator("textarea[name=text]").input_value()


def write(page: Page, old: str, new: str) -> None:
    page.locator("textarea[name=text]").fill(text_of(page).replace(old, new))


def test_checks_and_the_drawing_follow_while_somebody_types(page: Page, tap: str) -> None:
    page.goto(f"{tap}/edit")
    expect(page.locator("[data-drawing] .node")).to_have_count(4)
    write(page, "not_solved: plumber", "not_solved: plumer")
    finding = page.locator(".finding--error")
    expect(finding).to_contain_text("did you mean `plumber`?")
    expect(page.locator("[data-drawing] .node")).to_have_count(4)
    finding.get_by_role("link", name="line 14").click()
    marked = "(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.activeElement)"
    assert page.evaluate(marked).startswith("  renew: {kind: action")
    write(page, "not_solved: plumer", "not_solved: wait")
    page.locator("textarea[name=text]").press("Control+End")
    page.keyboard.type("  wait: {kind: collect, text: Wait, items: [], goto: plumber}\n")
    expect(page.get_by_text("No errors, no warnings")).to_be_visible()
    expect(page.locator("[data-drawing] .node")).to_have_count(5)
    page.locator('[data-drawing] a[href="#line-17"]').click()
    assert page.evaluate(marked).startswith("  wait: {kind: collect")


@at_a_desk
def test_a_box_of_the_drawing_leads_to_its_line_in_the_editor(page: Page, tap: str) -> None:
    page.goto(tap)
    page.locator('.drawing [data-node="renew"]').click()
    expect(page.locator("textarea[name=text]")).to_be_focused()
    marked = "(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.activeElement)"
    assert page.evaluate(marked).startswith("  renew: {kind: action")


@at_a_desk
def test_the_second_of_two_writers_is_told_and_keeps_the_own_text(
    page: Page, context: BrowserContext, tap: str
) -> None:
    page.goto(f"{tap}/edit")
    other = context.new_page()
    other.goto(f"{tap}/edit")
    write(other, "It is dry", "It is dry now")
    other.get_by_role("button", name="Save the draft").click()
    expect(other.get_by_text("The draft is saved")).to_be_visible()
    write(page, "Call a plumber", "Call the plumber")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", name="has saved this tree since you began")).to_be_visible()
    expect(page.locator(".diff del").filter(has_text="now")).to_be_visible()
    assert "Call the plumber" in text_of(page)
    write(page, "It is dry", "It is dry now")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("The draft is saved")).to_be_visible()
    assert "Call the plumber" in text_of(page)


@at_a_desk
def test_an_edit_that_loses_a_case_is_blocked_until_it_is_waived(page: Page, tap: str) -> None:
    page.goto(f"{tap}/edit")
    write(page, "worn: {text: Worn, goto: renew}", "worn: {text: Worn, goto: plumber}")
    write(page, "fine: {text: Fine, goto: plumber}", "fine: {text: Fine, goto: renew}")
    write(page, "  - {case: CAS-1, answers: {look: worn, renew: solved}, outcome: dry}", "  []")
    expect(page.get_by_text("No errors, no warnings")).to_be_visible()
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("link", name="Review and publish").click()
    expect(page.locator(".figures--bad dd")).to_have_text("1")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Walks would be lost")
    page.get_by_label("It may be lost, because").fill("a worn seal is the plumber's work")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("New walks begin on this version")).to_be_visible()
    expect(page.get_by_text("CAS-1 may be lost: a worn seal is the plumber's work")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_writers_fit_the_screen(page: Page, tap: str, theme: str) -> None:
    page.emulate_media(color_scheme="light" if theme == "light" else "dark")
    page.goto(f"{tap}/edit")
    write(page, "Renew it", "Renew the seal")
    page.get_by_role("button", name="Save the draft").click()
    for path in (
        "/trees/new",
        f"{tap}/edit",
        f"{tap}/publish",
        f"{tap}/history",
        f"{tap}/insights",
        tap,
    ):
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide"
