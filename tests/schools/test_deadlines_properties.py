"""What must hold for every rule on every calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from schools.deadline_moves import moved
from schools.deadline_rules import BINDINGS, PERIODS, PERS, UNITS, Event, FixedDate, PeriodEnd, Rule, TimesPerPeriod
from schools.deadlines import (
    Break,
    SchoolCalendar,
    SchoolYearDates,
    TermDates,
    WorkingDays,
    can_be_late,
    check_years,
    dues,
)
from schools.event_deadlines import event_due
from schools.national_calendars import TIME_ZONES
from schools.workdays import COUNTRIES

# The first holiday of a country loads its data, which takes longer than one example may.
UNTIMED = settings(deadline=None)
DAYS = st.dates(date(2023, 1, 1), date(2033, 12, 31))
COUNTRY = st.sampled_from(COUNTRIES)
DAY = timedelta(days=1)


@st.composite
def working_days(draw):
    days = st.frozensets(st.dates(date(2025, 1, 1), date(2028, 12, 31)), max_size=8)
    closed = draw(st.integers(0, 40))
    closure = frozenset(date(2027, 7, 1) + DAY * n for n in range(closed))
    return WorkingDays(draw(COUNTRY), draw(days) | closure, draw(days))


@st.composite
def school_years(draw, first):
    starts_on = date(first, 9, 1)
    cuts = sorted(draw(st.sets(st.integers(20, 270), min_size=2, max_size=2)))
    ends = [starts_on + DAY * cut for cut in cuts] + [starts_on + DAY * draw(st.integers(275, 300))]
    starts = [starts_on, *(end + DAY for end in ends[:-1])]
    terms = tuple(TermDates("trimester", n, a, b) for n, (a, b) in enumerate(zip(starts, ends, strict=True), start=1))
    pause = starts_on + DAY * draw(st.integers(30, 200))
    kept = draw(st.integers(0, 3))
    return SchoolYearDates(
        str(first),
        starts_on,
        date(first + 1, 8, 31),
        starts_on,
        ends[-1],
        terms[:kept],
        (Break(pause, pause + DAY * 7),),
    )


@st.composite
def calendars(draw):
    work = draw(working_days())
    years = tuple(draw(school_years(first)) for first in (2025, 2026) if draw(st.booleans()))
    assert check_years(years) == ()
    return SchoolCalendar(work.country, TIME_ZONES[work.country], work, years)


COMMON = st.fixed_dictionaries({"words": st.just("w"), "binding": st.sampled_from(BINDINGS)})


@st.composite
def calendar_rules(draw):
    common = draw(COMMON)
    kind = draw(st.sampled_from(("fixed_date", "period_end", "times_per_period")))
    if kind == "fixed_date":
        month = draw(st.integers(1, 12))
        last = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
        day = draw(st.none() | st.integers(1, last))
        basis = draw(st.sampled_from(("year", "school_year")))
        return FixedDate(**common, month=month, day=day, basis=basis)
    if kind == "period_end":
        period = tuple(draw(st.lists(st.sampled_from(PERIODS), min_size=1, max_size=3, unique=True)))
        months = tuple(draw(st.lists(st.integers(1, 12), min_size=1, max_size=2, unique=True)))
        offset = draw(st.none() | st.integers(0, 45))
        where = {"when": draw(st.sampled_from(("before", "after"))), "edge": draw(st.sampled_from(("start", "end")))}
        unit = draw(st.sampled_from(UNITS))
        return PeriodEnd(**common, **where, period=period, months=months, offset=offset, unit=unit)
    per = draw(st.sampled_from(PERS))
    if per == "week" and draw(st.booleans()):
        weekdays = tuple(draw(st.lists(st.integers(1, 7), min_size=1, max_size=3, unique=True)))
        return TimesPerPeriod(**common, per=per, min=len(weekdays), weekdays=weekdays)
    return TimesPerPeriod(**common, per=per, min=draw(st.integers(0, 3)))


POLICY = st.sampled_from(("none", "next", "previous"))
FILTER = st.sampled_from(("teaching_months", "all_months"))
SPANS = st.tuples(st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.integers(0, 500), st.integers(0, 500))


@UNTIMED
@given(working_days(), DAYS, st.integers(1, 400))
def test_counting_is_exact_and_reversible(work, day, n):
    after, before = work.add(day, n), work.subtract(day, n)
    assert work.is_working_day(after)
    assert work.is_working_day(before)
    assert (work.count(day, after), work.count(before - DAY, day - DAY)) == (n, n)
    assert work.subtract(after + DAY, n) > day >= work.subtract(after, n)


@UNTIMED
@given(working_days(), DAYS, st.integers(0, 200))
def test_more_days_are_later(work, day, n):
    assert work.add(day, n) < work.add(day, n + 1)
    assert work.subtract(day, n) > work.subtract(day, n + 1)
    assert work.add(day, n + 1) <= work.add(day + DAY, n + 1)


@UNTIMED
@given(working_days(), DAYS)
def test_nearest_working_days_enclose_the_day(work, day):
    last, first = work.last_on_or_before(day), work.first_on_or_after(day)
    assert last <= day <= first
    assert work.between(last, first) == ((day,) if last == first else (last, first))


@UNTIMED
@given(DAYS, COUNTRY)
def test_working_days_agree_with_a_plain_count(day, country):
    work = WorkingDays(country)
    plain = tuple(
        day + DAY * n
        for n in range(60)
        if (day + DAY * n).weekday() < 5 and work.holiday_name(day + DAY * n, "en") is None
    )
    assert work.between(day, day + DAY * 59) == plain


@UNTIMED
@given(calendar_rules(), calendars(), SPANS, POLICY, FILTER)
def test_same_question_same_answer_and_windows_add_up(rule, calendar, span, policy, month_filter):
    start, first, second = span
    middle, end = start + DAY * first, start + DAY * (first + second + 1)
    how = {"weekend_policy": policy, "month_filter": month_filter}
    whole = dues(rule, calendar, start=start, end=end, **how)
    assert whole == dues(rule, calendar, start=start, end=end, **how)
    parts = dues(rule, calendar, start=start, end=middle, **how) + dues(
        rule, calendar, start=middle + DAY, end=end, **how
    )
    assert set(whole) == set(parts)
    assert len(whole) == len(set(whole))
    dated = [due for due in parts if due.due_on]
    assert dated == [due for due in whole if due.due_on]
    assert all(start <= due.due_on <= end for due in dated)


@UNTIMED
@given(calendar_rules(), calendars(), st.dates(date(2025, 1, 1), date(2028, 12, 31)), POLICY, FILTER)
def test_each_period_is_due_once(rule, calendar, start, policy, month_filter):
    found = dues(rule, calendar, start=start, end=start + DAY * 900, weekend_policy=policy, month_filter=month_filter)
    keys = [due.period_key for due in found]
    assert len(keys) == len(set(keys))
    assert all((due.due_on is None) == (due.reason is not None) for due in found)


@UNTIMED
@given(calendar_rules(), calendars(), st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_a_warm_calendar_answers_as_a_new_one(rule, calendar, start):
    window = {"start": start, "end": start + DAY * 400}
    dues(rule, calendar, start=start - DAY * 500, end=start)
    fresh = SchoolCalendar(
        calendar.country,
        calendar.time_zone,
        WorkingDays(calendar.country, calendar.working_days.days_off, calendar.working_days.extra_working_days),
        calendar.years,
    )
    assert dues(rule, calendar, **window) == dues(rule, fresh, **window)


@UNTIMED
@given(calendars(), st.integers(0, 30), st.sampled_from(("trimester", "month", "school_year")), DAYS)
def test_working_day_rules_never_fall_on_a_day_off_and_grow_with_the_number(calendar, n, period, start):
    sides = []
    for number in (n, n + 1):
        rule = PeriodEnd(words="w", binding="duty", period=(period,), offset=number, unit="working_day")
        found = dues(rule, calendar, start=start, end=start + DAY * 800)
        assert all(calendar.working_days.is_working_day(due.due_on) for due in found if due.due_on)
        sides.append({due.period_key: due.due_on for due in found if due.due_on})
    fewer, more = sides
    assert all(fewer[key] < more[key] for key in fewer.keys() & more.keys())


EDGES = st.sampled_from(("start", "end"))


@UNTIMED
@given(calendars(), st.integers(1, 30), st.sampled_from(("trimester", "month", "school_year")), EDGES, DAYS)
def test_working_days_before_an_edge_are_working_days_and_more_of_them_are_earlier(calendar, n, period, edge, start):
    work, sides = calendar.working_days, []
    for number in (0, n, n + 1):
        rule = PeriodEnd(
            words="w", binding="duty", period=(period,), offset=number, unit="working_day", when="before", edge=edge
        )
        found = [due for due in dues(rule, calendar, start=start, end=start + DAY * 800) if due.due_on]
        assert all(work.is_working_day(due.due_on) for due in found)
        for due in found:
            day = due.period_starts_on if edge == "start" else due.period_ends_on
            assert work.count(due.due_on - DAY, day - DAY) == number or not number
        sides.append({due.period_key: due.due_on for due in found})
    none, fewer, more = sides
    assert all(fewer[key] > more[key] for key in fewer.keys() & more.keys())
    assert all(none[key] >= fewer[key] for key in none.keys() & fewer.keys())


@UNTIMED
@given(calendars(), st.integers(1, 30), st.sampled_from(("trimester", "month", "school_year")), DAYS)
def test_working_days_after_a_start_are_working_days_and_more_of_them_are_later(calendar, n, period, start):
    work, sides = calendar.working_days, []
    for number in (n, n + 1):
        rule = PeriodEnd(words="w", binding="duty", period=(period,), offset=number, unit="working_day", edge="start")
        found = [due for due in dues(rule, calendar, start=start, end=start + DAY * 800) if due.due_on]
        assert all(work.is_working_day(due.due_on) for due in found)
        assert all(work.count(due.period_starts_on, due.due_on) == number for due in found)
        sides.append({due.period_key: due.due_on for due in found})
    fewer, more = sides
    assert all(fewer[key] < more[key] for key in fewer.keys() & more.keys())


@UNTIMED
@given(calendars(), st.integers(1, 7), DAYS, POLICY)
def test_a_day_of_the_week_comes_on_that_day_or_moves_to_a_working_day(calendar, weekday, start, policy):
    rule = TimesPerPeriod(words="w", binding="duty", per="week", min=1, weekdays=(weekday,))
    found = dues(rule, calendar, start=start, end=start + DAY * 400, weekend_policy=policy)
    for due in found:
        named = due.period_starts_on + DAY * (weekday - 1)
        is_kept = policy == "none" or calendar.working_days.is_working_day(named)
        assert (due.due_on == named) is is_kept
        assert is_kept or calendar.working_days.is_working_day(due.due_on)


@UNTIMED
@given(calendars(), st.integers(1, 12), st.integers(1, 28), DAYS)
def test_weekend_policies_enclose_the_named_day(calendar, month, day, start):
    rule = FixedDate(words="w", binding="duty", month=month, day=day, basis="year")
    sides = []
    for policy in ("previous", "none", "next"):
        found = dues(rule, calendar, start=start, end=start + DAY * 800, weekend_policy=policy)
        sides.append({due.period_key: due.due_on for due in found})
    for key in sides[0].keys() & sides[1].keys() & sides[2].keys():
        previous, named, following = (side[key] for side in sides)
        assert (named.month, named.day) == (month, day)
        assert previous <= named <= following
        assert calendar.working_days.is_working_day(previous)
        assert calendar.working_days.is_working_day(following)
        assert (previous == named == following) is calendar.working_days.is_working_day(named)


@UNTIMED
@given(calendars(), st.integers(1, 12), st.integers(2025, 2060))
def test_a_yearly_date_comes_every_year_without_end(calendar, month, year):
    rule = FixedDate(words="w", binding="duty", month=month)
    found = dues(rule, calendar, start=date(year, 1, 1), end=date(year + 4, 12, 31))
    assert [due.due_on.year for due in found] == list(range(year, year + 5))
    assert all((due.due_on + DAY).day == 1 for due in found)
    assert len({due.period_key for due in found}) == 5


@UNTIMED
@given(calendar_rules(), calendars(), DAYS)
def test_the_same_calendar_moves_nothing(rule, calendar, start):
    assert moved(rule, calendar, calendar, start=start, end=start + DAY * 365) == ()


@UNTIMED
@given(calendar_rules())
def test_rules_round_trip(rule):
    assert Rule.from_json(rule.to_json()) == rule
    assert Rule.from_json(rule.to_json()).to_json() == rule.to_json()
    assert not (can_be_late(rule) and rule.binding != "duty")


@UNTIMED
@given(COUNTRY, DAYS, st.integers(0, 40), st.sampled_from(UNITS), st.sampled_from(("before", "after")))
def test_a_limit_ends_with_the_local_day_whatever_the_clocks_do(country, day, n, unit, when):
    calendar = SchoolCalendar(country, TIME_ZONES[country], WorkingDays(country))
    rule = Event(words="w", binding="duty", when=when, offset=n, unit=unit)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(calendar.time_zone))
    due = event_due(rule, happened_at=noon, calendar=calendar)
    if unit == "hour":
        assert abs(due.due_at - noon.astimezone(UTC)) == timedelta(hours=n)
    else:
        local = due.due_at.astimezone(ZoneInfo(calendar.time_zone))
        assert (local.date() - DAY, local.hour, local.minute) == (due.due_on, 0, 0)
        hour = event_due(replace(rule, time="10:00"), happened_at=noon, calendar=calendar)
        local = hour.due_at.astimezone(ZoneInfo(calendar.time_zone))
        assert (hour.due_on, local.date(), local.hour, local.minute) == (due.due_on, due.due_on, 10, 0)
    assert due.due_on <= day if when == "before" else due.due_on >= day
