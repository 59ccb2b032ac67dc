"""A password hidden from plain reading by markup, transfer encoding or charset does not come in either."""

import quopri
from base64 import b64encode
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kb.importing.test_planted_secrets import HEAD, PASSWORD, attached, packed, stored

HALVES = PASSWORD[:5], PASSWORD[5:]


def mail(body: bytes, media_type: str = "text/plain", transfer: str = "8bit") -> bytes:
    """A mail of one part, its body encoded already."""
    head = f"Content-Type: {media_type}\nContent-Transfer-Encoding: {transfer}\n\n"
    return HEAD % 7 + head.encode() + body


def html(markup: str) -> bytes:
    return mail(markup.encode(), "text/html; charset=utf-8")


def assert_gone(data: bytes) -> None:
    octets, messages = stored([data])
    assert messages
    assert PASSWORD.encode() not in octets
    assert PASSWORD.encode("utf-16-le") not in octets
    assert HALVES[1].encode() not in octets


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>密码：{HALVES[0]}<b>{HALVES[1]}</b></p>",
        f"<p>密码：{HALVES[0]}<span></span>{HALVES[1]}</p>",
        f"<p>密码：{HALVES[0]}<!-- x -->{HALVES[1]}</p>",
        f"<p>密&#30721;&#65306;{''.join(f'&#{ord(char)};' for char in PASSWORD)}</p>",
        f"<p>密<i>码</i>：&nbsp;<font color=red>{PASSWORD}</font></p>",
        f"<table><tr><td>账号</td><td>密码</td></tr><tr><td>ops1</td><td>{PASSWORD}</td></tr></table>",
        f"<table><tr><td>密码</td><td>{PASSWORD}</td></tr></table>",
        f"<div>密码：</div><div>{PASSWORD}</div>",
        f"<p>密码：<br><br>{PASSWORD}</p>",
        f"<blockquote><blockquote>密码：{PASSWORD}</blockquote></blockquote>",
        f'<a href="https://x.example/?user=ops1&amp;password={PASSWORD}">here</a>',
        f"<p>Password:&#8203;{HALVES[0]}&#8203;{HALVES[1]}</p>",
        f"<pre>net use Z: \\\\fs01\\d /user:ops1 {PASSWORD}</pre>",
    ],
)
def test_markup_hides_no_password(markup: str) -> None:
    assert_gone(html(f"<html><body>{markup}</body></html>"))


@pytest.mark.parametrize(
    ("label", "charset"),
    [
        ("密碼：", "big5"),
        ("パスワード：", "iso-2022-jp"),
        ("密码：", "gb18030"),
        ("密码：", "utf-16"),
        ("Password: ", "windows-1252"),
        ("Password: ", "us-ascii"),
        ("密码：", "utf-7"),
    ],
)
def test_a_charset_hides_no_password(label: str, charset: str) -> None:
    body = b64encode(f"{label}{PASSWORD}\n".encode(charset))
    assert_gone(mail(body, f"text/plain; charset={charset}", "base64"))


@pytest.mark.parametrize("charset", ["gbk", "big5"])
def test_a_wrong_charset_hides_no_password(charset: str) -> None:
    label = "密碼：" if charset == "big5" else "密码："
    assert_gone(mail(f"{label}{PASSWORD}\n".encode(charset), "text/plain; charset=utf-8"))


def test_a_soft_line_break_hides_no_password() -> None:
    soft = quopri.encodestring("密码：".encode()).decode().rstrip("=\n") + "=\n".join(HALVES)
    assert_gone(mail(soft.encode(), "text/plain; charset=utf-8", "quoted-printable"))


def test_base64_that_ends_early_hides_no_password() -> None:
    body = b64encode(f"密码：{PASSWORD}\n\n谢谢您".encode())[:-3]
    assert_gone(mail(body, "text/plain; charset=utf-8", "base64"))


def test_a_header_hides_no_password() -> None:
    word = b64encode(f"密码：{PASSWORD}".encode()).decode()
    assert_gone(f"Subject: =?utf-8?B?{word}?=\nX-Note: none\n".encode() + mail(b"see the subject"))


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.sampled_from([attached, packed]), max_size=3),
    st.sampled_from(
        ["密码：{}", "> > 口令: {}", "Password:\n\n{}", "用户 ops1 的密码改成了 {} 。"]
    ),
)
def test_no_nesting_hides_a_password(
    wrappers: list[Callable[[bytes], bytes]], wording: str
) -> None:
    data = mail(wording.format(PASSWORD).encode(), "text/plain; charset=utf-8")
    for wrap in wrappers:
        data = attached(data) if wrap is attached and not data.startswith(b"PK") else packed(data)
    assert_gone(data)
