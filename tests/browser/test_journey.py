"""The main job in a real browser: search, case, tree, hand-over, article, portal."""

import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

PUBLIC = (
    ("audience: internal", "audience: public"),
    ("confidence: work-in-progress", "confidence: validated"),
)


def test_from_a_symptom_to_the_portal(
    context: BrowserContext, page: Page, data: Path, tmp_path: Path
) -> None:
    case = find_the_case(page)
    walk_the_tree(page)
    hand_over(page, case)
    article = write_the_article(page)
    publish(page)
    read_on_the_portal(context, export(data, tmp_path / "portal"), article)


def find_the_case(page: Page) -> str:
    page.goto("/")
    page.get_by_role("combobox").fill("更新 0x800705b4")
    page.keyboard.press("Enter")
    hit = page.locator("article.hit").filter(has=page.locator(".badge--case")).first
    number = hit.locator(".mono").inner_text()
    hit.locator(".hit__title a").click()
    expect(page.locator("header .mono").first).to_have_text(number)
    return number


def walk_the_tree(page: Page) -> None:
    page.get_by_role("button", name="Walk: Windows Update fails with 0x800705b4").click()
    page.get_by_role("textbox", name="Output").fill("TcpTestSucceeded : False")
    page.get_by_role("button", name="Read the output").click()
    expect(page.get_by_text("says the output")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Add a note to this step").click()
    page.get_by_role("textbox", name="Note").fill("Tried over a phone's hotspot")
    page.get_by_role("button", name="Yes, solved").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Go on").click()


def hand_over(page: Page, case: str) -> None:
    expect(page.get_by_role("heading", name="Hand-over", exact=True)).to_be_visible()
    page.get_by_role("button", name="Copy the text").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    for text in (case, "Test-NetConnection", "Tried over a phone's hotspot"):
        assert text in copied
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as Markdown").click()
    assert download.value.suggested_filename == f"{case}.md"
    assert Path(download.value.path()).read_text(encoding="utf-8") == copied


def write_the_article(page: Page) -> str:
    """Draft from the case, make it fit for customers; returns its title."""
    page.get_by_role("button", name="Draft an article from this case").click()
    editor = page.get_by_role("textbox", name="Text of the article")
    text = editor.input_value()
    for old, new in PUBLIC:
        assert old in text
        text = text.replace(old, new)
    head = text.partition("\n## ")[0]
    chinese = "language: zh" in head
    title = (
        "更换网络后更新恢复的处理办法" if chinese else "Updating works again over another network"
    )
    headings = (
        ("问题", "环境", "原因", "解决方法")
        if chinese
        else ("Issue", "Environment", "Cause", "Resolution")
    )
    bodies = (
        "Windows Update 0x800705b4.",
        "Windows 10.",
        "The network blocked the update server.",
        "1. Run `Test-NetConnection`.\n2. Use another network.",
    )
    head = re.sub(r"(?m)^title: .*$", f"title: {title}", head)
    sections = "\n\n".join(
        f"## {name}\n\n{body}" for name, body in zip(headings, bodies, strict=True)
    )
    editor.fill(f"{head.rstrip()}\n\n{sections}\n")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    return title


def publish(page: Page) -> None:
    page.get_by_role("button", name="Send to review").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("article .badge--published")).to_be_visible()


def export(data: Path, target: Path) -> Path:
    command = [sys.executable, "-m", "webapp.cli", "portal", "export", str(target)]
    done = subprocess.run(
        command,
        env={**os.environ, "CASEPATH_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def read_on_the_portal(context: BrowserContext, portal: Path, title: str) -> None:
    page = context.new_page()
    page.goto((portal / "index.html").as_uri())
    page.get_by_role("searchbox").first.fill(title[:12])
    page.keyboard.press("Enter")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert "CAS-" not in page.content()
