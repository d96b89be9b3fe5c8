"""Going so many units forward or back from a day, as civil law counts: the day itself is not counted.

Sources: EE TsÜS §§ 135-137; LT Civil Code, chapter on terms; FI Act 150/1930 §§ 2, 5 (domain research, section 2.8).
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

from schools.deadline_rules import Unit
from schools.workdays import WorkingDays

WeekendPolicy = Literal["none", "next", "previous"]

# The most calendar days one unit can last where that is fixed; working days depend on the school.
LONGEST_DAYS: dict[Unit, int] = {
    "working_day": 0,
    "calendar_day": 1,
    "week": 7,
    "month": 31,
    "hour": 1,
}
_HOURS_IN_DAY = 24
_MONTHS_IN_YEAR = 12


class Offset(NamedTuple):
    """So many units: what a document prints, or what a school chooses where its document prints no number."""

    number: int
    unit: Unit


def shift(working_days: WorkingDays, day: date, number: int, unit: Unit) -> date:
    """`number` units after a day, or before it when negative.

    A month later is the same day of the next month, or its last day where it is shorter. Hours round up to whole
    days here, because a day has no time.
    """
    if unit == "working_day":
        return working_days.add(day, number) if number >= 0 else working_days.subtract(day, -number)
    if unit == "month":
        months = day.year * _MONTHS_IN_YEAR + day.month - 1 + number
        year, month = months // _MONTHS_IN_YEAR, months % _MONTHS_IN_YEAR + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    if unit == "hour":
        whole_days = -(-abs(number) // _HOURS_IN_DAY)
        return day + timedelta(days=whole_days if number >= 0 else -whole_days)
    return day + timedelta(days=number * LONGEST_DAYS[unit])


def move_by_policy(working_days: WorkingDays, day: date, policy: WeekendPolicy) -> date:
    """A date moved off weekends and days off, as the school's setting says; "none" leaves it."""
    if policy == "next":
        return working_days.first_on_or_after(day)
    if policy == "previous":
        return working_days.last_on_or_before(day)
    return day
