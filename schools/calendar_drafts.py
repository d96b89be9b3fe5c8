"""What somebody wants a school calendar to be, before it is saved; pure data on top of SchoolCalendar.

The page that shows what would move and the service that saves both ask these functions, so what was shown
is what is saved.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from schools.school_calendars import (
    Break,
    CalendarProblem,
    GroupDates,
    SchoolCalendar,
    SchoolYearDates,
    TermDates,
    TermKind,
    check_years,
)
from schools.workdays import WorkingDays

ClosureCode = Literal["break", "day_off", "working_day"]
LONGEST_CLOSURE = 120  # days; a summer break is the longest span a school enters
LONGEST_YEAR = 428  # days: fourteen months; a longer one is a slip of the pen (2099 for 2027)


@dataclass(frozen=True, slots=True)
class YearDraft:
    """One school year with all its terms, as filled in."""

    key: str
    starts_on: date
    ends_on: date
    teaching_starts_on: date
    teaching_ends_on: date
    terms: tuple[TermDates, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosureDraft:
    """A span of days on which the school differs from its country; both days inclusive."""

    kind: ClosureCode
    name: str
    starts_on: date
    ends_on: date

    def days(self) -> Iterator[date]:
        """Every day of the span."""
        for ahead in range((self.ends_on - self.starts_on).days + 1):
            yield self.starts_on + timedelta(days=ahead)


@dataclass(frozen=True, slots=True)
class GroupEndDraft:
    """The day on which one group's term (or its teaching, when ``term`` is None) ends."""

    group_id: str
    term: tuple[TermKind, int] | None
    ends_on: date


class CalendarError(ValueError):
    """The calendar would contradict itself; ``problems`` says where."""

    def __init__(self, problems: tuple[CalendarProblem, ...]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def with_year(calendar: SchoolCalendar, draft: YearDraft, closures: Iterable[ClosureDraft]) -> SchoolCalendar:
    """Return the calendar with this year in place of the one with its key; ends of groups stay."""
    before = next((year for year in calendar.years if year.key == draft.key), None)
    names = {(term.kind, term.number) for term in draft.terms}
    year = SchoolYearDates(
        key=draft.key,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        teaching_starts_on=draft.teaching_starts_on,
        teaching_ends_on=draft.teaching_ends_on,
        terms=tuple(sorted(draft.terms, key=lambda term: (term.starts_on, term.number))),
        breaks=breaks_within(draft.starts_on, draft.ends_on, closures),
        groups=tuple(_without_lost_terms(group, names) for group in before.groups) if before else (),
    )
    others = [other for other in calendar.years if other.key != draft.key]
    return replace(calendar, years=tuple(sorted([*others, year], key=lambda one: one.starts_on)))


def with_closures(calendar: SchoolCalendar, closures: Iterable[ClosureDraft]) -> SchoolCalendar:
    """Return the calendar with these closures instead of its own."""
    kept = list(closures)
    return replace(
        calendar,
        working_days=working_days(calendar, kept),
        years=tuple(replace(year, breaks=breaks_within(year.starts_on, year.ends_on, kept)) for year in calendar.years),
    )


def with_group_ends(calendar: SchoolCalendar, key: str, ends: Iterable[GroupEndDraft]) -> SchoolCalendar:
    """Return the calendar with these ends of groups in one year instead of those it has."""
    kept = sorted(ends, key=lambda end: int(end.group_id))
    groups = tuple(
        GroupDates(
            group_id=group_id,
            teaching_ends_on=next((e.ends_on for e in kept if e.group_id == group_id and e.term is None), None),
            term_ends=tuple((*e.term, e.ends_on) for e in kept if e.group_id == group_id and e.term is not None),
        )
        for group_id in dict.fromkeys(end.group_id for end in kept)
    )
    return replace(
        calendar,
        years=tuple(replace(year, groups=groups) if year.key == key else year for year in calendar.years),
    )


def working_days(calendar: SchoolCalendar, closures: Iterable[ClosureDraft]) -> WorkingDays:
    """Return the working days of the calendar's country with these closures."""
    kept = list(closures)
    return WorkingDays(
        country=calendar.country,
        days_off=frozenset(day for one in kept if one.kind == "day_off" for day in one.days()),
        extra_working_days=frozenset(day for one in kept if one.kind == "working_day" for day in one.days()),
    )


def breaks_within(starts_on: date, ends_on: date, closures: Iterable[ClosureDraft]) -> tuple[Break, ...]:
    """Return the pupils' holidays that touch these days."""
    return tuple(
        Break(one.starts_on, one.ends_on)
        for one in sorted(closures, key=lambda one: (one.starts_on, one.ends_on))
        if one.kind == "break" and one.starts_on <= ends_on and one.ends_on >= starts_on
    )


def check(calendar: SchoolCalendar) -> None:
    """Raise CalendarError when the years contradict each other or themselves."""
    problems = (*check_years(calendar.years), *(problem for year in calendar.years for problem in _slips(year)))
    if problems:
        raise CalendarError(tuple(dict.fromkeys(problems)))


def check_closures(closures: Iterable[ClosureDraft]) -> None:
    """Raise CalendarError when a closure ends before it begins or is longer than any holiday."""
    problems = []
    for one in closures:
        if one.ends_on < one.starts_on:
            problems.append(CalendarProblem("closure_ends_before_it_begins", "", other=one.name))
        elif (one.ends_on - one.starts_on).days >= LONGEST_CLOSURE:
            problems.append(CalendarProblem("closure_too_long", "", other=one.name))
    if problems:
        raise CalendarError(tuple(problems))


def digest(calendar: SchoolCalendar) -> str:
    """Return a digest of a calendar's content: a preview carries that of the present and of the proposed one."""
    content = (
        calendar.country,
        calendar.years,
        sorted(calendar.working_days.days_off),
        sorted(calendar.working_days.extra_working_days),
    )
    return hashlib.sha256(repr(content).encode()).hexdigest()


def _slips(year: SchoolYearDates) -> Iterator[CalendarProblem]:
    """Slips of the pen: a year of decades; a term or a teaching time of one day, which the database refuses as well."""
    if year.ends_on is not None and (year.ends_on - year.starts_on).days >= LONGEST_YEAR:
        yield CalendarProblem("year_too_long", year.key)
    if year.key != str(year.starts_on.year):
        yield CalendarProblem("year_key_is_not_its_first_year", year.key)
    if year.teaching_starts_on is not None and year.teaching_starts_on == year.teaching_ends_on:
        yield CalendarProblem("teaching_ends_before_it_begins", year.key)
    for term in year.terms:
        if term.starts_on == term.ends_on:
            yield CalendarProblem("term_ends_before_it_begins", year.key, term=(term.kind, term.number))


def _without_lost_terms(group: GroupDates, names: set[tuple[TermKind, int]]) -> GroupDates:
    ends = tuple(end for end in group.term_ends if end[:2] in names)
    return replace(group, term_ends=ends)
