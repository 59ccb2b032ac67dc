from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.mail.encoded import header_text, parameters, transfer_decoded, unflowed


def test_encoded_words_are_decoded_and_joined() -> None:
    raw = b"=?utf-8?B?5omT?= =?utf-8?B?5Y2w?= slow =?gb2312?Q?=C2=FD?="
    assert header_text(raw) == "打印 slow 慢"


def test_a_character_cut_between_two_words_is_put_together() -> None:
    octets = "打印慢".encode()
    raw = b"=?utf-8?B?%b?=\r\n =?utf-8?B?%b?=" % (b64encode(octets[:4]), b64encode(octets[4:]))
    assert header_text(raw.replace(b"\r\n ", b" ")) == "打印慢"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("打印慢".encode("gbk"), "打印慢"),
        ("打印慢".encode(), "打印慢"),
        (b"=?gb2312?B?tPLTocL9", "=?gb2312?B?tPLTocL9"),
        (b"=?utf-8?B?5omT5Y2w5oWi5!!!?=", "打印慢"),
        (b"=?utf-8*zh?Q?=E6=85=A2?=", "慢"),
        (b"=?x-none?Q?a=20b?=", "a b"),
        (b"=?iso-2022-jp?B?GyRCJSglaSE8GyhC?=", "エラー"),
        (b"=?us-ascii?Q?a_b?=", "a b"),
        (b"=?utf-8?Q??=x", "x"),
        (b"a =?b", "a =?b"),
    ],
)
def test_headers_of_any_age_are_text(raw: bytes, text: str) -> None:
    assert header_text(raw) == text


def test_a_decoded_comma_does_not_separate_names() -> None:
    raw = b"=?utf-8?Q?Mo=2C_Lin?= <linmo@tern.example>"
    assert header_text(raw, names=True) == '"Mo, Lin" <linmo@tern.example>'


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b'attachment; filename="a;b.txt"', "a;b.txt"),
        (b"attachment; filename=plain.txt", "plain.txt"),
        (b'attachment; filename="a\\"b.txt"', 'a"b.txt'),
        (b"attachment; filename*=utf-8''%E6%97%A5%E5%BF%97.zip", "日志.zip"),
        (b"attachment; filename*=gb2312''%C8%D5%D6%BE.zip", "日志.zip"),
        (b"attachment; filename*0=long-; filename*1=name.zip", "long-name.zip"),
        (b"attachment; filename*0*=utf-8''%E6%97; filename*1*=%A5%E5%BF%97.zip", "日志.zip"),
        (b'attachment; filename="=?gb2312?B?yNXWvi56aXA=?="', "日志.zip"),
        (b'attachment; filename="' + "日志.zip".encode("gbk") + b'"', "日志.zip"),
        (b'attachment; filename="open', "open"),
        (b"attachment", ""),
    ],
)
def test_file_names_in_all_their_encodings(raw: bytes, name: str) -> None:
    kind, params = parameters(raw)
    assert (kind, params.get("filename", "")) == ("attachment", name)


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        (b"aGVs\nbG8=", b"base64", b"hello"),
        (b"aGVsbG8", b"BASE64", b"hello"),
        (b"aGVsbG8hI", b"base64", b"hello!"),
        (b"aGVs*bG8=", b"base64", b"hello"),
        (b"aGVsbG8=\n-- \nfooter of a list", b"base64", b"hello"),
        (b"", b"base64", b""),
        (b"a=E6=97=A5=\nb", b"quoted-printable", "a日b".encode()),
        (b"a=E6=9", b"Quoted-Printable", b"a\xe6=9"),
        (b"a=3D", b"7bit", b"a=3D"),
        (b"a", b"", b"a"),
        (b"begin 644 a.txt\n%:&5L;&\\\n`\nend\n", b"x-uuencode", b"hello"),
    ],
)
def test_transfer_encodings_give_what_is_left_of_them(
    data: bytes, encoding: bytes, expected: bytes
) -> None:
    assert transfer_decoded(data, encoding) == expected


@given(st.binary(max_size=60), st.integers(0, 90))
def test_base64_cut_anywhere_gives_a_beginning(data: bytes, cut: int) -> None:
    whole = b64encode(data)
    assert data.startswith(transfer_decoded(whole[:cut], b"base64"))


@given(st.binary(max_size=80), st.sampled_from([b"base64", b"quoted-printable", b"x-uuencode"]))
def test_no_bytes_make_decoding_raise(data: bytes, encoding: bytes) -> None:
    assert isinstance(transfer_decoded(data, encoding), bytes)
    assert "\n" not in header_text(data)


def test_flowed_paragraphs_come_on_one_line() -> None:
    text = "first \nsecond\n\n> quoted \n> text\n>> deeper\n-- \nLin Mo"
    assert unflowed(text) == "first second\n\n> quoted text\n>> deeper\n-- \nLin Mo"


def test_flowed_text_of_chinese_loses_the_blanks_that_only_break_lines() -> None:
    assert unflowed("打印 \n慢", delsp=True) == "打印慢"
