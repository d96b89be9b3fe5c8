"""What comes next of a rule, and which dues move when a calendar changes."""

from datetime import date, timedelta
from typing import NamedTuple

from schools.day_counting import Offset, WeekendPolicy
from schools.deadline_rules import Rule
from schools.deadlines import Due, MonthFilter, by_date, dues
from schools.school_calendars import SchoolCalendar

# How far `next_dates` looks, and how far `moved` looks beyond its window for where a date has gone.
_HORIZON_YEARS = 4
_FAR = timedelta(days=400)
_YEAR = timedelta(days=366)


_NO_DUE = Due("", None)


class Move(NamedTuple):
    """A due that a changed calendar re-dates, gives a first date, makes (`before` None) or ends (`after` None)."""

    period_key: str
    before: Due | None
    after: Due | None


def next_dates(
    rule: Rule,
    calendar: SchoolCalendar,
    *,
    on: date,
    count: int = 3,
    weekend_policy: WeekendPolicy = "none",
    month_filter: MonthFilter = "teaching_months",
    offset_override: Offset | None = None,
) -> tuple[Due, ...]:
    """The next `count` dues on or after a day, for a preview; where dates run out, undated ones fill the places."""
    dated: list[Due] = []
    undated: dict[str, Due] = {}
    start = on
    for _ in range(_HORIZON_YEARS):
        end = start + _YEAR
        for due in dues(
            rule,
            calendar,
            start=start,
            end=end,
            weekend_policy=weekend_policy,
            month_filter=month_filter,
            offset_override=offset_override,
        ):
            if due.due_on is None:
                undated.setdefault(due.period_key, due)
            else:
                dated.append(due)
        if len(dated) >= count:
            break
        start = end + timedelta(days=1)
    return tuple((dated + list(undated.values()))[:count])


def moved(
    rule: Rule,
    before_calendar: SchoolCalendar,
    after_calendar: SchoolCalendar,
    *,
    start: date,
    end: date,
    weekend_policy: WeekendPolicy = "none",
    month_filter: MonthFilter = "teaching_months",
    offset_override: Offset | None = None,
) -> tuple[Move, ...]:
    """Which dues a changed calendar moves: those that fall into the window before or after the change.

    One that gets its first date in the window, or loses its date there, is among them; dues whose date stays are not.
    """
    sides: list[dict[str, Due]] = []
    for calendar in (before_calendar, after_calendar):
        found = dues(
            rule,
            calendar,
            start=start - _FAR,
            end=end + _FAR,
            weekend_policy=weekend_policy,
            month_filter=month_filter,
            offset_override=offset_override,
        )
        sides.append({due.period_key: due for due in found})
    before, after = sides
    moves = []
    for key in before | after:
        was, now = before.get(key), after.get(key)
        dates = [side.due_on for side in (was, now) if side is not None]
        differ = was is None or now is None or was.due_on != now.due_on
        if differ and any(day is not None and start <= day <= end for day in dates):
            moves.append(Move(key, was, now))
    return tuple(sorted(moves, key=lambda move: by_date(move.after or move.before or _NO_DUE)))
