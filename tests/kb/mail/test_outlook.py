from base64 import encodebytes
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.cases import Attachment
from kb.errors import UnreadableFileError
from kb.mail.eml import read_eml
from kb.mail.mapi import mails_of_item
from kb.mail.msg import read_msg
from kb.mail.rtf import expanded, rtf_to_text
from kb.mail.tnef import read_tnef
from tests.kb.mail import outlook
from tests.kb.mail.builders import BO, LIN, Letter, block

MORNING = datetime(2020, 3, 2, 1, 15, 27, tzinfo=UTC)
OLDER = Letter(BO, datetime(2020, 3, 1, 9, 15), "打印很慢", to=(LIN,))
TEXTS: dict[int, outlook.Text] = {
    outlook.SUBJECT: "答复: 打印慢",
    outlook.BODY: f"请重启\r\n\r\n{block(OLDER)}\r\n\r\n打印很慢\r\n",
    outlook.SENDER: "林墨",
    outlook.SENDER_ADDRESS: "linmo@tern.example",
    outlook.MESSAGE_ID: "<2@tern.example>",
}
NUMBERS = {outlook.SENT: outlook.filetime(MORNING)}
PEOPLE = [("Bo Ha", "bo@lake.example", 1), ("CRM", "crm@tern.example", 2)]


def test_a_mail_of_outlook_is_read_with_what_it_quotes() -> None:
    mail, quoted = read_msg(
        outlook.msg(outlook.item(TEXTS, NUMBERS, PEOPLE, [("日志.zip", b"z" * 9_000)]))
    )
    assert (mail.sender, mail.sent_at, mail.to, mail.cc) == (
        LIN,
        MORNING,
        (BO,),
        ("CRM <crm@tern.example>",),
    )
    assert (mail.subject, mail.body, mail.message_id) == (
        "答复: 打印慢",
        "请重启",
        "2@tern.example",
    )
    assert [(each.name, each.size) for each in mail.attachments] == [("日志.zip", 9_000)]
    assert (quoted.sender, quoted.body) == (BO, "打印很慢")


def test_the_headers_of_the_journey_give_the_zone_of_the_sender() -> None:
    headers = "Date: Mon, 2 Mar 2020 09:15:27 +0800\r\nFrom: Lin Mo <linmo@tern.example>\r\n"
    (mail,) = read_msg(outlook.msg(outlook.item({outlook.HEADERS: headers, outlook.BODY: "x"}, {})))
    assert mail.sent_at == datetime(2020, 3, 2, 9, 15, 27, tzinfo=timezone(timedelta(hours=8)))
    assert mail.sender == "Lin Mo <linmo@tern.example>"


def test_texts_of_eight_bits_are_read_by_their_code_page() -> None:
    texts: dict[int, outlook.Text] = {
        outlook.SUBJECT: "打印慢".encode("gbk"),
        outlook.BODY: "電腦當機".encode("big5"),
    }
    (mail,) = read_msg(outlook.msg(outlook.item(texts, {outlook.CODE_PAGE: 936})))
    assert mail.subject == "打印慢"
    (mail,) = read_msg(outlook.msg(outlook.item(texts, {outlook.CODE_PAGE: 950})))
    assert mail.body == "電腦當機"


def test_a_mail_within_the_mail_is_a_mail() -> None:
    inner = outlook.item({outlook.SUBJECT: "old", outlook.BODY: "inside"}, {}, head=24)
    outer = outlook.item({outlook.BODY: "outside"}, {}, attachments=[inner, ("a.txt", b"1")])
    first, second = read_msg(outlook.msg(outer))
    assert (first.body, [each.name for each in first.attachments]) == ("outside", ["a.txt"])
    assert (second.subject, second.body) == ("old", "inside")


def test_a_mail_of_html_alone_is_text() -> None:
    (mail,) = read_msg(outlook.msg(outlook.item({outlook.HTML: "<p>重启</p>".encode()}, {})))
    assert mail.body == "重启"


def test_an_exchange_name_stays_where_no_address_is_known() -> None:
    legacy = "/o=Tern/ou=Exchange Administrative Group (X)/cn=Recipients/cn=linmo"
    (mail,) = read_msg(outlook.msg(outlook.item({outlook.BODY: "x", 0x0C1F: legacy}, {})))
    assert mail.sender == legacy


def test_another_document_of_office_is_no_mail() -> None:
    with pytest.raises(UnreadableFileError, match="not a mail"):
        read_msg(outlook.msg({"WordDocument": b"x" * 100}))


@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    octets = bytearray(outlook.msg(outlook.item(TEXTS, NUMBERS, PEOPLE, [("a", b"1" * 100)])))
    for _ in range(data.draw(st.integers(1, 12))):
        octets[data.draw(st.integers(8, len(octets) - 1))] = data.draw(
            st.sampled_from([0, 1, 254, 255])
        )
    try:
        mails = read_msg(bytes(octets[: data.draw(st.integers(512, len(octets)))]))
    except UnreadableFileError:
        return
    assert isinstance(mails, tuple)


WRAPPED = (
    rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello {\*\htmltag84 <b>}\htmlrtf"
    rb"{\b\htmlrtf0 all\htmlrtf }\htmlrtf0 {\*\htmltag92 </b>}\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}}"
)
MESSAGE = outlook.properties(
    [
        (0x1F, outlook.SUBJECT, "打印慢".encode("utf-16-le")),
        (0x1E, outlook.BODY, "请重启".encode("gbk")),
        (0x40, outlook.SENT, outlook.filetime(MORNING).to_bytes(8, "little")),
        (0x03, outlook.CODE_PAGE, (936).to_bytes(4, "little")),
        (0x1F, outlook.SENDER, "林墨".encode("utf-16-le")),
        (0x1F, outlook.SENDER_ADDRESS, "linmo@tern.example".encode("utf-16-le")),
    ]
)
ROW = outlook.properties(
    [
        (0x1F, outlook.NAME, "Bo Ha".encode("utf-16-le")),
        (0x1F, outlook.ADDRESS, "bo@lake.example".encode("utf-16-le")),
        (0x03, outlook.KIND, (1).to_bytes(4, "little")),
    ]
)
WINMAIL = outlook.tnef(
    [
        (0x9003, MESSAGE),
        (0x9004, (1).to_bytes(4, "little") + ROW),
        (0x9002, bytes(14)),
        (0x8010, b"LOG~1.ZIP\0"),
        (0x800F, b"123"),
        (0x9005, outlook.properties([(0x1F, outlook.FILE_NAME, "日志.zip".encode("utf-16-le"))])),
    ]
)


def test_a_winmail_is_read_like_a_mail() -> None:
    (mail,) = mails_of_item(read_tnef(WINMAIL), "s")
    assert (mail.sender, mail.sent_at, mail.to) == (LIN, MORNING, (BO,))
    assert (mail.subject, mail.body) == ("打印慢", "请重启")
    assert [(each.name, each.size) for each in mail.attachments] == [("日志.zip", 3)]


def test_a_winmail_within_a_mail_gives_its_attachments_and_its_text() -> None:
    head = b"From: linmo@tern.example\nDate: 2 Mar 2020 09:15\nContent-Type: multipart/mixed; boundary=b\n\n"
    part = b"--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    (mail,) = read_eml(head + part + encodebytes(WINMAIL) + b"--b--\n")
    assert (mail.sender, mail.body) == ("linmo@tern.example", "请重启")
    assert [each.name for each in mail.attachments] == ["日志.zip"]


def test_what_is_no_winmail_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"^not a winmail\.dat$"):
        read_tnef(b"x" * 100)


@given(st.data())
def test_a_damaged_winmail_never_raises(data: st.DataObject) -> None:
    octets = bytearray(WINMAIL)
    for _ in range(data.draw(st.integers(1, 8))):
        octets[data.draw(st.integers(6, len(octets) - 1))] = data.draw(st.integers(0, 255))
    assert list(mails_of_item(read_tnef(bytes(octets)), "s"))


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (
            rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 Song;}}\f0 \'c0\'b6\'c6\'c1\par b\tab c}",
            "蓝屏\nb\tc",
        ),
        (rb"{\rtf1 a\u-26376?b\{\}\\ \~c}", "a飸b{}\\  c"),
        (rb"{\rtf1{\*\generator x;}{\info{\title t}}shown}", "shown"),
        (rb"{\rtf1\uc0\u55357\u56832 }", "😀"),
        (WRAPPED, "Hello all"),
        (rb"", ""),
        (rb"}}}{{{\rtf1 a", "a"),
    ],
)
def test_rich_text_becomes_text(rtf: bytes, text: str) -> None:
    assert rtf_to_text(rtf) == text


def packed(data: bytes) -> bytes:
    """Compressed rich text in which nothing is repeated but the last four octets."""
    runs = bytearray()
    for at in range(0, len(data), 8):
        runs += b"\x00" + data[at : at + 8]
    return (
        (len(data) + 12).to_bytes(4, "little")
        + len(data).to_bytes(4, "little")
        + b"LZFu"
        + bytes(4)
        + runs
    )


def test_packed_rich_text_is_unpacked() -> None:
    assert expanded(packed(rb"{\rtf1 hello you}")) == rb"{\rtf1 hello you}"
    assert expanded(bytes(4) + (3).to_bytes(4, "little") + b"MELA" + bytes(4) + b"abc") == b"abc"
    assert expanded(b"") == b""


def test_repetitions_of_packed_text_come_from_the_window() -> None:
    # The first six octets of the window are `{\rtf1`; one reference repeats them, the next ends the text.
    reference = (0 << 4 | 4).to_bytes(2, "big")
    end = ((207 + 6) << 4).to_bytes(2, "big")
    data = bytes(4) + (20).to_bytes(4, "little") + b"LZFu" + bytes(4) + b"\x03" + reference + end
    assert expanded(data) == rb"{\rtf1"


@given(st.binary(max_size=80))
def test_packed_text_that_is_damaged_never_raises(data: bytes) -> None:
    octets = expanded(bytes(4) + (500).to_bytes(4, "little") + b"LZFu" + bytes(4) + data)
    assert len(octets) <= 500
    assert isinstance(rtf_to_text(octets), str)


def test_what_is_kept_of_an_attachment_is_no_path() -> None:
    tree = outlook.item({outlook.BODY: "x"}, {}, attachments=[("C:\\logs\\a.txt", b"1")])
    (attachment,) = read_msg(outlook.msg(tree))[0].attachments
    assert attachment == Attachment(
        "a.txt",
        1,
        "application/octet-stream",
        "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
    )
