"""The wizard in a real browser: pasted outputs lead to a hand-over, and nobody gets lost."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

TREE = "windows-update-0x800705b4"
CONNECTED = "ComputerName     : wu.contoso.example\nTcpTestSucceeded : True\n"
SERVICES = """
SERVICE_NAME: wuauserv
        类型               : 20  WIN32_SHARE_PROCESS
        状态               : 4  RUNNING
"""
STUCK = "{6F2A1C44-5B7E} 'WU Client Download' TRANSIENT_ERROR 0 / 41\nListed 1 job(s)."


def begin(page: Page, tree: str = TREE) -> None:
    page.goto(f"/trees/{tree}")
    page.get_by_role("button", name="Start the walk").click()


def paste(page: Page, output: str, answer: str) -> None:
    """Paste an output, see which answer it chose, and go on with that."""
    page.get_by_role("textbox", name="Output").first.fill(output)
    page.get_by_role("button", name="Read the output").first.click()
    chosen = page.locator(".choice", has=page.get_by_role("radio", checked=True))
    expect(chosen).to_contain_text(answer)
    expect(chosen).to_contain_text("says the output")
    page.get_by_role("button", name="Go on").first.click()


def fits(page: Page) -> None:
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_pasted_outputs_lead_to_a_hand_over(page: Page) -> None:
    begin(page)
    paste(page, CONNECTED, "Yes, TcpTestSucceeded is True")
    paste(page, "False\n", "No")
    page.get_by_text("Add a note to this step").click()
    page.get_by_role("textbox", name="Note").fill("密码：Not-A-Real-Pw-77，客户在场")
    page.get_by_role("button", name="No, go on").click()
    paste(page, "Name\n----\nSoftwareDistribution\nSoftwareDistribution_old\n", "Yes")
    paste(page, SERVICES, "All are as they should be")
    paste(page, STUCK, "There are jobs in error")
    fits(page)
    page.get_by_role("button", name="Yes, solved").click()
    expect(page.get_by_role("heading", name="Hand-over", exact=True)).to_be_visible()
    expect(page.get_by_text("Fine with a clear queue").first).to_be_visible()
    hand_over(page)


def hand_over(page: Page) -> None:
    """All three documents in Chinese, to the clipboard and to a file."""
    page.get_by_role("link", name="中文").click()
    for tab, said in (
        ("Case summary", "问题分析"),
        ("Escalation mail", "【希望协助】"),
        ("Mail to the customer", "尊敬的客户，您好！"),
    ):
        page.get_by_role("link", name=tab).click()
        expect(page.locator(".tabs [aria-current]")).to_have_text(tab)
        page.get_by_role("button", name="Copy the text").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert said in copied
        assert "Not-A-Real" not in copied
        fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as a mail draft").click()
    mail = Path(download.value.path()).read_bytes()
    assert b"X-Unsent: 1" in mail


def test_a_proposal_shows_what_it_rests_on_and_another_step_can_be_taken(page: Page) -> None:
    begin(page, "file-share-speed")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".next__worth")).to_have_text(
        re.compile(r"^\d+ min.*expected \d+ min to a cure or a hand-over$")
    )
    proposed = page.locator(".next__step").inner_text()
    page.get_by_text("What else was considered").click()
    other = page.locator(".others > details").first
    other.locator("summary").first.click()
    other.get_by_role("button", name="Can't do this").or_(
        other.get_by_role("radio", name="Can't do this")
    ).first.click()
    if other.get_by_role("button", name="Go on").count():
        other.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("not done").first).to_be_visible()
    assert page.locator(".next__step").inner_text() == proposed
    fits(page)


def test_an_earlier_answer_is_changed_and_later_ones_stay(page: Page) -> None:
    begin(page)
    paste(page, CONNECTED, "Yes")
    paste(page, "False\n", "No")
    page.get_by_role("link", name="Change").first.click()
    expect(page.get_by_text("You are changing an earlier answer")).to_be_visible()
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("another network")
    page.go_back()
    fits(page)


def test_the_clock_of_a_step_runs_stands_and_counts(page: Page) -> None:
    page.clock.install()
    begin(page)
    clock = page.locator(".timer time")
    expect(clock).to_be_visible()
    page.clock.run_for(65_000)
    expect(clock).to_have_text(re.compile(r"^1:\d\d$"))
    page.get_by_role("button", name="Pause").click()
    stood = clock.inner_text()
    page.clock.run_for(60_000)
    expect(clock).to_have_text(stood)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".steps li").first).to_contain_text(re.compile(r"1(\.\d)? min"))


def test_a_script_is_read_before_it_is_downloaded(page: Page) -> None:
    page.goto("/trees/bits-reset")
    page.get_by_role("link", name="Collection script").click()
    expect(page.get_by_text("bitsadmin.exe /list /allusers").first).to_be_visible()
    fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download for PowerShell").click()
    assert download.value.suggested_filename == "collect-bits-reset.ps1"
    assert Path(download.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
