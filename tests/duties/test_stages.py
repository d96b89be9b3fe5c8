"""Stages by the calendar alone. September 2026: the 1st is a Tuesday; Lithuanian holidays beside it: none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duties.models import Stage
from duties.stages import DAY, EVE, HANDED, WEEK, first_of_week, rank, stage_on
from schools.workdays import WorkingDays

LT = WorkingDays("LT")


def test_codes_are_the_models():
    assert Stage.values == [WEEK, EVE, DAY, HANDED]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 9, 2), None),
        (date(2026, 9, 3), "week"),
        (date(2026, 9, 8), "week"),
        (date(2026, 9, 9), "eve"),
        (date(2026, 9, 10), "day"),
        (date(2026, 9, 16), "day"),
        (date(2026, 9, 17), "late-1"),
        (date(2026, 9, 23), "late-1"),
        (date(2026, 9, 24), "late-2"),
    ],
)
def test_due_on_a_thursday(day, stage):
    assert stage_on(date(2026, 9, 10), day, LT) == stage


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        # Saturday: the day comes on Friday, the eve on Thursday, nothing on the weekend itself.
        (date(2026, 9, 12), {date(2026, 9, 9): "week", date(2026, 9, 10): "eve", date(2026, 9, 11): "day"}),
        # Monday: the last working day before is Friday.
        (date(2026, 9, 14), {date(2026, 9, 10): "week", date(2026, 9, 11): "eve", date(2026, 9, 14): "day"}),
        # The day after two days of All Saints and All Souls (1 and 2 November) and a weekend.
        (date(2026, 11, 3), {date(2026, 10, 29): "week", date(2026, 10, 30): "eve", date(2026, 11, 3): "day"}),
    ],
)
def test_due_beside_days_off(due_on, expected):
    assert {day: stage_on(due_on, day, LT) for day in expected} == expected


def test_lateness_counts_working_days_only():
    # Due Friday 30.10; 2.11 is a holiday, so the fifth working day is Monday 9.11.
    assert stage_on(date(2026, 10, 30), date(2026, 11, 6), LT) == "day"
    assert stage_on(date(2026, 10, 30), date(2026, 11, 9), LT) == "late-1"


def test_the_last_day_before_an_absence():
    away = {date(2026, 9, 9), date(2026, 9, 10), date(2026, 9, 11)}
    found = {day: stage_on(date(2026, 9, 10), date(2026, 9, day), LT, lambda day: day in away) for day in (4, 7, 8, 10)}
    assert found == {4: "week", 7: "eve", 8: "day", 10: "day"}


def test_somebody_away_all_the_week_is_not_waited_for():
    assert stage_on(date(2026, 9, 10), date(2026, 9, 9), LT, lambda _day: True) == "eve"


def test_first_of_week():
    assert first_of_week(date(2026, 9, 10), LT) == date(2026, 9, 7)
    assert first_of_week(date(2026, 11, 5), LT) == date(2026, 11, 3)  # Monday is All Souls


@given(
    due_on=st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    country=st.sampled_from(["EE", "FI", "LT"]),
    start=st.integers(-20, 40),
    away=st.sets(st.integers(-12, 3), max_size=6),
)
def test_stages_only_go_forward(due_on, country, start, away):
    days = WorkingDays(country)
    absent = {due_on + timedelta(days=n) for n in away}
    day = due_on + timedelta(days=start)
    before = stage_on(due_on, day, days, absent.__contains__)
    after = stage_on(due_on, day + timedelta(days=1), days, absent.__contains__)
    assert (-1 if before is None else rank(before)) <= (-1 if after is None else rank(after))
    assert (before is None) == (day < due_on - timedelta(days=7)) or before in {EVE, DAY}
