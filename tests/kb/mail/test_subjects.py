import pytest

from kb.errors import InvalidRuleError
from kb.mail.subjects import customer_of, is_answer, number_of, title_of
from tests.kb.mail.builders import NUMBER, SUBJECT


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        (SUBJECT, NUMBER),
        ("回复: 回复：[案例号: CAS-40312-R7W2Q9 ] % 打印慢", NUMBER),
        ("回复：［案例号：ＣＡＳ－４０３１２－Ｒ７Ｗ２Ｑ９］打印慢", NUMBER),
        ("re: cas-40312-r7w2q9", NUMBER),
        ("【工单号：GD2020042801】无法登录", "GD2020042801"),
        ("RE: [Ticket #00812345] logon", "00812345"),
        ("FW: INC0012345 blue screen", "INC0012345"),
        ("打印慢", ""),
        ("错误 0x800705b4，KB4551853，版本 10.0.17763.1098", ""),
        ("", ""),
    ],
)
def test_a_case_number_is_found_in_any_spelling(subject: str, number: str) -> None:
    assert number_of(subject) == number


def test_the_patterns_of_an_installation_come_first() -> None:
    assert number_of("Task T-77 of CAS-40312-R7W2Q9", [r"\bT-\d+"]) == "T-77"
    assert number_of("Fall 4711: Drucker", [r"Fall (?P<n>\d+)"]) == "4711"


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidRuleError, match="is not a regular expression"):
        number_of("x", ["("])


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (SUBJECT, "西陵软件帮东湖纺织有限公司反馈打印缓慢"),
        (f"回复: 答复：转发: {SUBJECT} % 初次响应", "西陵软件帮东湖纺织有限公司反馈打印缓慢"),
        ("[案例号: CAS-40312-R7W2Q9] % 打印缓慢 % 初次响应 TRN:0009533", "打印缓慢"),
        ("[案例号: CAS-40312-R7W2Q9] ％ 打印缓慢 ％ 满意度调查", "打印缓慢"),
        ("RE: Fwd: Re[3]: RE^2: [External] Slow  printing", "Slow printing"),
        ("自动回复: 打印缓慢", "打印缓慢"),
        ("Re: Re", "Re"),
        ("CPU 100% after update", "CPU 100% after update"),
        ("50 % of PCs % slow", "50 % of PCs % slow"),
        ("[Lync] cannot sign in", "[Lync] cannot sign in"),
        ("", ""),
    ],
)
def test_a_title_is_the_subject_without_decorations(subject: str, title: str) -> None:
    assert title_of(subject) == title


def test_the_title_of_a_title_is_itself() -> None:
    assert title_of(title_of(SUBJECT)) == title_of(SUBJECT)


@pytest.mark.parametrize(
    ("subject", "answer"),
    [("回复：x", True), ("AW: x", True), ("x: y", False), ("Report: x", False)],
)
def test_an_answer_is_told_by_its_sign(subject: str, answer: object) -> None:
    assert is_answer(subject) is answer


@pytest.mark.parametrize(
    ("title", "customer"),
    [
        ("西陵软件帮东湖纺织有限公司反馈打印缓慢", "东湖纺织有限公司"),
        ("西陵软件有限公司协助东湖市规划局反映登录慢", "东湖市规划局"),
        ("东湖纺织有限公司反馈财务部客户使用打印机出现卡顿", "东湖纺织有限公司"),
        ("Tern Software on behalf of Lake Textiles: slow printing", "Lake Textiles"),
        ("Lake Textiles reported slow printing", "Lake Textiles"),
        ("打印缓慢", ""),
        ("请帮忙看一下打印缓慢的问题", ""),
    ],
)
def test_the_customer_is_the_one_at_the_end(title: str, customer: str) -> None:
    assert customer_of(title) == customer


def test_a_line_of_a_message_may_name_the_customer() -> None:
    bodies = ["您好", "案例升级\n最终用户：东湖纺织有限公司\n描述：打印慢"]
    assert customer_of("打印缓慢", bodies) == "东湖纺织有限公司"
    assert customer_of("打印缓慢", ["End customer: Lake Textiles"]) == "Lake Textiles"
