from kb.redaction import Redactor


def test_a_password_and_the_account_beside_it_leave_every_text_of_the_thread() -> None:
    texts = (
        "您好\n\n用户名：upl07\n\n端口：22\n\n密码：Rz7wQp31\n",
        "用 upl07 和 Rz7wQp31 可以登录",
    )
    first, second = Redactor().secrets(texts)
    assert first.text == (
        "您好\n\n用户名：[removed:account]\n\n端口：22\n\n密码：[removed:password]\n"
    )
    assert second.text == "用 [removed:account] 和 [removed:password] 可以登录"
