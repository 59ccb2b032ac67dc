"""Case pages."""

from dataclasses import replace

from kb.cases import Attachment
from kb.store import open_store
from tests.webapp.conftest import CASE, Visitor
from webapp.services import Services
from webapp.settings import Settings

PAGE = f"/cases/{CASE.number}"


def test_a_case_shows_summary_steps_facts_and_thread(engineer: Visitor) -> None:
    page = engineer.text(PAGE)
    for text in (
        "更新时出现 0x800705b4",
        "缓存损坏",
        "重命名 SoftwareDistribution 后恢复",
        "晨泽科技有限公司",
        "The thread, 2 messages",
        'href="#message-1"',
    ):
        assert text in page


def test_a_removed_secret_is_shown_as_such_and_mail_is_only_text(engineer: Visitor) -> None:
    page = engineer.text(PAGE)
    assert '<span class="secret">password removed</span>' in page
    assert "&lt;b&gt;请重试&lt;/b&gt;" in page


def test_a_time_without_a_zone_claims_none(engineer: Visitor) -> None:
    page = engineer.text(PAGE)
    assert "2024-03-05 09:30</span>" in page
    assert "time unknown" in page


def test_a_tree_for_the_code_of_the_case_is_offered(engineer: Visitor) -> None:
    assert "/walks/" in engineer.text(PAGE)
    assert "windows-update-0x800705b4" in engineer.text(PAGE)


def test_the_list_is_narrowed_by_what_the_address_says(engineer: Visitor) -> None:
    assert CASE.number in engineer.text("/cases/?year=2024&status=archived&code=0x800705b4")
    assert CASE.number not in engineer.text("/cases/?year=2023")
    assert "No case fits" in engineer.text("/cases/?year=2023")


def test_an_odd_page_number_is_the_first_page(engineer: Visitor) -> None:
    assert CASE.number in engineer.text("/cases/?page=-3")
    assert CASE.number in engineer.text("/cases/?page=x")


def test_the_text_of_a_file_can_be_read_where_it_was_kept(
    engineer: Visitor, settings: Settings
) -> None:
    kept = Attachment("setup.log", 2048, "text/plain", "", "winlogon <waits>")
    only_named = Attachment("memory.dmp", 2048, "", "")
    first = replace(CASE.messages[0], attachments=(kept, only_named))
    with open_store(settings.data) as store:
        store.cases.put(replace(CASE, messages=(first,)))
    page = engineer.text(PAGE)
    assert '<span class="chip">memory.dmp · 2.0 kB</span>' in page
    assert "<summary>setup.log · 2.0 kB</summary>" in page
    assert "winlogon &lt;waits&gt;" in page


def test_codes_are_explained_and_facts_lead_to_their_line(engineer: Visitor) -> None:
    page = engineer.text(PAGE)
    assert "ERROR_TIMEOUT" in page
    assert 'href="#m1-l1"' in page
    assert (
        '<span class="line" id="m1-l1">下载报错 <span class="fact">0x800705b4</span></span>' in page
    )


def test_what_belongs_to_a_case_stands_beside_it(engineer: Visitor, services: Services) -> None:
    other = replace(
        CASE, number="CAS-05002-B2C3", title="下载更新时 0x800705b4", customer="云海有限公司"
    )
    with services.open_store() as store:
        store.cases.put(other)
    page = engineer.text(PAGE)
    assert 'href="/cases/CAS-05002-B2C3"' in page
    assert 'href="/articles/update-times-out-0x800705b4-en"' in page
    assert 'value="windows-update-0x800705b4"' in page


def test_attachments_are_listed_with_size_and_fingerprint(
    engineer: Visitor, services: Services
) -> None:
    file = Attachment("CBS [1].zip", 2048, "application/zip", "ab" * 32)
    message = replace(CASE.messages[0], attachments=(file,))
    with services.open_store() as store:
        store.cases.put(replace(CASE, messages=(message, *CASE.messages[1:])))
    page = engineer.text(PAGE)
    for text in ("CBS [1].zip", "2.0 kB", "application/zip", f'title="{"ab" * 32}"'):
        assert text in page


def test_a_stranger_sees_no_case(stranger: Visitor) -> None:
    assert stranger.get(PAGE).location.startswith("/sign-in")
