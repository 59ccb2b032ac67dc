"""How values that are not text or numbers are written into columns, and read back."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def from_time(moment: datetime | None) -> str | None:
    """ISO 8601; the offset is kept, and left out where the zone is unknown."""
    return None if moment is None else moment.isoformat()


def to_time(text: str | None) -> datetime | None:
    """The inverse of `from_time`."""
    return None if text is None else datetime.fromisoformat(text)


def sortable(moment: datetime | None) -> str:
    """A text that sorts by time, empty for an unknown one.

    A time whose zone is unknown is placed as if it were UTC: an order needs some place for it.
    """
    if moment is None:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:  # within a day of year 1 or of year 9999
        return aware.replace(tzinfo=UTC).isoformat(timespec="microseconds")
