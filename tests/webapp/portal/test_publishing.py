"""From the store to the folder, with the real redaction and the real ledger."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from articles.files import dump
from kb.store import FindingState
from tests.webapp.conftest import CASE, Visitor
from tests.webapp.portal.samples import ARTICLE, SECRET, contents
from webapp.portal.model import Blocked
from webapp.portal.publishing import last_export, pack, publish, review
from webapp.services import Services

PHONE = "13912345678"
ID = "gives-a-number-away"
LEAKING = replace(
    ARTICLE,
    id=ID,
    title="打不开更新页面时请看这里",
    trees=(),
    cause="原因未知。",
    resolution=f"1. 请给网络管理员打电话：{PHONE}。",
)


@pytest.fixture
def leaking(services: Services) -> Services:
    save(services, dump(LEAKING))
    return services


def save(services: Services, text: str) -> None:
    with services.open_store() as store:
        store.documents.save("article", ID, text, "Lin Engineer")


def decide(services: Services, state: FindingState) -> None:
    with services.open_store() as store:
        for each in review(services, store).open:
            store.findings.decide(each.entry, state, "Rao Reviewer")


def exported(services: Services, target: Path) -> tuple[Blocked, ...]:
    with services.open_store() as store:
        return publish(services, store, target).blocked


def test_what_is_shipped_goes_out_at_once(services: Services, tmp_path: Path) -> None:
    assert exported(services, tmp_path / "portal") == ()
    assert (tmp_path / "portal" / "index.html").is_file()


def test_a_telephone_number_stops_the_export(leaking: Services, tmp_path: Path) -> None:
    (blocked,) = exported(leaking, tmp_path / "portal")
    line = dump(LEAKING).split("\n").index(LEAKING.resolution) + 1
    assert (blocked.id, blocked.line) == (ID, line)
    assert not (tmp_path / "portal").exists()


def test_a_confirmed_number_is_hidden(leaking: Services, tmp_path: Path) -> None:
    decide(leaking, FindingState.CONFIRMED)
    assert exported(leaking, tmp_path / "portal") == ()
    files = contents(tmp_path / "portal")
    assert [path for path, data in files.items() if PHONE.encode() in data] == []
    assert "请给网络管理员打电话：[" in files[f"zh/articles/{ID}.html"].decode()


def test_a_harmless_number_is_shown(leaking: Services, tmp_path: Path) -> None:
    decide(leaking, FindingState.NOT_SENSITIVE)
    assert exported(leaking, tmp_path / "portal") == ()
    assert PHONE in (tmp_path / "portal/zh/articles" / f"{ID}.html").read_text(encoding="utf-8")


def test_a_decision_follows_its_words_to_another_line(leaking: Services, tmp_path: Path) -> None:
    decide(leaking, FindingState.CONFIRMED)
    save(leaking, dump(replace(LEAKING, cause="原因未知。\n\n还在查。")))
    assert exported(leaking, tmp_path / "portal") == ()


def test_other_words_are_another_finding(leaking: Services, tmp_path: Path) -> None:
    decide(leaking, FindingState.CONFIRMED)
    save(leaking, dump(LEAKING).replace(PHONE, "13887654321"))
    assert [each.id for each in exported(leaking, tmp_path / "portal")] == [ID]


def test_a_customer_of_the_archive_is_never_named(services: Services, tmp_path: Path) -> None:
    save(services, dump(replace(LEAKING, resolution=f"1. {CASE.customer}已解决。")))
    assert [each.id for each in exported(services, tmp_path / "portal")] == [ID]


def test_the_ledger_keeps_no_words(leaking: Services) -> None:
    with leaking.open_store() as store:
        review(leaking, store)
        ledger = str(store.findings.list("article", ID))
    assert PHONE not in ledger
    assert ID in ledger


def test_the_last_export_is_remembered(leaking: Services, tmp_path: Path) -> None:
    with leaking.open_store() as store:
        assert last_export(store) is None
        report = publish(leaking, store, tmp_path / "portal")
        last = last_export(store)
    assert last is not None
    assert last.target == str(tmp_path / "portal")
    assert last.report == json.loads(json.dumps(report.as_json()))


def test_a_packed_portal_has_the_files_of_an_exported_one(
    services: Services, tmp_path: Path
) -> None:
    exported(services, tmp_path / "portal")
    with services.open_store() as store:
        packed = pack(services, store)
        again = pack(services, store)
    assert packed is not None
    assert packed == again
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        files = {name.removeprefix("portal/"): archive.read(name) for name in archive.namelist()}
    written = contents(tmp_path / "portal")
    del written[".casepath-portal.json"]
    assert files == written


def test_nothing_is_packed_while_a_finding_is_open(leaking: Services) -> None:
    with leaking.open_store() as store:
        assert pack(leaking, store) is None


def test_the_page_shows_the_finding_and_a_reviewer_decides(
    leaking: Services, reviewer: Visitor
) -> None:
    page = reviewer.text("/portal/")
    assert f"<mark>{PHONE}</mark>" in page
    entry = page.partition("/portal/findings/")[2].partition('"')[0]
    reviewer.post(f"/portal/findings/{entry}", decision="not-sensitive")
    assert "Nothing stands in the way of an export." in reviewer.text("/portal/")


MANY = replace(
    LEAKING,
    cause="服务器 10.1.2.3 没有响应，网关 10.1.2.1 也没有。",
    resolution=f"1. 请打电话：{PHONE}。\n2. 或者写信到 wu@lake.example。\n3. 或者打 0571-88110022。",
)


def test_a_reviewer_decides_about_many_at_once(services: Services, reviewer: Visitor) -> None:
    save(services, dump(MANY))
    with services.open_store() as store:
        first, second, *others = review(services, store).open
    reviewer.post("/portal/findings", entry=[first.entry, second.entry], decision="confirmed")
    with services.open_store() as store:
        looked = review(services, store)
    assert [each.entry for each in looked.open] == [each.entry for each in others]
    decided = [each for each in looked.findings if each.decided_at]
    assert {each.decided_by for each in decided} == {"Rao Reviewer"}
    assert all(f"{each.decided_at:%Y-%m-%d %H:%M}" in reviewer.text("/portal/") for each in decided)


def test_findings_are_narrowed_by_kind(services: Services, reviewer: Visitor) -> None:
    save(services, dump(MANY))
    page = reviewer.text("/portal/?kind=ip-address")
    assert "<mark>10.1.2.3</mark>" in page
    assert f"<mark>{PHONE}</mark>" not in page
    assert "<mark>" not in reviewer.text("/portal/?kind=phone&subject=tree")


def test_choosing_none_changes_nothing(services: Services, reviewer: Visitor) -> None:
    save(services, dump(MANY))
    answer = reviewer.post("/portal/findings", decision="confirmed")
    assert "Choose some findings first." in answer.get_data(as_text=True)
    with services.open_store() as store:
        assert len(review(services, store).open) == 5


def test_an_engineer_sees_it_but_does_not_decide(leaking: Services, engineer: Visitor) -> None:
    page = engineer.text("/portal/")
    assert f"<mark>{PHONE}</mark>" in page
    assert "/portal/findings/" not in page
    with leaking.open_store() as store:
        (finding,) = review(leaking, store).open
    answer = engineer.post(f"/portal/findings/{finding.entry}", decision="not-sensitive")
    assert answer.status_code == 403


def test_a_stranger_sees_nothing(stranger: Visitor) -> None:
    assert stranger.get("/portal/").status_code == 302
    assert stranger.post("/portal/download").status_code == 200
    assert b"PK" not in stranger.post("/portal/download").data[:2]


def test_a_decision_must_be_one_of_two(leaking: Services, reviewer: Visitor) -> None:
    with leaking.open_store() as store:
        (finding,) = review(leaking, store).open
    answer = reviewer.post(f"/portal/findings/{finding.entry}", decision="open")
    assert answer.status_code == 400


def test_the_portal_is_downloaded_as_one_file(engineer: Visitor) -> None:
    answer = engineer.post("/portal/download")
    assert answer.mimetype == "application/zip"
    assert answer.data[:2] == b"PK"


def test_a_blocked_download_says_what_to_do(leaking: Services, engineer: Visitor) -> None:
    assert "decide about the findings first" in engineer.post("/portal/download").get_data(
        as_text=True
    )


def test_the_page_names_only_what_is_public(services: Services, engineer: Visitor) -> None:
    internal = replace(LEAKING, title=f"{SECRET} intern", audience=ARTICLE.audience.INTERNAL)
    save(services, dump(internal))
    assert SECRET not in engineer.text("/portal/")
