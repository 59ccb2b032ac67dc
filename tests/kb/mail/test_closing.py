import pytest

from kb.mail.closing import closes


@pytest.mark.parametrize(
    "body",
    [
        "周先生 您好:\n\n如刚才通话所述, 我将归档此案例。\n\n服务热线 400-000-0000",
        "您好，\n案例总结：\n问题：打印慢",
        "**案例总结**\n范围：打印慢",
        "根据电话商定，我将先归档该案例。",
        "Hello,\n\nas agreed I am closing this case today.",
        "Case summary:\nProblem: slow printing",
    ],
)
def test_a_mail_that_says_so_closes_the_case(body: str) -> None:
    assert closes(body)


@pytest.mark.parametrize(
    "body",
    [
        "如果没有其他问题，我们将归档此案例。",
        "请问可以归档此案例吗？我们是否要关闭这个工单？",
        "案例进展：已收集日志\n案例分析：待定",
        "May we close this case now?",
        "请关闭所有程序，再打开案例中的文件。",
        "",
    ],
)
def test_a_question_or_an_offer_does_not(body: str) -> None:
    assert not closes(body)
