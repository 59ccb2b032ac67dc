import pytest

from kb.cases import Attachment
from kb.mail.attached import attachment


@pytest.mark.parametrize(
    ("name", "data", "media_type", "text"),
    [
        ("setup.log", b"line 1\r\nline 2\r\n", "application/octet-stream", "line 1\nline 2"),
        ("日志.TXT", "打印失败".encode("gbk"), "application/octet-stream", "打印失败"),
        ("policy.reg", "Windows\r\n\r\n[HKLM]".encode("utf-16"), "", "Windows\n\n[HKLM]"),
        ("report.html", b"<html><p>one<p>two</html>", "text/html", "one\n\ntwo"),
        ("noname", b"words", "text/plain", "words"),
        ("mail.eml", b"Subject: x\n\nwords", "application/octet-stream", "Subject: x\n\nwords"),
        ("memory.dmp", b"PAGEDU64 words", "application/octet-stream", ""),
        ("really.txt", b"MZ\x00\x01\x02" * 9, "text/plain", ""),
        ("empty.txt", b"", "text/plain", ""),
    ],
)
def test_texts_are_kept_and_nothing_else(
    name: str, data: bytes, media_type: str, text: str
) -> None:
    kept = attachment(name, data, media_type, 1_000)
    assert (kept.text, kept.size) == (text, len(data))
    assert attachment(name, data, media_type, 0).text == ""


def test_a_long_text_is_cut() -> None:
    assert attachment("a.log", b"word " * 9, "", 14).text == "word word word\n[…]"
    assert attachment("a.log", "日志".encode() * 9, "", 4).text == "日志日志\n[…]"


def test_a_file_goes_by_its_name_without_folders() -> None:
    digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    assert attachment(r"C:\Users\a\x.bin", b"foo", "x/y", 9) == Attachment(
        "x.bin", 3, "x/y", digest
    )
