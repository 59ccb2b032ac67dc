from datetime import UTC, datetime, timedelta

import pytest

from kb.mail.numbered import is_number
from kb.mail.saved import read_chain, read_numbered
from tests.kb.mail.builders import BO, LIN, SUBJECT, Letter, chain, numbered

START = datetime(2020, 3, 2, 9, 15, 27, 113000, tzinfo=UTC)
SIGNATURE = "\n\n林墨 Lin Mo\n\n燕鸥软件有限公司\n\n电子邮箱 Email: linmo@tern.example"
LETTERS = [
    Letter(LIN, START, "请问系统版本？", to=(BO,), cc=("CRM <crm@tern.example>", "孙一")),
    Letter(BO, START + timedelta(hours=1), "1809，已重启", to=(LIN,)),
    Letter(LIN, START + timedelta(days=1), "我将归档此案例。" + SIGNATURE, to=(BO,)),
]


def test_the_newest_message_of_a_chain_has_no_header_but_a_signature() -> None:
    newest, *older = read_chain(chain(LETTERS))
    assert (newest.sender, newest.sent_at, newest.body) == (
        "林墨 Lin Mo <linmo@tern.example>",
        None,
        LETTERS[2].body,
    )
    assert [mail.body for mail in older] == ["1809，已重启", "请问系统版本？"]


def test_a_message_without_a_time_knows_what_it_came_after() -> None:
    assert read_chain(chain(LETTERS))[0].after == datetime(2020, 3, 2, 10, 15)


def test_headers_of_a_chain_give_people_time_and_subject() -> None:
    oldest = read_chain(chain(LETTERS))[-1]
    assert (oldest.sender, oldest.to, oldest.cc) == (LIN, (BO,), ("CRM <crm@tern.example>", "孙一"))
    assert (oldest.sent_at, oldest.subject) == (datetime(2020, 3, 2, 9, 15), SUBJECT)


def test_a_chain_that_begins_with_a_header_has_no_message_without() -> None:
    mails = read_chain(chain(LETTERS, headless=False))
    assert [mail.sender for mail in mails] == [LIN, BO, LIN]


def test_all_messages_of_a_file_are_of_one_source() -> None:
    assert len({mail.source for mail in read_chain(chain(LETTERS))}) == 1
    assert len({mail.source for mail in read_numbered(numbered(LETTERS))}) == 1


def test_a_numbered_export_gives_its_messages_in_order_with_the_common_subject() -> None:
    mails = read_numbered(numbered(LETTERS))
    assert [(mail.sender, mail.sent_at, mail.body) for mail in mails] == [
        (letter.sender, letter.sent_at, letter.body) for letter in LETTERS
    ]
    assert {mail.subject for mail in mails} == {SUBJECT}


def test_dividers_in_an_export_are_cut_and_footers_stay() -> None:
    letters = [
        Letter("?林墨", START, "已上传\n---原始邮件---"),
        Letter("bo", START, "收到\n原始邮件\n\n"),
        Letter(LIN, START, "好的\n--------------\n服务电话： 400-000-0000"),
    ]
    assert [(mail.sender, mail.body) for mail in read_numbered(numbered(letters))] == [
        ("林墨", "已上传"),
        ("bo", "收到"),
        (LIN, "好的\n--------------\n服务电话： 400-000-0000"),
    ]


def test_a_footer_below_a_divider_belongs_to_the_message_above() -> None:
    body = "收到\n---原始邮件---\n--------------\n服务电话： 400-000-0000"
    (mail,) = read_numbered(numbered([Letter(LIN, START, body)]))
    assert mail.body == "收到\n\n--------------\n服务电话： 400-000-0000"


def test_what_a_message_of_an_export_quotes_is_a_message() -> None:
    letters = [
        Letter(
            LIN,
            START,
            "好的\n---原始邮件---\n发件人：Bo\n发送时间：2020-03-01 10:00\n主题：x\n\n旧",
        )
    ]
    assert [(mail.sender, mail.body) for mail in read_numbered(numbered(letters))] == [
        (LIN, "好的"),
        ("Bo", "旧"),
    ]


@pytest.mark.parametrize(
    ("line", "label", "content"),
    [
        ("====第{}封邮件====", "发件人：", "邮件内容:"),
        ("==== 第 {} 封邮件 ====", "发件人: ", "内容："),
        ("【第{}封】", "寄件者：", "正文："),
        ("===== Message {} =====", "From: ", "Content:"),
        ("--- Email #{} ---", "From: ", "Body:"),
        ("[Message {} of 35]", "From: ", "Message body:"),
        ("******** 邮件 {} ********", "发件人：", "邮件正文："),
        ("=== {} ===", "From: ", "Mail body:"),
    ],
)
def test_other_styles_of_numbers_and_labels(line: str, label: str, content: str) -> None:
    text = "".join(
        f"{line.format(n)}\n\n{label}Lin Mo\nDate: 2020-03-0{n} 10:00\n{content}\nmail {n}\n\n"
        for n in (1, 2)
    )
    assert [(mail.body, mail.sent_at) for mail in read_numbered(text)] == [
        ("mail 1", datetime(2020, 3, 1, 10)),
        ("mail 2", datetime(2020, 3, 2, 10)),
    ]


def test_numbers_in_chinese_count() -> None:
    assert is_number("====第三十五封邮件====")


def test_a_case_number_above_the_messages_of_an_export_counts() -> None:
    text = f"案例编号：LQ-55318\n客户：远帆\n{numbered(LETTERS, subject='打印慢')}"
    assert {mail.subject for mail in read_numbered(text)} == {"打印慢 [Case: LQ-55318]"}
    bare = text.replace("邮件主题：打印慢", "")
    assert {mail.subject for mail in read_numbered(bare)} == {"[Case: LQ-55318]"}


def test_a_number_without_a_header_below_it_is_text() -> None:
    assert read_numbered("=== 1 ===\nfirst chapter\n=== 2 ===\nsecond") == ()


def test_an_empty_message_of_an_export_is_a_message() -> None:
    letters = [Letter(LIN, START, ""), Letter(BO, START, "x")]
    assert [mail.body for mail in read_numbered(numbered(letters))] == ["", "x"]
