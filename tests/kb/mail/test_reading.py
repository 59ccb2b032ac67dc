from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import UnreadableFileError
from kb.mail import Limits, outcomes, read
from tests.kb.mail import outlook
from tests.kb.mail.builders import BO, LIN, Letter, chain, eml, mbox, numbered

START = datetime(2020, 3, 2, 9, 15, 27, tzinfo=UTC)
LETTERS = [
    Letter(LIN, START, "请问系统版本？", message_id="1@tern.example"),
    Letter(BO, START + timedelta(hours=1), "1809，已重启", to=(LIN,), message_id="2@lake.example"),
]
CHAIN, NUMBERED = chain(LETTERS), numbered(LETTERS)
HEAD = b"From: a@lake.example\nDate: Mon, 2 Mar 2020 09:15:00 +0000\nMIME-Version: 1.0\n"


def bodies(data: bytes, name: str = "") -> list[str]:
    """The texts of a file's mails."""
    return [mail.body for mail in read(data, name)]


def packed(files: dict[str, bytes]) -> bytes:
    """An archive of some files."""
    octets = BytesIO()
    with ZipFile(octets, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return octets.getvalue()


@pytest.mark.parametrize("name", ["", "case.txt", "case.eml", "case.zip"])
def test_the_form_is_told_by_the_content_and_not_by_the_name(name: str) -> None:
    assert bodies(eml(LETTERS[0]), name) == ["请问系统版本？"]
    assert bodies(mbox([eml(each) for each in LETTERS]), name) == ["请问系统版本？", "1809，已重启"]
    assert bodies(NUMBERED.encode(), name) == ["请问系统版本？", "1809，已重启"]
    assert bodies(CHAIN.encode(), name) == ["1809，已重启", "请问系统版本？"]
    assert bodies(outlook.msg(outlook.item({outlook.BODY: "x"}, {})), name) == ["x"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-16-le"])
def test_saved_threads_in_any_encoding_are_read(encoding: str) -> None:
    assert bodies(NUMBERED.encode(encoding)) == ["请问系统版本？", "1809，已重启"]
    assert bodies(CHAIN.encode(encoding)) == ["1809，已重启", "请问系统版本？"]


def test_a_mail_saved_in_utf16_is_a_mail() -> None:
    assert bodies(eml(LETTERS[0]).decode().encode("utf-16")) == ["请问系统版本？"]


def test_a_chain_saved_as_a_page_is_read() -> None:
    page = (
        "<html><body>" + CHAIN.replace("\n", "<br>\n").replace("<bo@", "&lt;bo@") + "</body></html>"
    )
    assert bodies(page.encode()) == ["1809，已重启", "请问系统版本？"]


def test_line_ends_do_not_matter() -> None:
    assert bodies(CHAIN.replace("\n", "\r\n").encode()) == bodies(CHAIN.encode())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \r\n\n", "the file is empty"),
        (b"\x00" * 10, "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data"),
        (b"\x7fELF\x02\x01\x01" + bytes(100), "binary data"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n1 0 obj\x00", "binary data"),
        (b"x" * 1_000_001, "a line of more than 1,000,000 characters"),
        ("没有任何信头的文字\n第二行".encode(), "neither a mail, a mailbox nor a saved thread"),
        (b"a,b\n1,2\n", "neither a mail, a mailbox nor a saved thread"),
        (b"PK\x03\x04 no archive", "a damaged archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 short", "a damaged .msg file"),
        (
            packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
            "a document of an Office",
        ),
        (packed({}), "no message was found in it"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read(data)
    assert str(refused.value).startswith(reason)


def test_a_text_larger_than_allowed_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="larger than 100 bytes"):
        read(CHAIN.encode(), limits=Limits(text=100))


def test_an_archive_gives_each_of_its_files() -> None:
    inner = packed({"chain.txt": CHAIN.encode()})
    data = packed(
        {
            "日志/a.eml": eml(LETTERS[0]),
            "b.mbox": mbox([eml(LETTERS[1])]),
            "inner.zip": inner,
            "picture.png": b"\x89PNG\x00",
            "__MACOSX/._a.eml": b"x",
        }
    )
    found = list(outcomes(BytesIO(data), "all.zip", Limits()))
    assert [(each.path, len(each.mails)) for each in found] == [
        ("all.zip/b.mbox#1", 1),
        ("all.zip/inner.zip/chain.txt", 2),
        ("all.zip/picture.png", 0),
        ("all.zip/日志/a.eml", 1),
    ]
    assert found[2].error.startswith("binary data")


def test_a_bomb_in_an_archive_is_not_opened() -> None:
    data = packed({"bomb.eml": HEAD + b"\n" + b"a" * 40_000_000, "a.eml": eml(LETTERS[0])})
    first, second = outcomes(BytesIO(data), "z", Limits())
    assert (len(first.mails), second.error) == (
        1,
        "larger than 33,554,432 bytes, or packed too tightly to be mail",
    )


def test_archives_within_archives_end_at_a_depth() -> None:
    data = eml(LETTERS[0])
    for depth in range(4):
        data = packed({f"{depth}": data})
    (found,) = outcomes(BytesIO(data), "z", Limits())
    assert (found.path, found.error.partition(":")[0]) == (
        "z/3/2/1",
        "archives within archives within archives",
    )


def test_an_archive_stops_where_it_holds_too_much() -> None:
    data = packed({f"{n}.eml": eml(LETTERS[0]) for n in range(5)})
    found = list(outcomes(BytesIO(data), "z", Limits(archive_files=3)))
    assert [len(each.mails) for each in found] == [1, 1, 1, 0]
    assert found[3].error.startswith("the archive holds more")


def test_a_protected_archive_says_so() -> None:
    data = bytearray(packed({"a.eml": eml(LETTERS[0])}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    (found,) = outcomes(BytesIO(bytes(data)), "z", Limits())
    assert found.error == "protected by a password: unpack it yourself"


def test_names_in_an_archive_packed_in_china_are_readable() -> None:
    data = packed({"aaaa.eml": eml(LETTERS[0])}).replace(
        b"aaaa.eml", "日志".encode("gbk") + b".eml"
    )
    (found,) = outcomes(BytesIO(data), "z", Limits())
    assert found.path == "z/日志.eml"


PIECES = st.sampled_from(
    [
        b"From: a@lake.example\n",
        b"From x Mon Mar  2 09:15:00 2020\n",
        b"Date: 2 Mar 2020 09:15\n",
        b"Subject: =?gb2312?B?tPLToQ==?=\n",
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Type: text/html; charset=gbk\n",
        b"Content-Transfer-Encoding: base64\n",
        b"\n",
        b"--b\n",
        b"--b--\n",
        b"> a\n",
        b"<p>a</p>",
        "发件人: Lin\n发送时间: 2020-03-02 09:15\n".encode(),
        "收件人: Bo;\n主题: x\n".encode("gbk"),
        "====第1封邮件====\n".encode(),
        "原始邮件\n".encode(),
        b"On 2 Mar 2020, Lin wrote:\n",
        b"\xff\xfe",
        b"\x00",
        b"PK\x03\x04",
    ]
)


@given(st.lists(PIECES | st.binary(max_size=12), max_size=40).map(b"".join))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        mails = read(data)
    except UnreadableFileError:
        return
    for mail in mails:
        text = "\n".join(
            (mail.body, mail.subject, mail.sender, *mail.to, *mail.cc, mail.message_id)
        )
        assert text.encode().decode() == text
        assert "\x00" not in text
