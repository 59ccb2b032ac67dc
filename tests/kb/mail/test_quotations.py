from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.mail.quotations import Part, is_divider, split

BLOCK = "发件人: Lin Mo <linmo@tern.example>\n发送时间: 2020 年 3 月 2 日 9:15\n收件人: Bo Ha\n主题: 打印慢"


def heads(text: str) -> list[tuple[str, str]]:
    """Sender and own text of each message."""
    return [(part.header.sender if part.header else "", part.body) for part in split(text)]


def test_a_text_without_a_quotation_is_one_message() -> None:
    assert split("您好\n\n谢谢") == (Part(None, "您好\n\n谢谢"),)


def test_a_header_block_begins_the_quoted_message() -> None:
    assert heads(f"好的\n\n{BLOCK}\n\n请重启\n") == [
        ("", "好的"),
        ("Lin Mo <linmo@tern.example>", "请重启"),
    ]


@pytest.mark.parametrize(
    "divider",
    [
        "-----原始邮件-----",
        "---原始邮件---",
        "原始邮件",
        "------------------ 原始邮件 ------------------",
        "------------------&nbsp;原始邮件&nbsp;------------------".replace("&nbsp;", "\u00a0"),
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "-------- 转发邮件信息 --------",
        "邮件原件",
        "________________________________",
        "---- Replied Message ----",
    ],
)
def test_a_divider_above_a_block_goes(divider: str) -> None:
    assert heads(f"好的\n{divider}\n{BLOCK}\n\n请重启") == [
        ("", "好的"),
        ("Lin Mo <linmo@tern.example>", "请重启"),
    ]


@pytest.mark.parametrize("divider", ["---原始邮件---", "原始邮件", "-----Original Message-----"])
def test_a_divider_at_the_end_is_cut(divider: str) -> None:
    assert split(f"DMP 已上传\n{divider}\n\n") == (Part(None, "DMP 已上传"),)


def test_what_stands_behind_a_divider_without_any_header_is_a_message() -> None:
    assert heads("好的\n---原始邮件---\n请重启\n谢谢") == [("", "好的"), ("", "请重启\n谢谢")]


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        (
            "On Mon, Mar 2, 2020 at 9:15 AM Lin Mo <linmo@tern.example> wrote:",
            "Lin Mo <linmo@tern.example>",
        ),
        (
            "On Mon, Mar 2, 2020 at 9:15 AM Lin Mo\n<linmo@tern.example> wrote:",
            "Lin Mo <linmo@tern.example>",
        ),
        ('在 2020-03-02 09:15:00，"林墨" <linmo@tern.example> 写道：', "林墨 <linmo@tern.example>"),
        (
            "林墨 <linmo@tern.example> 于2020年3月2日周一 上午9:15写道：",
            "林墨 <linmo@tern.example>",
        ),
        (
            "林墨 <linmo@tern.example>\n于2020年3月2日周一 上午9:15写道：",
            "林墨 <linmo@tern.example>",
        ),
        ("On Mon, Mar 2, 2020 at\n9:15 AM Lin Mo wrote:", "Lin Mo"),
        ("于 2020/3/2 9:15, 于洋 写道:", "于洋"),
        ("于洋 于2020年3月2日 09:15写道：", "于洋"),
        ("2020年3月2日 09:15，林墨 <linmo@tern.example> 寫道：", "林墨 <linmo@tern.example>"),
        ("Am 02.03.2020 um 09:15 schrieb Lin Mo:", "Lin Mo"),
        (
            "Le lun. 2 mars 2020 à 09:15, Lin Mo <linmo@tern.example> a écrit :",
            "Lin Mo <linmo@tern.example>",
        ),
        ("On 2 Mar 2020, at 09:15, Monica Onda wrote:", "Monica Onda"),
    ],
)
@pytest.mark.parametrize("mark", ["", "> "])
def test_an_attribution_names_whose_words_follow(line: str, sender: str, mark: str) -> None:
    text = f"好的\n\n{line}\n\n{mark}请重启\n{mark}谢谢"
    parts = split(text)
    assert [part.body for part in parts] == ["好的", "请重启\n谢谢"]
    assert parts[1].header is not None
    assert (parts[1].header.sender, parts[1].header.sent_at) == (
        sender,
        datetime(2020, 3, 2, 9, 15),
    )


@pytest.mark.parametrize(
    "line", ["版本 1809", "Write to bo@lake.example", "已装 KB4551853 2020-03-01"]
)
def test_a_line_above_an_attribution_is_not_part_of_it(line: str) -> None:
    text = f"{line}\nOn 2 Mar 2020 09:15, Lin Mo wrote:\n> 请重启"
    assert heads(text) == [("", line), ("Lin Mo", "请重启")]


def test_the_reply_may_stand_below_what_it_quotes() -> None:
    text = "On 2 Mar 2020 09:15, Lin Mo wrote:\n> 请重启\n> 谢谢\n\n已重启，没有帮助"
    assert heads(text) == [("", "已重启，没有帮助"), ("Lin Mo", "请重启\n谢谢")]


def test_replies_between_the_quoted_lines_are_one_message_and_so_is_the_quotation() -> None:
    text = "见下\n\nOn 2 Mar 2020 09:15, Lin Mo wrote:\n\n> 1. 版本？\n\n1809\n\n> 2. 重启过？\n> 3. 日志？\n\n没有\n\n谢谢"
    assert heads(text) == [
        ("", "见下\n\n\n1809\n\n\n没有\n\n谢谢"),
        ("Lin Mo", "1. 版本？\n\n2. 重启过？\n3. 日志？"),
    ]


def test_eight_levels_of_marks_are_eight_messages() -> None:
    text = "level 0"
    for level in range(1, 9):
        quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        text = f"level {level}\n\nOn {level} Mar 2020 09:15, Lin Mo wrote:\n\n{quoted}"
    assert [part.body for part in split(text)] == [f"level {level}" for level in range(8, -1, -1)]
    assert [part.depth for part in split(text)] == list(range(9))


def test_twelve_blocks_are_twelve_messages_behind_the_newest() -> None:
    text = "newest" + "".join(
        f"\n\n{BLOCK.replace('9:15', f'9:{50 - n}')}\n\nmail {n}" for n in range(12)
    )
    assert [part.body for part in split(text)] == ["newest", *(f"mail {n}" for n in range(12))]


def test_levels_without_words_of_their_own_are_passed_over() -> None:
    assert [part.body for part in split("好\n\n>>> alt\n>>> wort")] == ["好", "alt\nwort"]


def test_a_block_within_marks_is_found() -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in f"答\n\n{BLOCK}\n\n问".split("\n"))
    assert [part.body for part in split(f"好\n\n{quoted}")] == ["好", "答", "问"]


@pytest.mark.parametrize(
    "text",
    [
        "打开 设置\n> 更新和安全\n点击检查",
        "3: kd> !analyze -v\nPS C:\\> Get-Service",
        "案例总结\n----------\n范围：打印慢",
        "请查看原始邮件中的附件",
        "结果如下：\n\n1 < 2\n2 > 1",
        "He called and wrote:\nnothing works",
    ],
)
def test_what_only_looks_like_a_quotation_stays(text: str) -> None:
    assert split(text) == (Part(None, text),)


def test_a_footer_below_dashes_stays() -> None:
    text = "好的\n--------------\n服务电话： 400-000-0000"
    assert split(text) == (Part(None, text),)


def test_a_rule_above_a_block_goes_with_it() -> None:
    assert heads(f"好的\n\n________________________________\n\n{BLOCK}\n\n请重启")[0] == (
        "",
        "好的",
    )


def test_a_quoted_message_of_which_only_the_header_is_left_is_kept() -> None:
    assert heads(f"好的\n\n{BLOCK}\n\n") == [("", "好的"), ("Lin Mo <linmo@tern.example>", "")]


def test_an_attribution_with_nothing_behind_it_is_cut() -> None:
    assert heads("好的\n\nOn 2 Mar 2020 09:15, Lin Mo wrote:\n\n") == [("", "好的")]


def test_dividers_say_nothing_else() -> None:
    lines = ["=====原始邮件=====", "原始", "-----", "--- 原始邮件见附件 ---"]
    assert [is_divider(line) for line in lines] == [True, False, False, False]


LINES = st.sampled_from(
    [
        *BLOCK.split("\n"),
        "",
        "> a",
        ">> b",
        ">",
        "原始邮件",
        "文字",
        "On 2 Mar 2020 09:15, X wrote:",
        "- 1",
    ]
)


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_no_word_is_lost(text: str) -> None:
    parts = split(text)
    assert sum(part.body.count("文字") for part in parts) == text.count("文字")
    assert sum(part.body.count("- 1") for part in parts) == text.count("- 1")
