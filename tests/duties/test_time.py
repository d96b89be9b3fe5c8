"""Simulated months in three countries, with both clock changes, a clock that is put back and a ticker that was dead:
every stage is told exactly once, on the right day, in at most one digest for each person and day.

What is expected is worked out a second time here, day by day, from working days alone.
"""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from duties.models import Reminder
from duties.services import plan_reminders
from schools import outbox
from schools.models import OutboxMessage
from schools.workdays import WorkingDays
from tests import factories
from tests.duties.reminding_rows import ZONES, at, due

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ORDER = ("week", "eve", "day")


def reached(due_on, day, works):
    """The newest stage reached on a day, by walking through the days."""

    def back(day):
        while not works(day):
            day -= DAY
        return day

    if day > due_on:
        late, walk = 0, due_on
        while walk < day:
            walk += DAY
            late += works(walk)
        return f"late-{late // 5}" if late >= 5 else "day"
    last = back(due_on)
    eve = back(last - DAY)
    if day >= last:
        return "day"
    if day >= eve:
        return "eve"
    return "week" if day >= due_on - 7 * DAY else None


def place(stage):
    return ORDER.index(stage) if stage in ORDER else 2 + int(stage[5:])


def expected(rows, days, works, *, is_daily):
    """{(occurrence, stage): the day on which it is told} for one person with these rows."""
    told = {}
    for day in days:
        if not works(day):
            continue
        monday = day - timedelta(days=day.weekday())
        while not works(monday):
            monday += DAY
        new, is_urgent = [], False
        for row in rows:
            stage = reached(row.due_on, day, works)
            known = [place(name) for pk, name in told if pk == row.pk]
            if stage is None or (row.pk, stage) in told:
                continue
            new.append((row.pk, stage))
            then = reached(row.due_on, monday, works)
            missed = then is not None and all(number < place(then) for number in known)
            is_urgent |= is_daily or stage == "day" or missed
        if is_urgent:
            told |= dict.fromkeys(new, day)
    return told


def make_people(seed, first, length):
    """A school in each country with a daily and a weekly reader; [(person, country, is_daily, rows)]."""
    chance = random.Random(seed)
    found = []
    for country in ZONES:
        school = factories.make_school(country=country, started=True, now=datetime(2026, 1, 1, tzinfo=UTC))
        for level in ("it", "staff"):
            person = factories.make_person(school=school, level=level)
            dues = [first + timedelta(days=chance.randint(0, length)) for _ in range(max(3, length // 15))]
            rows = [due(school=school, holder=person, due_on=day) for day in dues]
            found.append((person, country, level == "it", rows))
    return found


def ticks(first, length, seed):
    """Instants at which the ticker runs, some of them twice or out of order; and the days on which it ran."""
    chance = random.Random(seed)
    alive = []
    for ahead in range(length):
        day = first + timedelta(days=ahead)
        if ahead % 17 in (8, 9, 10):  # dead for three days
            continue
        alive.append(day)
        hours = [(6, 59), (7, 0), (12, 0), (23, 30)]
        if chance.random() < 0.2:
            hours += [(6, 30), (7, 5)]  # the clock was put back
        if chance.random() < 0.2:
            hours = hours[2:]  # the worker came up at noon
        yield from (at(day, hour, minute) for hour, minute in hours)
    yield alive


def simulate(first, length, seed):
    people = make_people(seed, first, length)
    *moments, alive = ticks(first, length, seed)
    for moment in moments:
        plan_reminders(now=moment)
        plan_reminders(now=moment)  # a second ticker
        outbox.send_due(now=lambda moment=moment: moment)
    for person, country, is_daily, rows in people:
        told = {
            (pk, stage): created.astimezone(at(first).tzinfo).date()
            for pk, stage, created in Reminder.objects.filter(person=person).values_list(
                "occurrence", "stage", "created_at"
            )
        }
        assert told == expected(rows, alive, WorkingDays(country).is_working_day, is_daily=is_daily)
        assert told
    digests = Counter(OutboxMessage.objects.values_list("to", "payload__on"))
    assert set(digests.values()) == {1}
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"done"}


@pytest.mark.slow
@pytest.mark.parametrize("first", [date(2026, 3, 1), date(2026, 9, 28)], ids=["into summer time", "out of it"])
def test_sixty_days(first):
    simulate(first, 60, seed=first.toordinal())


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(3))
def test_four_hundred_days(seed):
    simulate(date(2026, 2, 1), 400, seed=seed)


def test_the_hour_is_local_on_both_sides_of_the_clock_changes():
    school = factories.make_school(country="FI", started=True)
    person = factories.make_person(school=school, level="it")
    for day in (date(2026, 10, 23), date(2026, 10, 26), date(2027, 3, 26), date(2027, 3, 30)):
        due(school=school, holder=person, due_on=day)
    found = []
    # 7:00 in Helsinki is 4:00 UTC in summer time and 5:00 UTC outside it; 26.3.2027 is Good Friday.
    for moment in ("2026-10-23T03:59", "2026-10-23T04:00", "2026-10-26T04:59", "2026-10-26T05:00",
                   "2027-03-30T03:59", "2027-03-30T04:00"):  # fmt: skip
        found.append(plan_reminders(now=datetime.fromisoformat(moment + "+00:00")).digests)
    assert found == [0, 1, 0, 1, 0, 1]
