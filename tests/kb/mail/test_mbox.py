from io import BytesIO

from kb.mail.mbox import messages

SEPARATOR = b"From linmo@tern.example Mon Mar  2 09:15:00 2020\n"


def test_messages_stand_behind_their_separators() -> None:
    data = SEPARATOR + b"A: 1\n\none\n\n" + SEPARATOR + b"B: 2\n\ntwo\n"
    assert list(messages(BytesIO(data), 1_000)) == [b"A: 1\n\none\n\n", b"B: 2\n\ntwo\n"]


def test_a_sentence_that_begins_with_from_separates_nothing() -> None:
    data = SEPARATOR + b"A: 1\n\n\nFrom now on it works\nFrom 9:15 Mon 2020-03-02 too\n"
    assert len(list(messages(BytesIO(data), 1_000))) == 1


def test_a_quoted_from_is_restored() -> None:
    data = SEPARATOR + b"A: 1\n\n>From here\n>>From there\n"
    assert list(messages(BytesIO(data), 1_000)) == [b"A: 1\n\nFrom here\n>From there\n"]


def test_separators_of_other_programs_count() -> None:
    data = b"From - Mon Mar 02 09:15:00 2020\r\nA: 1\r\n\r\nx\r\n\r\nFrom ???@??? Mon Mar 02 09:15:00 2020\r\nB: 2\r\n\r\n"
    assert len(list(messages(BytesIO(data), 1_000))) == 2


def test_what_is_longer_than_allowed_is_cut() -> None:
    data = SEPARATOR + b"A: 1\n\n" + b"x\n" * 100 + b"\n" + SEPARATOR + b"B: 2\n\ny\n"
    first, second = messages(BytesIO(data), 50)
    assert (len(first), second) == (50, b"B: 2\n\ny\n")


def test_an_empty_mailbox_has_no_messages() -> None:
    assert list(messages(BytesIO(b"\n\n"), 100)) == []
