"""Groups that end on other days, years nobody entered yet, moves, and the edges of windows."""

from dataclasses import replace

import pytest

from schools.deadline_moves import next_dates
from schools.deadlines import CalendarProblem, SchoolYearDates, check_years, dues
from schools.national_calendars import national_year
from tests.schools.asking import YEAR, dates, keyed, keys, moved_keys, rule, with_terms
from tests.schools.rule_rows import after_end, by, event, times
from tests.schools.sample_calendars import LT_2026, calendar, d, lithuanian, trimesters

# ---- groups that end on other days


def test_a_group_that_ends_earlier_ends_its_last_term_with_it():
    data = rule(after_end(["trimester", "school_year"], 7, "working_day"))
    assert keyed(dues(data, lithuanian().for_group("final"), **YEAR)) == [
        ("2026/T1", "2026-12-09"), ("2026/T2", "2027-03-23"), ("2026/T3", "2027-06-08"),
    ]  # fmt: skip


def test_a_group_has_no_term_that_begins_after_its_end():
    data = rule(after_end(["trimester", "school_year"], 0, "calendar_day"))
    assert keyed(dues(data, lithuanian().for_group("early"), **YEAR)) == [
        ("2026/T1", "2026-11-30"), ("2026/T2", "2027-03-01"),
    ]  # fmt: skip


def test_a_group_with_longer_lessons_and_a_term_end_of_its_own():
    data = rule(after_end(["trimester"], 0, "calendar_day"))
    assert keyed(dues(data, lithuanian().for_group("long"), **YEAR)) == [
        ("2026/T1", "2026-11-27"), ("2026/T2", "2027-03-12"), ("2026/T3", "2027-06-22"),
    ]  # fmt: skip


def test_a_group_that_differs_nowhere_has_the_schools_calendar():
    school = lithuanian()
    assert school.for_group("7b") is school
    assert school.for_group("final") is school.for_group("final")


def test_teaching_that_ends_after_the_last_term_is_due_on_its_own():
    school = lithuanian(replace(LT_2026, teaching_ends_on=d("2027-06-18")))
    found = dues(rule(after_end(["trimester", "school_year"], 0, "calendar_day")), school, **YEAR)
    assert keyed(found)[2:] == [("2026/T3", "2027-06-15"), ("2026", "2027-06-18")]


# ---- the year that is not entered yet


def test_fixed_dates_go_on_into_years_that_nobody_entered():
    found = dues(rule(by(9, 10)), lithuanian(), start=d("2026-09-01"), end=d("2029-08-31"))
    assert [(due.period_key, due.is_assumed) for due in found] == [("2026", False), ("2027", True), ("2028", True)]
    assert dates(found) == ["2026-09-10", "2027-09-10", "2028-09-10"]


def test_terms_of_a_year_not_entered_have_no_dates_yet():
    found = dues(
        rule(after_end(["trimester", "school_year"], 7, "working_day")),
        lithuanian(),
        start=d("2027-06-01"),
        end=d("2027-12-31"),
    )
    assert keyed(found) == [
        ("2026/T3", "2027-06-25"),
        ("2027/T1", "no_term_dates"), ("2027/T2", "no_term_dates"), ("2027/T3", "no_term_dates"),
    ]  # fmt: skip
    found = dues(rule(times("school_year", 1, 1)), lithuanian(), start=d("2027-09-01"), end=d("2027-12-31"))
    assert keyed(found) == [("2027", "no_term_dates")]
    found = dues(rule(times("school_day", 1, 1)), lithuanian(), start=d("2027-09-01"), end=d("2027-12-31"))
    assert keyed(found) == [("2027", "no_teaching_dates")]


def test_months_of_a_year_not_entered_follow_the_newest_entered_one():
    found = dues(rule(times("month", 1, 1)), lithuanian(), start=d("2027-06-01"), end=d("2028-08-31"))
    assert keys(found) == ["2027-06", *(f"2027-{n:02}" for n in (9, 10, 11, 12)), *(f"2028-0{n}" for n in range(1, 7))]
    found = dues(
        rule(times("month", 1, 1)), calendar("FI", "Europe/Helsinki"), start=d("2027-06-01"), end=d("2027-09-30")
    )
    assert keys(found) == ["2027-08", "2027-09"]


def test_half_entered_terms():
    school = lithuanian(replace(LT_2026, terms=LT_2026.terms[:1]))
    assert keyed(dues(rule(after_end(["trimester"], 0, "calendar_day")), school, **YEAR)) == [
        ("2026/T1", "2026-11-30"), ("2026/T2", "no_term_dates"), ("2026/T3", "no_term_dates"),
    ]  # fmt: skip


def test_no_day_is_without_a_school_year():
    odd = replace(LT_2026, starts_on=d("2026-08-20"), ends_on=d("2027-06-20"), terms=())
    school = lithuanian(odd)
    asked = ("2026-08-19", "2026-08-20", "2027-06-20", "2027-06-21", "2028-09-01")
    assert [school.year_on(d(day)).key for day in asked] == ["2025", "2026", "2026", "2027", "2028"]
    assert keyed(dues(rule(by(8, 31)), school, start=d("2026-01-01"), end=d("2028-12-31"))) == [
        ("2026", "2026-08-31"), ("2027", "2027-08-31"), ("2027/2", "2028-08-31"),
    ]  # fmt: skip


def test_the_last_day_of_the_school_year_belongs_to_it():
    assert lithuanian().year_on(d("2026-08-31")).key == "2025"
    assert calendar("FI", "Europe/Helsinki").year_on(d("2026-08-31")).key == "2026"


# ---- next dates and moves


def test_nothing_is_born_late():
    school, on = lithuanian(), d("2026-10-14")
    firsts = {
        "five days after the month": after_end(["month"], 5, "working_day"),
        "by 10 September": by(9, 10),
        "by 15 September": by(9, 15),
        "August": after_end(["calendar_month"], 0, "working_day", months=[8]),
    }
    found = {
        name: next_dates(rule(data), school, on=on, count=1)[0].due_on.isoformat() for name, data in firsts.items()
    }
    assert found == {
        "five days after the month": "2026-11-09",
        "by 10 September": "2027-09-10",
        "by 15 September": "2027-09-15",
        "August": "2027-08-31",
    }


def test_next_dates_include_today_and_go_beyond_the_year():
    found = next_dates(rule(by(9, 10)), lithuanian(), on=d("2026-09-10"))
    assert dates(found) == ["2026-09-10", "2027-09-10", "2028-09-10"]


def test_next_dates_say_when_no_date_is_known():
    found = next_dates(rule(after_end(["trimester"], 7, "working_day")), lithuanian(), on=d("2027-03-01"), count=3)
    assert keyed(found) == [("2026/T2", "2027-03-23"), ("2026/T3", "2027-06-25"), ("2027/T1", "no_term_dates")]
    assert next_dates(rule(event("pupil_leaves")), lithuanian(), on=d("2027-03-01")) == ()


def test_a_moved_term_moves_what_hangs_on_it_and_nothing_else():
    first = replace(
        LT_2026,
        terms=trimesters(("2026-09-01", "2026-11-27"), ("2026-11-30", "2027-03-12"), ("2027-03-15", "2027-06-15")),
    )
    then = replace(
        LT_2026,
        terms=trimesters(("2026-09-01", "2026-12-04"), ("2026-12-07", "2027-03-12"), ("2027-03-15", "2027-06-15")),
    )
    before, after = lithuanian(first), lithuanian(then)
    marks, closing = (
        after_end(["trimester"], 0, "calendar_day", exact_day=True),
        after_end(["trimester"], 7, "working_day"),
    )
    assert moved_keys(marks, before, after) == [("2026/T1", d("2026-11-27"), d("2026-12-04"))]
    assert moved_keys(closing, before, after) == [("2026/T1", d("2026-12-08"), d("2026-12-15"))]
    assert moved_keys(after_end(["month"], 5, "working_day"), before, after) == []
    # Out of the window on one side only: still a move, not an end.
    window = {"start": d("2026-12-01"), "end": d("2026-12-10")}
    assert moved_keys(closing, before, after, **window) == [("2026/T1", d("2026-12-08"), d("2026-12-15"))]
    assert moved_keys(closing, before, after, start=d("2027-01-01"), end=d("2027-08-31")) == []


def test_entering_the_next_year_gives_its_terms_dates():
    later = SchoolYearDates(
        "2027", d("2027-09-01"), d("2028-08-31"), d("2027-09-01"), d("2028-06-15"),
        trimesters(("2027-09-01", "2027-11-30"), ("2027-12-01", "2028-03-10"), ("2028-03-13", "2028-06-15")),
    )  # fmt: skip
    after = lithuanian(LT_2026, later)
    window = {"start": d("2027-09-01"), "end": d("2027-12-31")}
    assert moved_keys(after_end(["trimester"], 0, "calendar_day"), lithuanian(), after, **window) == [
        ("2027/T1", "no_term_dates", d("2027-11-30"))
    ]
    assert moved_keys(by(9, 10), lithuanian(), after, **window) == []


def test_months_that_lose_their_lessons_end():
    shorter = lithuanian(replace(LT_2026, teaching_ends_on=d("2027-05-28")))
    assert moved_keys(times("month", 1, 1), lithuanian(), shorter) == [("2027-06", d("2027-06-30"), None)]
    assert moved_keys(times("month", 1, 1), shorter, lithuanian()) == [("2027-06", None, d("2027-06-30"))]


# ---- edges of windows and years


def test_a_period_named_in_two_ways_is_due_once():
    found = dues(rule(after_end(["term", "trimester"], 0, "calendar_day")), with_terms(LT_2026.terms[0]), **YEAR)
    assert keyed(found) == [
        ("2026/T1", "2026-11-30"), ("2026/T2", "no_term_dates"), ("2026/T3", "no_term_dates"),
    ]  # fmt: skip


def test_a_cap_with_a_lower_number_is_still_no_duty():
    assert dues(rule(times("school_year", 1, 3, binding="cap")), lithuanian(), **YEAR) == ()


@pytest.mark.parametrize(
    ("data", "day", "key"),
    [
        (after_end(["month"], 5, "working_day"), "2026-11-09", "2026-10"),
        (after_end(["month"], 45, "working_day"), "2027-01-07", "2026-10"),
        (after_end(["month"], 0, "working_day"), "2026-10-30", "2026-10"),
        (after_end(["month"], 3, "month"), "2027-01-31", "2026-10"),
        (after_end(["month"], 6, "week"), "2026-12-12", "2026-10"),
    ],
)
def test_a_window_of_one_day_finds_what_is_due_on_it(data, day, key):
    assert keyed(dues(rule(data), lithuanian(), start=d(day), end=d(day))) == [(key, day)]


def test_an_exact_day_after_a_period_stays_on_its_sunday():
    data = after_end(["calendar_month"], 1, "calendar_day", months=[10], exact_day=True)
    assert keyed(dues(rule(data), lithuanian(), **YEAR, weekend_policy="next")) == [("2026-10", "2026-11-01")]


def test_an_end_of_lessons_long_ago_is_no_limit_today():
    data = after_end(["calendar_month"], 0, "working_day", months=[8], not_before="education_process_end")
    (due,) = dues(rule(data), lithuanian(), start=d("2028-08-01"), end=d("2028-08-31"))
    assert due.not_before is None


def test_the_first_good_day_is_never_after_the_last():
    school = calendar("FI", "Europe/Helsinki", national_year("FI", "2026").dates)
    data = {**by(8, 3), "not_before": "school_year_start"}
    (due,) = dues(rule(data), school, start=d("2026-08-01"), end=d("2026-08-31"))
    assert (due.not_before, due.due_on) == (d("2026-08-03"), d("2026-08-03"))


def test_a_month_cut_by_two_school_years_counts_once():
    odd = replace(LT_2026, starts_on=d("2026-08-20"), ends_on=d("2027-06-20"))
    found = dues(
        rule(times("month", 1, None)),
        lithuanian(odd),
        start=d("2026-08-01"),
        end=d("2027-06-30"),
        month_filter="all_months",
    )
    assert keys(found) == [f"2026-{n:02}" for n in range(8, 13)] + [f"2027-{n:02}" for n in range(1, 7)]


def test_a_term_that_enters_the_window_is_a_move():
    then = replace(LT_2026, terms=trimesters(("2026-09-01", "2026-12-04"), ("2026-12-07", "2027-03-12")))
    data = after_end(["trimester"], 0, "calendar_day")
    window = {"start": d("2026-12-01"), "end": d("2026-12-10")}
    assert moved_keys(data, lithuanian(), lithuanian(then), **window) == [("2026/T1", d("2026-11-30"), d("2026-12-04"))]


def test_a_problem_of_the_whole_year_is_told_once():
    year = replace(LT_2026, teaching_starts_on=d("2026-08-31"))
    assert check_years([year]) == (CalendarProblem("teaching_outside_year", "2026"),)
