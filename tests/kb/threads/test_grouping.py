from datetime import UTC, datetime, timedelta

from kb.mail import Mail
from kb.threads import group, is_made
from tests.kb.mail.builders import NUMBER, SUBJECT

START = datetime(2020, 3, 2, 9, 15, 27, tzinfo=UTC)
LIN, BO, HU = "林墨 <linmo@tern.example>", "bo@lake.example", "hu@hill.example"
OTHER = "CAS-50001-AAAA11"


def mail(
    subject: str, body: str, hours: int = 0, *, sender: str = LIN, to: str = BO, **more: object
) -> Mail:
    """A mail so many hours after the first."""
    return Mail(sender, START + timedelta(hours=hours), (to,), subject=subject, body=body, **more)  # type: ignore[arg-type]


def grouped(*mails: Mail, patterns: tuple[str, ...] = ()) -> list[list[str]]:
    """The texts of each thread."""
    return [[each.body for each in thread.mails] for thread in group(mails, patterns)]


def test_a_case_number_makes_a_thread_whatever_else_the_subject_says() -> None:
    (thread,) = group(
        [
            mail(f"答复: {SUBJECT}", "two", 1),
            mail(SUBJECT, "one"),
            mail(f"FW: {NUMBER}", "three", 2),
        ]
    )
    assert (thread.number, [each.body for each in thread.mails]) == (
        NUMBER,
        ["one", "two", "three"],
    )


def test_title_and_customer_come_from_the_oldest_subject() -> None:
    (thread,) = group([mail(f"转发: {SUBJECT}", "two", 1), mail(SUBJECT, "one")])
    assert (thread.title, thread.customer) == (
        "西陵软件帮东湖纺织有限公司反馈打印缓慢",
        "东湖纺织有限公司",
    )


def test_different_numbers_are_different_threads() -> None:
    assert grouped(mail(f"[{NUMBER}] x", "one"), mail(f"[{OTHER}] x", "two")) == [["one"], ["two"]]


def test_mails_of_one_source_belong_together_even_where_only_one_states_the_number() -> None:
    mails = [
        Mail(body="newest", source="s", after=START),
        mail(SUBJECT, "middle", source="s"),
        mail("", "oldest", -1, source="s"),
    ]
    (thread,) = group(mails)
    assert (thread.number, [each.body for each in thread.mails]) == (
        NUMBER,
        ["oldest", "middle", "newest"],
    )


def test_a_quoted_message_of_another_case_goes_to_that_case() -> None:
    mails = [
        mail(f"[{OTHER}] again", "new case", 5, source="s"),
        mail(f"[{NUMBER}] first", "old case", 1, source="s"),
        mail("", "without a subject", 0, source="s"),
    ]
    threads = {thread.number: [each.body for each in thread.mails] for thread in group(mails)}
    assert threads == {OTHER: ["new case"], NUMBER: ["without a subject", "old case"]}


def test_a_number_in_a_text_counts_where_no_subject_states_one() -> None:
    (thread,) = group([mail("打印慢", f"您的问题事件号码 {NUMBER}")])
    assert thread.number == NUMBER


def test_a_number_mentioned_in_a_text_does_not_move_a_mail() -> None:
    (thread,) = group([mail(SUBJECT, f"参考案例 {OTHER}")])
    assert thread.number == NUMBER


def test_references_hold_a_thread_together_when_its_subject_changes() -> None:
    assert grouped(
        mail("打印慢", "one", message_id="1@tern"),
        mail("现在不慢了", "two", 1, message_id="2@tern", references=("1@tern",)),
        mail("别的事", "three", 2, message_id="3@tern"),
    ) == [["one", "two"], ["three"]]


def test_answers_to_a_mail_that_is_missing_belong_together() -> None:
    assert grouped(
        mail("a", "one", references=("0@tern",)), mail("b", "two", 1, references=("0@tern",))
    ) == [["one", "two"]]


def test_an_answer_of_the_same_people_to_the_same_subject_belongs_to_it() -> None:
    assert grouped(mail("打印慢", "one"), mail("答复: 打印慢", "two", 30, sender=BO, to=LIN)) == [
        ["one", "two"]
    ]


def test_the_same_subject_among_other_people_is_another_matter() -> None:
    assert grouped(
        mail("打印慢", "one"), mail("答复: 打印慢", "two", 1, sender=HU, to="wu@hill.example")
    ) == [["one"], ["two"]]


def test_the_same_subject_months_later_is_another_matter() -> None:
    assert grouped(mail("周报", "one"), mail("答复: 周报", "two", 24 * 120)) == [["one"], ["two"]]


def test_two_mails_of_one_subject_that_are_no_answers_are_two_matters() -> None:
    assert grouped(mail("求助", "one"), mail("求助", "two", 48)) == [["one"], ["two"]]


def test_a_thread_without_a_number_gets_the_same_one_every_time() -> None:
    first, again = (
        group([mail("打印慢", "one"), mail("答复: 打印慢", "two", 1)]) for _ in range(2)
    )
    assert is_made(first[0].number)
    assert first[0].number == again[0].number != group([mail("登录慢", "x")])[0].number


def test_two_matters_of_one_subject_get_two_numbers() -> None:
    threads = group([mail("求助", "one", source="a"), mail("求助", "two", 48, source="b")])
    assert len({thread.number for thread in threads}) == 2


def test_an_installation_has_patterns_of_its_own() -> None:
    (thread,) = group(
        [mail("Fall 4711: Drucker", "one"), mail("Fall 4711: x", "two", 1)], [r"Fall (?P<n>\d+)"]
    )
    assert (thread.number, thread.title) == ("4711", "Drucker")


def test_each_message_comes_once_however_many_mails_quote_it() -> None:
    text = "请重启打印服务，然后再打印一次测试页。"
    quoted = Mail("林墨", START.replace(tzinfo=None, second=0), subject=SUBJECT, body=text)
    assert grouped(mail(SUBJECT, text), quoted, quoted, mail(SUBJECT, "好的", 1)) == [
        [text, "好的"]
    ]


def test_without_mails_there_are_no_threads() -> None:
    assert group([]) == ()
