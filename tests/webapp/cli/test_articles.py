from pathlib import Path

import pytest

from articles.files import dump, load
from kb.store import open_store
from tests.webapp.cli.conftest import Casepath

ARTICLE = """\
---
id: cable
title: 打印机没有反应时先检查线缆
language: zh
state: draft
confidence: not-validated
audience: internal
author: lin
updated: 2024-03-01
---

## 问题

打印机没有反应，屏幕上也没有错误提示。

## 环境

Windows 10，通过 USB 线缆连接的打印机。

## 原因

线缆松动，电脑看不到打印机。

## 解决方法

1. 拔下线缆，再插紧。
2. 打印测试页。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "cable.md").write_text(ARTICLE, encoding="utf-8")
    return folder


def text(casepath: Casepath, article: str) -> str:
    with open_store(casepath.data) as store:
        version = store.documents.current("article", article)
        assert version is not None
        return version.text


def test_the_shipped_articles_are_sound_without_a_data_folder(empty: Casepath) -> None:
    found = empty("articles", "check", "--json").json
    assert found["articles"] >= 6
    assert found["errors"] == []
    assert not empty.data.exists()


def test_a_broken_file_is_told_by_line(empty: Casepath, folder: Path) -> None:
    bad = folder / "cable.md"
    bad.write_text(ARTICLE.replace("state: draft", "state: ready"), encoding="utf-8")
    answer = empty("articles", "check", str(folder))
    assert answer.code == 1
    assert answer.out.startswith(f"error: {bad}:5: state: ")
    assert answer.out.splitlines()[-1].startswith("1 article, 1 error")
    (error,) = empty("articles", "check", str(bad), "--json").json["errors"]
    assert (error["file"], error["line"], error["field"]) == (str(bad), 5, "state")


def test_a_file_that_is_not_utf_8_is_told(empty: Casepath, folder: Path) -> None:
    (folder / "cable.md").write_bytes(ARTICLE.encode("gb18030"))
    assert empty("articles", "check", str(folder)).code == 1


def test_files_are_imported_once(casepath: Casepath, folder: Path) -> None:
    first = casepath("articles", "import", str(folder), "--by", "mei", "--json").json
    assert first == {"saved": ["cable"], "unchanged": [], "failed": []}
    assert casepath.ok("articles", "import", str(folder)) == "0 articles saved, 1 unchanged\n"
    assert text(casepath, "cable") == ARTICLE
    assert casepath.ok("articles", "show", "cable") == ARTICLE


def test_a_broken_file_does_not_stop_an_import(casepath: Casepath, folder: Path) -> None:
    (folder / "bad.md").write_text("no front matter", encoding="utf-8")
    answer = casepath("articles", "import", str(folder))
    assert (answer.code, answer.out) == (1, "1 article saved, 0 unchanged\n")
    assert answer.err.startswith(f"failed: {folder / 'bad.md'}: ")


def test_a_password_in_a_file_is_not_kept(casepath: Casepath, folder: Path) -> None:
    (folder / "cable.md").write_text(ARTICLE + "\n密码：Kestrel#2291\n", encoding="utf-8")
    casepath("articles", "import", str(folder))
    assert "密码：[removed:password]" in text(casepath, "cable")


def test_an_article_is_drafted_from_a_case(casepath: Casepath) -> None:
    drafted = casepath("articles", "draft", "CAS-05001-A1B2", "--by", "lin", "--json").json
    article = load(drafted["text"], f"{drafted['id']}.md")
    assert (article.state, article.author, article.cases) == ("draft", "lin", ("CAS-05001-A1B2",))
    assert text(casepath, article.id) == drafted["text"]
    assert casepath("articles", "draft", "CAS-1").refusal.startswith("no case CAS-1")


def test_two_drafts_of_one_case_have_two_ids(casepath: Casepath) -> None:
    first = casepath.ok("articles", "draft", "CAS-05001-A1B2").split()[0]
    second = casepath.ok("articles", "draft", "CAS-05001-A1B2").split()[0]
    assert first != second


def test_articles_are_listed_by_state_and_readers(casepath: Casepath, folder: Path) -> None:
    partners = ARTICLE.replace("audience: internal", "audience: partner")
    (folder / "cable.md").write_text(partners, encoding="utf-8")
    casepath("articles", "import", str(folder))
    listed = casepath("articles", "list", "--state", "draft", "--audience", "partner", "--json")
    assert [each["id"] for each in listed.json["articles"]] == ["cable"]
    assert casepath.ok("articles", "list", "--state", "draft", "--audience", "partner") == (
        """\
Article  Lang  State  Audience  Confidence     Title
cable    zh    draft  partner   not-validated  打印机没有反应时先检查线缆
"""
    )


def test_a_list_of_nothing_says_what_to_do(casepath: Casepath) -> None:
    assert casepath.ok("articles", "list", "--audience", "partner", "--state", "review") == (
        "No articles. `casepath articles draft NUMBER` makes one from a case.\n"
    )


def test_a_reviewed_article_is_published(casepath: Casepath, folder: Path) -> None:
    public = load(ARTICLE, "cable.md")
    (folder / "cable.md").write_text(dump(public), encoding="utf-8")
    casepath("articles", "import", str(folder), "--by", "lin")
    assert casepath.ok("articles", "publish", "cable", "--by", "mei") == (
        "cable is published for internal readers.\n"
    )
    published = load(text(casepath, "cable"), "cable.md")
    assert (published.state, published.reviewer, published.author) == ("published", "mei", "lin")


@pytest.mark.parametrize("by", ["lin", "importer"])
def test_who_wrote_an_article_does_not_publish_it(
    casepath: Casepath, folder: Path, by: str
) -> None:
    casepath("articles", "import", str(folder), "--by", "importer")
    assert casepath("articles", "publish", "cable", "--by", by).refusal == (
        f"{by} wrote cable; let someone else review it"
    )


def test_a_team_of_one_may_switch_the_second_pair_of_eyes_off(
    casepath: Casepath, folder: Path
) -> None:
    casepath("articles", "import", str(folder), "--by", "lin")
    alone = {"CASEPATH_FOUR_EYES": "no"}
    assert casepath("articles", "publish", "cable", "--by", "lin", environ=alone).code == 0


def test_an_unknown_article_is_an_error(casepath: Casepath) -> None:
    assert "nothing" in casepath("articles", "show", "nothing").refusal
