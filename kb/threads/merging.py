"""The messages of a thread, each once and in order.

The same message reaches an archive as the mail itself, as a quotation in later mails (time to the
minute, often without an address), in an export (time in UTC), or at the top of a saved chain without
any header. What is kept does not depend on the order in which the copies arrive.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import combinations
from typing import Final

from kb.mail.model import Mail
from kb.threads.clusters import Clusters
from kb.threads.copies import QUARTER, WIDEST, Seen, are_copies, is_known, is_shifted, joined, seen

_MOST_AT_ONCE: Final = 40
_FIRST: Final = datetime.min.replace(tzinfo=UTC)


def merged(mails: Iterable[Mail]) -> tuple[Mail, ...]:
    """Each message once, oldest first, with the best that its copies know."""
    ready = [seen(mail) for mail in mails]
    dated = _without_shifted(_dated([each for each in ready if each.mail.sent_at]))
    undated = _undated([each for each in ready if not each.mail.sent_at])
    zone = _zone_of([each.mail for each in dated])
    kept = _without_known(undated, dated, zone)
    return ordered([each.mail for each in (*dated, *kept)])


def ordered(mails: Sequence[Mail]) -> tuple[Mail, ...]:
    """Mails by time; one without a time stands behind the minute that it is known to follow.

    Times without a zone are read in the zone that most of the others state.
    """
    zone = _zone_of(mails)
    return tuple(sorted(mails, key=lambda mail: _place(mail, zone)))


def _dated(found: Sequence[Seen]) -> list[Seen]:
    """Each message once. Joined copies may know enough to be a copy of one more, so it is done again."""
    before, joint = len(found) + 1, list(found)
    while len(joint) < before:
        before, joint = len(joint), _once(joint)
    return joint


def _once(found: Sequence[Seen]) -> list[Seen]:
    clusters = Clusters(len(found))
    clusters.unite_by([each.mail.message_id] if each.mail.message_id else [] for each in found)
    clusters.unite_by([_whole(each)] for each in found)
    for places in _at_once(found):
        for first, second in combinations(places[:_MOST_AT_ONCE], 2):
            if are_copies(found[first], found[second]):
                clusters.unite(first, second)
    return [joined([found[place] for place in group]) for group in clusters.groups()]


def _at_once(found: Sequence[Seen]) -> Iterator[list[int]]:
    """Mails of one minute, of equal ones the first."""
    minutes: dict[str, dict[Hashable, int]] = defaultdict(dict)
    for place, each in enumerate(found):
        for minute in _minutes(each.mail):
            minutes[minute].setdefault((_whole(each), each.mail.message_id), place)
    return (list(places.values()) for places in minutes.values())


def _whole(each: Seen) -> Hashable:
    return each.mail.sent_at, each.mail.sender, each.core


def _undated(found: Sequence[Seen]) -> list[Seen]:
    clusters = Clusters(len(found))
    clusters.unite_by([(each.core, _minute(each.mail.after))] for each in found)
    return [joined([found[place] for place in group]) for group in clusters.groups()]


def _without_shifted(dated: Sequence[Seen]) -> list[Seen]:
    """Without the copies which tell a time of the others in another zone."""
    minutes: dict[datetime, list[Seen]] = defaultdict(list)
    for each in dated:
        moment = each.mail.sent_at
        if moment and moment.tzinfo:
            utc = moment.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
            minutes[utc].append(each)
    return [
        each for each in dated if not any(is_shifted(each, one) for one in _shifted(each, minutes))
    ]


def _shifted(rough: Seen, minutes: Mapping[datetime, Sequence[Seen]]) -> Iterator[Seen]:
    """Mails with a zone which may have been sent at a time that names none."""
    moment = rough.mail.sent_at
    if moment and not moment.tzinfo and minutes:
        for step in range(-(WIDEST // QUARTER), WIDEST // QUARTER + 1):
            yield from minutes.get(moment + step * QUARTER, ())[:_MOST_AT_ONCE]


def _without_known(undated: Sequence[Seen], dated: Sequence[Seen], zone: tzinfo) -> list[Seen]:
    """Mails without a time whose text stands in no other mail."""
    longest_first = sorted(undated, key=lambda each: (len(each.core), each.core), reverse=True)
    kept: list[Seen] = []
    for each in longest_first:
        known = any(
            is_known(each, one, later=_may_follow(one.mail, each.mail, zone)) for one in dated
        )
        if not (known or any(is_known(each, one, later=False) for one in kept)):
            kept.append(each)
    return kept


def _may_follow(dated: Mail, undated: Mail, zone: tzinfo) -> bool:
    """Whether a mail may have been sent after the time that another one is known to follow."""
    later, earlier = dated.sent_at, undated.after
    apart = _instant(later, zone) - _instant(earlier, zone)
    of_one_kind = not (later and earlier) or bool(later.tzinfo) == bool(earlier.tzinfo)
    return apart >= (timedelta() if of_one_kind else -WIDEST)


def _zone_of(mails: Sequence[Mail]) -> tzinfo:
    """The zone that most mails state; UTC where none does."""
    offsets = Counter(
        mail.sent_at.utcoffset() for mail in mails if mail.sent_at and mail.sent_at.tzinfo
    )
    if not offsets:
        return UTC
    offset = min(offsets, key=lambda each: (-offsets[each], each or timedelta()))
    return timezone(offset or timedelta())


def _place(mail: Mail, zone: tzinfo) -> tuple[datetime, bool, datetime, str, str, str]:
    instant = _instant(mail.sent_at or mail.after, zone)
    minute = instant.replace(second=0, microsecond=0)
    return minute, mail.sent_at is None, instant, mail.message_id, mail.sender, mail.body


def _instant(moment: datetime | None, zone: tzinfo) -> datetime:
    if moment is None:
        return _FIRST
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _minutes(mail: Mail) -> set[str]:
    """The minute of a mail on the clock of its sender, and in UTC where that is known."""
    moment = mail.sent_at
    if moment is None:
        return set()
    return {_minute(moment), _minute(moment.astimezone(UTC) if moment.tzinfo else moment)}


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}" if moment else ""
