"""From when on somebody is invited who is not here yet: Kord opens on the first day, earlier mail would mislead."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

BEFORE: Final = timedelta(days=14)  # before the first day, and not earlier
HOUR: Final = time(7)  # in the school's own time


def is_invited_later(starts_on: date | None, on: date) -> bool:
    """Whether an invitation given on this day waits, because the first day is more than two weeks off."""
    return starts_on is not None and starts_on > on + BEFORE


def invitation_at(starts_on: date | None, time_zone: str) -> datetime:
    """Return from when on somebody with this first day (None: here already) may be invited."""
    if starts_on is None or starts_on - date.min <= BEFORE:
        return datetime.min.replace(tzinfo=UTC)
    return datetime.combine(starts_on - BEFORE, HOUR, ZoneInfo(time_zone)).astimezone(UTC)
