"""The only place that reads the clock; called by views, tasks and commands, never below them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today(tz_name: str) -> date:
    """The school's local day; `tz_name` is an IANA name such as "Europe/Vilnius".

    Raises `zoneinfo.ZoneInfoNotFoundError` for an unknown name.
    """
    return datetime.now(ZoneInfo(tz_name)).date()
