import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import InvalidRuleError
from kb.mail.decoding import decode, tidy
from kb.mail.words import check

SIMPLIFIED = "您好，电脑蓝屏后自动重启，请查看附件中的日志。"
TRADITIONAL = "您好，電腦當機後自動重新開機，請看附件中的記錄檔。"
JAPANESE = "ブルースクリーンが出ました。ログを見てください。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
        ("Größe, naïve café", "cp1252"),
    ],
)
@pytest.mark.parametrize(
    "label", ["", "utf-8", "gb2312", "us-ascii", "iso-8859-1", "x-unknown", "zip", "默认", '"GBK"']
)
def test_a_wrong_or_missing_label_does_no_harm(text: str, encoding: str, label: str) -> None:
    assert decode(text.encode(encoding), label) == text


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "cp950", "CP950"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (JAPANESE, "iso2022_jp", ""),
        (JAPANESE, "cp932", "Shift_JIS"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (SIMPLIFIED, "utf-16-le", "utf-16le"),
        (SIMPLIFIED, "utf-16-be", "UTF-16BE"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16", ""),
        (SIMPLIFIED, "utf-8-sig", "gb2312"),
        (SIMPLIFIED, "hz", "hz-gb-2312"),
        (SIMPLIFIED, "utf-7", "utf-7"),
        (SIMPLIFIED, "utf-32", ""),
        ("Łódź", "iso8859_2", "iso-8859-2"),
        ("“quoted” – text…", "cp1252", "iso-8859-1"),
    ],
)
def test_a_right_label_or_a_mark_is_followed(text: str, encoding: str, label: str) -> None:
    assert decode(text.encode(encoding), label) == text


def test_utf16_without_a_mark_is_told_by_its_zeros() -> None:
    text = "发件人: Lin Mo\n发送时间: 2020-03-02 09:15\n"
    assert decode(text.encode("utf-16-le")) == text
    assert decode(text.encode("utf-16-be")) == text


@pytest.mark.parametrize("name", ["林墨", "高文", "打印慢", "重庆", "海若"])
def test_few_characters_are_enough(name: str) -> None:
    assert decode(name.encode("gbk")) == name
    assert decode(name.encode("utf-8"), "gb2312") == name


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_text_cut_within_a_character_loses_only_that(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)[:-1], encoding) == SIMPLIFIED[:-1] + "\ufffd"


def test_a_long_text_whose_end_is_damaged_keeps_its_beginning() -> None:
    data = (SIMPLIFIED * 5_000).encode("gbk") + b"\xff"
    assert decode(data, "gb2312")[: len(SIMPLIFIED)] == SIMPLIFIED


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        (b"a\x00b\x07c", "", "abc"),
        (b"a\r\nb\rc\x0bd", "", "a\nb\nc\nd"),
        ("a\u200bb\ufeffc\u202ed\u00a0e".encode(), "", "abcd e"),
        ("a\u2028b".encode(), "", "a\nb"),
        ("log \ud800 sent".encode("utf-16-le", "surrogatepass"), "utf-16le", "log \ufffd sent"),
        ("😀".encode("utf-16-le", "surrogatepass"), "utf-16-le", "😀"),
        (b"", "gbk", ""),
    ],
)
def test_nothing_dangerous_is_left_in_the_text(data: bytes, label: str, text: str) -> None:
    assert decode(data, label) == text


def test_surrogates_become_a_character_where_they_are_a_pair_and_a_mark_where_not() -> None:
    assert tidy("a\ud83d\ude00b\ud800c") == "a😀b\ufffdc"


@given(
    st.binary(max_size=200), st.sampled_from(["", "gbk", "utf-16", "utf-7", "big5", "hz", "cp1252"])
)
def test_any_bytes_become_text_that_can_be_stored(data: bytes, label: str) -> None:
    text = decode(data, label)
    assert text.encode().decode() == text
    assert not set(text) & {"\x00", "\r", "\x1a"}


@given(st.text(st.characters(categories=["L", "N", "P"]), max_size=50))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode(), "utf-8") == tidy(text)


def test_a_data_file_that_contradicts_its_examples_is_refused() -> None:
    with pytest.raises(InvalidRuleError, match=r"^words\.yaml, dates: 'x' gives 1, not 2$"):
        check("words.yaml, dates", "x", 1, 2)
