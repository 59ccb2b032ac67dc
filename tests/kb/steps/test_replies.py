from hypothesis import given
from hypothesis import strategies as st

from kb.prose.lines import Line
from kb.steps.outline import LETTERS
from kb.steps.replies import answers


def read(text: str) -> list[tuple[str, int, str]]:
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1) if line]
    return [(one.text, one.number, one.quoted) for one in answers(lines)]


def test_numbers_need_no_mark_where_they_count() -> None:
    assert read("1 没用\n2 好了") == [("没用", 1, ""), ("好了", 2, "")]
    assert read("20 台都好了\n3 台没用") == [("20 台都好了", 0, ""), ("3 台没用", 0, "")]


def test_several_answers_may_stand_in_one_line() -> None:
    assert read("结果：①没用，②好了") == [("结果：", 0, ""), ("没用，", 1, ""), ("好了", 2, "")]
    assert read("1、没用；2、10.0.3.1 不通") == [("没用；", 1, ""), ("10.0.3.1 不通", 2, "")]


def test_letters_have_places_of_their_own() -> None:
    assert read("a) no change\nb) works") == [
        ("no change", LETTERS + 1, ""),
        ("works", LETTERS + 2, ""),
    ]


def test_what_is_quoted_is_answered_below() -> None:
    text = "> 1. Update the driver.\nNo change.\n> 2. Test by cable.\nSame there."
    assert read(text) == [
        ("No change.", 1, "Update the driver."),
        ("Same there.", 2, "Test by cable."),
    ]


def test_answers_in_brackets_belong_to_what_stands_before_them() -> None:
    text = "1. 用本地账户测试\n【不慢】\n2. 卸载杀毒软件 【不让卸】\n3. 版本 答：1909"
    assert read(text) == [
        ("不慢", 1, "用本地账户测试"),
        ("不让卸", 2, "卸载杀毒软件"),
        ("1909", 3, "版本"),
    ]


@given(st.lists(st.text(alphabet="12①②a)、> 【】\n答：好", max_size=20), max_size=8))
def test_any_lines_give_parts_of_themselves(texts: list[str]) -> None:
    lines = [Line(at, text.strip()) for at, text in enumerate(texts) if text.strip()]
    for one in answers(lines):
        assert any(one.text in line.text for line in lines)


def test_answers_written_below_quotations_that_are_gone_keep_their_order() -> None:
    text = "都写在你原文下面了：\n\n\n试过没用\n\n\n公司不让改"
    assert read(text)[1:] == [("试过没用", 1, ""), ("公司不让改", 2, "")]
