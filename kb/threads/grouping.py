"""Mails put into threads: by case number first, then by reference, then by subject and people."""

from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Final

from kb.mail.model import Mail
from kb.mail.people import address_of, name_of
from kb.mail.subjects import customer_of, is_answer, number_in, number_of, title_of
from kb.mail.words import fold
from kb.threads.clusters import Clusters
from kb.threads.copies import core
from kb.threads.merging import merged, ordered

MADE: Final = "MAIL-"
"""How case numbers begin that we make because no mail states one."""

_DIGITS: Final = 8
_FARTHEST: Final = timedelta(days=90)
_BODY_LINES: Final = 60
_LONGEST_LINE: Final = 400


@dataclass(frozen=True, slots=True)
class Thread:
    """The mails of one case.

    Attributes:
        number: of the case; one that we made (`MAIL-…`) where no mail states any.
        title: the matter, from the subject of the oldest mail that has one.
        customer: the end customer, where a subject or a message names it.
        mails: each message once, oldest first.
    """

    number: str
    title: str
    customer: str
    mails: tuple[Mail, ...]


def group(
    mails: Iterable[Mail], patterns: Sequence[str] = (), known: Mapping[str, str] | None = None
) -> tuple[Thread, ...]:
    """The threads of some mails, in the order in which each is first met.

    Args:
        mails: in any order; those of one source in the order of their file.
        patterns: case-number patterns of the installation (see `subjects.number_of`).
        known: case numbers by source, of mails that are in the archive already.
    """
    parts = parted(mails, patterns, known)
    return tuple(thread(number, each, patterns) for number, each in parts.items())


def parted(
    mails: Iterable[Mail], patterns: Sequence[str] = (), known: Mapping[str, str] | None = None
) -> dict[str, list[Mail]]:
    """The mails of each thread by its number, copies of one message still beside each other."""
    found, known = list(mails), known or {}
    stated = [number_of(mail.subject, patterns) or known.get(mail.source, "") for mail in found]
    threads: dict[str, list[Mail]] = defaultdict(list)
    unnumbered: list[list[Mail]] = []
    for linked in _linked(found, patterns):
        numbers = _numbers(found, linked, stated, patterns)
        for place in linked:
            if numbers[place]:
                threads[numbers[place]].append(found[place])
        if not all(numbers.values()):
            unnumbered.append([found[place] for place in linked])
    return dict(threads) | _numbered(unnumbered)


def thread(number: str, mails: Iterable[Mail], patterns: Sequence[str] = ()) -> Thread:
    """The thread of that number, each message once."""
    once = merged(mails)
    titles = (title_of(mail.subject, patterns) for mail in once)
    title = next(filter(None, titles), "")
    return Thread(number, title, customer_of(title, (mail.body for mail in once)), once)


def is_made(number: str) -> bool:
    """Whether we made a case number because no mail states one."""
    return number.startswith(MADE)


def _linked(mails: Sequence[Mail], patterns: Sequence[str]) -> list[list[int]]:
    """Places of mails that hang together by source, reference, or subject and people."""
    clusters = Clusters(len(mails))
    clusters.unite_by([mail.source] if mail.source else [] for mail in mails)
    clusters.unite_by({mail.message_id, *mail.references} - {""} for mail in mails)
    for first, second in _answers(mails, patterns):
        clusters.unite(first, second)
    return clusters.groups()


def _answers(mails: Sequence[Mail], patterns: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of one subject, one of them an answer, that share a person and are not far apart."""
    buckets: dict[tuple[str, str], list[tuple[datetime, int]]] = defaultdict(list)
    for place, mail in enumerate(mails):
        title = fold(title_of(mail.subject, patterns))
        if title and mail.sent_at:
            moment = mail.sent_at.replace(tzinfo=mail.sent_at.tzinfo or UTC)
            for each in _people(mail):
                buckets[title, each].append((moment, place))
    for bucket in buckets.values():
        yield from _neighbours(sorted(bucket), mails)


def _neighbours(
    bucket: Sequence[tuple[datetime, int]], mails: Sequence[Mail]
) -> Iterator[tuple[int, int]]:
    """Each mail with the nearest answer before and after it."""
    for order in (bucket, bucket[::-1]):
        answer: tuple[datetime, int] | None = None
        for moment, place in order:
            if answer and abs(moment - answer[0]) <= _FARTHEST:
                yield answer[1], place
            if is_answer(mails[place].subject):
                answer = moment, place


def _people(mail: Mail) -> set[str]:
    everyone = (mail.sender, *mail.to, *mail.cc)
    return {fold(address_of(each) or name_of(each)) for each in everyone if each}


def _numbers(
    mails: Sequence[Mail], linked: Sequence[int], stated: Sequence[str], patterns: Sequence[str]
) -> Mapping[int, str]:
    """The case number of each linked mail, empty for all of them if none is stated anywhere."""
    different = {stated[place] for place in linked} - {""}
    if len(different) > 1:
        return _nearest(mails, linked, stated)
    if not different:
        bodies = (_stated_in(mails[place].body, patterns) for place in linked)
        different = set(filter(None, bodies))
    only = different.pop() if len(different) == 1 else ""
    return dict.fromkeys(linked, only)


def _nearest(mails: Sequence[Mail], linked: Sequence[int], stated: Sequence[str]) -> dict[int, str]:
    """Numbers where linked mails state several: each takes that of the mail which quotes it."""
    found = {place: stated[place] for place in linked}
    for order in (linked, linked[::-1]):
        for before, after in pairwise(order):
            if not found[after] and mails[before].source == mails[after].source:
                found[after] = found[before]
    by_id = {mails[place].message_id: number for place, number in found.items() if number}
    last = min(filter(None, found.values()))
    for place in linked:
        referred = (by_id.get(each, "") for each in reversed(mails[place].references))
        found[place] = found[place] or next(filter(None, referred), last)
    return found


def _stated_in(body: str, patterns: Sequence[str]) -> str:
    lines = body.split("\n", _BODY_LINES)[:_BODY_LINES]
    return next(filter(None, (number_in(line[:_LONGEST_LINE], patterns) for line in lines)), "")


def _numbered(threads: Iterable[Sequence[Mail]]) -> dict[str, list[Mail]]:
    """Numbers for threads that state none, made from their matter, so that they come out the same.

    Of several threads with one matter the oldest takes the number of the matter alone.
    """
    found: dict[str, list[Mail]] = {}
    for mails in sorted(map(ordered, threads), key=_beginning):
        matter = next(filter(None, (fold(title_of(mail.subject)) for mail in mails)), "")
        matter = matter or core(mails[0].body)
        number = made_number(matter)
        while number in found:
            matter += _beginning(mails)
            number = made_number(matter)
        found[number] = list(mails)
    return found


def _beginning(mails: Sequence[Mail]) -> str:
    """When a thread began, to the minute, and who began it; a text that sorts by time."""
    first = next((mail for mail in mails if mail.sent_at), mails[0])
    moment = first.sent_at
    utc = moment.astimezone(UTC) if moment and moment.tzinfo else moment
    return f"{utc:%Y-%m-%dT%H:%M} {fold(first.sender)}" if utc else fold(first.body)


def made_number(matter: str) -> str:
    """The number of a case that states none, from what it is about."""
    digest = sha256(matter.encode("utf-8", "replace")).digest()
    return MADE + b32encode(digest).decode()[:_DIGITS]
