from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from hashlib import sha256

import pytest

from kb.cases import Attachment
from kb.mail.eml import read_eml
from kb.mail.model import Mail
from tests.kb.mail.builders import BO, LIN, Letter, attribution, eml, marked

CHINA = timezone(timedelta(hours=8))
MORNING = datetime(2020, 3, 2, 9, 15, 27, tzinfo=CHINA)
LETTER = Letter(LIN, MORNING, "请重启打印服务", message_id="1@tern.example")
HEAD = b"From: Lin Mo <linmo@tern.example>\r\nDate: Mon, 2 Mar 2020 09:15:27 +0800\r\n"


def only(data: bytes) -> Mail:
    """The mail of some bytes that hold one."""
    (mail,) = read_eml(data)
    return mail


def test_a_mail_is_read_whole() -> None:
    letter = Letter(
        LIN,
        MORNING,
        "请重启打印服务",
        to=(BO, "张三 <zhang@lake.example>"),
        cc=("desk@tern.example",),
        subject="回复: 打印慢",
        message_id="2@tern.example",
        references=("0@tern.example", "1@tern.example"),
    )
    mail = only(eml(letter))
    assert (mail.sender, mail.sent_at, mail.to, mail.cc) == (LIN, MORNING, letter.to, letter.cc)
    assert (mail.subject, mail.body) == ("回复: 打印慢", "请重启打印服务")
    assert (mail.message_id, mail.references) == (letter.message_id, letter.references)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "utf-16"])
def test_a_mail_in_any_charset_is_read(charset: str) -> None:
    assert only(eml(LETTER, charset=charset)).body == "请重启打印服务"


def test_what_a_mail_quotes_is_a_mail_of_the_same_source() -> None:
    answer = Letter(BO, MORNING + timedelta(hours=1), "已重启", message_id="2@lake.example")
    quoted = f"已重启\n\n{attribution(LETTER)}\n\n{marked(LETTER.body)}"
    first, second = read_eml(eml(answer, quoted))
    assert (first.body, first.sender) == ("已重启", BO)
    assert (second.body, second.sender) == ("请重启打印服务", LIN)
    assert second.sent_at == datetime(2020, 3, 2, 9, 15)
    assert first.source == second.source


def test_raw_headers_of_old_programs_are_read() -> None:
    head = "From: 林墨 <linmo@tern.example>\nTo: 张三\nSubject: 打印慢\n".encode("gbk")
    mail = only(head + b"Date: 2 Mar 2020 09:15\n\n" + "请重启".encode("gbk"))
    assert (mail.sender, mail.to, mail.subject, mail.body) == (LIN, ("张三",), "打印慢", "请重启")


def test_of_two_forms_of_the_text_the_plain_one_is_taken() -> None:
    message = EmailMessage()
    message.set_content("plain text")
    message.add_alternative("<p>other text</p>", subtype="html")
    assert only(HEAD + message.as_bytes()).body == "plain text"


def test_a_plain_text_that_only_points_to_the_other_is_passed_over() -> None:
    message = EmailMessage()
    message.set_content("This mail needs HTML.")
    message.add_alternative("<p>" + "请重启打印服务。" * 60 + "</p>", subtype="html")
    assert only(HEAD + message.as_bytes()).body == "请重启打印服务。" * 60


def test_html_alone_becomes_text_with_its_quotations() -> None:
    html = (
        "<div>已重启</div><div>On Mon, Mar 2, 2020 at 9:15 AM Lin Mo &lt;linmo@tern.example&gt; wrote:</div>"
        "<blockquote><p>请重启</p></blockquote>"
    )
    message = EmailMessage()
    message.set_content(html, subtype="html")
    first, second = read_eml(HEAD + message.as_bytes())
    assert (first.body, second.body, second.sender) == (
        "已重启",
        "请重启",
        "Lin Mo <linmo@tern.example>",
    )


def test_attachments_are_known_by_name_size_type_and_hash() -> None:
    message = EmailMessage()
    message.set_content("见附件")
    message.add_attachment(b"123", maintype="application", subtype="zip", filename="日志.zip")
    message.add_attachment("line\n", filename="C:\\log\\notes.txt")
    assert only(HEAD + message.as_bytes()).attachments == (
        Attachment("日志.zip", 3, "application/zip", sha256(b"123").hexdigest()),
        Attachment("notes.txt", 5, "text/plain", sha256(b"line\n").hexdigest()),
    )


def test_a_picture_without_a_name_goes_by_its_id_or_type() -> None:
    message = EmailMessage()
    message.set_content("x")
    message.add_attachment(b"1", maintype="image", subtype="png", cid="<a@b>")
    message.add_attachment(b"2", maintype="image", subtype="gif")
    names = [each.name for each in only(HEAD + message.as_bytes()).attachments]
    assert names == ["a@b", "part.gif"]


def test_an_attached_mail_is_a_mail_of_its_own() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"], inner["Message-ID"] = "bo@lake.example", "inner", "<i@l>"
    inner.set_content("inside")
    outer = EmailMessage()
    outer.set_content("outside")
    outer.add_attachment(inner)
    first, second = read_eml(HEAD + outer.as_bytes())
    assert (first.body, first.attachments) == ("outside", ())
    assert (second.body, second.sender, second.message_id) == ("inside", "bo@lake.example", "i@l")


def test_a_text_that_flows_is_put_together() -> None:
    data = HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\nfirst \r\nsecond\r\n"
    assert only(data).body == "first second"


def test_a_mail_without_a_date_has_that_of_the_last_server() -> None:
    data = b"From: a@lake.example\nReceived: from x by y; Mon, 2 Mar 2020 01:15:27 +0000\n\nx"
    assert only(data).sent_at == datetime(2020, 3, 2, 1, 15, 27, tzinfo=UTC)


def test_a_mail_without_a_sender_has_that_of_its_signature() -> None:
    data = (
        b"Subject: x\nDate: 2 Mar 2020 09:15\n\n"
        + "好的\n\n林墨\n燕鸥软件有限公司\nEmail: linmo@tern.example".encode()
    )
    assert only(data).sender == LIN


def test_a_text_longer_than_anybody_writes_is_cut_and_says_so() -> None:
    body = only(HEAD + b"\r\n" + b"log line\n" * 500_000).body
    assert (len(body), body[-4:]) == (4_000_003, "\n[…]")
