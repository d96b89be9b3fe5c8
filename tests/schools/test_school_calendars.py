"""Calendars that cannot be, and what is known of each country."""

from dataclasses import replace

import pytest

from schools.deadlines import (
    Break,
    CalendarProblem,
    SchoolYearDates,
    check_years,
)
from schools.national_calendars import BreakChoice, finnish_last_school_day, iso_week, national_year
from tests.schools.asking import HALVES
from tests.schools.sample_calendars import LT_2026, d, trimesters

# ---- calendars that cannot be


def problems(**changes):
    return check_years([replace(LT_2026, groups=(), **changes)])


def test_a_sound_year_has_no_problems():
    assert check_years([LT_2026]) == ()
    later = SchoolYearDates("2027", d("2027-09-01"), d("2028-08-31"))
    assert check_years([later, LT_2026]) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"terms": trimesters(("2026-09-01", "2026-12-04"), ("2026-11-30", "2027-03-12"))},
            [("terms_overlap", ("trimester", 1), ("trimester", 2))],
        ),
        (
            {"terms": trimesters(("2026-11-30", "2026-09-01"))},
            [("term_ends_before_it_begins", ("trimester", 1), None)],
        ),
        ({"terms": trimesters(("2026-08-31", "2026-11-30"))}, [("term_outside_year", ("trimester", 1), None)]),
        ({"terms": trimesters(("2026-09-01", "2027-09-01"))}, [("term_outside_year", ("trimester", 1), None)]),
        ({"terms": LT_2026.terms[:1] * 2}, [
            ("duplicate_term", ("trimester", 1), None),
            ("terms_overlap", ("trimester", 1), ("trimester", 1)),
        ]),
        ({"terms": (*LT_2026.terms, *HALVES)}, []),
        ({"teaching_ends_on": d("2027-09-01")}, [("teaching_outside_year", None, None)]),
        ({"teaching_starts_on": d("2026-08-31")}, [("teaching_outside_year", None, None)]),
        ({"teaching_starts_on": d("2027-06-16")}, [("teaching_ends_before_it_begins", None, None)]),
        ({"ends_on": d("2026-08-31"), "terms": (), "teaching_starts_on": None, "teaching_ends_on": None},
         [("year_ends_before_it_begins", None, None)]),
    ],
)  # fmt: skip
def test_problems_within_a_year(changes, expected):
    assert [(found.code, found.term, found.other) for found in problems(**changes)] == expected


@pytest.mark.parametrize(
    ("key", "starts_on", "expected"),
    [
        ("2027", "2027-09-01", []),
        ("2027", "2027-09-02", [CalendarProblem("gap_between_years", "2026", other="2027")]),
        ("2027", "2027-08-31", [CalendarProblem("years_overlap", "2026", other="2027")]),
        ("2026", "2027-09-01", [CalendarProblem("duplicate_year", "2026")]),
    ],
)
def test_problems_between_years(key, starts_on, expected):
    later = SchoolYearDates(key, d(starts_on), d("2028-08-31"))
    assert list(check_years([later, replace(LT_2026, groups=())])) == expected


def test_problems_of_one_group_name_it():
    group = replace(LT_2026.groups[2], term_ends=(("trimester", 1, d("2026-12-04")),))
    assert check_years([replace(LT_2026, groups=(group,))]) == (
        CalendarProblem("terms_overlap", "2026", ("trimester", 1), ("trimester", 2), "long"),
    )


# ---- what is known of each country


def test_national_years():
    known = [(c, k) for c in ("EE", "FI", "LT") for k in ("2024", "2025", "2026", "2027") if national_year(c, k)]
    assert known == [("EE", "2025"), ("EE", "2026"), ("FI", "2025"), ("FI", "2026"), ("LT", "2025")]
    for country, key in known:
        assert check_years([national_year(country, key).dates]) == ()


def test_estonian_year():
    year = national_year("EE", "2026")
    assert (year.dates.teaching_starts_on, year.dates.teaching_ends_on) == (d("2026-09-01"), d("2027-06-08"))
    assert year.dates.breaks[1] == Break(d("2026-12-21"), d("2027-01-03"))
    assert [(pause.name, pause.not_for) for pause in year.breaks] == [
        ("autumn", ""), ("christmas", ""), ("winter", ""), ("spring", "class_12"), ("summer", "final_classes"),
    ]  # fmt: skip


def test_finnish_pattern():
    year = national_year("FI", "2026")
    assert year.status == "pattern"
    assert year.choices == (BreakChoice("autumn", (42, 43)), BreakChoice("winter", (8, 9, 10)))
    assert iso_week(2026, 42) == Break(d("2026-10-12"), d("2026-10-18"))
    assert [finnish_last_school_day(spring) for spring in (2026, 2027, 2028)] == [
        d("2026-05-30"), d("2027-06-05"), d("2028-06-03"),
    ]  # fmt: skip
    assert year.dates.teaching_ends_on == finnish_last_school_day(2027)


def test_lithuanian_year_does_not_guess_the_end_of_lessons():
    year = national_year("LT", "2025").dates
    assert (year.starts_on, year.ends_on) == (d("2025-09-01"), d("2026-08-31"))
    assert (year.teaching_starts_on, year.teaching_ends_on, year.terms) == (None, None, ())
    assert year.breaks[0] == Break(d("2025-11-03"), d("2025-11-09"))
