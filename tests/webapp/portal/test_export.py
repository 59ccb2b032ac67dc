import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kb.redaction.model import Finding, Redaction, apply
from kb.store import FindingState
from tests.webapp.portal.samples import (
    ARTICLE,
    ARTICLES,
    SITE,
    TREES,
    contents,
    exported,
)
from webapp.portal.errors import PortalError
from webapp.portal.folder import MANIFEST
from webapp.portal.gate import Names, inspect
from webapp.portal.model import Blocked, Found, Site
from webapp.portal.public import public

PHONE = "13912345678"
LEAKING = (replace(ARTICLE, cause=f"原因\n请打电话 {PHONE}。"), *ARTICLES[1:])


class Phones:
    """Finds mobile numbers, the names it is told of, and `pw=` secrets."""

    def personal(
        self, text: str, *, people: Sequence[str] = (), customers: Sequence[str] = ()
    ) -> tuple[Finding, ...]:
        names = "|".join(map(re.escape, [*people, *customers])) or r"(?!)"
        return tuple(
            Finding(
                "phone" if found[0].isdigit() else "person", "test", *found.span(), "[hidden-1]"
            )
            for found in re.finditer(rf"\d{{11}}|{names}", text)
        )

    def secrets(self, texts: Sequence[str]) -> tuple[Redaction, ...]:
        return tuple(
            apply(
                text,
                [
                    Finding("password", "test", *found.span(1), "[removed:password]")
                    for found in re.finditer(r"pw=(\w+)", text)
                ],
            )
            for text in texts
        )


def found(decision: FindingState = FindingState.OPEN) -> Found:
    return Found("article", "queue-stuck", "phone", "test", 7, PHONE, "[hidden-1]", decision)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "sites" / "portal"


def test_an_export_reports_what_it_wrote(target: Path) -> None:
    report = exported(target)
    files = contents(target)
    assert (report.articles, report.trees, report.blocked) == (3, 2, ())
    assert report.files == report.written == len(files) - 1
    assert report.removed == 0
    assert set(report.as_json()) == {
        "articles",
        "trees",
        "files",
        "written",
        "removed",
        "seconds",
        "blocked",
    }


def test_the_same_again_writes_nothing_and_touches_nothing(target: Path) -> None:
    exported(target)
    before = target.stat().st_ino
    report = exported(target)
    assert (report.written, report.removed) == (0, 0)
    assert target.stat().st_ino == before


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    exported(tmp_path / "a")
    exported(tmp_path / "deep" / "b", articles=tuple(reversed(ARTICLES)))
    assert contents(tmp_path / "a") == contents(tmp_path / "deep" / "b")


def test_only_what_changed_is_written_again(target: Path) -> None:
    exported(target)
    untouched = (target / "zh/trees/bits-part.html").stat()
    changed = (replace(ARTICLE, resolution="1. 只重启。"), *ARTICLES[1:])
    report = exported(target, articles=changed)
    assert (report.written, report.removed) == (2, 0)
    assert (target / "zh/trees/bits-part.html").stat().st_ino == untouched.st_ino
    assert "只重启" in (target / "zh/articles/queue-stuck.html").read_text(encoding="utf-8")


def test_what_is_no_longer_public_goes(target: Path) -> None:
    exported(target)
    report = exported(target, articles=ARTICLES[:2])
    assert report.removed == 3
    assert not (target / "zh/articles/blue-screen.html").exists()
    assert not (target / "zh/subjects/blue-screen.html").exists()


def test_the_export_equals_a_fresh_one_after_any_history(tmp_path: Path) -> None:
    exported(tmp_path / "old", articles=ARTICLES[2:])
    exported(tmp_path / "old", articles=LEAKING, site=Site(name="Other"))
    exported(tmp_path / "old")
    exported(tmp_path / "new")
    assert contents(tmp_path / "old") == contents(tmp_path / "new")


def test_what_others_put_into_the_folder_stays(target: Path) -> None:
    exported(target)
    (target / "CNAME").write_text("help.example", encoding="utf-8")
    (target / ".git" / "refs").mkdir(parents=True)
    (target / ".git" / "refs" / "main").write_text("1", encoding="utf-8")
    (target / "latest").symlink_to("index.html")
    exported(target, articles=ARTICLES[:2])
    assert (target / "CNAME").read_text(encoding="utf-8") == "help.example"
    assert (target / ".git" / "refs" / "main").read_text(encoding="utf-8") == "1"
    assert (target / "latest").readlink() == Path("index.html")


def test_a_file_that_somebody_changed_is_written_again(target: Path) -> None:
    exported(target)
    original = (target / "index.html").read_bytes()
    (target / "index.html").write_bytes(b"spoilt")
    assert exported(target).written == 1
    assert (target / "index.html").read_bytes() == original


def test_a_damaged_list_of_files_does_not_stop_the_export(target: Path) -> None:
    exported(target)
    (target / MANIFEST).write_text("{broken", encoding="utf-8")
    exported(target)
    listed = json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert set(listed) == set(contents(target)) - {MANIFEST}


def test_an_empty_folder_is_taken(target: Path) -> None:
    target.mkdir(parents=True)
    assert exported(target).written > 0


def test_a_folder_of_somebody_else_is_refused(target: Path) -> None:
    target.mkdir(parents=True)
    (target / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PortalError, match="is not empty and was not made by an export"):
        exported(target)
    assert list(contents(target)) == ["letter.txt"]


def test_a_file_is_refused_and_so_is_a_place_below_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for path in ("file", "file/portal", "file/deep/portal"):
        with pytest.raises(PortalError, match="file is no folder; name a new one"):
            exported(tmp_path / path)


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(PortalError, match="is a link; name the folder itself"):
        exported(tmp_path / "link")


def test_nothing_is_left_beside_the_folder(target: Path) -> None:
    exported(target)
    exported(target, articles=ARTICLES[:2])
    assert [path.name for path in target.parent.iterdir()] == ["portal"]


def test_an_open_finding_keeps_everything_as_it_was(target: Path) -> None:
    exported(target)
    before = contents(target)
    report = exported(target, articles=LEAKING, findings=[found()])
    assert report.blocked == (Blocked("queue-stuck", "phone", 7),)
    assert (report.files, report.written, report.removed) == (0, 0, 0)
    assert report.as_json()["blocked"] == [{"id": "queue-stuck", "kind": "phone", "line": 7}]
    assert contents(target) == before


def test_a_blocked_export_makes_no_folder(target: Path) -> None:
    exported(target, articles=LEAKING, findings=[found()])
    assert not target.exists()


def test_what_is_confirmed_as_sensitive_is_shown_by_its_pseudonym(target: Path) -> None:
    report = exported(target, articles=LEAKING, findings=[found(FindingState.CONFIRMED)])
    assert report.blocked == ()
    files = contents(target)
    assert "请打电话 [hidden-1]。" in files["zh/articles/queue-stuck.html"].decode()
    assert [path for path, data in files.items() if PHONE in data.decode()] == []


def test_what_is_not_sensitive_is_shown(target: Path) -> None:
    exported(target, articles=LEAKING, findings=[found(FindingState.NOT_SENSITIVE)])
    assert PHONE in (target / "zh/articles/queue-stuck.html").read_text(encoding="utf-8")


def test_inspection_names_kind_line_and_words() -> None:
    source = f"---\nid: queue-stuck\n---\n\n## 原因\n\n原因\n请打电话 {PHONE}。\n"
    findings = inspect(
        public(LEAKING, TREES), Phones(), Names(), {("article", "queue-stuck"): source}
    )
    assert findings == (replace(found(), line=8, before="请打电话 ", after="。"),)


def test_inspection_looks_for_names_of_the_archive_everywhere() -> None:
    names = Names(people=("清空队列",), customers=("Windows 10",))
    found_in = {
        (each.subject, each.id, each.value)
        for each in inspect(public(ARTICLES, TREES), Phones(), names)
    }
    assert found_in == {
        ("article", "blue-screen", "清空队列"),
        ("article", "queue-stuck", "清空队列"),
        ("article", "blue-screen", "Windows 10"),
        ("article", "queue-stuck", "Windows 10"),
        ("article", "queue-stuck-en", "Windows 10"),
        ("tree", "update-fails", "Windows 10"),
        ("tree", "update-fails", "清空队列"),
    }


def test_inspection_finds_secrets_too() -> None:
    leaking = replace(ARTICLE, cause="pw=abc123")
    (one,) = inspect(public([leaking], {}), Phones(), Names())
    assert (one.kind, one.value, one.replacement) == ("password", "abc123", "[removed:password]")


def test_what_is_internal_is_not_inspected() -> None:
    internal = replace(ARTICLES[3], cause=PHONE)
    assert inspect(public([internal], {}), Phones(), Names()) == ()


def test_a_confirmed_value_inside_a_longer_one_is_replaced_after_it(target: Path) -> None:
    longer = replace(
        found(FindingState.CONFIRMED), value=f"打电话 {PHONE}", replacement="[hidden-2]"
    )
    exported(target, articles=LEAKING, findings=[found(FindingState.CONFIRMED), longer])
    page = (target / "zh/articles/queue-stuck.html").read_text(encoding="utf-8")
    assert "请[hidden-2]。" in page


def test_the_site_is_named_on_every_page(target: Path) -> None:
    exported(target)
    pages = {
        path: data.decode() for path, data in contents(target).items() if path.endswith(".html")
    }
    assert [path for path, page in pages.items() if SITE.name not in page] == []
