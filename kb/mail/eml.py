"""One mail in its own format (RFC 5322), with attached mails and all that it quotes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from kb.cases import Attachment
from kb.mail import mime, tnef
from kb.mail.attached import attachment
from kb.mail.dates import parse
from kb.mail.decoding import decode
from kb.mail.encoded import header_text, parameters, unflowed
from kb.mail.mapi import Item, attachment_of, mails_of_item
from kb.mail.mapi import text_of as item_text
from kb.mail.markup import to_text
from kb.mail.mime import Entity
from kb.mail.model import Mail
from kb.mail.people import people, person
from kb.mail.quoting import mails_of
from kb.mail.tnef import read_tnef

_MOST_REFERENCES: Final = 200
_LONGEST_ID: Final = 400
# No person writes more; a log file pasted into a mail is cut here.
_LONGEST_TEXT: Final = 4_000_000
# A plain text shorter than this beside one so many times as long is no more than a hint.
_HINT: Final = 200
_MANY_TIMES: Final = 10
# Encoded octets in which the signature of a file lies, whatever the encoding.
_START: Final = 100
_MAIL_TYPES: Final = frozenset({"message/rfc822", "message/global"})
_WINMAIL_TYPES: Final = frozenset(
    {"application/ms-tnef", "application/vnd.ms-tnef", "application/octet-stream"}
)
_TEXT_TYPES: Final = frozenset({"text/plain", "text/html", "text/enriched"})


def read_eml(data: bytes, most: int = 0) -> tuple[Mail, ...]:
    """The mail, then what it quotes, then the mails attached to it with what they quote.

    Args:
        data: all of the mail.
        most: characters of an attached text that are kept.
    """
    source = sha256(data).hexdigest()[:32]
    return tuple(_mails(mime.parse(data), source, most))


def _mails(entity: Entity, source: str, most: int) -> Iterator[Mail]:
    waiting = [entity]
    while waiting:
        message = waiting.pop()
        leaves = [each for each in _leaves(message) if not _is_winmail(each)]
        items = list(_winmails(message))
        text = text_of(message) or "\n".join(filter(None, map(item_text, items)))
        files = _attachments(leaves, items, most)
        yield from mails_of(_envelope(message, leaves, files, source), text)
        for attached in (each for item in items for each in item.attachments):
            yield from mails_of_item(attached.item, source, most) if attached.item else ()
        waiting += [each.parts[0] for each in reversed(leaves) if each.parts]


def _winmails(message: Entity) -> Iterator[Item]:
    """What Outlook packed into a `winmail.dat` beside the text."""
    for leaf in _leaves(message):
        if _is_winmail(leaf):
            yield read_tnef(leaf.content())


def _is_winmail(entity: Entity) -> bool:
    if entity.media_type not in _WINMAIL_TYPES:
        return False
    return entity.content(_START).startswith(tnef.SIGNATURE)


def text_of(entity: Entity) -> str:
    """The text of a message or part: plain where there is some, otherwise made from HTML."""
    if entity.media_type in _MAIL_TYPES:
        return ""
    if entity.media_type == "multipart/alternative":
        texts = [(each.media_type != "text/plain", text_of(each)) for each in entity.parts]
        return _preferred([pair for pair in texts if pair[1].strip()])
    if entity.parts:
        return "\n".join(filter(None, map(text_of, entity.parts)))
    return "" if _is_attachment(entity) else _leaf_text(entity)


def _preferred(texts: list[tuple[bool, str]]) -> str:
    """The plain text, unless it only says that there is another."""
    best = min(texts, key=lambda pair: pair[0], default=(False, ""))[1]
    longest = max((text for _, text in texts), key=len, default="")
    only_a_hint = len(best) < _HINT and len(longest) > _MANY_TIMES * len(best)
    return longest if only_a_hint else best


def _leaf_text(entity: Entity) -> str:
    content = entity.content()
    text = decode(content[:_LONGEST_TEXT], entity.params.get("charset", ""))
    if len(content) > _LONGEST_TEXT:
        text = f"{text}\n[…]"
    if entity.media_type == "text/html":
        return to_text(text)
    if entity.params.get("format", "").lower() == "flowed":
        return unflowed(text, delsp=entity.params.get("delsp", "").lower() == "yes")
    # QQ Mail leaves these in its plain texts.
    return text.replace("&nbsp;", " ")


def _leaves(entity: Entity) -> Iterator[Entity]:
    """Parts without parts, and attached mails whole."""
    waiting = [entity]
    while waiting:
        each = waiting.pop()
        if each.parts and (each is entity or each.media_type not in _MAIL_TYPES):
            waiting.extend(reversed(each.parts))
        else:
            yield each


def _envelope(
    message: Entity, leaves: Sequence[Entity], files: tuple[Attachment, ...], source: str
) -> Mail:
    charset = next((each.params["charset"] for each in leaves if "charset" in each.params), "")
    return Mail(
        sender=person(_header(message, "from", charset) or _header(message, "sender", charset)),
        sent_at=parse(_header(message, "date", charset)) or _received(message),
        to=people(_header(message, "to", charset), commas=True),
        cc=people(_header(message, "cc", charset), commas=True),
        subject=" ".join(_header(message, "subject", charset).replace("&nbsp;", " ").split()),
        message_id=next(iter(_ids(message, "message-id")), ""),
        references=tuple(dict.fromkeys(_ids(message, "references") + _ids(message, "in-reply-to"))),
        attachments=files,
        source=source,
    )


def _header(message: Entity, name: str, charset: str) -> str:
    names = name != "subject"
    values = (header_text(raw, charset, names=names) for raw in message.headers.get(name, ()))
    return ", ".join(filter(None, values)) if name in {"to", "cc"} else next(values, "")


def _received(message: Entity) -> datetime | None:
    """When the last server took the mail, for one that does not say when it was sent."""
    stamps = (raw.rpartition(b";")[2] for raw in message.headers.get("received", ()))
    return parse(decode(next(stamps, b"")))


def _ids(message: Entity, name: str) -> list[str]:
    raw = message.header(name).decode("ascii", "ignore").replace("><", "> <")
    found = [piece.strip("<>,;") for piece in raw.split() if "@" in piece or piece[:1] == "<"]
    return [each[:_LONGEST_ID] for each in found if each][-_MOST_REFERENCES:]


def _is_attachment(entity: Entity) -> bool:
    if entity.parts:
        return False
    disposition, params = parameters(entity.header("content-disposition"))
    named = bool(params.get("filename") or entity.params.get("name"))
    if entity.media_type not in _TEXT_TYPES:
        return bool(entity.body.strip()) or named
    return disposition == "attachment" or (named and entity.media_type != "text/html")


def _attachments(
    leaves: Sequence[Entity], items: Sequence[Item], most: int
) -> tuple[Attachment, ...]:
    return (
        *(_attachment(each, most) for each in leaves if _is_attachment(each)),
        *(attachment_of(one, most) for item in items for one in item.attachments if not one.item),
    )


def _attachment(entity: Entity, most: int) -> Attachment:
    _, params = parameters(entity.header("content-disposition"))
    name = params.get("filename") or entity.params.get("name") or _unnamed(entity)
    return attachment(name, entity.content(), entity.media_type, most)


def _unnamed(entity: Entity) -> str:
    content_id = entity.header("content-id").decode("ascii", "ignore").strip("<> ")
    return content_id or "part." + entity.media_type.rpartition("/")[2]
