"""Deadline rules on a school's calendar: the facts of the domain research, and every decision of our own."""

import json
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime

import pytest

from schools.day_counting import Offset
from schools.deadline_rules import Event, Rule, RuleError
from schools.deadlines import (
    Break,
    CalendarProblem,
    SchoolYearDates,
    TermDates,
    WorkingDays,
    can_be_late,
    check_years,
    dues,
    moved,
    next_dates,
)
from schools.event_deadlines import EventDue, event_due
from schools.national_calendars import BreakChoice, finnish_last_school_day, iso_week, national_year
from tests.schools.rule_rows import ROWS, after_end, by, event, times
from tests.schools.sample_calendars import LT_2026, calendar, d, lithuanian, trimesters

YEAR = {"start": d("2026-09-01"), "end": d("2027-08-31")}
REPORTED = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)


def rule(data):
    return Rule.from_json(data)


def dates(found):
    return [due.due_on.isoformat() for due in found if due.due_on]


def keys(found):
    return [due.period_key for due in found]


def keyed(found):
    return [(due.period_key, due.due_on.isoformat() if due.due_on else due.reason) for due in found]


# ---- every wording that was found


@pytest.mark.parametrize(("number", "data", "result", "late"), ROWS, ids=[f"row-{row[0]}" for row in ROWS])
def test_every_wording_round_trips(number, data, result, late):
    parsed = rule(data)
    assert parsed.to_json() == data
    assert Rule.from_json(json.loads(json.dumps(parsed.to_json()))) == parsed
    assert can_be_late(parsed) is late


def test_all_86_wordings_are_there():
    assert [row[0] for row in ROWS] == list(range(1, 87))


DATED = [row for row in ROWS if row[1]["kind"] != "event" and isinstance(row[2], list)]


@pytest.mark.parametrize(("number", "data", "expected", "late"), DATED, ids=[f"row-{row[0]}" for row in DATED])
def test_wordings_with_dates(number, data, expected, late):
    found = dues(rule(data), lithuanian(), start=d("2026-09-01"), end=d("2027-08-31"))
    assert dates(found) == expected
    assert [due for due in found if due.due_on is None] == []


EVENTS = [row for row in ROWS if row[1]["kind"] == "event"]


@pytest.mark.parametrize(("number", "data", "result", "late"), EVENTS, ids=[f"row-{row[0]}" for row in EVENTS])
def test_wordings_that_wait_for_an_event(number, data, result, late):
    assert dues(rule(data), lithuanian(), **YEAR) == ()
    day = d("2026-10-14")
    ordered_for = d("2026-10-30") if result == "as_ordered" else None
    expected = {
        "no_limit": EventDue(day, reason="no_limit", school_year_key="2026"),
        "at_once": EventDue(day, day, REPORTED, shows_hours=True, can_be_late=late, school_year_key="2026"),
        "as_ordered": EventDue(
            day, d("2026-10-30"), datetime(2026, 10, 30, 22, 0, tzinfo=UTC), can_be_late=True, school_year_key="2026"
        ),
        "a_week_before": EventDue(
            day, d("2026-10-07"), datetime(2026, 10, 7, 21, 0, tzinfo=UTC), can_be_late=True, school_year_key="2026"
        ),
    }[result]
    assert event_due(rule(data), happened_at=REPORTED, ordered_for=ordered_for, calendar=lithuanian()) == expected


def test_wording_without_a_number_waits_for_the_school():
    data = after_end(["trimester", "school_year"], None, None)
    found = dues(rule(data), lithuanian(), **YEAR)
    assert keyed(found) == [(f"2026/T{n}", "school_chooses_days") for n in (1, 2, 3)]
    chosen = dues(rule(data), lithuanian(), **YEAR, offset_override=Offset(3, "working_day"))
    assert keyed(chosen) == [("2026/T1", "2026-12-03"), ("2026/T2", "2027-03-17"), ("2026/T3", "2027-06-18")]


def test_the_schools_choice_does_not_change_a_printed_number():
    found = dues(
        rule(after_end(["trimester"], 7, "working_day")), lithuanian(), **YEAR, offset_override=Offset(99, "week")
    )
    assert dates(found) == ["2026-12-09", "2027-03-23", "2027-06-25"]


def test_every_school_day_has_its_own_due():
    found = dues(rule(times("school_day", 1, None)), lithuanian(), start=d("2026-10-29"), end=d("2026-11-11"))
    assert keys(found) == ["2026-10-29", "2026-10-30", "2026-11-09", "2026-11-10", "2026-11-11"]
    assert keys(found) == dates(found)


# ---- the worked example and the test vectors (rules, sections 4 and 5)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (by(9, 10), [("2026", "2026-09-10")]),
        (by(9, 15), [("2026", "2026-09-15")]),
        (
            after_end(["month"], 5, "working_day"),
            [
                ("2026-09", "2026-10-07"),
                ("2026-10", "2026-11-09"),
                ("2026-11", "2026-12-07"),
                ("2026-12", "2027-01-08"),
                ("2027-01", "2027-02-05"),
                ("2027-02", "2027-03-05"),
                ("2027-03", "2027-04-07"),
                ("2027-04", "2027-05-07"),
                ("2027-05", "2027-06-07"),
                # Not in the worked example, which stops in May; June has lessons too.
                ("2027-06", "2027-07-08"),
            ],
        ),
        (
            after_end(["trimester"], 0, "calendar_day", exact_day=True),
            [("2026/T1", "2026-11-30"), ("2026/T2", "2027-03-12"), ("2026/T3", "2027-06-15")],
        ),
        (
            after_end(["trimester", "school_year"], 7, "working_day"),
            [("2026/T1", "2026-12-09"), ("2026/T2", "2027-03-23"), ("2026/T3", "2027-06-25")],
        ),
        (after_end(["calendar_month"], 0, "working_day", months=[8]), [("2027-08", "2027-08-31")]),
    ],
)
def test_worked_example_of_one_school_year(data, expected):
    assert keyed(dues(rule(data), lithuanian(), **YEAR)) == expected


def test_worked_example_of_a_planned_test():
    data = event("planned_test", when="before", offset=7, unit="calendar_day")
    due = event_due(rule(data), event_on=d("2026-10-15"), calendar=lithuanian())
    assert (due.due_on, due.can_be_late) == (d("2026-10-08"), True)


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2024, "30"), (2025, "29"), (2026, "31"), (2027, "31"), (2028, "31"), (2030, "30")],
)
def test_last_working_day_of_august(year, expected):
    data = after_end(["calendar_month"], 0, "working_day", months=[8])
    found = dues(rule(data), lithuanian(), start=date(year, 8, 1), end=date(year, 8, 31))
    assert keyed(found) == [(f"{year}-08", f"{year}-08-{expected}")]


@pytest.mark.parametrize(
    ("year", "policy", "tenth", "fifteenth"),
    [
        (2026, "none", "2026-09-10", "2026-09-15"),
        (2027, "none", "2027-09-10", "2027-09-15"),
        (2028, "none", "2028-09-10", "2028-09-15"),
        (2029, "none", "2029-09-10", "2029-09-15"),
        (2028, "next", "2028-09-11", "2028-09-15"),
        (2029, "next", "2029-09-10", "2029-09-17"),
        (2028, "previous", "2028-09-08", "2028-09-15"),
        (2029, "previous", "2029-09-10", "2029-09-14"),
    ],
)
def test_fixed_dates_move_off_weekends_only_if_the_school_says_so(year, policy, tenth, fifteenth):
    window = {"start": date(year, 9, 1), "end": date(year, 9, 30), "weekend_policy": policy}
    assert keyed(dues(rule(by(9, 10)), lithuanian(), **window)) == [(str(year), tenth)]
    assert keyed(dues(rule(by(9, 15)), lithuanian(), **window)) == [(str(year), fifteenth)]


@pytest.mark.parametrize(
    ("country", "zone", "ends_on", "n", "expected"),
    [
        ("LT", "Europe/Vilnius", "2027-06-15", 7, "2027-06-25"),
        ("LT", "Europe/Vilnius", "2027-03-12", 7, "2027-03-23"),
        ("EE", "Europe/Tallinn", "2026-08-19", 5, "2026-08-27"),
        ("EE", "Europe/Tallinn", "2026-06-22", 3, "2026-06-29"),
        ("FI", "Europe/Helsinki", "2026-06-17", 2, "2026-06-22"),
    ],
)
def test_working_days_after_a_term(country, zone, ends_on, n, expected):
    key = "2025" if ends_on.startswith("2026") else "2026"
    first, last = (f"{key}-09-01", f"{int(key) + 1}-08-31")
    term = TermDates("trimester", 1, d(first), d(ends_on))
    school = calendar(country, zone, SchoolYearDates(key, d(first), d(last), terms=(term,)))
    found = dues(rule(after_end(["trimester"], n, "working_day")), school, start=d(first), end=d(last))
    assert dates(found) == [expected]


def test_last_working_day_of_december_in_finland():
    school = calendar("FI", "Europe/Helsinki")
    found = dues(
        rule(after_end(["calendar_month"], 0, "working_day", months=[12])),
        school,
        start=d("2026-12-01"),
        end=d("2026-12-31"),
    )
    assert dates(found) == ["2026-12-31"]


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


def with_terms(*terms, **more):
    return lithuanian(replace(LT_2026, terms=terms, **more))


HALVES = (
    TermDates("half_year", 1, d("2026-09-01"), d("2027-01-22")),
    TermDates("half_year", 2, d("2027-01-25"), d("2027-06-15")),
)


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
        ("2026/P1", "2026-10-25"), ("2026/P2", "2027-06-15"), ("2027/P1", "no_term_dates"), ("2027/P2", "no_term_dates"),
    ]  # fmt: skip


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


def moved_keys(data, before, after, **window):
    return [
        (move.period_key, *(side and (side.due_on or side.reason) for side in (move.before, move.after)))
        for move in moved(rule(data), before, after, **(window or YEAR))
    ]


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


# ---- events


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"when": "after", "offset": 5, "unit": "working_day"}, "2026-11-09"),
        ({"when": "before", "offset": 5, "unit": "working_day"}, "2026-10-26"),
        ({"when": "at", "offset": 1, "unit": "calendar_day"}, "2026-11-01"),
        ({"when": "after", "offset": 1, "unit": "month"}, "2026-11-30"),
        ({"when": "before", "offset": 1, "unit": "month"}, "2026-09-30"),
        ({"when": "before", "offset": 2, "unit": "week"}, "2026-10-17"),
    ],
)
def test_days_around_an_event(more, expected):
    due = event_due(rule(event("other", **more)), event_on=d("2026-10-31"), calendar=lithuanian())
    assert due.due_on == d(expected)
    assert due.can_be_late is True


def test_calendar_days_after_an_event_move_and_those_before_do_not():
    after = rule(event("other", when="after", offset=1, unit="calendar_day"))
    before = rule(event("other", when="before", offset=7, unit="calendar_day"))
    asked = {"event_on": d("2026-10-31"), "calendar": lithuanian(), "weekend_policy": "next"}
    assert event_due(after, **asked).due_on == d("2026-11-03")
    assert event_due(before, **asked).due_on == d("2026-10-24")


def test_hours_are_elapsed_time_on_the_night_the_clocks_change():
    saturday_evening = datetime(2026, 10, 24, 18, 0, tzinfo=UTC)  # 21:00 in Vilnius, clocks go back that night
    due = event_due(
        rule(event("other", when="after", offset=24, unit="hour")), happened_at=saturday_evening, calendar=lithuanian()
    )
    assert due == EventDue(
        d("2026-10-24"), d("2026-10-25"), datetime(2026, 10, 25, 18, 0, tzinfo=UTC), None, True, True, "2026"
    )
    before = rule(event("other", when="before", offset=24, unit="hour"))
    due = event_due(before, happened_at=saturday_evening, calendar=lithuanian())
    assert due.due_at == datetime(2026, 10, 23, 18, 0, tzinfo=UTC)
    assert event_due(before, event_on=d("2026-10-24"), calendar=lithuanian()).reason == "no_event_time"


def test_a_day_ends_at_local_midnight_summer_and_winter():
    one_day = rule(event("other", when="after", offset=1, unit="calendar_day"))
    ends = [
        event_due(one_day, event_on=d(day), calendar=lithuanian()).due_at
        for day in ("2026-10-23", "2026-10-24", "2026-10-25")
    ]
    assert ends == [
        datetime(2026, 10, 24, 21, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 22, 0, tzinfo=UTC),
        datetime(2026, 10, 26, 22, 0, tzinfo=UTC),
    ]


def test_the_day_of_an_event_is_the_schools_local_day():
    late_evening = datetime(2026, 8, 31, 21, 30, tzinfo=UTC)  # half past midnight on 1 September in Vilnius
    due = event_due(rule(event("pupil_leaves", when="at")), happened_at=late_evening, calendar=lithuanian())
    assert due == EventDue(d("2026-09-01"), reason="no_limit", school_year_key="2026")
    due = event_due(rule(event("pupil_leaves", when="at")), event_on=d("2026-08-31"), calendar=lithuanian())
    assert due == EventDue(d("2026-08-31"), reason="no_limit", school_year_key="2025")


def test_a_school_may_set_a_limit_where_the_words_have_none():
    plain = rule(event("excuse_document_received", when="after"))
    due = event_due(plain, event_on=d("2026-10-14"), calendar=lithuanian(), offset_override=Offset(3, "working_day"))
    assert (due.due_on, due.can_be_late) == (d("2026-10-19"), True)
    right = rule(event("need_arises", when="at", binding="right"))
    due = event_due(right, event_on=d("2026-10-14"), calendar=lithuanian(), offset_override=Offset(3, "working_day"))
    assert (due.due_on, due.can_be_late) == (d("2026-10-19"), False)
    at_once = rule(event("password_lost_or_disclosed", when="after", urgency="immediate"))
    due = event_due(at_once, event_on=d("2026-10-14"), calendar=lithuanian(), offset_override=Offset(3, "working_day"))
    assert (due.due_on, due.shows_hours) == (d("2026-10-14"), True)


def test_what_is_missing_is_said():
    school = lithuanian()
    assert event_due(rule(event("order", when="as_ordered")), calendar=school).reason == "no_ordered_date"
    assert event_due(rule(event("x", when="after", offset=1, unit="week")), calendar=school).reason == "no_event_date"
    assert event_due(rule(event("x", when="after", urgency="immediate")), calendar=school).reason == "no_event_date"
    with pytest.raises(ValueError, match="time zone"):
        event_due(rule(event("x")), happened_at=datetime(2026, 10, 14, 9, 30), calendar=school)  # noqa: DTZ001


# ---- rules that cannot be


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"words": "w", "binding": "duty"}, "unknown_kind"),
        ({"kind": "sometimes", "words": "w", "binding": "duty"}, "unknown_kind"),
        ({"kind": ["event"], "words": "w", "binding": "duty"}, "unknown_kind"),
        ({"kind": "continuous", "binding": "duty"}, "missing_key"),
        ({"kind": "continuous", "words": "w"}, "missing_key"),
        ({"kind": "fixed_date", "words": "w", "binding": "duty"}, "missing_key"),
        ({"kind": "period_end", "words": "w", "binding": "duty"}, "missing_key"),
        ({"kind": "times_per_period", "words": "w", "binding": "duty", "min": 1}, "missing_key"),
        ({"kind": "continuous", "words": "w", "binding": "wish"}, "unknown_value"),
        ({"kind": "continuous", "words": "w", "binding": None}, "unknown_value"),
        ({"kind": "continuous", "words": "w", "binding": "duty", "wordz": "w"}, "unknown_key"),
        (event("x", urgency="?"), "unknown_value"),
        (event("x", unit="?", offset=1), "unknown_value"),
        (event("x", every="yes"), "wrong_type"),
        (event("x", chain="office_head"), "wrong_type"),
        (event("x", offset=-1, unit="week"), "negative_offset"),
        (event("x", offset=1), "offset_without_unit"),
        (event("x", offset=1, unit=None), "offset_without_unit"),
        (by(2, 30), "impossible_date"),
        (by(2, 31), "impossible_date"),
        (by(4, 31), "impossible_date"),
        (by(0, 1), "no_such_month"),
        (by(13, 1), "no_such_month"),
        (by(9, 0), "out_of_range"),
        (by(9, 32), "out_of_range"),
        (by("9", 1), "wrong_type"),
        (by(True, 1), "wrong_type"),
        (times("month", 3, 2), "min_above_max"),
        (times("month", -1, None), "out_of_range"),
        (times("month", None, 0), "out_of_range"),
        (times("month", None, None), "no_count"),
        (times("decade", 1, 1), "unknown_value"),
        (after_end([], 1, "week"), "no_period"),
        (after_end("month", 1, "week"), "wrong_type"),
        (after_end(["decade"], 1, "week"), "unknown_value"),
        (after_end(["calendar_month"], 0, "week"), "no_months"),
        (after_end(["calendar_month"], 0, "week", months=[13]), "no_such_month"),
        (after_end(["calendar_month"], 0, "week", months=["8"]), "wrong_type"),
        (after_end(["month"], -5, "working_day"), "negative_offset"),
        (after_end(["month"], 5, None), "offset_without_unit"),
    ],
)
def test_impossible_rules_are_refused_with_a_code(data, code):
    with pytest.raises(RuleError) as caught:
        Rule.from_json(data)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_a_refusal_carries_what_was_wrong():
    with pytest.raises(RuleError) as caught:
        Rule.from_json(by(2, 31))
    assert caught.value.data == {"month": 2, "day": 31}


def test_possible_edges_are_accepted():
    for data in (by(2, 29), by(1, 31), times("month", 2, 2), times("month", 0, 1), after_end(["month"], None, "week")):
        assert Rule.from_json(data).to_json() == data


def test_keys_of_no_meaning_for_the_kind_come_back():
    data = {
        **by(9, 10),
        "start": 10, "end": 35, "part": "p", "condition": "c", "approx": False, "note": "n", "chain": ["a", "b"],
        "form": "written", "min": None, "needs_consent": False, "counts": "course", "every": False, "unit": None,
    }  # fmt: skip
    parsed = Rule.from_json(data)
    assert parsed.to_json() == data
    assert hash(parsed) == hash(Rule.from_json(dict(reversed(data.items()))))
    assert replace(parsed, day=11).to_json() == {**data, "day": 11}


def test_a_rule_built_in_code_writes_only_what_it_says():
    assert Event(words="when asked", binding="right", event="need_arises").to_json() == {
        "kind": "event", "words": "when asked", "binding": "right", "event": "need_arises",
    }  # fmt: skip
    with pytest.raises(FrozenInstanceError):
        Event(words="w", binding="duty").event = "y"


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
    assert [(pause.starts_on, pause.ends_on) for pause in year.breaks][0] == (d("2025-11-03"), d("2025-11-09"))
