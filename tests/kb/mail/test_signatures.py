import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.mail.signatures import Fold, FoldKind, folds, signer

SIGNED = "好的，我们明天再测。\n\n林墨 Lin Mo\n\n燕鸥软件有限公司\nTern Software Co.,Ltd.\n服务电话: 400-000-0000\n电子邮箱 Email: linmo@tern.example"


def folded(body: str) -> list[tuple[FoldKind, str]]:
    """What is folded, as text."""
    lines = body.split("\n")
    return [(fold.kind, "\n".join(lines[fold.first - 1 : fold.last])) for fold in folds(body)]


def test_a_signature_is_folded_from_the_name_on() -> None:
    assert folds(SIGNED) == (Fold(FoldKind.SIGNATURE, 3, 8),)


def test_the_signature_says_who_wrote() -> None:
    assert signer(SIGNED) == "林墨 Lin Mo <linmo@tern.example>"


@pytest.mark.parametrize(
    ("tail", "sender"),
    [
        ("林墨\n燕鸥软件有限公司", "林墨"),
        ("林墨 Lin Mo\n\n燕鸥桌面支持中心\n\n服务电话：400-000-0000", "林墨 Lin Mo"),
        ("Lin Mo\nTern Desktop Support\nHotline: 400-000-0000", "Lin Mo"),
        ("-----\n林墨", "林墨"),
        ("-- \nLin Mo", "Lin Mo"),
        ("Tern Desktop Support\nHotline: 400-000-0000", ""),
        ("谢谢\n\n林墨\n电话：010-0000 0000", "林墨"),
        (
            "Best regards,\nLin Mo\nTern Software Ltd.\nlinmo@tern.example\nTel: 1",
            "Lin Mo <linmo@tern.example>",
        ),
        ("Email: linmo@tern.example", "linmo@tern.example"),
        ("--------------\n服务电话： 400-000-0000", ""),
        ("没有签名。", ""),
    ],
)
def test_a_name_stands_above_the_contacts(tail: str, sender: str) -> None:
    assert signer(f"已重启，没有帮助。\n\n{tail}") == sender


def test_a_footer_below_a_line_is_folded_with_the_line() -> None:
    body = "收到，谢谢\n--------------\n服务电话： 400-000-0000"
    assert folded(body) == [(FoldKind.SIGNATURE, "--------------\n服务电话： 400-000-0000")]


def test_the_text_of_a_logo_below_the_signature_goes_with_it() -> None:
    assert folds(f"{SIGNED}\n\n燕鸥\nTRN") == (Fold(FoldKind.SIGNATURE, 3, 11),)


@pytest.mark.parametrize("line", ["发自我的 iPhone", "Sent from my phone", "获取 Outlook for iOS"])
def test_the_line_of_a_device_is_folded(line: str) -> None:
    assert folded(f"好的\n\n{line}") == [(FoldKind.SIGNATURE, line)]


def test_notices_below_the_signature_are_folded_by_their_kind() -> None:
    body = f"{SIGNED}\n\n请点击链接完成满意度调查。\n\nThis e-mail and any attachments are meant for\nthe addressee alone."
    assert [kind for kind, _ in folded(body)] == [
        FoldKind.SIGNATURE,
        FoldKind.SURVEY,
        FoldKind.DISCLAIMER,
    ]


def test_a_notice_in_the_middle_is_part_of_the_text() -> None:
    assert folds("归档以后系统会给您发一份满意度问卷。\n\n案例总结：打印慢，已解决。") == ()


def test_a_line_of_pictures_only_is_folded() -> None:
    body = "见图：\n[cid:image001.png@01D6] <image002.png>\n看 [cid:image003.png@01D6] 左上"
    assert folds(body) == (Fold(FoldKind.PICTURE, 2, 2),)


@pytest.mark.parametrize(
    "body",
    [
        "请重启打印服务。",
        "1. 停止服务\n2. 删除文件\n3. 启动服务",
        "主机：sftp://files.tern.example\n端口：22222",
        "结果：\nTcpTestSucceeded : True",
        "",
    ],
)
def test_what_was_said_is_never_folded(body: str) -> None:
    assert folds(body) == ()


@given(
    st.lists(
        st.sampled_from(
            ["", "林墨", "电话: 1", "--", "谢谢", "说明。", "请勿回复此邮件", "[图片]"]
        ),
        max_size=14,
    )
)
def test_folds_are_in_order_within_the_text_and_apart(lines: list[str]) -> None:
    found = folds("\n".join(lines))
    places = [place for fold in found for place in range(fold.first, fold.last + 1)]
    assert places == sorted(set(places))
    assert all(1 <= place <= len(lines) for place in places)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("It works.\n\nThanks,\nMo", "Thanks,\nMo"),
        ("已经好了。\n谢谢\n林墨", "谢谢\n林墨"),
        ("Thanks,\nMo", ""),
        ("It works.\nThanks\nfor all your help", ""),
    ],
)
def test_a_closing_and_a_name_are_a_signature(body: str, found: str) -> None:
    lines = body.split("\n")
    assert "".join("\n".join(lines[each.first - 1 : each.last]) for each in folds(body)) == found
