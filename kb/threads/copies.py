"""When two mails are copies of one message, and what both together know of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, TypeVar

from kb.cases import Attachment
from kb.mail.model import Mail
from kb.mail.people import address_of, name_of
from kb.mail.signatures import folds
from kb.mail.words import fold
from kb.redaction.pinyin import read as read_name

Value = TypeVar("Value")

_LONG: Final = 20
_LEGACY: Final = ("/o=", "ex:/o=")
_CHINESE_NAME: Final = range(2, 5)
_SHINGLE: Final = 4
_COMPARED: Final = 2_000
_ALIKE: Final = 0.6
_HOUR: Final = timedelta(hours=1)
QUARTER: Final = timedelta(minutes=15)
"""Zones differ by multiples of this."""
WIDEST: Final = timedelta(hours=14)
"""No zone is farther from UTC."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail with what is compared of it.

    Attributes:
        core: letters and digits of its text, without signature, footers and pictures.
        names: what its sender goes by: address, its local part, display name; folded.
    """

    mail: Mail
    core: str
    names: frozenset[str]


def seen(mail: Mail) -> Seen:
    """A mail made ready for comparison."""
    return Seen(mail, core(mail.body), _names(mail.sender))


def core(body: str) -> str:
    """What makes a text itself, whatever a quotation did to its spaces, footers and pictures."""
    lines = body.split("\n")
    for each in folds(body):
        lines[each.first - 1 : each.last] = [""] * (each.last - each.first + 1)
    return "".join(filter(str.isalnum, fold(" ".join(lines))))


def are_copies(first: Seen, second: Seen) -> bool:
    """Whether two mails which both have a time are the same message."""
    one, other = first.mail, second.mail
    if one.message_id and one.message_id == other.message_id:
        return True
    if not (_senders_agree(first, second) and _times_agree(one, other)):
        return False
    if one.message_id and other.message_id:
        return first.core == second.core
    return _alike(first.core, second.core)


def is_shifted(rough: Seen, exact: Seen) -> bool:
    """Whether a time to the minute is that of another mail, told in the zone of another reader.

    A quotation that was cut behind its header says nothing that the other mail lacks; of short texts,
    which people write again and again, only whole hours are taken for zones.
    """
    mine, theirs = rough.mail.sent_at, exact.mail.sent_at
    if mine is None or theirs is None or mine.tzinfo or not theirs.tzinfo or is_exact(mine):
        return False
    apart = mine - theirs.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
    if abs(apart) > WIDEST or apart % QUARTER or not _senders_agree(rough, exact):
        return False
    if min(len(rough.core), len(exact.core)) >= _LONG or not rough.core:
        return _alike(rough.core, exact.core)
    return not apart % _HOUR and rough.core == exact.core


def is_known(undated: Seen, other: Seen, *, later: bool) -> bool:
    """Whether the text of a mail without a time stands in another one.

    Args:
        undated: the mail in question.
        other: any other mail of the thread.
        later: whether the other one was sent when the first can have been sent.
    """
    if not _senders_agree(undated, other):
        return False
    if len(undated.core) >= _LONG:
        return undated.core in other.core
    return later and undated.core == other.core


def joined(copies: Sequence[Seen]) -> Seen:
    """One message out of its copies; of each part the copy that knows most, whatever their order."""
    mails = [each.mail for each in copies]
    if len(mails) == 1:
        return copies[0]
    best = max(copies, key=_fullness).mail
    mail = Mail(
        sender=_most(mails, lambda mail: mail.sender, lambda text: ("@" in text, len(text), text)),
        sent_at=_most(mails, lambda mail: mail.sent_at, _exactness),
        to=_most(mails, lambda mail: mail.to, _addressed),
        cc=_most(mails, lambda mail: mail.cc, _addressed),
        subject=_most(mails, lambda mail: mail.subject, lambda text: (len(text), text)),
        body=best.body,
        message_id=_most(mails, lambda mail: mail.message_id, lambda text: (bool(text), text)),
        references=_all_references(mails),
        attachments=_united(mails),
        source=_most(mails, lambda mail: mail.source, lambda text: (text,)),
        after=_most(mails, lambda mail: mail.after, lambda moment: (str(moment or ""),)),
    )
    return seen(mail)


def _fullness(each: Seen) -> tuple[bool, int, str]:
    """A mail as it was sent comes before what others made of it; then the longer text."""
    return bool(each.mail.message_id and each.core), len(each.core), each.mail.body


def is_exact(moment: datetime) -> bool:
    """Whether a time is known to the second; headers within texts stop at the minute."""
    return bool(moment.second or moment.microsecond)


def _times_agree(first: Mail, second: Mail) -> bool:
    one, other = first.sent_at, second.sent_at
    if one is None or other is None:
        return False
    finest = timedelta(seconds=1) if is_exact(one) and is_exact(other) else timedelta(minutes=1)
    walls = (moment.replace(tzinfo=None) for moment in (one, other))
    if len({_cut(moment, finest) for moment in walls}) == 1:
        return True
    if not (one.tzinfo and other.tzinfo):
        return False
    return len({_cut(moment.astimezone(UTC), finest) for moment in (one, other)}) == 1


def _cut(moment: datetime, finest: timedelta) -> datetime:
    if finest < timedelta(minutes=1):
        return moment.replace(microsecond=0)
    return moment.replace(second=0, microsecond=0)


def _alike(one: str, other: str) -> bool:
    """Whether two cores are the same text, perhaps cut short or with a few words changed."""
    if not one or not other or one in other or other in one:
        return True
    if one[:_LONG] == other[:_LONG]:
        return True
    first, second = _shingles(one), _shingles(other)
    smaller = min(len(first), len(second))
    return bool(smaller) and len(first & second) >= _ALIKE * smaller


def _shingles(text: str) -> set[str]:
    text = text[:_COMPARED]
    return {text[place : place + _SHINGLE] for place in range(len(text) - _SHINGLE + 1)}


def _senders_agree(first: Seen, second: Seen) -> bool:
    return not first.names or not second.names or bool(first.names & second.names)


@lru_cache(maxsize=4096)
def _names(sender: str) -> frozenset[str]:
    """Folded names of a sender; `沈宁 Shen Ning <shenning@…>` goes by each of its parts.

    A Chinese name goes by its pinyin, too; a legacy name of Exchange says nothing.
    """
    if sender.lower().startswith(_LEGACY):
        return frozenset()
    address = fold(address_of(sender))
    name = name_of(sender)
    latin = "".join(char for char in name if char.isascii())
    other = "".join(char for char in name if not char.isascii())
    turned = " ".join(reversed(latin.split()))
    parts = (name, latin, turned, other, address.partition("@")[0], *_pinyin(other))
    squashed = {"".join(filter(str.isalnum, fold(part))) for part in parts if "@" not in part}
    return frozenset(each for each in (address, *squashed) if len(each) > 1)


def _pinyin(name: str) -> Iterator[str]:
    if len(name) in _CHINESE_NAME:
        yield from (f"{family}{given}" for family, given in read_name(name))


def _most(
    mails: Iterable[Mail], part: Callable[[Mail], Value], rank: Callable[[Value], tuple[Any, ...]]
) -> Value:
    return max((part(mail) for mail in mails), key=rank)


def _exactness(moment: datetime | None) -> tuple[bool, bool, bool, str]:
    if moment is None:
        return False, False, False, ""
    return True, is_exact(moment), moment.tzinfo is not None, moment.isoformat()


def _addressed(people: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    return sum("@" in each for each in people), len(people), people


def _all_references(mails: Sequence[Mail]) -> tuple[str, ...]:
    """The ids that any copy refers to; those of the copy that knows most are last, in its order."""
    most = _most(mails, lambda mail: mail.references, lambda ids: (len(ids), ids))
    others = {each for mail in mails for each in mail.references} - set(most)
    return (*sorted(others), *most)


def _united(mails: Iterable[Mail]) -> tuple[Attachment, ...]:
    every = (each for mail in mails for each in mail.attachments)
    by_text = sorted(every, key=lambda each: (len(each.text), each.text))
    found = {(each.name, each.sha256): each for each in by_text}
    return tuple(found[key] for key in sorted(found))
