"""Who stands in the headers is known in every form in which people write."""

import pytest

from kb.redaction import Redactor

HEADER = ("林小雨 <linxy@lake.example>", "Ingrid Solberg <isolberg@fjell.example>")


def people(text: str, known: tuple[str, ...] = HEADER) -> list[str]:
    findings = Redactor().personal(text, people=known)
    return [text[each.start : each.end] for each in findings if each.kind == "person"]


@pytest.mark.parametrize(
    "form",
    [
        "林小雨", "小雨", "小林", "Lin Xiaoyu", "Xiaoyu Lin", "LIN XIAOYU", "Lin Xiao Yu", "linxiaoyu",
        "xiaoyu.lin", "Xiaoyu", "linxy",
        "Ingrid Solberg", "Solberg, Ingrid", "INGRID SOLBERG", "Ingrid", "Solberg", "isolberg",
    ],
)  # fmt: skip
def test_every_form_of_a_known_name_is_found(form: str) -> None:
    assert people(f"麻烦 {form} 看一下") == [form]


@pytest.mark.parametrize("title", ["先生", "女士", "小姐", "经理", "工", "总", "老师", "主任"])
def test_a_title_shows_a_name_that_nobody_told(title: str) -> None:
    assert people(f"请问孟{title}在吗", ()) == ["孟"]


@pytest.mark.parametrize(
    "text", ["先生/女士，您好", "项目经理权限", "施工图打不开", "各位老师好", "于是老师重启了"]
)
def test_a_title_alone_is_nobody(text: str) -> None:
    assert people(text, ()) == []


def test_names_in_quoted_headers_are_found_in_the_text_below() -> None:
    text = "发件人：韩梅\n发送时间：2021年3月4日 10:22\n主题：测试\n\n韩女士说 Han Mei 已重启"
    assert people(text, ()) == ["韩梅", "韩", "Han Mei"]


def test_family_names_that_are_words_need_more_than_a_title() -> None:
    assert people("高工的要求，常见的安全工具", ()) == ["高"]


def test_a_word_that_is_also_a_name_stays_a_word() -> None:
    assert people("Mark it as read, it will page out", ("Mark Page <mp@x.example>",)) == []


def test_tens_of_thousands_of_known_names_are_no_hindrance() -> None:
    many = tuple(f"用户{n} <u{n}@x.example>" for n in range(30_000))
    assert people("林小雨已处理", (*many, *HEADER)) == ["林小雨"]
