"""Pasted text: what it holds, where to start."""

import pytest

from kb.indexing import Index
from kb.redaction import Redactor
from kb.store import Store
from kb.triage import MOST_OF_A_KIND, Triage, is_paste, triage
from tests.kb.search.conftest import sample_data, sample_store, samples

__all__ = ["sample_data", "sample_store", "samples"]

PASTED = """
王工您好, 检查更新时又报错了:
WindowsUpdate_800705B4, also (0x800705b4), KB4601345 不能安装
用户名：report-fake  密码：Zq7-not-real-99
STOP 0x0000001E (KMODE_EXCEPTION_NOT_HANDLED), ntfs.sys 10.0.17763.1098
"""


def asked(index: Index, store: Store, text: str) -> Triage:
    return triage(index, store, Redactor(), text.encode())


def test_codes_are_explained_once_each(samples: Index, sample_store: Store) -> None:
    codes = {one.canonical: one for one in asked(samples, sample_store, PASTED).codes}
    assert {"0x800705b4", "0x1e"} <= set(codes)
    assert "ERROR_TIMEOUT" in {name.name for name in codes["0x800705b4"].names}


def test_facts_are_told_with_their_lines(samples: Index, sample_store: Store) -> None:
    facts = {one.value: one for one in asked(samples, sample_store, PASTED).facts}
    assert facts["KB4601345"].line == 3
    assert facts["ntfs.sys"].line == 5


def test_trees_cases_and_articles_are_found(samples: Index, sample_store: Store) -> None:
    told = asked(samples, sample_store, PASTED)
    assert "windows-update-0x800705b4" in {hit.id for hit in told.trees}
    assert "CAS-04102-F0N8Q3" in {hit.id for hit in told.cases}
    assert "update-times-out-0x800705b4" in {hit.id for hit in told.articles}
    assert {hit.kind for hit in told.trees} == {"tree"}


def test_a_secret_of_the_text_is_nowhere_in_the_answer(samples: Index, sample_store: Store) -> None:
    told = asked(samples, sample_store, PASTED)
    assert "Zq7-not-real-99" not in repr(told)
    assert told.read[0].message.body.count("\n") == PASTED.count("\n")


def test_a_secret_of_many_lines_moves_no_line(samples: Index, sample_store: Store) -> None:
    key = "-----BEGIN PRIVATE KEY-----\nMIIEfake\nMIIEfake\n-----END PRIVATE KEY-----"
    (fact,) = asked(samples, sample_store, f"Key:\n{key}\nKB5034441 failed").facts
    assert (fact.value, fact.line) == ("KB5034441", 6)


def test_a_text_without_anything_known_is_answered(samples: Index, sample_store: Store) -> None:
    nothing = asked(samples, sample_store, "!!\n!!")
    assert nothing.codes == nothing.facts == nothing.trees == nothing.cases == ()


def test_of_many_alike_facts_the_first_are_told(samples: Index, sample_store: Store) -> None:
    log = "\n".join(f"KB50{n:05}" for n in range(300)) + "\nError 0x80070490"
    facts = asked(samples, sample_store, log).facts
    assert len(facts) == MOST_OF_A_KIND + 1
    assert (facts[-1].value, facts[-1].line) == ("0x80070490", 301)


def test_a_thread_is_asked_for_by_what_it_is_about(samples: Index, sample_store: Store) -> None:
    """Names, greetings and footers of a mail find nothing by themselves."""
    mail = (
        "发件人: 王一凡 <wang@kehu.example>\n发送时间: 2026-02-03 10:00\n收件人: 支持中心 <help@team.example>\n"
        "主题: 安澜县人民医院反馈 Skype 卡顿\n\n您好：\n\nSkype 发消息时窗口卡顿，几秒没有反应。\n\n谢谢！\n王一凡\n"
        "安澜县人民医院信息科\n服务电话：400-000-0137\n"
    )
    told = asked(samples, sample_store, mail)
    assert told.trees[0].id == "skype-isolation"
    assert told.cases[0].id == "CAS-03988-L3Q7U2"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0x800705b4", False),
        ("  更新 超时\n", False),
        ("one\ntwo", True),
        ("word " * 30, True),
        ("字" * 300, True),
    ],
)
def test_several_lines_or_a_long_one_are_pasted_text(text: str, *, read: bool) -> None:
    assert is_paste(text) is read


def test_when_a_line_was_written_and_what_was_removed_from_it_find_nothing(
    samples: Index, sample_store: Store
) -> None:
    bare = asked(samples, sample_store, "wuauserv 更新失败\n0x800705b4\n")
    logged = asked(
        samples,
        sample_store,
        "2021-03-12 18:20:11.104 wuauserv 更新失败\n18:20:12 0x800705b4\npassword: Zq7-not-real-99\n",
    )
    marked = {
        text for hit in (*logged.cases, *logged.articles) for text, mark in hit.segments if mark
    }
    assert marked.isdisjoint({"removed", "12", "18", "20"})
    assert [hit.id for hit in logged.trees] == [hit.id for hit in bare.trees]
