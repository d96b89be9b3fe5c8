"""Offsets, weekends, exact days, first good days, and which periods count."""

from dataclasses import replace

import pytest

from schools.deadlines import (
    TermDates,
    WorkingDays,
    can_be_late,
    dues,
)
from schools.national_calendars import national_year
from tests.schools.asking import HALVES, YEAR, dates, keyed, keys, rule, with_terms
from tests.schools.rule_rows import after_end, by, times
from tests.schools.sample_calendars import LT_2026, calendar, d, lithuanian

# ---- modifiers


def test_not_before_the_end_of_lessons():
    data = after_end(["calendar_month"], 0, "working_day", months=[8], not_before="education_process_end")
    (due,) = dues(rule(data), lithuanian(), **YEAR)
    assert (due.not_before, due.due_on) == (d("2027-06-15"), d("2027-08-31"))
    (due,) = dues(rule(data), lithuanian().for_group("final"), **YEAR)
    assert (due.not_before, due.due_on) == (d("2027-05-28"), d("2027-08-31"))


def test_not_before_the_end_of_lessons_in_finland_means_the_year_just_over():
    year = national_year("FI", "2026").dates
    school = calendar("FI", "Europe/Helsinki", year)
    data = after_end(["calendar_month"], 0, "working_day", months=[8], not_before="education_process_end")
    (due,) = dues(rule(data), school, start=d("2027-08-01"), end=d("2027-08-31"))
    assert (due.not_before, due.due_on) == (d("2027-06-05"), d("2027-08-31"))


def test_not_before_the_start_of_lessons():
    (due,) = dues(rule({**by(9, 15), "not_before": "school_year_start"}), lithuanian(), **YEAR)
    assert (due.not_before, due.due_on) == (d("2026-09-01"), d("2026-09-15"))
    (due,) = dues(rule({**by(9, 15), "not_before": "when the moon is full"}), lithuanian(), **YEAR)
    assert due.not_before is None


def test_an_exact_day_is_neither_earlier_nor_later():
    data = after_end(["trimester"], 0, "calendar_day", exact_day=True)
    assert [(due.exact_day, due.not_before) for due in dues(rule(data), lithuanian(), **YEAR)] == [
        (True, d("2026-11-30")), (True, d("2027-03-12")), (True, d("2027-06-15")),
    ]  # fmt: skip
    sunday = {**by(9, 10), "exact_day": True}
    found = dues(rule(sunday), lithuanian(), start=d("2028-09-01"), end=d("2028-09-30"), weekend_policy="next")
    assert dates(found) == ["2028-09-10"]


@pytest.mark.parametrize(
    ("offset", "unit", "policy", "expected"),
    [
        (0, "calendar_day", "next", "2026-10-31"),
        (1, "calendar_day", "none", "2026-11-01"),
        (1, "calendar_day", "next", "2026-11-03"),
        (1, "calendar_day", "previous", "2026-10-30"),
        (1, "week", "none", "2026-11-07"),
        (1, "week", "next", "2026-11-09"),
        (1, "month", "none", "2026-11-30"),
        (4, "month", "none", "2027-02-28"),
        (25, "hour", "none", "2026-11-02"),
        (0, "working_day", "none", "2026-10-30"),
        (1, "working_day", "none", "2026-11-03"),
    ],
)
def test_units_after_a_month_that_ends_on_a_saturday(offset, unit, policy, expected):
    data = after_end(["calendar_month"], offset, unit, months=[10])
    found = dues(rule(data), lithuanian(), start=d("2026-10-15"), end=d("2027-03-31"), weekend_policy=policy)
    assert keyed(found) == [("2026-10", expected)]


def test_a_date_with_only_a_month_is_its_last_day():
    data = {**by(9, 1), "month": 2, "day": None}
    found = dues(rule(data), lithuanian(), start=d("2027-01-01"), end=d("2028-12-31"))
    assert keyed(found) == [("2026", "2027-02-28"), ("2027", "2028-02-29")]
    assert rule(data).to_json() == data


def test_29_february_is_the_last_day_of_february():
    found = dues(rule(by(2, 29)), lithuanian(), start=d("2027-01-01"), end=d("2028-12-31"))
    assert keyed(found) == [("2026", "2027-02-28"), ("2027", "2028-02-29")]


def test_a_fixed_date_of_the_calendar_year_has_a_key_of_its_own():
    found = dues(rule({**by(9, 10), "basis": "year"}), lithuanian(), **YEAR)
    assert keyed(found) == [("Y2026", "2026-09-10")]


def test_a_fixed_date_belongs_to_the_school_year_of_its_country():
    window = {"start": d("2027-08-01"), "end": d("2027-08-31")}
    assert keyed(dues(rule(by(8, 20)), lithuanian(), **window)) == [("2026", "2027-08-20")]
    assert keyed(dues(rule(by(8, 20)), calendar("FI", "Europe/Helsinki"), **window)) == [("2027", "2027-08-20")]


def test_upper_limits_are_never_due():
    assert dues(rule(times("school_year", 0, 3, binding="cap")), lithuanian(), **YEAR) == ()
    assert dues(rule(times("school_year", None, 3)), lithuanian(), **YEAR) == ()
    assert can_be_late(rule(times("school_year", None, 3))) is False


def test_a_quota_says_how_many_are_needed_and_since_when():
    (due,) = dues(rule(times("year", 2, None)), lithuanian(), **YEAR)
    assert (due.period_key, due.needed, due.period_starts_on, due.due_on) == (
        "2026",
        2,
        d("2026-09-01"),
        d("2027-06-15"),
    )


def test_twice_a_year_can_mean_the_calendar_year():
    assert keyed(dues(rule(times("year", 2, None, basis="year")), lithuanian(), **YEAR)) == [("Y2026", "2026-12-31")]
    document = times("year", 1, 1, binding="document", basis="school_year")
    assert keyed(dues(rule(document), lithuanian(), **YEAR)) == [("2026", "2027-06-15")]


def test_period_end_of_a_year():
    assert keyed(dues(rule(after_end(["year"], 0, "calendar_day")), lithuanian(), **YEAR)) == [("Y2026", "2026-12-31")]
    data = after_end(["year"], 0, "calendar_day", basis="school_year")
    assert keyed(dues(rule(data), lithuanian(), **YEAR)) == [("2026", "2027-06-15")]


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        ("week", [("2026-W44", "2026-11-01"), ("2026-W46", "2026-11-15")]),
        ("two_weeks", [("2026-W44/45", "2026-11-08")]),
        ("day", [(day, day) for day in ("2026-10-30", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06",
                                        "2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13")]),
        ("school_day", [(day, day) for day in ("2026-10-30", "2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12",
                                               "2026-11-13")]),
    ],
)  # fmt: skip
def test_short_periods_around_a_break(per, expected):
    found = dues(rule(times(per, 1, None)), lithuanian(), start=d("2026-10-30"), end=d("2026-11-15"))
    assert keyed(found) == expected


def test_weeks_without_lessons_count_when_the_school_wants_all():
    window = {"start": d("2026-10-30"), "end": d("2026-11-15"), "month_filter": "all_months"}
    assert keys(dues(rule(times("week", 1, None)), lithuanian(), **window)) == ["2026-W44", "2026-W45", "2026-W46"]
    within = times("week", 1, None, within="school_year")
    assert keys(dues(rule(within), lithuanian(), **window)) == ["2026-W44", "2026-W46"]


def test_months_without_lessons_count_when_the_school_wants_all():
    data = rule(times("month", 1, None))
    window = {"start": d("2027-06-01"), "end": d("2027-08-31")}
    assert keys(dues(data, lithuanian(), **window)) == ["2027-06"]
    assert keys(dues(data, lithuanian(), **window, month_filter="all_months")) == ["2027-06", "2027-07", "2027-08"]


def test_a_saturday_with_lessons_is_a_school_day():
    saturday = d("2026-10-17")
    school = replace(lithuanian(), working_days=WorkingDays("LT", extra_working_days=frozenset({saturday})))
    found = dues(rule(times("school_day", 1, None)), school, start=d("2026-10-16"), end=d("2026-10-19"))
    assert dates(found) == ["2026-10-16", "2026-10-17", "2026-10-19"]


# ---- terms of every kind


def test_half_years():
    found = dues(rule(after_end(["half_year"], 1, "working_day")), with_terms(*HALVES), **YEAR)
    assert keyed(found) == [("2026/H1", "2027-01-25"), ("2026/H2", "2027-06-16")]


def test_a_term_is_whatever_the_school_has():
    data = rule(times("term", 1, None))
    assert keyed(dues(data, with_terms(*HALVES), **YEAR)) == [("2026/H1", "2027-01-22"), ("2026/H2", "2027-06-15")]
    both = replace(with_terms(*HALVES, *LT_2026.terms), term_kind="trimester")
    assert keys(dues(data, both, **YEAR)) == ["2026/T1", "2026/T2", "2026/T3"]
    assert keyed(dues(data, with_terms(), **YEAR)) == [("2026/term", "no_term_dates")]


def test_quarters_are_the_schools_or_the_calendars():
    data = rule(times("quarter", 1, None))
    assert keyed(dues(data, lithuanian(), **YEAR)) == [
        ("2026-Q3", "2026-09-30"), ("2026-Q4", "2026-12-31"), ("2027-Q1", "2027-03-31"), ("2027-Q2", "2027-06-30"),
    ]  # fmt: skip
    first = TermDates("quarter", 1, d("2026-09-01"), d("2026-10-25"))
    assert keyed(dues(data, with_terms(first), **YEAR)) == [
        ("2026/Q1", "2026-10-25"),
        *[(f"2026/Q{n}", "no_term_dates") for n in (2, 3, 4)],
    ]


def test_a_year_has_as_many_periods_as_the_newest_entered_one():
    periods = [
        TermDates("period", 1, d("2026-09-01"), d("2026-10-25")),
        TermDates("period", 2, d("2026-11-09"), d("2027-06-15")),
    ]
    school = replace(with_terms(*periods), term_kind="period")
    found = dues(rule(times("term", 1, None)), school, start=d("2026-09-01"), end=d("2028-08-31"))
    assert keyed(found) == [
        ("2026/P1", "2026-10-25"), ("2026/P2", "2027-06-15"), ("2027/P1", "no_term_dates"),
        ("2027/P2", "no_term_dates"),
    ]  # fmt: skip
