"""A password that is put into a file, however deep, is in no file of the data folder afterwards."""

from base64 import encodebytes
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.importing import import_paths
from kb.mail import Limits
from kb.redaction import Redactor
from kb.store import open_store
from tests.kb.mail import outlook
from tests.kb.mail.builders import (
    BO,
    LIN,
    SUBJECT,
    Letter,
    block,
    chain,
    eml,
    marked,
    mbox,
    numbered,
)

PASSWORD = "Qz7-fakeword-19"
TOLD = f"上传方法如下：\n账号：tern-upload7\n密码：{PASSWORD}\n端口：22222"
SENT = datetime(2020, 3, 2, 9, 15, 27, tzinfo=UTC)
LETTER = Letter(LIN, SENT, TOLD, message_id="1@tern.example")
HEAD = b"From: linmo@tern.example\nDate: 2 Mar 2020 09:15\nMIME-Version: 1.0\nMessage-ID: <%d@tern.example>\n"


def stored(files: list[bytes]) -> tuple[bytes, int]:
    """All bytes of the data folder after an import of some files, and the messages that came in."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{n}") for n in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        with open_store(Path(folder, "data")) as store:
            limits = Limits(attachment=10_000)
            report = import_paths(store, paths, redactor=Redactor(), limits=limits)
        kept = (path for path in Path(folder, "data").rglob("*") if path.is_file())
        return b"".join(path.read_bytes() for path in kept), report.messages


def attached(mail: bytes) -> bytes:
    """A mail attached to another."""
    body = b"\n--b\nContent-Type: message/rfc822\n\n" + mail + b"\n--b--\n"
    return HEAD % 2 + b"Content-Type: multipart/mixed; boundary=b\n" + body


def packed(data: bytes) -> bytes:
    """A file in an archive."""
    octets = BytesIO()
    with ZipFile(octets, "w", ZIP_DEFLATED) as archive:
        archive.writestr("case.bin", data)
    return octets.getvalue()


def with_file(name: str, content: bytes, media_type: str = "application/octet-stream") -> bytes:
    """A mail with a file."""
    parts = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee the file\n--b\nContent-Type: ",
        media_type.encode(),
        f'; name="{name}"\nContent-Transfer-Encoding: base64\n\n'.encode(),
        encodebytes(content),
        b"\n--b--\n",
    )
    return HEAD % 5 + b"".join(parts)


def page(charset: str) -> bytes:
    """A mail of HTML alone."""
    html = TOLD.replace("\n", "<br>").replace("：", "：<b>").encode(charset)
    head = f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
    return HEAD % 3 + head.encode() + encodebytes(html)


def winmail() -> bytes:
    """A mail whose text is in its `winmail.dat`."""
    text = outlook.properties([(0x1E, outlook.BODY, TOLD.encode("gbk"))])
    data = encodebytes(outlook.tnef([(0x9003, text)]))
    head = b"Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
    return HEAD % 4 + head + data


@pytest.mark.parametrize(
    "data",
    [
        *(eml(LETTER, charset=charset) for charset in ("utf-8", "gb2312", "gb18030", "utf-16")),
        *(page(charset) for charset in ("utf-8", "gbk")),
        eml(LETTER, f"见下\n\n{block(LETTER)}\n\n{TOLD}"),
        eml(LETTER, f"见下\n\nOn 2 Mar 2020 09:15, Lin Mo wrote:\n{marked(marked(marked(TOLD)))}"),
        eml(Letter(LIN, SENT, "x", subject=f"{SUBJECT} 密码：{PASSWORD}")),
        chain([LETTER, Letter(BO, SENT, "收到")]).encode("gbk"),
        numbered([LETTER]).encode("utf-16"),
        mbox([eml(LETTER)]),
        attached(attached(eml(LETTER))),
        packed(packed(eml(LETTER))),
        outlook.msg(outlook.item({outlook.BODY: TOLD, outlook.SENDER: "林墨"}, {})),
        outlook.msg(outlook.item({outlook.BODY: TOLD.encode("gbk")}, {outlook.CODE_PAGE: 936})),
        winmail(),
        *(with_file("a.log", TOLD.encode(charset)) for charset in ("utf-8", "gbk", "utf-16")),
        with_file("a.html", f"<p>密码：</p><b>{PASSWORD}</b>".encode()),
        with_file("noname", TOLD.encode(), "text/plain"),
        with_file(f"密码：{PASSWORD}.txt", b"nothing else"),
        with_file("mail.eml", eml(LETTER)),
        packed(with_file("a.ini", f"[login]\nPassword={PASSWORD}\n".encode())),
    ],
)
def test_a_password_is_removed_whatever_the_file_looks_like(data: bytes) -> None:
    octets, messages = stored([data])
    assert messages
    assert PASSWORD.encode() not in octets
    assert PASSWORD.encode("utf-16-le") not in octets


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from([attached, packed]), max_size=3), st.permutations([0, 1, 2]))
def test_a_password_is_removed_at_any_depth_and_in_any_order(
    wrappers: list[Callable[[bytes], bytes]], order: list[int]
) -> None:
    deep = eml(LETTER)
    for wrap in wrappers:
        # A mail can be attached to a mail; an archive only goes into another archive.
        deep = packed(deep) if deep.startswith(b"PK") else wrap(deep)
    used = Letter(BO, SENT.replace(hour=11), f"用 {PASSWORD} 登录不了", subject=SUBJECT)
    files = [mbox([eml(LETTER)]), deep, eml(used)]
    octets, messages = stored([files[place] for place in order])
    assert messages >= 2
    assert PASSWORD.encode() not in octets
