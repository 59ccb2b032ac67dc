"""Mails and threads in every form that the reader knows, made of a few invented messages."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

LIN = "林墨 <linmo@tern.example>"
BO = "Bo Ha <bo@lake.example>"
SUPPORT = "Support Desk <desk@tern.example>"
NUMBER = "CAS-40312-R7W2Q9"
SUBJECT = f"[案例号: {NUMBER}] % 西陵软件帮东湖纺织有限公司反馈打印缓慢 % TRN:0004711"


@dataclass(frozen=True)
class Letter:
    """One message as it was written."""

    sender: str
    sent_at: datetime
    body: str
    to: tuple[str, ...] = (BO,)
    cc: tuple[str, ...] = ()
    subject: str = SUBJECT
    message_id: str = ""
    references: tuple[str, ...] = ()


def block(letter: Letter) -> str:
    """The header block that Outlook puts above a quotation."""
    moment = letter.sent_at
    lines = [
        f"发件人: {letter.sender}",
        f"发送时间: {moment.year} 年 {moment.month} 月 {moment.day} 日 {moment:%H:%M}",
        f"收件人: {'; '.join(letter.to)}",
        f"抄送: {'; '.join(letter.cc)}" if letter.cc else "",
        f"主题: {letter.subject}",
    ]
    return "\n".join(line for line in lines if line)


def chain(letters: Sequence[Letter], *, headless: bool = True) -> str:
    """A reply chain saved as text, newest first; the newest stands there without a header."""
    pieces = [f"{block(letter)}\n\n{letter.body}" for letter in reversed(letters)]
    if headless:
        pieces[0] = letters[-1].body
    return "\n\n\n".join(pieces) + "\n"


def numbered(letters: Sequence[Letter], subject: str = SUBJECT) -> str:
    """A numbered export, oldest first, times in UTC with microseconds."""
    pieces = [f"邮件主题：{subject}\n"]
    for place, letter in enumerate(letters, 1):
        pieces.append(
            f"====第{place}封邮件====\n\n发件人：{letter.sender}\n发送时间：{letter.sent_at}\n"
            f"邮件内容:\n{letter.body}\n"
        )
    return "\n".join(pieces)


def attribution(letter: Letter) -> str:
    """The line that most other programs put above a quotation."""
    return f"On {letter.sent_at:%a, %d %b %Y at %H:%M}, {letter.sender} wrote:"


def marked(text: str) -> str:
    """A text marked as quoted."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def eml(letter: Letter, text: str | None = None, charset: str = "utf-8") -> bytes:
    """A letter as a mail, with the text given in place of its own."""
    headers = [
        f"From: {word(letter.sender)}",
        f"To: {', '.join(map(word, letter.to))}",
        f"Cc: {', '.join(map(word, letter.cc))}" if letter.cc else "",
        f"Subject: {word(letter.subject)}",
        f"Date: {format_datetime(letter.sent_at)}",
        f"Message-ID: <{letter.message_id}>" if letter.message_id else "",
        f"References: {' '.join(f'<{each}>' for each in letter.references)}"
        if letter.references
        else "",
        "MIME-Version: 1.0",
        f'Content-Type: text/plain; charset="{charset}"',
        "Content-Transfer-Encoding: base64",
    ]
    body = b64encode((letter.body if text is None else text).encode(charset)).decode()
    lines = [line for line in headers if line]
    return "\r\n".join(
        [*lines, "", *(body[at : at + 76] for at in range(0, len(body), 76))]
    ).encode()


def word(text: str) -> str:
    """A person or a subject with its foreign words encoded."""
    if text.isascii():
        return text
    name, mark, address = text.partition(" <")
    return f"=?utf-8?B?{b64encode(name.encode()).decode()}?={mark}{address}"


def mbox(mails: Sequence[bytes]) -> bytes:
    """A mailbox of several mails."""
    separator = b"From linmo@tern.example Mon Mar  2 09:15:00 2020\n"
    return b"".join(separator + mail.replace(b"\r\n", b"\n") + b"\n\n" for mail in mails)


START = datetime(2020, 3, 2, 9, 15, 27, tzinfo=UTC)
SIGNATURE = "\n\n林墨\n燕鸥软件有限公司\n电子邮箱 Email: linmo@tern.example"
TEXTS = [
    "您好，打印非常慢，一页要等五分钟，请帮忙看一下。",
    "请先重启打印服务，再打印一次测试页，把结果告诉我。" + SIGNATURE,
    "重启过了，没有帮助，事件日志已经上传，错误 0x800705b4。",
    "请更新驱动程序到最新版本，然后再试一次，谢谢。" + SIGNATURE,
    "更新以后正常了，非常感谢您的支持。",
    "根据电话沟通的结果，我将归档此案例。\n案例总结：打印慢，驱动程序太旧。" + SIGNATURE,
]
LETTERS = [
    Letter(
        (BO, LIN)[n % 2],
        START + timedelta(hours=7 * n, seconds=n),
        text,
        to=((LIN, BO)[n % 2],),
        subject=SUBJECT if n == 0 else f"答复: {SUBJECT}",
        message_id=f"{n}@tern.example",
    )
    for n, text in enumerate(TEXTS)
]
