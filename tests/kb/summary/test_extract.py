from hypothesis import given
from hypothesis import strategies as st

from kb.cases import Summary
from kb.summary import summarise
from kb.summary.extract import MAX_SENTENCES
from kb.summary.ranking import rank
from tests.kb.talk import talk

THREAD = talk(
    ("luo", "你好，车间扫码枪程序今天早上开始闪退，打开几秒就退出，三台电脑都这样。"),
    (
        "Qin Ru",
        "罗先生，您好！\n请查看事件日志里扫码枪程序的错误，并确认最近有没有安装补丁。\n如有疑问请随时联系。",
    ),
    ("luo", "日志里是扫码枪程序 0xc0000005，昨天晚上装了补丁。"),
    (
        "Qin Ru",
        "罗先生，您好！\n从日志看，扫码枪程序在补丁之后加载旧的组件时崩溃。请先卸载补丁测试。",
    ),
    ("luo", "卸载补丁后扫码枪程序恢复正常，谢谢！"),
)


def test_an_extract_says_that_it_is_one_and_is_word_for_word() -> None:
    summary = summarise(THREAD)
    said = "\n".join(message.body for message in THREAD)
    assert summary.extracted
    for part in (summary.problem, summary.analysis, summary.conclusion):
        assert part
        assert all(line in said for line in part.split("\n"))


def test_the_problem_comes_from_the_beginning_and_the_conclusion_from_the_end() -> None:
    summary = summarise(THREAD)
    assert "闪退" in summary.problem
    assert summary.conclusion == "卸载补丁后扫码枪程序恢复正常"


def test_politeness_is_never_telling() -> None:
    summary = summarise(THREAD)
    assert "随时联系" not in summary.problem + summary.analysis + summary.conclusion


def test_an_empty_thread_has_an_empty_extract() -> None:
    assert summarise(()) == Summary(extracted=True)
    assert summarise(talk(("a", "你好"))) == Summary(extracted=True)


def test_long_threads_are_cut_to_their_beginning_and_end() -> None:
    turns = [
        ("a", f"机器 {n} 的驱动版本是第 {n} 版，打印机型号 {n * 7}。")
        for n in range(3 * MAX_SENTENCES)
    ]
    assert "机器 0 " in summarise(talk(*turns)).problem


def test_a_sentence_that_shares_words_with_many_ranks_first() -> None:
    texts = ["打印服务重启后报错", "打印服务报错日志", "打印服务报错重启日志", "今天下雨"]
    scores = rank(texts, [1.0] * 4)
    assert max(range(4), key=lambda at: scores[at]) == 2
    assert min(range(4), key=lambda at: scores[at]) == 3


@given(st.lists(st.text("打印服务重启 abc", min_size=1, max_size=12), min_size=1, max_size=12))
def test_scores_are_a_distribution(texts: list[str]) -> None:
    scores = rank(texts, [1.0] * len(texts))
    assert abs(sum(scores) - 1) < 1e-9
    assert all(score > 0 for score in scores)


def test_nothing_to_rank_ranks_nothing() -> None:
    assert rank([], []) == ()
