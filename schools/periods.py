"""The periods that rules name (a month, a trimester, a school year) as spans of days in one school's calendar.

Every span belongs to the school year in which it ends, so that a year's spans can be made once and kept.

`key` names the period, never a date that could move: "2026" the school year 2026/27 ("2026/2" a fixed date that
comes a second time in an unusually long one), "2026/T1" its first trimester, "2026/H1" half-year, "2026/Q1" quarter
term, "2026/P1" period, "2026/term" while no terms are known, "2026-09" a month, "2026-Q3" a calendar quarter,
"2026-W37" an ISO week, "2026-W36/37" two of them, "Y2026" a calendar year, and for daily rules the day.
"""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from schools.school_calendars import SchoolCalendar, SchoolYearDates, TermKind

# Which weeks and months count: all; those with a day of lessons; those, cut to the time of lessons.
Scope = Literal["all", "teaching", "within"]
SpanMaker = Callable[[SchoolCalendar, SchoolYearDates, Scope], Iterator["Span"]]

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_TERM_LETTERS: dict[TermKind, str] = {
    "trimester": "T",
    "half_year": "H",
    "quarter": "Q",
    "period": "P",
}
_QUARTER_ENDS = (3, 6, 9, 12)


class Span(NamedTuple):
    """One period. `ends_on` None: it will come, yet its dates are not entered; `starts_on` is then the year's."""

    key: str
    starts_on: date
    ends_on: date | None
    year: SchoolYearDates


def spans_of_year(calendar: SchoolCalendar, year: SchoolYearDates, kind: str, scope: Scope) -> tuple[Span, ...]:
    """All spans of one kind that end in a school year, ascending; kept by the calendar after the first call.

    `kind` is a period of `PeriodEnd` or a `per` of `TimesPerPeriod`; a calendar year is "year" here, and a
    calendar month is "month" with the scope "all".
    """
    return calendar.remember(
        ("spans", year.key, kind, scope),
        lambda: tuple(_MAKERS[kind](calendar, year, scope)),
    )


def _months(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    first = year.starts_on.replace(day=1)
    while first <= year.ends_on:
        last = _month_end(first)
        if last <= year.ends_on:
            yield from _scoped(calendar, Span(first.strftime("%Y-%m"), first, last, year), scope)
        first = last + _DAY


def _weeks(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    for monday in _mondays(year):
        number = monday.isocalendar()
        key = f"{number.year}-W{number.week:02}"
        yield from _scoped(calendar, Span(key, monday, monday + _WEEK - _DAY, year), scope)


def _fortnights(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    """Pairs of ISO weeks, counted from a fixed week so that no change of a school's dates re-pairs them."""
    for monday in _mondays(year):
        if monday.toordinal() // 7 % 2:  # the second week of the pair, in whose year the pair ends
            number, before = monday.isocalendar(), (monday - _WEEK).isocalendar()
            key = f"{before.year}-W{before.week:02}/{number.week:02}"
            yield from _scoped(calendar, Span(key, monday - _WEEK, monday + _WEEK - _DAY, year), scope)


def _mondays(year: SchoolYearDates) -> Iterator[date]:
    """Mondays of the ISO weeks whose Sunday lies in the year."""
    sunday = year.starts_on + timedelta(days=6 - year.starts_on.weekday())
    while sunday <= year.ends_on:
        yield sunday - _WEEK + _DAY
        sunday += _WEEK


def _scoped(calendar: SchoolCalendar, span: Span, scope: Scope) -> Iterator[Span]:
    assert span.ends_on is not None  # noqa: S101 - weeks and months always have an end
    if scope == "all":
        yield span
    elif _has_teaching(calendar, span.year, span.starts_on, span.ends_on):
        yield _cut(span) if scope == "within" else span


def _has_teaching(calendar: SchoolCalendar, year: SchoolYearDates, first: date, last: date) -> bool:
    days = calendar.teaching_days(year)
    if not days:
        return last.month in calendar.teaching_months(year)
    place = bisect_left(days, first)
    return place < len(days) and days[place] <= last


def _cut(span: Span) -> Span:
    begins, ends = span.year.teaching_starts_on, span.year.teaching_ends_on
    return span._replace(
        starts_on=max(span.starts_on, begins) if begins else span.starts_on,
        ends_on=min(span.ends_on, ends) if ends and span.ends_on else span.ends_on,
    )


def _quarters(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    """The school's quarter terms where it has such, else the quarters of the calendar."""
    if calendar.has_terms("quarter"):
        yield from _terms(calendar, year, "quarter")
        return
    for month in _months(calendar, year, "all"):
        end = month.ends_on
        if end and end.month in _QUARTER_ENDS:
            yield Span(
                f"{end.year}-Q{end.month // 3}",
                date(end.year, end.month - 2, 1),
                end,
                year,
            )


def _trimesters(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    return _terms(calendar, year, "trimester")


def _half_years(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    return _terms(calendar, year, "half_year")


def _own_terms(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    """The bare word "term": whatever the school divides its year into."""
    kind = calendar.main_term_kind()
    if kind is None:
        yield Span(f"{year.key}/term", year.starts_on, None, year)
    else:
        yield from _terms(calendar, year, kind)


def _terms(calendar: SchoolCalendar, year: SchoolYearDates, kind: TermKind) -> Iterator[Span]:
    entered = {term.number: term for term in year.terms_of(kind)}
    for number in calendar.expected_terms(year, kind):
        key = f"{year.key}/{_TERM_LETTERS[kind]}{number}"
        term = entered.get(number)
        if term is None:
            yield Span(key, year.starts_on, None, year)
        else:
            yield Span(key, term.starts_on, term.ends_on, year)


def _school_years(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    """A school year ends with the end of teaching, of the group where there is one."""
    yield Span(year.key, year.teaching_starts_on or year.starts_on, year.teaching_ends_on, year)


def _activity_periods(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    """Early childhood education has no lessons: its period is the whole year (FI: 1 August to 31 July)."""
    yield Span(year.key, year.starts_on, year.ends_on, year)


def _calendar_years(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    for number in range(year.starts_on.year, year.ends_on.year + 1):
        last = date(number, 12, 31)
        if year.starts_on <= last <= year.ends_on:
            yield Span(f"Y{number}", date(number, 1, 1), last, year)


def _school_days(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    """Each day of lessons; one span without a date for a year whose time of lessons is not entered."""
    days = calendar.teaching_days(year)
    if not days:
        yield Span(year.key, year.starts_on, None, year)
    for day in days:
        yield Span(day.isoformat(), day, day, year)


def _days(calendar: SchoolCalendar, year: SchoolYearDates, scope: Scope) -> Iterator[Span]:
    """Each working day: nobody is asked for something on a Sunday."""
    for day in calendar.working_days.between(year.starts_on, year.ends_on):
        yield Span(day.isoformat(), day, day, year)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


_MAKERS: dict[str, SpanMaker] = {
    "day": _days,
    "school_day": _school_days,
    "week": _weeks,
    "two_weeks": _fortnights,
    "month": _months,
    "quarter": _quarters,
    "term": _own_terms,
    "trimester": _trimesters,
    "half_year": _half_years,
    "activity_period": _activity_periods,
    "school_year": _school_years,
    "year": _calendar_years,
}
