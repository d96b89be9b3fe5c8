"""Days written as patterns, so that the demo's calendars fit any school year and its people any day of loading.

Pure functions without Django; the grammar is described in ``calendars.json`` and ``people.json``.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

_PATTERN = re.compile(
    r"(?:(?P<month>\d\d)-(?P<day>\d\d)"
    r"|mon>=(?P<mon_month>\d\d)-(?P<mon_day>\d\d)"
    r"|week(?P<week>\d\d)(?:\+(?P<week_days>\d+))?"
    r"|easter(?P<easter_days>[+-]\d+))"
)
_RELATIVE = re.compile(r"today(?P<days>[+-]\d+)")
SATURDAY = 5


def easter_sunday(year: int) -> date:
    """Return Western Easter Sunday of a Gregorian year (the anonymous algorithm of 1876, as Meeus prints it)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, left = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    quarter, odd = divmod(rest, 4)
    weekday = (32 + 2 * left + 2 * quarter - epact - odd) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def pattern_day(text: str, *, first_year: int, first_month: int) -> date:
    """Return the day that a pattern names in the school year beginning in ``first_month`` of ``first_year``.

    Months before ``first_month`` lie in the next calendar year. Raises ValueError, naming the pattern, for
    anything that is not one and for a day that the year does not have.
    """
    found = _PATTERN.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no day pattern: write MM-DD, mon>=MM-DD, weekNN+d or easter+d.")
    part = found.groupdict()
    if part["week"]:
        monday = _in_year(
            lambda year: date.fromisocalendar(year, int(part["week"]), 1),
            first_year,
            first_month,
        )
        return monday + timedelta(days=int(part["week_days"] or 0))
    if part["easter_days"]:
        return _in_year(easter_sunday, first_year, first_month) + timedelta(days=int(part["easter_days"]))
    month = int(part["month"] or part["mon_month"])
    day = date(first_year + (month < first_month), month, int(part["day"] or part["mon_day"]))
    if part["mon_month"]:
        day += timedelta(days=-day.weekday() % 7)
    return day


def to_weekday(day: date, *, forward: bool) -> date:
    """Move a Saturday or Sunday to the Monday after (a term begins) or the Friday before (a term ends)."""
    if day.weekday() < SATURDAY:
        return day
    return day + timedelta(days=7 - day.weekday() if forward else SATURDAY - 1 - day.weekday())


def relative_day(text: str, *, today: date) -> date:
    """Return the day that ``today-40`` or ``today+3`` names. Raises ValueError for anything else."""
    if not (found := _RELATIVE.fullmatch(text)):
        raise ValueError(f"{text!r} is no relative day: write today-40 or today+3.")
    return today + timedelta(days=int(found["days"]))


def _in_year(find: Callable[[int], date], first_year: int, first_month: int) -> date:
    """Return ``find(year)`` for the calendar year in which it lies inside the school year."""
    day = find(first_year)
    return day if day >= date(first_year, first_month, 1) else find(first_year + 1)
