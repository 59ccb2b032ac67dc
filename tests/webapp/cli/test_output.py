"""What commands print lines up, also in Chinese, and cannot steer a terminal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.cli.output import clean, count, one_line, padded, shortened, table, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("蓝屏", 4), ("ＡＢ", 4), ("é", 1), ("e\u0301", 1), ("a\u200bb", 2), ("", 0)],
)
def test_an_ideograph_takes_two_columns_and_an_accent_none(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("蓝屏重启", 6, "蓝屏…"),
        ("蓝屏", 4, "蓝屏"),
    ],
)
def test_a_long_text_is_cut_to_its_columns(text: str, most: int, kept: str) -> None:
    assert shortened(text, most) == kept


@settings(max_examples=100)
@given(st.text(), st.integers(1, 40))
def test_a_cut_and_padded_text_fills_its_column(text: str, most: int) -> None:
    assert width(padded(shortened(one_line(text), most), most)) == most


@settings(max_examples=100)
@given(st.text())
def test_nothing_that_is_printed_can_steer_a_terminal(text: str) -> None:
    assert not any(ord(each) < 32 or 127 <= ord(each) < 160 for each in clean(text))
    assert len(one_line(text).splitlines()) <= 1


def test_columns_line_up(capsys: pytest.CaptureFixture[str]) -> None:
    table(("Name", "State"), [("蓝屏", "open"), ("a\nlong name", ""), ("x", "\x1b[31mred")])
    assert capsys.readouterr().out == (
        """\
Name         State
蓝屏         open
a long name
x            [31mred
"""
    )


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (1234, "1,234 cases")]
)
def test_a_number_agrees_with_its_noun(number: int, said: str) -> None:
    assert count(number, "case") == said
