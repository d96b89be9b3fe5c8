"""Deadlines that start from an event."""

from datetime import UTC, datetime

import pytest

from schools.day_counting import Offset
from schools.event_deadlines import EventDue, event_due
from tests.schools.asking import rule
from tests.schools.rule_rows import event
from tests.schools.sample_calendars import d, lithuanian

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
