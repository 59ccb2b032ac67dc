import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.diff import Kind, Line, Segment, hunks, lines, words

SAME, REMOVED, ADDED = Kind.SAME, Kind.REMOVED, Kind.ADDED


def pairs(old: str, new: str) -> list[tuple[Kind, str]]:
    return [(segment.kind, segment.text) for segment in words(old, new)]


def test_chinese_is_compared_by_characters() -> None:
    assert pairs("请先停止更新服务。", "请先启动更新服务。") == [
        (SAME, "请先"),
        (REMOVED, "停止"),
        (ADDED, "启动"),
        (SAME, "更新服务。"),
    ]


def test_english_is_compared_by_words() -> None:
    assert pairs("Stop the update service", "Start the update services") == [
        (REMOVED, "Stop"),
        (ADDED, "Start"),
        (SAME, " the update "),
        (REMOVED, "service"),
        (ADDED, "services"),
    ]


def test_common_characters_count_in_long_paragraphs_too() -> None:
    old = "的的地地得得" * 60
    new = f"{old[:180]}然{old[180:]}"
    assert pairs(old, new) == [(SAME, old[:180]), (ADDED, "然"), (SAME, old[180:])]
    changed = f"甲{old}乙"
    assert pairs(changed, f"丙{old}丁") == [
        (REMOVED, "甲"),
        (ADDED, "丙"),
        (SAME, old),
        (REMOVED, "乙"),
        (ADDED, "丁"),
    ]


def test_a_code_changes_whole() -> None:
    assert pairs("错误 0x800705b4 出现", "错误 0x80070005 出现") == [
        (SAME, "错误 "),
        (REMOVED, "0x800705b4"),
        (ADDED, "0x80070005"),
        (SAME, " 出现"),
    ]


def test_crumbs_between_two_changes_are_not_kept() -> None:
    assert pairs("the red a blue one", "the old a new one") == [
        (SAME, "the "),
        (REMOVED, "red a blue"),
        (ADDED, "old a new"),
        (SAME, " one"),
    ]


def test_equal_texts_are_one_stretch_and_empty_ones_none() -> None:
    assert pairs("a\nb", "a\nb") == [(SAME, "a\nb")]
    assert pairs("", "") == []
    assert pairs("", "a") == [(ADDED, "a")]
    assert pairs("a", "") == [(REMOVED, "a")]


def test_a_changed_line_is_shown_before_and_after_with_its_words_marked() -> None:
    assert lines("一\n打开设置\n三\n", "一\n打开更新\n三\n") == (
        Line(1, 1, (Segment(SAME, "一"),)),
        Line(2, None, (Segment(SAME, "打开"), Segment(REMOVED, "设置"))),
        Line(None, 2, (Segment(SAME, "打开"), Segment(ADDED, "更新"))),
        Line(3, 3, (Segment(SAME, "三"),)),
    )


def test_a_missing_line_end_is_no_difference() -> None:
    assert {row.kind for row in lines("a\nb", "a\nb\n")} == {SAME}


def test_blank_lines_keep_their_place() -> None:
    rows = lines("a\n\nb\n", "a\n\nc\n")
    assert [(row.old, row.new) for row in rows] == [(1, 1), (2, 2), (3, None), (None, 3)]


def test_hunks_leave_out_what_is_far_from_any_change() -> None:
    old = [str(number) for number in range(1, 21)]
    new = [*old]
    new[4], new[14] = "five", "fifteen"
    found = hunks(lines("\n".join(old), "\n".join(new)), context=1)
    assert [[(row.old, row.new) for row in hunk] for hunk in found] == [
        [(4, 4), (5, None), (None, 5), (6, 6)],
        [(14, 14), (15, None), (None, 15), (16, 16)],
    ]


def test_equal_texts_have_no_hunks() -> None:
    assert hunks(lines("a\nb", "a\nb")) == ()


texts = st.text(st.sampled_from("ab 中文。\n_0x1e-"), max_size=60)


@settings(max_examples=300)
@given(texts, texts)
def test_joining_the_stretches_gives_both_texts(old: str, new: str) -> None:
    found = words(old, new)
    assert "".join(part.text for part in found if part.kind is not ADDED) == old
    assert "".join(part.text for part in found if part.kind is not REMOVED) == new


@settings(max_examples=200)
@given(st.text(max_size=40), st.text(max_size=40))
def test_joining_works_for_any_characters(old: str, new: str) -> None:
    found = words(old, new)
    assert "".join(part.text for part in found if part.kind is not ADDED) == old
    assert "".join(part.text for part in found if part.kind is not REMOVED) == new


def side(rows: tuple[Line, ...], number: str, without: Kind) -> list[tuple[int, str]]:
    return [
        (
            getattr(row, number),
            "".join(part.text for part in row.segments if part.kind is not without),
        )
        for row in rows
        if getattr(row, number) is not None
    ]


@settings(max_examples=200)
@given(texts, texts)
def test_the_rows_of_each_side_are_its_lines_in_order(old: str, new: str) -> None:
    rows = lines(old, new)
    assert side(rows, "old", ADDED) == list(
        enumerate(old.removesuffix("\n").split("\n"), 1)
    ) * bool(old)
    assert side(rows, "new", REMOVED) == list(
        enumerate(new.removesuffix("\n").split("\n"), 1)
    ) * bool(new)


@pytest.mark.parametrize(
    "old, new",
    [
        ("中" * 100_000, "中国" * 50_000),
        ("a " * 50_000, "a b " * 25_000),
        ("a\n\n" * 30_000, "\nb\n" * 30_000),
    ],
)
def test_long_monotonous_texts_are_compared_in_time(old: str, new: str) -> None:
    started = time.perf_counter()
    words(old, new)
    assert time.perf_counter() - started < 10
