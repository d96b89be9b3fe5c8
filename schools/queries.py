"""Reads of the ground floor that span models: calendars, the people page, what a school still needs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import cast

from schools.calendar_drafts import ClosureCode, ClosureDraft
from schools.models import Closure, PeriodEnd, School, SchoolYear, Term
from schools.models.calendar import ClosureKind
from schools.school_calendars import (
    Break,
    GroupDates,
    SchoolCalendar,
    SchoolYearDates,
    TermDates,
    TermKind,
)
from schools.workdays import Country, WorkingDays


def school_calendar(school: School) -> SchoolCalendar:
    """Return the calendar of one school as deadlines are computed from it; four queries.

    Groups are known by ``str(group.pk)``: ``calendar.for_group(str(member.group_id))``.
    """
    return school_calendars([school])[school.pk]


def school_calendars(schools: Iterable[School]) -> dict[int, SchoolCalendar]:
    """Return the calendars of many schools by the school's primary key; four queries for all of them."""
    wanted = {school.pk: school for school in schools}
    years: dict[int, list[SchoolYear]] = defaultdict(list)
    for year in SchoolYear.objects.filter(school__in=wanted).order_by("starts_on"):
        years[year.school_id].append(year)
    terms: dict[int, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(school_year__school__in=wanted).order_by("starts_on", "number"):
        terms[term.school_year_id].append(term)
    ends: dict[int, list[PeriodEnd]] = defaultdict(list)
    for end in PeriodEnd.objects.filter(school_year__school__in=wanted).select_related("term").order_by("pk"):
        ends[end.school_year_id].append(end)
    closures: dict[int, list[Closure]] = defaultdict(list)
    for closure in Closure.objects.filter(school__in=wanted).order_by("starts_on", "pk"):
        closures[closure.school_id].append(closure)
    return {
        pk: SchoolCalendar(
            country=cast(Country, school.country),
            time_zone=school.time_zone,
            working_days=working_days_of(school, closures[pk]),
            years=tuple(year_dates(year, terms[year.pk], ends[year.pk], closures[pk]) for year in years[pk]),
        )
        for pk, school in wanted.items()
    }


def working_days_by_school(schools: Iterable[School]) -> dict[int, WorkingDays]:
    """Return the working days of many schools by the school's primary key; one query."""
    wanted = {school.pk: school for school in schools}
    closures: dict[int, list[Closure]] = defaultdict(list)
    for closure in Closure.objects.filter(school__in=wanted).order_by("starts_on", "pk"):
        closures[closure.school_id].append(closure)
    return {pk: working_days_of(school, closures[pk]) for pk, school in wanted.items()}


def working_days_of(school: School, closures: Iterable[Closure]) -> WorkingDays:
    """Return the working days that follow from the country and these closures."""
    kept = list(closures)
    return WorkingDays(
        country=cast(Country, school.country),
        days_off=frozenset(_days(kept, ClosureKind.DAY_OFF)),
        extra_working_days=frozenset(_days(kept, ClosureKind.WORKING_DAY)),
    )


def year_dates(
    year: SchoolYear,
    terms: Iterable[Term],
    ends: Iterable[PeriodEnd],
    closures: Iterable[Closure],
) -> SchoolYearDates:
    """Return one school year's rows as data; the rows need not be saved yet."""
    return SchoolYearDates(
        key=year.key,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        teaching_starts_on=year.teaching_starts_on,
        teaching_ends_on=year.teaching_ends_on,
        terms=tuple(
            TermDates(
                cast(TermKind, str(term.kind)),
                term.number,
                term.starts_on,
                term.ends_on,
            )
            for term in terms
        ),
        breaks=tuple(
            Break(closure.starts_on, closure.ends_on)
            for closure in closures
            if closure.kind == ClosureKind.BREAK
            and closure.starts_on <= year.ends_on
            and closure.ends_on >= year.starts_on
        ),
        groups=_groups(ends),
    )


def closure_drafts(school: School) -> list[ClosureDraft]:
    """Return a school's closures as data, oldest first."""
    return [
        ClosureDraft(cast(ClosureCode, str(row.kind)), row.name, row.starts_on, row.ends_on)
        for row in Closure.objects.for_school(school).order_by("starts_on", "pk")
    ]


def _groups(ends: Iterable[PeriodEnd]) -> tuple[GroupDates, ...]:
    by_group: dict[int, list[PeriodEnd]] = defaultdict(list)
    for end in ends:
        by_group[end.group_id].append(end)
    return tuple(
        GroupDates(
            group_id=str(group_id),
            teaching_ends_on=next((end.ends_on for end in own if end.term is None), None),
            term_ends=tuple(
                (cast(TermKind, str(end.term.kind)), end.term.number, end.ends_on)
                for end in own
                if end.term is not None
            ),
        )
        for group_id, own in sorted(by_group.items())
    )


def _days(closures: Iterable[Closure], kind: ClosureKind) -> Iterator[date]:
    for closure in closures:
        if closure.kind == kind:
            for ahead in range((closure.ends_on - closure.starts_on).days + 1):
                yield closure.starts_on + timedelta(days=ahead)
