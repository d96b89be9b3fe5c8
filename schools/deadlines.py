"""When something is due: a rule and a school's calendar give dates.

A deadline rule says what the document says (`schools/deadline_rules.py`), a calendar what the school entered
(`schools/school_calendars.py`); nothing here reads a clock or a database. Deadlines that start from an event are
in `schools/event_deadlines.py`.

Counting follows civil law (domain research, section 2.8): the last day of a period is not counted, so "within five
working days after the month" ends on the fifth working day of the next one; the named day of a fixed date is the
last good day.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from schools.day_counting import LONGEST_DAYS, Offset, WeekendPolicy, move_by_policy, shift
from schools.deadline_rules import Edge, Event, FixedDate, PeriodEnd, Rule, RuleError, TimesPerPeriod
from schools.periods import Scope, Span, spans_of_year
from schools.school_calendars import (
    Break,
    CalendarProblem,
    GroupDates,
    SchoolCalendar,
    SchoolYearDates,
    TermDates,
    check_years,
)
from schools.workdays import WorkingDays

__all__ = [
    "Break",
    "CalendarProblem",
    "Due",
    "GroupDates",
    "Offset",
    "Rule",
    "RuleError",
    "SchoolCalendar",
    "SchoolYearDates",
    "TermDates",
    "WeekendPolicy",
    "WorkingDays",
    "can_be_late",
    "check_years",
    "dues",
]

MonthFilter = Literal["teaching_months", "all_months"]
Reason = Literal["no_term_dates", "no_teaching_dates", "school_chooses_days"]
_YEAR = timedelta(days=366)
_WEEK = timedelta(days=7)

_TEACHING_END = ("education_process_end", "teaching_end", "school_year_end")
_TEACHING_START = ("education_process_start", "teaching_start", "school_year_start")


@dataclass(frozen=True, slots=True)
class Due:
    """One time something is due.

    `period_key` names the period, never a date (see `schools/periods.py`), so a moved term re-dates the same due.
    `due_on` is the last good day, by its end, the school's local time; None with a `reason`: the school has not
    entered its terms (no_term_dates) or, for daily rules, its time of lessons (no_teaching_dates: this one stands
    for the whole year), or it has to choose a number of days (school_chooses_days). `needed` is how many times it
    must be done between `period_starts_on` and `due_on`. `is_assumed`: the school year is not entered yet.
    """

    period_key: str
    due_on: date | None
    not_before: date | None = None
    exact_day: bool = False
    reason: Reason | None = None
    needed: int = 1
    period_starts_on: date | None = None
    period_ends_on: date | None = None
    is_assumed: bool = False


class _Question(NamedTuple):
    """What is asked of a rule: a window of due dates, both ends included, and the school's settings."""

    calendar: SchoolCalendar
    start: date
    end: date
    weekend_policy: WeekendPolicy
    month_filter: MonthFilter
    offset: Offset | None


def dues(
    rule: Rule,
    calendar: SchoolCalendar,
    *,
    start: date,
    end: date,
    weekend_policy: WeekendPolicy = "none",
    month_filter: MonthFilter = "teaching_months",
    offset_override: Offset | None = None,
) -> tuple[Due, ...]:
    """Every due whose date lies from `start` to `end`, by date, then the undated ones of the school years there.

    `weekend_policy` moves fixed dates, and counted calendar days, weeks and months after a period, off weekends and
    holidays; it moves neither an exact day nor the plain end of a period. `month_filter` lets rules by week and
    month rest while there are no lessons. `offset_override` answers a rule without a number, and only such a rule.

    A rule that names several periods ("trimester, school year") is due once where their dates agree: the due keeps
    the key of the shorter period, because that one is there every time; "2026" comes beside "2026/T3" only when
    teaching ends on another day than the last term. Events and continuous work have no dates of their own.
    """
    question = _Question(calendar, start, end, weekend_policy, month_filter, offset_override)
    if isinstance(rule, PeriodEnd):
        found = _period_ends(rule, question)
    elif isinstance(rule, TimesPerPeriod):
        found = _times(rule, question)
    elif isinstance(rule, FixedDate):
        found = _fixed_dates(rule, question)
    else:
        return ()
    return tuple(sorted(found, key=by_date))


def can_be_late(rule: Rule) -> bool:
    """Whether something from this rule can ever be overdue.

    Only a duty can: rights, caps, triggers, standing work and reviews of the document never. A continuous duty, an
    upper limit, and an event for which the words print no limit never are either.
    """
    if rule.binding != "duty":
        return False
    if isinstance(rule, TimesPerPeriod):
        return rule.needed > 0
    if isinstance(rule, Event):
        return rule.offset is not None or rule.urgency == "immediate" or rule.when == "as_ordered"
    return isinstance(rule, FixedDate | PeriodEnd)


def by_date(due: Due) -> tuple[bool, date, str]:
    return (
        due.due_on is None,
        due.due_on or due.period_ends_on or date.max,
        due.period_key,
    )


def _scope(asked: _Question, within: str | None) -> Scope:
    if within == "school_year":
        return "within"
    return "teaching" if asked.month_filter == "teaching_months" else "all"


def _spans(asked: _Question, kind: str, scope: Scope, low: date, high: date, edge: Edge = "end") -> Iterator[Span]:
    """Spans whose edge lies from `low` to `high`, and those without dates in the school years of the window."""
    # What starts in a window may end up to a year after it, and belongs to the school year in which it ends.
    for year in asked.calendar.years_between(low, high if edge == "end" else high + _YEAR):
        in_window = year.starts_on <= asked.end and year.ends_on >= asked.start
        for span in spans_of_year(asked.calendar, year, kind, scope):
            day = _edge(span, kind, edge)
            if in_window if day is None else low <= day <= high:
                yield span


def _edge(span: Span, kind: str, edge: Edge) -> date | None:
    """The first or last day of a span; None while the school has not entered it."""
    if edge == "end":
        return span.ends_on
    # A school year has a first day before anybody knows its last one; of a term without dates neither is known.
    return span.starts_on if span.ends_on is not None or kind == "school_year" else None


def _undated(span: Span, reason: Reason, *, needed: int = 1, exact_day: bool = False) -> Due:
    return Due(
        span.key,
        None,
        None,
        exact_day,
        reason,
        needed,
        span.starts_on,
        span.ends_on,
        span.year.is_assumed,
    )


def _times(rule: TimesPerPeriod, asked: _Question) -> Iterator[Due]:
    needed = rule.needed
    if not needed or rule.binding == "cap":
        return  # an upper limit is never due
    if rule.weekdays:
        yield from _on_weekdays(rule, asked)
        return
    kind: str = _kind_of_times(rule)
    for span in _spans(asked, kind, _scope(asked, rule.within), asked.start, asked.end):
        if span.ends_on is None:
            reason: Reason = "no_teaching_dates" if kind == "school_day" else "no_term_dates"
            yield _undated(span, reason, needed=needed)
        else:
            yield Due(
                span.key,
                span.ends_on,
                needed=needed,
                period_starts_on=span.starts_on,
                period_ends_on=span.ends_on,
                is_assumed=span.year.is_assumed,
            )


def _on_weekdays(rule: TimesPerPeriod, asked: _Question) -> Iterator[Due]:
    """On the named days of each week; one that is a day off moves as the school's setting says, as dates do."""
    work = asked.calendar.working_days
    low, high = work.subtract(asked.start, 1), work.add(asked.end, 1) + _WEEK
    for span in _spans(asked, rule.per, _scope(asked, rule.within), low, high):
        if span.ends_on is None:
            continue
        monday = span.ends_on - timedelta(days=span.ends_on.weekday())
        for weekday in rule.weekdays:
            named = monday + timedelta(days=weekday - 1)
            due_on = move_by_policy(work, named, asked.weekend_policy)
            if not (span.starts_on <= named <= span.ends_on and asked.start <= due_on <= asked.end):
                continue
            yield Due(
                span.key if len(rule.weekdays) == 1 else f"{span.key}-{weekday}",
                due_on,
                period_starts_on=span.starts_on,
                period_ends_on=span.ends_on,
                is_assumed=span.year.is_assumed,
            )


def _kind_of_times(rule: TimesPerPeriod) -> str:
    """ "Twice a year" means the school year for work, the calendar year for the review of a document.

    The documents leave it open (rules, section 6, decision 3); `basis` says it where somebody decided.
    """
    if rule.per != "year":
        return rule.per
    is_of_document = rule.applies_to == "document" or rule.binding == "document"
    return "year" if (rule.basis or ("year" if is_of_document else "school_year")) == "year" else "school_year"


def _period_ends(rule: PeriodEnd, asked: _Question) -> Iterator[Due]:
    offset = _offset_of(rule, asked)
    low, high = _edges_asked(rule, offset or Offset(0, "calendar_day"), asked)
    period_of_date: dict[date, str] = {}
    keys: set[str] = set()
    undated_years: set[str] = set()
    for period in sorted(rule.period, key=_LENGTH_ORDER.index):
        for span in _named_spans(rule, period, asked, low, high):
            if span.key in keys:
                continue  # "term, trimester" names the same period twice
            keys.add(span.key)
            edge = _edge(span, _kind_of_period(rule, period), rule.edge)
            if edge is None:
                if period == "school_year" and span.year.key in undated_years:
                    continue  # the last term will most likely end with it; a key that would vanish again helps nobody
                undated_years.add(span.year.key)
            due = _due_around(rule, span, edge, offset, asked)
            day = due.due_on or edge
            if day is not None and period_of_date.setdefault(day, period) != period:
                continue  # a shorter period is due that day already
            if day is None or asked.start <= day <= asked.end:
                yield due


# Shorter periods first: where dates agree, the shorter one gives the key.
_LENGTH_ORDER = (
    "week", "month", "calendar_month", "term", "trimester", "quarter", "half_year", "school_year", "year",
)  # fmt: skip


def _edges_asked(rule: PeriodEnd, counted: Offset, asked: _Question) -> tuple[date, date]:
    """The window of edges of periods from which a due can fall into the window asked for, wide enough for all units."""
    work = asked.calendar.working_days
    steps = max(counted.number if counted.unit == "working_day" else 1, 1)
    more = timedelta(days=counted.number * LONGEST_DAYS[counted.unit])
    if rule.when == "before":
        return work.subtract(asked.start, 1), work.add(asked.end, steps) + more
    return work.subtract(asked.start, steps) - more, work.add(asked.end, 1)


def _offset_of(rule: PeriodEnd, asked: _Question) -> Offset | None:
    if rule.offset is None or rule.unit is None:
        return asked.offset
    return Offset(rule.offset, rule.unit)


def _named_spans(rule: PeriodEnd, period: str, asked: _Question, low: date, high: date) -> Iterator[Span]:
    scope: Scope = "all" if period == "calendar_month" else _scope(asked, None)
    for span in _spans(asked, _kind_of_period(rule, period), scope, low, high, rule.edge):
        if period != "calendar_month" or (span.ends_on is not None and span.ends_on.month in rule.months):
            yield span


def _kind_of_period(rule: PeriodEnd, period: str) -> str:
    if period == "calendar_month":
        return "month"
    return "school_year" if period == "year" and rule.basis == "school_year" else period


def _due_around(rule: PeriodEnd, span: Span, edge: date | None, offset: Offset | None, asked: _Question) -> Due:
    if edge is None:
        return _undated(span, "no_term_dates", exact_day=rule.exact_day)
    if offset is None:
        return _undated(span, "school_chooses_days", exact_day=rule.exact_day)
    due_on = _counted(rule, edge, offset, asked)
    not_before = _not_before(rule.not_before, due_on, asked.calendar, exact_day=rule.exact_day)
    return Due(
        span.key,
        due_on,
        not_before,
        rule.exact_day,
        None,
        1,
        span.starts_on,
        span.ends_on,
        span.year.is_assumed,
    )


def _counted(rule: PeriodEnd, edge: date, offset: Offset, asked: _Question) -> date:
    """So many units from an edge of a period; counted days before it are a limit that no setting moves."""
    work = asked.calendar.working_days
    if offset.number == 0 and offset.unit == "working_day":
        is_first = rule.edge == "start" and rule.when != "before"
        return work.first_on_or_after(edge) if is_first else work.last_on_or_before(edge)
    if rule.when == "before":
        return shift(work, edge, -offset.number, offset.unit)
    due_on = shift(work, edge, offset.number, offset.unit)
    is_moved = offset.number and not rule.exact_day
    return move_by_policy(work, due_on, asked.weekend_policy) if is_moved else due_on


def _not_before(words: str | None, due_on: date, calendar: SchoolCalendar, *, exact_day: bool) -> date | None:
    """The first good day; None where the words name nothing the calendar knows."""
    if exact_day:
        return due_on
    if words in _TEACHING_END:
        ends = (year.teaching_ends_on for year in calendar.years)
        return max(
            (day for day in ends if day and due_on - _YEAR < day <= due_on),
            default=None,
        )
    if words in _TEACHING_START:
        year = calendar.year_on(due_on)
        return min(year.teaching_starts_on or year.starts_on, due_on)
    return None


def _fixed_dates(rule: FixedDate, asked: _Question) -> Iterator[Due]:
    policy: WeekendPolicy = "none" if rule.exact_day else asked.weekend_policy
    for number in range(asked.start.year - 1, asked.end.year + 2):
        named = _date_in(rule, number)
        due_on = move_by_policy(asked.calendar.working_days, named, policy)
        if not asked.start <= due_on <= asked.end:
            continue
        year = asked.calendar.year_on(named)
        not_before = _not_before(rule.not_before, due_on, asked.calendar, exact_day=rule.exact_day)
        if rule.basis == "school_year":
            key, first, last = _key_in_year(rule, number, year), year.starts_on, year.ends_on
        else:
            key, first, last = f"Y{number}", date(number, 1, 1), date(number, 12, 31)
        yield Due(
            key,
            due_on,
            not_before,
            rule.exact_day,
            None,
            1,
            first,
            last,
            year.is_assumed,
        )


def _key_in_year(rule: FixedDate, number: int, year: SchoolYearDates) -> str:
    """The school year's key; "2026/2" the second time in one longer than twelve months, so that none is lost."""
    first = year.starts_on.year
    if _date_in(rule, first) < year.starts_on:
        first += 1
    return year.key if number <= first else f"{year.key}/{number - first + 1}"


def _date_in(rule: FixedDate, number: int) -> date:
    last = monthrange(number, rule.month)[1]
    return date(number, rule.month, min(rule.day or last, last))
