"""Cases, trees and articles as documents."""

from datetime import UTC, date, datetime

from kb.cases import (
    Attachment,
    Case,
    CaseStatus,
    Fact,
    FactKind,
    Message,
    Resolution,
    Step,
    StepResult,
    Summary,
)
from kb.search.documents import Kind, url_of
from kb.search.sources import from_case, from_version
from kb.store import Version, content_hash
from trees.files import library

SAVED = datetime(2024, 5, 6, tzinfo=UTC)


def version(kind: str, name: str, text: str) -> Version:
    return Version(kind, name, content_hash(text), text, "han", SAVED, "")


def test_a_case_becomes_a_document() -> None:
    case = Case(
        number="CAS-1",
        title="蓝屏",
        customer="远岫",
        status=CaseStatus.ARCHIVED,
        opened=datetime(2020, 4, 28, tzinfo=UTC),
        archived=None,
        resolution=Resolution.RESOLVED,
        products=("Windows 10",),
        codes=("0x1e",),
        summary=Summary("问题", "分析", "结论"),
        steps=(Step("升级 ntfs.sys", StepResult.NO_HELP, 1, by="韩哲"),),
        facts=(Fact(FactKind.DRIVER, "ntfs.sys", 1, 1),),
        messages=(
            Message(
                1, None, "Han <han@a.example>", (), (), "s", "正文",
                (Attachment("dump.zip", 3, "application/zip", ""),),
            ),
        ),
    )  # fmt: skip
    document = from_case(case)
    assert (document.kind, document.id, document.title) == (Kind.CASE, "CAS-1", "蓝屏")
    assert document.summary == "问题\n分析\n结论"
    assert document.steps == "升级 ntfs.sys"
    assert document.body == "正文\ndump.zip\nHan\nntfs.sys"
    assert document.engineers == ("韩哲",)
    assert (document.solved, document.day, document.status) == (True, date(2020, 4, 28), "archived")


def test_a_tree_is_found_by_both_its_languages() -> None:
    document = from_version(version("tree", "bits-reset", library()["bits-reset"]))
    assert document.kind is Kind.TREE
    assert "BITS" in document.title
    assert "Clear the BITS transfer queue" in document.also
    assert "bitsadmin.exe /reset /allusers" in document.steps


def test_an_article_is_found_by_its_sections() -> None:
    text = (
        "---\nid: a\ntitle: Printer offline\nlanguage: en\nstate: published\n"
        "confidence: validated\nkeywords: [spooler]\ncodes: ['0x11b']\n---\n"
        "## Issue\n\nIt says offline.\n\n## Environment\n\nWindows 10\n\n"
        "## Cause\n\nA port.\n\n## Resolution\n\nChange the port.\n"
    )
    document = from_version(version("article", "a", text))
    assert (document.kind, document.title, document.also) == (
        Kind.ARTICLE,
        "Printer offline",
        "spooler",
    )
    assert document.summary == "It says offline.\nA port."
    assert (document.steps, document.body) == ("Change the port.", "Windows 10")
    assert (document.solved, document.status, document.codes) == (True, "published", ("0x11b",))


def test_what_cannot_be_read_is_found_by_its_text() -> None:
    for kind in ("tree", "article"):
        document = from_version(version(kind, "broken", "not a file of ours"))
        assert (document.title, document.body) == ("broken", "not a file of ours")


def test_the_address_of_a_case_is_safe_whatever_its_number() -> None:
    assert url_of("case", "CL#4482") == "/cases/CL%234482"
