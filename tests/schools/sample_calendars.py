"""Calendars for the deadline tests; the terms are invented, the public holidays are not."""

from datetime import date

from schools.deadlines import (
    Break,
    GroupDates,
    SchoolCalendar,
    SchoolYearDates,
    TermDates,
    WorkingDays,
)


def d(text):
    return date.fromisoformat(text)


def trimesters(*bounds):
    return tuple(TermDates("trimester", n, d(a), d(b)) for n, (a, b) in enumerate(bounds, start=1))


LT_2026 = SchoolYearDates(
    key="2026",
    starts_on=d("2026-09-01"),
    ends_on=d("2027-08-31"),
    teaching_starts_on=d("2026-09-01"),
    teaching_ends_on=d("2027-06-15"),
    terms=trimesters(("2026-09-01", "2026-11-30"), ("2026-12-01", "2027-03-12"), ("2027-03-15", "2027-06-15")),
    breaks=(Break(d("2026-11-02"), d("2026-11-08")), Break(d("2026-12-24"), d("2027-01-05"))),
    groups=(
        GroupDates("final", teaching_ends_on=d("2027-05-28")),
        GroupDates("early", teaching_ends_on=d("2027-03-01")),
        GroupDates("long", teaching_ends_on=d("2027-06-22"), term_ends=(("trimester", 1, d("2026-11-27")),)),
    ),
)


def calendar(country, zone, *years, **more):
    return SchoolCalendar(country, zone, WorkingDays(country), years, **more)


def lithuanian(*years):
    """One Lithuanian school in 2026/27, with other dates for three groups."""
    return calendar("LT", "Europe/Vilnius", *(years or (LT_2026,)))
