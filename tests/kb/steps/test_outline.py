import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.prose.lines import Line
from kb.steps.outline import Family, Paragraph, Run, marked, outline, texts


def blocks(*lines: str) -> list[Paragraph | Run]:
    return outline([Line(number, text) for number, text in enumerate(lines, 1)])


@pytest.mark.parametrize(
    ("line", "family", "ordinal", "text"),
    [
        ("1. 重启", Family.DIGIT, 1, "重启"),
        ("2、重启", Family.DIGIT, 2, "重启"),
        ("（3）重启", Family.DIGIT, 3, "重启"),
        ("12) restart", Family.DIGIT, 12, "restart"),
        ("二、重启", Family.CHINESE, 2, "重启"),
        ("十二、重启", Family.CHINESE, 12, "重启"),
        ("方法二：重启", Family.METHOD, 2, "重启"),
        ("Step 3: restart", Family.METHOD, 3, "restart"),
        ("②重启", Family.CIRCLED, 2, "重启"),
        ("b. 重启", Family.LETTER, 2, "重启"),
        ("- 重启", Family.BULLET, 0, "重启"),
        ("- 1、重启", Family.DIGIT, 1, "重启"),
    ],
)
def test_list_markers_are_read(line: str, family: Family, ordinal: int, text: str) -> None:
    item = marked(Line(7, line))
    assert item is not None
    assert (item.family, item.ordinal, item.text, item.line) == (family, ordinal, text, 7)


@pytest.mark.parametrize(
    "line", ["10.0.17763.1 已装", "1909 版本", "3.5 寸", "重启", "-", "1.", "第三方软件"]
)
def test_other_beginnings_are_no_markers(line: str) -> None:
    assert marked(Line(1, line)) is None


def test_lists_stand_below_the_entry_that_they_belong_to() -> None:
    (run,) = blocks("1、开启", "请按下面做：", "a. 打开", "b. 勾选", "2. 关闭", "a. 取消")
    assert isinstance(run, Run)
    first, second = run.items
    assert list(texts(first)) == ["开启", "请按下面做：", "打开", "勾选"]
    assert list(texts(second)) == ["关闭", "取消"]


def test_numbers_that_begin_again_open_a_new_list() -> None:
    runs = blocks("1. 甲", "2. 乙", "1. 丙")
    assert [len(run.items) for run in runs if isinstance(run, Run)] == [2, 1]


def test_text_between_two_entries_belongs_to_the_first() -> None:
    run, after = blocks("1. 抓包：", "netsh trace start", "2. 停止", "以上是全部。")
    assert isinstance(run, Run)
    assert [item.more for item in run.items] == [["netsh trace start"], []]
    assert after == Paragraph("以上是全部。", 4)


@given(st.lists(st.text("1a一-、.) 重启\t", max_size=8), max_size=12))
def test_no_line_is_lost_or_told_twice(lines: list[str]) -> None:
    told = []
    for block in blocks(*lines):
        if isinstance(block, Paragraph):
            told.append(block.text)
        else:
            told.extend(text for item in block.items for text in texts(item))
    assert len(told) == len(lines)


def test_numbers_without_a_mark_are_a_list_where_they_count() -> None:
    run, after = blocks("1 重装驱动", "2 sfc /scannow", "20 台都这样")
    assert isinstance(run, Run)
    assert [(item.ordinal, item.text) for item in run.items] == [
        (1, "重装驱动"),
        (2, "sfc /scannow"),
    ]
    assert after == Paragraph("20 台都这样", 3)
