"""Whether an occurrence is for a period that lies ahead, and what that period is called."""

from datetime import date, timedelta
from typing import cast

from duties.models import Occurrence
from duties.queries.rows import Reader
from schools.calendar_problems import term_name
from schools.day_counting import Offset, WeekendPolicy
from schools.deadline_rules import Rule
from schools.deadlines import Due, SchoolCalendar, dues
from schools.queries import school_calendar
from schools.school_calendars import year_label
from schools.words import format_date, format_range, month_name

NEAR = timedelta(days=14)  # a period that begins within two weeks is prepared now, as a school year in August is
_AHEAD = timedelta(days=800)  # as far as a period without dates may lie: the next school year
_TERMS = {"T": "trimester", "H": "half_year", "Q": "quarter", "P": "period"}


def period_ahead(row: Occurrence, reader: Reader) -> str:
    """Return the name of an occurrence's period that begins in more than two weeks, "" when it begins before.

    Four queries for the calendar, none for what is due within two weeks.
    """
    if row.due_on is not None and row.due_on <= reader.on + NEAR:
        return ""
    calendar = school_calendar(reader.school)
    if row.group_id is not None:
        calendar = calendar.for_group(str(row.group_id))
    due = _due_of(row, calendar, reader)
    if due is None or due.period_starts_on is None or due.period_starts_on <= reader.on + NEAR:
        return ""
    return _name(due, calendar, reader.language)


def _due_of(row: Occurrence, calendar: SchoolCalendar, reader: Reader) -> Due | None:
    """The due that this occurrence was made from, computed anew."""
    school, days = reader.school, row.duty.days
    found = dues(
        Rule.from_json(row.rule.rule),
        calendar,
        start=row.due_on or reader.on,
        end=row.due_on or reader.on + _AHEAD,
        weekend_policy=cast(WeekendPolicy, school.weekend_policy),
        month_filter="teaching_months" if school.month_rule == "teaching" else "all_months",
        offset_override=Offset(days, "working_day") if days is not None else None,
    )
    return next((due for due in found if due.period_key == row.period_key), None)


def _name(due: Due, calendar: SchoolCalendar, language: str) -> str:
    """How people call the period: "June 2027", "2027/28", "Trimester 1, 2027/28", else its days."""
    year, _sep, term = due.period_key.partition("/")
    first, last = cast(date, due.period_starts_on), due.period_ends_on
    if year.isdigit():
        label = year_label(year, next((one.ends_on for one in calendar.years if one.key == year), None))
        number = term[1:]
        return f"{term_name(_TERMS[term[0]], int(number))}, {label}" if number.isdigit() else label
    if due.period_key == f"{first:%Y-%m}":
        return f"{month_name(first.month, language)} {first.year}"
    if due.period_key == f"Y{first.year}":
        return str(first.year)
    return format_range(first, last, language) if last is not None else format_date(first, language)
