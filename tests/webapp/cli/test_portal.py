from pathlib import Path

import pytest

from kb.store import open_store
from tests.webapp.cli.conftest import Casepath

LEAK = """\
---
id: call-us
title: 打印机没有反应时请致电工程师处理
language: zh
state: published
confidence: validated
audience: public
author: lin
reviewer: mei
updated: 2024-03-01
---

## 问题

打印机没有反应，屏幕上也没有错误提示。

## 环境

Windows 10，通过 USB 线缆连接的打印机。

## 原因

线缆松动，电脑看不到打印机。

## 解决方法

请拨打 13812345678 联系值班工程师。
"""


def keep(casepath: Casepath, text: str) -> None:
    with open_store(casepath.data) as store:
        store.documents.save("article", "call-us", text, "lin")


@pytest.fixture
def leaking(casepath: Casepath) -> Casepath:
    """With a public article that holds a phone number."""
    keep(casepath, LEAK)
    return casepath


def waiting(casepath: Casepath) -> list[dict[str, object]]:
    found: list[dict[str, object]] = casepath("portal", "findings", "--json").json["findings"]
    return found


def test_an_export_writes_what_is_public(casepath: Casepath, tmp_path: Path) -> None:
    target = tmp_path / "portal"
    done = casepath("portal", "export", str(target), "--json").json
    assert set(done) == {"articles", "trees", "files", "written", "removed", "seconds", "blocked"}
    assert (done["blocked"], done["written"]) == ([], done["files"])
    assert (target / "index.html").is_file()
    again = casepath("portal", "export", str(target), "--json").json
    assert (again["files"], again["written"], again["removed"]) == (done["files"], 0, 0)


def test_people_read_it_in_a_line(casepath: Casepath, tmp_path: Path) -> None:
    told = casepath.ok("portal", "export", str(tmp_path / "portal"))
    assert told.endswith(f" s: {tmp_path / 'portal'}\n")
    assert " 0 removed in " in told


def test_a_finding_that_waits_keeps_everything_inside(leaking: Casepath, tmp_path: Path) -> None:
    target = tmp_path / "portal"
    answer = leaking("portal", "export", str(target), "--json")
    assert answer.code == 1
    assert {"id": "call-us", "kind": "phone", "line": 27} in answer.json["blocked"]
    assert not target.exists()
    told = leaking("portal", "export", str(target))
    assert "waits for a decision: call-us:27: phone\n" in told.err
    assert told.err.endswith("`casepath portal findings` shows what to decide.\n")


def decide_all(casepath: Casepath, verdict: str) -> None:
    for each in waiting(casepath):
        name = str(each["finding"])[:12]
        assert casepath("portal", "decide", name, verdict, "--by", "mei").code == 0


@pytest.mark.parametrize(("verdict", "shown"), [("not-sensitive", 1), ("confirmed", 0)])
def test_a_decision_lets_the_words_out_or_masks_them(
    leaking: Casepath, tmp_path: Path, verdict: str, shown: int
) -> None:
    assert "13812345678" in leaking.ok("portal", "findings")
    decide_all(leaking, verdict)
    assert leaking.ok("portal", "findings") == "Nothing waits for a decision.\n"
    target = tmp_path / "portal"
    assert leaking("portal", "export", str(target)).code == 0
    pages = "".join(path.read_text("utf-8") for path in target.rglob("*.html"))
    assert "联系值班工程师" in pages
    assert min(pages.count("13812345678"), 1) == shown


def test_a_decision_stays_when_the_words_move(leaking: Casepath) -> None:
    decide_all(leaking, "not-sensitive")
    keep(leaking, LEAK.replace("请拨打", "先等十分钟。\n\n请拨打"))
    assert waiting(leaking) == []
    (decided,) = [
        each
        for each in leaking("portal", "findings", "--all", "--json").json["findings"]
        if each["kind"] == "phone"
    ]
    assert (decided["line"], decided["state"], decided["by"]) == (29, "not-sensitive", "mei")


def test_other_words_wait_again(leaking: Casepath) -> None:
    decide_all(leaking, "not-sensitive")
    keep(leaking, LEAK.replace("13812345678", "13987654321"))
    assert [each["value"] for each in waiting(leaking)] == ["13987654321"]


def test_the_data_folder_does_not_keep_the_words_of_a_finding(leaking: Casepath) -> None:
    waiting(leaking)
    with open_store(leaking.data) as store:
        rows = store.connection.rows("select * from findings")
    assert rows != []
    assert "13812345678" not in str(rows)


def test_an_unknown_finding_is_an_error(casepath: Casepath) -> None:
    assert casepath("portal", "decide", "zz", "confirmed").refusal == (
        "no finding begins with 'zz': `casepath portal findings` shows their ids"
    )
