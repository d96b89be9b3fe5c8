"""When something is due that starts from an event: a pupil leaves, a test is planned, an order is given.

Such a due exists only once somebody has reported the event. Most documents print no number of days with their
events; then there is no limit, the open work says since when it waits, and it is never late.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from schools.day_counting import Offset, WeekendPolicy, move_by_policy, shift
from schools.deadline_rules import Event
from schools.deadlines import can_be_late
from schools.school_calendars import SchoolCalendar

EventReason = Literal["no_limit", "no_ordered_date", "no_event_date", "no_event_time"]


@dataclass(frozen=True, slots=True)
class EventDue:
    """When the work after (or before) one event is due.

    `event_on` is the school's local day of the event, `due_on` the last good day, `due_at` the instant (UTC) at
    which the time is over: midnight after `due_on`, the hour that the rule names for that day, or the exact time for
    hours and for what must be done at once.
    All are None where `reason` says why: the words print no number (no_limit), an order has no date yet
    (no_ordered_date), the day (no_event_date) or, for hours, the time of the event is not known (no_event_time).
    `shows_hours`: say how many hours it has been open rather than days. `can_be_late` is False for rights and
    the like, and without a limit.
    """

    event_on: date | None
    due_on: date | None = None
    due_at: datetime | None = None
    reason: EventReason | None = None
    shows_hours: bool = False
    can_be_late: bool = False
    school_year_key: str | None = None


def event_due(
    rule: Event,
    *,
    calendar: SchoolCalendar,
    happened_at: datetime | None = None,
    event_on: date | None = None,
    ordered_for: date | None = None,
    weekend_policy: WeekendPolicy = "none",
    offset_override: Offset | None = None,
) -> EventDue:
    """The due of one reported event.

    `happened_at` is the instant of the event (aware; `ValueError` if not), `event_on` its day where no time is
    known, or the planned day of a coming event; the day goes before the instant when both are given.
    `ordered_for` is the date written in an order. `offset_override` answers a rule without a number, and only
    such a rule. `weekend_policy` moves counted calendar days *after* an event; a limit before an event stays.
    """
    if happened_at is not None and happened_at.tzinfo is None:
        raise ValueError("The instant of an event needs a time zone.")
    zone = ZoneInfo(calendar.time_zone)
    day = event_on or (happened_at.astimezone(zone).date() if happened_at else None)
    key = calendar.year_on(day).key if day else None
    late = can_be_late(rule) or (offset_override is not None and rule.binding == "duty")
    if rule.when == "as_ordered":
        if ordered_for is None:
            return EventDue(day, reason="no_ordered_date", school_year_key=key)
        return EventDue(
            day,
            ordered_for,
            _limit_on(rule, ordered_for, zone),
            can_be_late=late,
            school_year_key=key,
        )
    offset = _offset_of(rule, offset_override)
    if offset is None:
        return _without_number(rule, day, happened_at, key)
    if offset.unit == "hour":
        return _in_hours(rule, offset, day, happened_at, zone, late=late, key=key)
    if day is None:
        return EventDue(None, reason="no_event_date")
    due_on = _counted(rule, offset, day, calendar, weekend_policy)
    return EventDue(day, due_on, _limit_on(rule, due_on, zone), can_be_late=late, school_year_key=key)


def _offset_of(rule: Event, chosen: Offset | None) -> Offset | None:
    if rule.offset is not None and rule.unit is not None:
        return Offset(rule.offset, rule.unit)
    # What must be done at once needs no number, so nobody chooses one for it.
    return None if rule.urgency == "immediate" else chosen


def _without_number(rule: Event, day: date | None, happened_at: datetime | None, key: str | None) -> EventDue:
    if rule.urgency != "immediate":
        return EventDue(day, reason="no_limit", school_year_key=key)
    if day is None:
        return EventDue(None, reason="no_event_date", shows_hours=True)
    due_at = happened_at.astimezone(UTC) if happened_at else None
    return EventDue(
        day,
        day,
        due_at,
        shows_hours=True,
        can_be_late=can_be_late(rule),
        school_year_key=key,
    )


def _in_hours(
    rule: Event,
    offset: Offset,
    day: date | None,
    happened_at: datetime | None,
    zone: ZoneInfo,
    *,
    late: bool,
    key: str | None,
) -> EventDue:
    """Hours are elapsed time, so they are counted in UTC: an hour is an hour on the night the clocks change."""
    if happened_at is None:
        return EventDue(day, reason="no_event_time", shows_hours=True, school_year_key=key)
    hours = timedelta(hours=-offset.number if rule.when == "before" else offset.number)
    due_at = happened_at.astimezone(UTC) + hours
    due_on = due_at.astimezone(zone).date()
    return EventDue(day, due_on, due_at, shows_hours=True, can_be_late=late, school_year_key=key)


def _counted(
    rule: Event,
    offset: Offset,
    day: date,
    calendar: SchoolCalendar,
    policy: WeekendPolicy,
) -> date:
    work = calendar.working_days
    if rule.when == "before":
        return shift(work, day, -offset.number, offset.unit)
    due_on = shift(work, day, offset.number, offset.unit)
    is_counted_in_calendar = offset.number > 0 and offset.unit != "working_day"
    return move_by_policy(work, due_on, policy) if is_counted_in_calendar else due_on


def _limit_on(rule: Event, day: date, zone: ZoneInfo) -> datetime:
    """The instant at which the time is over on the last good day: the hour that the rule names, else its end."""
    if rule.time is None:
        return _end_of(day, zone)
    return datetime.combine(day, time.fromisoformat(rule.time), tzinfo=zone).astimezone(UTC)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a local day is over, in UTC; a day has 23 or 25 hours when the clocks change."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)
