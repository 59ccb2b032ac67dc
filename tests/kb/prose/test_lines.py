import pytest

from kb.prose.lines import is_courtesy, telling_lines

MAIL = """\
何女士，您好！

请先重启打印服务。
```
PS C:\\> Restart-Service Spooler
```
Arg1: 0000000000000003, something

谢谢！
--------------
服务电话： 400-000-0000
"""


def lines(body: str, sender: str = "") -> list[str]:
    return [line.text for line in telling_lines(body, sender)]


def test_greetings_thanks_and_footers_tell_nothing() -> None:
    told = [line.text for line in telling_lines(MAIL) if not line.code]
    assert told == ["请先重启打印服务。"]


def test_console_output_is_kept_and_marked() -> None:
    code = [line.text for line in telling_lines(MAIL) if line.code]
    assert code == ["PS C:\\> Restart-Service Spooler", "Arg1: 0000000000000003, something"]


def test_lines_keep_their_number() -> None:
    assert [line.number for line in telling_lines("你好\n\n日志如下：\n已上传")] == [3, 4]


@pytest.mark.parametrize(
    ("body", "sender", "kept"),
    [
        ("已处理\n\n方宁 Fang Ning\n北岸支持部", "客服 <help@north.example>", ["已处理"]),
        ("Done.\n\nFang Ning\nNorth Desk", "Fang Ning <fn@north.example>", ["Done."]),
        ("已处理\n方宁", "方宁 <fn@north.example>", ["已处理"]),
        ("已处理\n不行", "方宁 <fn@north.example>", ["已处理", "不行"]),
        ("方宁", "方宁 <fn@north.example>", ["方宁"]),
    ],
)
def test_a_name_at_the_end_opens_a_signature(body: str, sender: str, kept: list[str]) -> None:
    assert lines(body, sender) == kept


@pytest.mark.parametrize("body", ["重启所有服务", "Print Spooler停止", "日志：", "Hi 是变量名吗？"])
def test_short_lines_are_not_taken_for_greetings(body: str) -> None:
    assert lines(body) == [body]


@pytest.mark.parametrize(
    "sentence", ["如有任何疑问，请随时与我联系。", "Thank you for your patience.", "辛苦了"]
)
def test_politeness_is_recognised(sentence: str) -> None:
    assert is_courtesy(sentence)


@pytest.mark.parametrize("sentence", ["请卸载该驱动后重启。", "The driver was removed."])
def test_requests_and_reports_are_not_politeness(sentence: str) -> None:
    assert not is_courtesy(sentence)
