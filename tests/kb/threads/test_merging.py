from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.cases import Attachment
from kb.mail import Mail
from kb.threads.copies import core
from kb.threads.merging import merged

CHINA = timezone(timedelta(hours=8))
SENT = datetime(2020, 3, 2, 9, 15, 27, tzinfo=CHINA)
NAIVE = datetime(2020, 3, 2, 9, 15)
TEXT = "请重启打印服务，然后再打印一次测试页，把结果告诉我。"
ORIGINAL = Mail(
    "林墨 <linmo@tern.example>",
    SENT,
    ("Bo <bo@lake.example>",),
    subject="打印慢",
    body=TEXT,
    message_id="1@tern",
)


def test_the_same_mail_twice_is_one_message() -> None:
    assert merged([ORIGINAL, ORIGINAL]) == (ORIGINAL,)


@pytest.mark.parametrize(
    "copy",
    [
        Mail("林墨", NAIVE, body=TEXT),
        Mail("linmo@tern.example", NAIVE, body=TEXT.replace("，", ",\n")),
        Mail("linmo", SENT.astimezone(UTC), body=TEXT),
        Mail("林墨", SENT.replace(tzinfo=UTC), body=TEXT),
        Mail("林墨 Lin Mo <linmo@tern.example>", NAIVE, body=TEXT[:12]),
        Mail("林墨", NAIVE, body=f"{TEXT}\n\n林墨\n燕鸥软件有限公司\n电话: 1"),
        Mail("林墨", NAIVE, body=""),
        Mail("", NAIVE, body=TEXT),
        Mail("林墨", NAIVE - timedelta(hours=8), body=TEXT),
        Mail("林墨", None, body=TEXT),
        Mail("", None, body=f"\n{TEXT} "),
        Mail("other", SENT, body="changed", message_id="1@tern"),
    ],
)
def test_copies_are_recognised_and_the_original_keeps_its_address_time_and_id(copy: Mail) -> None:
    for both in ([ORIGINAL, copy], [copy, ORIGINAL]):
        (message,) = merged(both)
        assert (message.message_id, message.to) == ("1@tern", ORIGINAL.to)
        assert message.sent_at is not None
        assert message.sent_at.replace(tzinfo=None) == SENT.replace(tzinfo=None)


@pytest.mark.parametrize(
    "other",
    [
        Mail("林墨 <linmo@tern.example>", SENT + timedelta(minutes=1), body="谢谢"),
        Mail("林墨 <linmo@tern.example>", SENT + timedelta(days=1), body=TEXT),
        Mail("Bo <bo@lake.example>", NAIVE, body=TEXT),
        Mail("林墨 <linmo@tern.example>", NAIVE, body="另外，请把驱动程序的版本也告诉我，谢谢。"),
        Mail(
            "林墨", SENT + timedelta(seconds=5), body="另一封邮件说的是别的事情，与打印没有关系。"
        ),
        Mail("Bo <bo@lake.example>", None, body=TEXT),
        Mail("林墨", None, body="好的"),
    ],
)
def test_other_messages_stay_apart(other: Mail) -> None:
    assert len(merged([ORIGINAL, other])) == 2
    assert len(merged([other, ORIGINAL])) == 2


@pytest.mark.parametrize(
    ("quoted", "count"), [("好的，谢谢", 1), ("", 1), ("另外一件事情", 2), ("好的，谢谢吧", 2)]
)
def test_a_short_text_in_another_zone_is_the_same_by_whole_hours(quoted: str, count: int) -> None:
    exact = Mail("林墨", SENT.astimezone(UTC), body="好的，谢谢")
    local = Mail("林墨 <linmo@tern.example>", NAIVE, body=quoted)
    assert len(merged([exact, local])) == count
    assert len(merged([exact, Mail("Bo", NAIVE, body="好的，谢谢")])) == 2


@pytest.mark.parametrize(
    ("exported", "quoted"),
    [
        ("linmo", "林墨"),
        ("Mo Lin", "林墨 <mo@tern.example>"),
        ("/o=tern/ou=x/cn=recipients/cn=4f1a", "林墨"),
    ],
)
def test_people_go_by_their_pinyin_and_legacy_names_by_anything(exported: str, quoted: str) -> None:
    exact = Mail(exported, SENT.astimezone(UTC), body="好的，谢谢")
    assert len(merged([exact, Mail(quoted, NAIVE, body="好的，谢谢")])) == 1
    assert len(merged([exact, Mail("王海", NAIVE, body="好的，谢谢")])) == 2 - exported.startswith(
        "/"
    )


def test_a_copy_in_another_zone_may_be_cut_or_signed() -> None:
    exact = Mail(
        "林墨", SENT.astimezone(UTC), body=f"{TEXT}\n--------------\n服务电话： 400-000-0000"
    )
    for body in (TEXT[:-4], f"{TEXT}\n\nThanks,\nMo"):
        assert len(merged([exact, Mail("林墨", NAIVE, body=body)])) == 1


def test_a_newest_message_may_be_told_in_another_zone_than_those_before_it() -> None:
    newest = Mail("", None, body="好的，谢谢", after=NAIVE)
    assert len(merged([Mail("林墨", SENT.astimezone(UTC), body="好的，谢谢"), newest])) == 1


def test_the_same_words_at_different_times_are_different_messages() -> None:
    reminders = [
        Mail("林墨", SENT + timedelta(days=n), body="请问有进展吗？谢谢。") for n in range(3)
    ]
    assert merged(reversed(reminders)) == tuple(reminders)


def test_a_short_answer_without_a_time_is_not_taken_for_an_earlier_one() -> None:
    thanks = Mail("林墨", SENT, body="好的，谢谢")
    newest = Mail("林墨", None, body="好的，谢谢", after=SENT + timedelta(days=1))
    assert merged([thanks, newest]) == (thanks, newest)


def test_a_newest_message_seen_later_with_its_header_is_the_same() -> None:
    newest = Mail("林墨", None, body="好的，谢谢", after=SENT)
    later = Mail("林墨 <linmo@tern.example>", SENT + timedelta(days=1), body="好的，谢谢")
    assert merged([ORIGINAL, newest, later]) == (ORIGINAL, later)


def test_a_part_of_a_message_quoted_without_a_header_is_not_a_message() -> None:
    assert merged([ORIGINAL, Mail(body=TEXT[3:])]) == (ORIGINAL,)


def test_what_copies_know_comes_together() -> None:
    first = Attachment("a.zip", 1, "application/zip", "a")
    second = Attachment("b.zip", 1, "application/zip", "b")
    rough = Mail(
        "林墨", NAIVE, cc=("Hu",), subject="答复: 打印慢", body=TEXT, attachments=(second,)
    )
    exact = Mail("林墨 <linmo@tern.example>", SENT, body=TEXT, attachments=(first,), message_id="1")
    (message,) = merged([rough, exact])
    assert (message.sender, message.sent_at, message.cc) == (exact.sender, SENT, ("Hu",))
    assert (message.subject, message.attachments) == ("答复: 打印慢", (first, second))


def test_messages_come_by_time_whatever_their_zones() -> None:
    early = Mail("a", datetime(2020, 3, 2, 9, 0, 1, tzinfo=CHINA), body="one")
    middle = Mail("b", datetime(2020, 3, 2, 9, 30), body="two")
    late = Mail("c", datetime(2020, 3, 2, 2, 0, 1, tzinfo=UTC), body="three")
    again = Mail("c", datetime(2020, 3, 2, 11, 0, 1, tzinfo=CHINA), body="four")
    assert merged([again, late, middle, early]) == (early, middle, late, again)


def test_a_message_without_a_time_follows_the_one_that_it_answers() -> None:
    answer = Mail("b", None, body="answer", after=SENT)
    later = Mail("c", SENT + timedelta(hours=1), body="later")
    assert merged([later, answer, ORIGINAL]) == (ORIGINAL, answer, later)


def test_the_core_of_a_text_has_no_blanks_footers_or_pictures() -> None:
    body = "请 重启！\n[cid:a.png]\n\n林墨\n燕鸥软件有限公司\n电话: 1"
    assert core(body) == "请重启"


TEXTS = st.sampled_from(["好的", "谢谢您的帮助", TEXT, f"{TEXT}另外请看日志。", ""])
MAILS = st.builds(
    Mail,
    sender=st.sampled_from(["林墨", "林墨 <linmo@tern.example>", "bo@lake.example", ""]),
    sent_at=st.none() | st.integers(0, 4).map(lambda n: SENT + timedelta(hours=n)),
    body=TEXTS,
    message_id=st.sampled_from(["", "1", "2"]),
)


@given(
    st.lists(MAILS, max_size=6).flatmap(
        lambda mails: st.tuples(st.just(mails), st.permutations(mails))
    )
)
def test_the_order_in_which_copies_come_does_not_matter(
    both: tuple[list[Mail], list[Mail]],
) -> None:
    assert merged(both[0]) == merged(both[1])


@given(st.lists(MAILS, max_size=6))
def test_merging_again_changes_nothing(mails: list[Mail]) -> None:
    once = merged(mails)
    assert merged(once) == once
