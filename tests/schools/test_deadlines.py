"""Deadline rules on a school's calendar: the facts of the domain research."""

import json
from datetime import UTC, date, datetime

import pytest

from schools.day_counting import Offset
from schools.deadline_rules import Rule
from schools.deadlines import (
    SchoolYearDates,
    TermDates,
    can_be_late,
    dues,
)
from schools.event_deadlines import EventDue, event_due
from tests.schools.asking import REPORTED, YEAR, dates, keyed, keys, rule
from tests.schools.rule_rows import ROWS, after_end, by, event, times
from tests.schools.sample_calendars import calendar, d, lithuanian

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
