from datetime import datetime

import pytest

from kb.mail.headers import block_at

MORNING = datetime(2020, 3, 2, 9, 15)


def test_a_block_of_outlook_is_read() -> None:
    lines = [
        "发件人: 林墨 <linmo@tern.example>",
        "发送时间: 2020 年 3 月 2 日 9:15",
        "收件人: 'Bo Ha' <bo@lake.example>; Sun Yi",
        "抄送: CRM <crm@tern.example>",
        "主题: 答复: 打印慢",
        "",
        "您好",
    ]
    block = block_at(lines, 0)
    assert block is not None
    assert block.sender == "林墨 <linmo@tern.example>"
    assert block.sent_at == MORNING
    assert block.to == ("Bo Ha <bo@lake.example>", "Sun Yi")
    assert block.cc == ("CRM <crm@tern.example>",)
    assert block.subject == "答复: 打印慢"
    assert lines[block.end :] == ["", "您好"]


def test_blank_lines_and_broken_recipients_do_not_end_a_block() -> None:
    lines = [
        "发件人: Lin Mo",
        "",
        "发送时间: 2020 年 3 月 2 日 9:15",
        "",
        "收件人: 'Bo Ha' <bo@lake.example>",
        "",
        "抄 送: CRM <crm@tern.example>; Sun Yi <sunyi@tern.example>;",
        "",
        "'hu' <hu@lake.example>",
        "",
        "主 题: 打印慢",
        "",
        "Bo 您好:",
    ]
    block = block_at(lines, 0)
    assert block is not None
    assert block.cc == (
        "CRM <crm@tern.example>",
        "Sun Yi <sunyi@tern.example>",
        "hu <hu@lake.example>",
    )
    assert (block.subject, lines[block.end + 1]) == ("打印慢", "Bo 您好:")


@pytest.mark.parametrize(
    "text",
    [
        "From: Lin Mo\nSent: Monday, March 2, 2020 9:15 AM\nTo: Bo Ha\nSubject: printing",
        "**From:** Lin Mo\n**Sent:** Monday, March 2, 2020 9:15 AM\n**To:** Bo Ha\n**Subject:** printing",
        "*From: *Lin Mo\n*Date: *2 March 2020 09:15\n*To: *Bo Ha\n*Subject: *printing",
        "Subject: printing\nDate: Mon, 2 Mar 2020 09:15\nFrom: Lin Mo\nTo: Bo Ha",
        "From: Lin Mo\nSubject: printing\nDate: March 2, 2020 at 9:15 AM\nTo: Bo Ha",
        "Von: Lin Mo\nGesendet: Montag, 2. März 2020 09:15\nAn: Bo Ha\nBetreff: printing",
        "De : Lin Mo\nEnvoyé : lundi 2 mars 2020 09:15\nÀ : Bo Ha\nObjet : printing",
        "寄件者: Lin Mo\n寄件日期: 2020年3月2日 上午 9:15\n收件者: Bo Ha\n主旨: printing",
        "寄件者：Lin Mo\n傳送時間：2020年3月2日 9:15\n收件者：Bo Ha\n主題：printing",
        "差出人: Lin Mo\n日時: 2020年3月2日 9:15\n宛先: Bo Ha\n件名: printing",
        "发件人:\nLin Mo\n发送时间:\n2020-03-02 09:15\n收件人:\nBo Ha\n主题:\nprinting",
        "发件人: Lin Mo\n发送时间: 2020年3月2日\n9:15\n收件人: Bo Ha\n主题: printing",
        "发件人: Lin Mo 发送时间: 2020年3月2日 9:15 收件人: Bo Ha 主题: printing",
        "发件人：Lin Mo\t发送时间：2020-03-02 09:15\t收件人：Bo Ha\t主题：printing",
        "Von: Lin Mo Gesendet: Montag, 2. März 2020 09:15 An: Bo Ha Betreff: printing",
        "From: Lin Mo\nSent: 2020-03-02 09:15\nTo: Bo Ha\nImportance: High\nSubject: printing",
        "| 发件人 | Lin Mo |\n| 日期 | 2020年03月02日 09:15 |\n| 收件人 | Bo Ha |\n| 抄送至 | |\n| 主题 | printing |",
        "发件人\tLin Mo\n日期\t2020年03月02日 09:15\n收件人\tBo Ha\n抄送至\n主题\tprinting",
    ],
)
def test_the_same_block_in_other_programs_and_languages(text: str) -> None:
    lines = text.split("\n")
    block = block_at(lines, 0)
    assert block is not None
    assert (block.sender, block.sent_at, block.to) == ("Lin Mo", MORNING, ("Bo Ha",))
    assert (block.subject, block.end) == ("printing", len(lines))


def test_a_subject_goes_on_where_its_bracket_is_still_open() -> None:
    lines = [
        "发件人: Lin Mo",
        "发送时间: 2020-03-02 09:15",
        "主题: 回复: [案例号:",
        "CAS-1] % 打印慢",
        "",
        "您好",
    ]
    block = block_at(lines, 0)
    assert block is not None
    assert (block.subject, block.end) == ("回复: [案例号: CAS-1] % 打印慢", 4)


def test_an_empty_subject_does_not_swallow_the_text() -> None:
    lines = ["发件人: Lin Mo", "发送时间: 2020-03-02 09:15", "主题:", "", "您好"]
    block = block_at(lines, 0)
    assert block is not None
    assert (block.subject, lines[block.end :]) == ("", ["", "您好"])


def test_the_next_block_is_not_part_of_this_one() -> None:
    lines = ["发件人: Lin", "发送时间: 2020-03-02 09:15", "收件人: Bo;", "发件人: Bo"]
    block = block_at(lines, 0)
    assert block is not None
    assert (block.to, block.end) == (("Bo",), 3)


def test_a_label_within_the_text_is_not_part_of_the_block() -> None:
    lines = ["发件人: Lin", "发送时间: 2020-03-02 09:15", "主题: 打印慢", "", "附件: 见上一封"]
    block = block_at(lines, 0)
    assert block is not None
    assert lines[block.end :] == ["", "附件: 见上一封"]


@pytest.mark.parametrize(
    "text",
    [
        "From: 1809\nTo: 1909\nDone on Monday",
        "Time: 2020-03-02 09:15\nSubject: printing",
        "From: the customer we hear nothing",
        "收件人: Bo\n抄送: Lin\n主题: 打印慢",
        "发件人:\n\n\n\n发送时间: 2020-03-02 09:15\n主题: 打印慢",
        "",
    ],
)
def test_labels_alone_do_not_make_a_block(text: str) -> None:
    assert block_at(text.split("\n"), 0) is None
