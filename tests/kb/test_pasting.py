"""Reading what was pasted: mails as mails, long texts by the lines that tell."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import pasting
from kb.errors import UnreadableFileError
from kb.pasting import LONGEST, LONGEST_LINE, Passage, passages, read_ends

NOISE = "2026-01-01 10:00:{:02}, Info  CBS  Session {} is complete.\n"


def one(text: str) -> Passage:
    (found,) = passages(text.encode())
    return found


def test_a_log_is_one_text_with_its_own_lines() -> None:
    found = one("first\n\nthird\n")
    assert found.message.body.split("\n")[found.lines.index(3)] == "third"
    assert (found.message.n, found.message.sender) == (1, "")


def test_a_thread_is_its_messages_the_oldest_first() -> None:
    mail = "发件人: {0} <{0}@x.example>\n发送时间: 2026-02-0{1} 10:00\n收件人: b@x.example\n主题: 更新\n\n{2}\n\n"
    found = passages((mail.format("b", 4, "后来的") + mail.format("a", 3, "最早的")).encode())
    assert [(each.message.n, each.message.body) for each in found] == [(1, "最早的"), (2, "后来的")]


def test_a_mail_file_is_decoded() -> None:
    mail = (
        b"From: a@x.example\nSubject: s\nMIME-Version: 1.0\nDate: Thu, 5 Feb 2026 16:55:31 +0000\n"
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n5pu05paw5aSx6LSl\n"
    )
    (found,) = passages(mail)
    assert (found.message.subject, found.message.body) == ("s", "更新失败")


def test_of_a_long_log_the_ends_and_the_errors_are_kept_with_their_lines() -> None:
    lines = [NOISE.format(n % 60, n).strip() for n in range(5000)]
    lines[2500] = "Error [HRESULT = 0x80070490]"
    found = one("\n".join(lines))
    kept = dict(zip(found.lines, found.message.body.split("\n"), strict=True))
    assert len(found.message.body) <= LONGEST
    assert kept[2501] == lines[2500]
    assert (kept[1], kept[5000]) == (lines[0], lines[-1])
    assert {at: text for at, text in kept.items() if lines[at - 1] != text} == {}


def test_errors_that_repeat_leave_room_for_others() -> None:
    log = "".join(f"error {n} at line {n}\n" for n in range(20_000))
    assert "0xc0000005" in one(f"{log}fault 0xc0000005\n{log}").message.body


def test_an_endless_line_is_known_by_both_ends() -> None:
    body = one("begin " + "x" * 200_000 + " end").message.body
    assert (body[:5], body[-3:]) == ("begin", "end")
    assert len(body) < LONGEST_LINE + 10


@pytest.mark.parametrize("data", [b"", bytes(range(256)), b" \n"], ids=["empty", "binary", "blank"])
def test_what_holds_no_text_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="give the text of"):
        passages(data)


def test_a_large_file_is_read_at_its_ends_and_keeps_its_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pasting, "LARGEST", 60)
    text = "".join(f"line {n}\n" for n in range(1, 101))
    lines = read_ends(BytesIO(text.encode())).decode().split("\n")
    assert (lines[0], lines[50], lines[99]) == ("line 1", "", "line 100")


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=400),
    st.integers(1, 40),
)
def test_every_line_that_is_kept_stood_there(text: str, times: int) -> None:
    data = f"x{text}\n" * times
    for found in passages(data.encode()):
        assert len(found.lines) == found.message.body.count("\n") + 1
