"""What strangers send: half a megabyte of one thing, and good mails broken at random."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import UnreadableFileError
from kb.mail import read
from kb.mail.decoding import decode, tidy
from tests.kb.mail import outlook
from tests.kb.mail.builders import LETTERS, chain, eml, mbox, numbered
from tests.kb.mail.programs import TEXTS

SIZE = 500_000
HEAD = b"From: lin@tern.example\nDate: Mon, 2 Mar 2020 09:15:00 +0800\nSubject: x\n"
BLOCK = "发件人: Lin Mo <lin@tern.example>\n发送时间: 2020年3月2日 9:15\n收件人: Bo\n主题: x\n\n"


def much(unit: str | bytes) -> bytes:
    """Half a megabyte of one thing."""
    octets = unit if isinstance(unit, bytes) else unit.encode()
    return (octets * (SIZE // len(octets) + 1))[:SIZE]


def mail(body: bytes, content_type: str = "text/plain; charset=utf-8") -> bytes:
    return HEAD + f"Content-Type: {content_type}\n\n".encode() + body


def packed(name: str, data: bytes) -> bytes:
    octets = BytesIO()
    with ZipFile(octets, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return octets.getvalue()


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (mail(much(">")), 1),
        (mail(b"\n".join(b"> " * n + b"level %d" % n for n in range(700))), 21),
        (mail(much("> a\nb\n")), 2),
        (mail(much(BLOCK)), 1 + SIZE // len(BLOCK.encode())),
        (mail(much("From: a Sent: b To: c Subject: d ")), 1),
        (mail(much("On 2 Mar 2020 09:15, Lin Mo\n")), 1),
        (mail(much(" ")), 1),
        (mail(much("a\u0301\u0316")), 1),
        (mail(much("<"), "text/html"), 1),
        (mail(much("<style><!--"), "text/html"), 1),
        (mail(much("<blockquote>"), "text/html"), 1),
        (mail(b"&#" + much("9"), "text/html"), 1),
        (HEAD + much(b"Content-Type: message/rfc822\n\n"), 9),
        (HEAD + much(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"), 1),
        (HEAD + b"References: " + much(b"<a@b> ") + b"\n\nx", 1),
        (HEAD + b"X: " + much(b"=?utf-8?B?") + b"\n\nx", 1),
        (b"From lin@tern.example Mon Mar  2 09:15:00 2020\n" + HEAD + b"\n" + much(b">From "), 1),
        (outlook.tnef([(0x9003, outlook.properties([(0x1E, outlook.BODY, b"x")]))]) + much(b"\2"), 1),
    ],
)  # fmt: skip
def test_half_a_megabyte_of_one_thing_is_read(data: bytes, count: int) -> None:
    assert len(read(data)) == count


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed("bomb.txt", bytes(50_000_000)), "larger than"),
        (packed("a.eml", packed("b.eml", packed("c.eml", packed("d.eml", mail(b"x"))))), "within"),
        (b"PK\x03\x04" + much(b"\x07"), "a damaged archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + much(b"\xff"), "a damaged .msg file"),
        (b"\xff\xfe" + much(b"\x00\xd8\n\x00"), "neither a mail"),
        (bytes(SIZE), "the file is empty"),
    ],
)
def test_what_holds_no_mail_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        read(data)


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x", "/etc/passwd", "C:\\x.eml", "a\x00b", "x" * 400]
)
def test_names_in_an_archive_are_only_names(name: str) -> None:
    (found,) = read(packed(name, mail(b"x")))
    assert found.body == "x"


@pytest.mark.parametrize(
    "label", ["punycode", "idna", "undefined", "zip", "rot13", "utf-32", "\xff"]
)
def test_a_label_that_names_no_charset_says_nothing(label: str) -> None:
    assert decode("蓝屏了，请查看附件".encode("gbk"), label) == "蓝屏了，请查看附件"


def test_heaps_of_marks_on_one_letter_are_cut() -> None:
    assert tidy("a" + "\u0301\u0316" * 50) == "a" + "\u0301\u0316" * 15


SEEDS = [
    *(mail(text.encode()) for text in TEXTS.values()),
    *(eml(letter) for letter in LETTERS),
    chain(LETTERS).encode("gbk"),
    numbered(LETTERS).encode("utf-16"),
    mbox([eml(letter) for letter in LETTERS]),
    packed("a.eml", eml(LETTERS[0])),
    outlook.msg(outlook.item({outlook.BODY: "hello", outlook.SENDER: "林墨"}, {})),
]
PIECES = st.sampled_from(
    [
        *(b"\n", b"> ", b"From: ", b"--b\n", b"=?utf-8?B?", b"<", b"&#9;", b"\x00", b"\xff\xfe", b"9" * 40),
        *(text.encode() for text in ("发件人: ", " 写道：\n", "²³０１：", "\u2028")),
    ]
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.integers(0, 4_000), st.integers(0, 40), st.binary(max_size=4) | PIECES),
    min_size=1,
    max_size=8,
)


def changed(data: bytes, changes: Sequence[tuple[int, int, bytes]]) -> bytes:
    """Data with octets taken out and others put in."""
    for at, lost, new in changes:
        place = at % (len(data) + 1)
        data = data[:place] + new + data[place + lost :]
    return data


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SEEDS), CHANGES)
def test_a_broken_file_gives_its_mails_or_a_reason(
    seed: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    try:
        mails = read(changed(seed, changes))
    except UnreadableFileError:
        return
    for each in mails:
        for text in (each.sender, each.subject, each.body, *each.to, *each.cc):
            text.encode()
            assert "\x00" not in text
