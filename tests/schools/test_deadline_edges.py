"""Before a period's end, around its start, on days of the week, until an hour: vectors counted by hand."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from schools.deadline_rules import RuleError
from schools.deadlines import Offset, dues
from schools.event_deadlines import event_due
from tests.schools.asking import HALVES, YEAR, dates, keyed, moved_keys, rule, with_terms
from tests.schools.rule_rows import after_end, event, times
from tests.schools.sample_calendars import d, lithuanian

BEFORE, START = {"when": "before"}, {"edge": "start"}


def halves():
    return with_terms(*HALVES)


@pytest.mark.parametrize(
    ("period", "offset", "unit", "where", "expected"),
    [
        (["half_year"], 3, "working_day", BEFORE, ["2027-01-19", "2027-06-10"]),
        (["half_year"], 0, "working_day", BEFORE, ["2027-01-22", "2027-06-15"]),
        (["half_year"], 5, "calendar_day", BEFORE, ["2027-01-17", "2027-06-10"]),
        (["half_year"], 2, "week", BEFORE, ["2027-01-08", "2027-06-01"]),
        (["school_year"], 1, "month", BEFORE, ["2027-05-15"]),
        # 24 December to 26 December and 1 January are public holidays, 31 December is none
        (["year"], 3, "working_day", BEFORE, ["2026-12-28"]),
        (["half_year"], 0, "calendar_day", START, ["2026-09-01", "2027-01-25"]),
        (["half_year"], 0, "working_day", START, ["2026-09-01", "2027-01-25"]),
        (["half_year"], 5, "working_day", START, ["2026-09-08", "2027-02-01"]),
        (["half_year"], 2, "week", START, ["2026-09-15", "2027-02-08"]),
        (["half_year"], 2, "working_day", {**BEFORE, **START}, ["2027-01-21"]),
        (["school_year"], 10, "working_day", START, ["2026-09-15"]),
        (["year"], 1, "working_day", START, ["2027-01-04"]),
        (["half_year", "school_year"], 5, "working_day", START, ["2026-09-08", "2027-02-01"]),
    ],
)
def test_days_around_both_edges_of_a_period(period, offset, unit, where, expected):
    assert dates(dues(rule(after_end(period, offset, unit, **where)), halves(), **YEAR)) == expected


def test_before_a_school_year_starts_is_in_the_year_before_and_keeps_its_key():
    data = rule(after_end(["school_year"], 1, "week", **BEFORE, **START))
    found = dues(data, halves(), start=d("2026-08-01"), end=d("2027-08-31"))
    assert keyed(found) == [("2026", "2026-08-25"), ("2027", "2027-08-25")]


def test_a_limit_before_an_end_is_moved_by_no_setting_and_one_after_a_start_is():
    before = rule(after_end(["half_year"], 5, "calendar_day", **BEFORE))  # 17 January is a Sunday
    after = rule(after_end(["half_year"], 4, "calendar_day", **START))  # 5 September is a Saturday
    for policy in ("next", "previous"):
        assert dates(dues(before, halves(), **YEAR, weekend_policy=policy))[0] == "2027-01-17"
    assert [dates(dues(after, halves(), **YEAR, weekend_policy=policy))[0] for policy in ("next", "previous")] == [
        "2026-09-07", "2026-09-04",
    ]  # fmt: skip


def test_of_terms_that_are_not_entered_neither_edge_has_a_date_and_the_school_year_has_its_first_day():
    for where in (BEFORE, START):
        found = dues(rule(after_end(["half_year"], 3, "working_day", **where)), lithuanian(), **YEAR)
        assert keyed(found) == [("2026/H1", "no_term_dates"), ("2026/H2", "no_term_dates")]
    start = rule(after_end(["school_year"], 3, "working_day", **START))
    found = dues(start, with_terms(teaching_ends_on=None), **YEAR)
    assert keyed(found) == [("2026", "2026-09-04")]


def test_a_number_that_the_school_chose_counts_before_the_end():
    data = rule(after_end(["half_year"], None, None, **BEFORE))
    assert [due.reason for due in dues(data, halves(), **YEAR)] == ["school_chooses_days"] * 2
    found = dues(data, halves(), **YEAR, offset_override=Offset(3, "working_day"))
    assert dates(found) == ["2027-01-19", "2027-06-10"]


def test_a_term_that_moves_takes_what_is_due_before_its_end_along():
    later = with_terms(replace(HALVES[0], ends_on=d("2027-01-29")), HALVES[1])
    data = after_end(["half_year"], 3, "working_day", **BEFORE)
    assert moved_keys(data, halves(), later) == [("2026/H1", d("2027-01-19"), d("2027-01-26"))]


FRIDAYS = ["2026-09-04", "2026-09-11", "2026-09-18", "2026-09-25"]
SEPTEMBER = {"start": d("2026-09-01"), "end": d("2026-09-30")}


def test_every_friday_is_due_on_the_friday_and_not_at_the_end_of_the_week():
    found = dues(rule(times("week", 1, 1, weekdays=[5])), lithuanian(), **SEPTEMBER)
    assert dates(found) == FRIDAYS
    assert [due.period_key for due in found] == ["2026-W36", "2026-W37", "2026-W38", "2026-W39"]
    assert {due.needed for due in found} == {1}


def test_on_several_days_of_a_week_each_is_due_by_itself():
    found = dues(rule(times("week", 2, 2, weekdays=[1, 4])), lithuanian(), start=d("2026-09-07"), end=d("2026-09-17"))
    assert keyed(found) == [
        ("2026-W37-1", "2026-09-07"), ("2026-W37-4", "2026-09-10"),
        ("2026-W38-1", "2026-09-14"), ("2026-W38-4", "2026-09-17"),
    ]  # fmt: skip


def test_every_second_friday_is_that_of_the_second_week():
    found = dues(rule(times("two_weeks", 1, 1, weekdays=[5])), lithuanian(), **SEPTEMBER)
    plain = dues(rule(times("two_weeks", 1, 1)), lithuanian(), **SEPTEMBER)
    assert [due.due_on for due in found] == [
        due.period_ends_on.replace(day=due.period_ends_on.day - 2) for due in plain
    ]


def test_days_of_the_week_rest_in_weeks_without_lessons_and_in_the_part_of_a_week_outside_of_them():
    november = {"start": d("2026-10-26"), "end": d("2026-11-15")}
    assert dates(dues(rule(times("week", 1, 1, weekdays=[5])), lithuanian(), **november)) == [
        "2026-10-30",
        "2026-11-13",
    ]
    june = {"start": d("2027-06-07"), "end": d("2027-06-30")}  # lessons end on Tuesday the 15th
    within = times("week", 1, 1, weekdays=[5], within="school_year")
    assert dates(dues(rule(within), lithuanian(), **june)) == ["2027-06-11"]


@pytest.mark.parametrize(("policy", "day"), [("none", "16"), ("previous", "15"), ("next", "17")])
def test_a_named_day_that_is_a_holiday_moves_as_the_school_says(policy, day):
    window = {"start": d("2027-02-15"), "end": d("2027-02-21"), "weekend_policy": policy}
    assert dates(dues(rule(times("week", 1, 1, weekdays=[2])), lithuanian(), **window)) == [f"2027-02-{day}"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (times("month", 1, 1, weekdays=[5]), "weekdays_do_not_fit"),
        (times("week", 2, 2, weekdays=[5]), "weekdays_do_not_fit"),
        (times("week", 2, 2, weekdays=[5, 5]), "weekdays_do_not_fit"),
        (times("week", None, 1, weekdays=[5]), "weekdays_do_not_fit"),
        (times("week", 1, 1, weekdays=[0]), "out_of_range"),
        (times("week", 1, 1, weekdays=[8]), "out_of_range"),
        (times("week", 1, 1, weekdays=5), "wrong_type"),
        (times("week", 1, 1, time="24:00"), "no_such_time"),
        (times("week", 1, 1, time="9:00"), "no_such_time"),
        (times("week", 1, 1, time="10:00:00"), "no_such_time"),
        (times("week", 1, 1, time=10), "wrong_type"),
        (after_end(["term"], 1, "week", edge="middle"), "unknown_value"),
    ],
)
def test_what_cannot_be_is_refused(data, code):
    with pytest.raises(RuleError) as caught:
        rule(data)
    assert caught.value.code == code


def test_an_hour_changes_no_date_and_comes_back():
    data = times("school_day", 1, None, time="10:00")
    plain = dues(rule(times("school_day", 1, None)), lithuanian(), **SEPTEMBER)
    assert dues(rule(data), lithuanian(), **SEPTEMBER) == plain
    assert rule(data).to_json() == data


@pytest.mark.parametrize(
    ("day", "due_at"),
    [
        (27, datetime(2027, 3, 27, 8, tzinfo=UTC)),
        (28, datetime(2027, 3, 28, 7, tzinfo=UTC)),  # the clocks went forward in the night
    ],
)
def test_an_hour_on_the_day_after_an_event_is_the_schools_own(day, due_at):
    data = event("order", when="after", offset=1, unit="calendar_day", time="10:00")
    due = event_due(rule(data), calendar=lithuanian(), event_on=d(f"2027-03-{day - 1}"))
    assert (due.due_on, due.due_at) == (d(f"2027-03-{day}"), due_at)
