"""Planning digests: who is told today of what, each reminder written together with the mail that tells it.

Decided from what is there, never from what should have run: a digest holds every line whose newest stage has not
been told yet. So a worker that was dead for three days tells the newest stage once, and nobody twice.
A login is planned with the first of its schools, whose mark (``Planning.reminded_until``) is locked meanwhile.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import F, QuerySet

from duties import notifications
from duties.answering import Cast, cast_of
from duties.models import Occurrence, Planning, Reminder, ReminderHabit
from duties.models.reminders import DigestRhythm
from duties.readers import SENDING_HOURS, USUAL_HOUR, Reader, addressees, principals_among, readers_of
from duties.stages import DAY, HANDED, first_of_week, rank, stage_on
from schools import audit
from schools.actors import Actor, System
from schools.failpoints import failpoint
from schools.models import OutboxMessage, Person, School, User
from schools.models.delivery import LeasedState
from schools.queries import working_days_by_school
from schools.workdays import WorkingDays

log = logging.getLogger(__name__)

BY = System("reminders")
CHUNK = 200  # schools in one transaction
BATCH = 500  # rows in one statement


@dataclass(frozen=True)
class Reminded:
    """What planning came to."""

    digests: int = 0
    reminders: int = 0

    def __add__(self, other: "Reminded") -> "Reminded":
        return Reminded(self.digests + other.digests, self.reminders + other.reminders)


@dataclass(frozen=True)
class Line:
    """An occurrence that a reader is told of at a stage; ``is_urgent`` ones do not wait for a weekly digest."""

    occurrence: Occurrence
    due_on: date
    person_id: int
    stage: str
    is_urgent: bool


def plan_reminders(*, now: datetime) -> Reminded:
    """Plan the digests whose hour has come, in all started schools; safe to run at once in several processes.

    Each school is looked at once an hour; a minute in which no hour begins costs two queries.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    total = Reminded()
    for on, zones in _zones_by_day(now).items():
        waiting = Planning.objects.unreminded(hour=hour, now=now).filter(school__time_zone__in=zones)
        last = 0
        while keys := list(
            waiting.filter(school_id__gt=last).order_by("school_id").values_list("school_id", flat=True)[:CHUNK]
        ):
            last = keys[-1]
            total += _plan_or_split(keys, on=on, hour=hour, now=now)
    return total


def _zones_by_day(now: datetime) -> dict[date, list[str]]:
    """Return the time zones of started schools by the local day, where it is not night."""
    found: dict[date, list[str]] = {}
    for zone in School.objects.filter(started_at__lte=now).order_by().values_list("time_zone", flat=True).distinct():
        local = now.astimezone(ZoneInfo(zone))
        if local.hour in SENDING_HOURS:
            found.setdefault(local.date(), []).append(zone)
    return found


@transaction.atomic
def set_reminder_habit(*, user: User, rhythm: str, hour: int, by: Actor, now: datetime) -> ReminderHabit:
    """Choose how often and at which local hour (5 to 20) a login's digest comes. Raises ValueError for others."""
    if rhythm not in DigestRhythm.values or hour not in SENDING_HOURS:
        raise ValueError("A digest comes daily, weekly or never, between 5 and 20 o'clock.")
    habit, _is_new = ReminderHabit.objects.update_or_create(user=user, defaults={"rhythm": rhythm, "hour": hour})
    data = {"rhythm": str(rhythm), "hour": hour}
    audit.record(verb="reminders.habit_set", scope=None, subject=user, data=data, by=by, now=now)
    return habit


def _plan_or_split(keys: Sequence[int], *, on: date, hour: datetime, now: datetime) -> Reminded:
    """Plan a chunk of schools; when it fails, each by itself, so that one school never stops the others."""
    try:
        return _plan_chunk(keys, on=on, hour=hour, now=now)
    except Exception as error:
        if len(keys) == 1:
            log.exception("reminders of school %s: %s", keys[0], type(error).__name__)
            return Reminded()
    total = Reminded()
    for key in keys:
        total += _plan_or_split([key], on=on, hour=hour, now=now)
    return total


@transaction.atomic
def _plan_chunk(keys: Sequence[int], *, on: date, hour: datetime, now: datetime) -> Reminded:
    marks = Planning.objects.unreminded(hour=hour, now=now).filter(school__in=keys)
    if connection.features.has_select_for_update_skip_locked:
        marks = marks.select_for_update(skip_locked=True, of=("self",))
    locked = {mark.school_id: mark for mark in marks.select_related("school")}
    failpoint("reminders.locked")
    digests = _digests(_readers(locked, on=on, now=now), on=on)
    written = _write(digests, on=on, now=now) if digests else Reminded()
    Planning.objects.filter(pk__in=[mark.pk for mark in locked.values()]).update(reminded_until=now)
    failpoint("reminders.planned")
    return written


def _readers(locked: Mapping[int, Planning], *, on: date, now: datetime) -> list[Reader]:
    """Return the readers at home in the locked schools whose hour has come and who have no digest of the day yet."""
    people = Person.objects.staff().filter(school__in=locked, user__isnull=False)
    usual = [datetime.combine(on, time(USUAL_HOUR), ZoneInfo(mark.school.time_zone)) for mark in locked.values()]
    if not any(_since(mark, now) < hour <= now for mark, hour in zip(locked.values(), usual, strict=True)):
        people = people.filter(user__reminder_habit__isnull=False)  # only they may have another hour
    found = []
    for reader in readers_of(list(people.values_list("user", flat=True).distinct()), on=on, now=now):
        mark = locked.get(reader.home.pk)
        if mark is not None and _since(mark, now) < reader.moment(on) <= now:
            found.append(reader)
    keys = {notifications.digest_key(reader.user.pk, on) for reader in found}
    known = set(OutboxMessage.objects.filter(key__in=keys).values_list("key", flat=True))
    return [reader for reader in found if notifications.digest_key(reader.user.pk, on) not in known]


def _since(mark: Planning, now: datetime) -> datetime:
    """Return the instant after which hours count as new: nobody is written to in the hour in which a school starts."""
    if mark.reminded_until is not None and mark.reminded_until > now:
        return now - timedelta(days=1)
    return mark.reminded_until or mark.school.started_at or now


def _digests(readers: Sequence[Reader], *, on: date) -> dict[int, tuple[Reader, list[Line]]]:
    """Return each reader's untold lines by login, where at least one of them is worth a mail today."""
    schools = list(
        {person.school_id: person.school for reader in readers for person in reader.persons.values()}.values()
    )
    if not schools:
        return {}
    cast = cast_of(schools, on=on)
    days = working_days_by_school(schools)
    principals = principals_among(readers)
    by_person = {person.pk: reader for reader in readers for person in reader.persons.values()}
    found: dict[int, tuple[Reader, list[Line]]] = {}
    at_work = [key for key in days if days[key].is_working_day(on)]
    near = Occurrence.objects.to_remind(on).filter(school__in=at_work).order_by("school_id", "due_on", "pk")
    # Whoever has been given something is told at once, however far its deadline is.
    handed = list(Occurrence.objects.handed_ahead(on).filter(school__in=at_work).order_by("pk"))
    told = _told(Reminder.objects.filter(occurrence__in=Occurrence.objects.to_remind(on).filter(school__in=schools)))
    if handed:
        told |= _told(Reminder.objects.filter(occurrence__in=[row.pk for row in handed]))
    for row in (*near, *handed):
        concerned = addressees(row, cast, principals)
        for person_id in concerned.people:
            reader = by_person.get(person_id)
            if reader is None:
                continue
            known = told.get((row.pk, person_id, row.due_on), frozenset())
            for line in _lines(row, person_id, reader, known, days[row.school_id], cast):
                urgent = line.is_urgent or concerned.is_nobodys
                lines = found.setdefault(reader.user.pk, (reader, []))[1]
                lines.append(replace(line, is_urgent=urgent))
    return {user: (reader, lines) for user, (reader, lines) in found.items() if any(line.is_urgent for line in lines)}


def _lines(
    row: Occurrence, person_id: int, reader: Reader, known: frozenset[str], days: WorkingDays, cast: Cast
) -> Iterator[Line]:
    """Yield what a person is to be told of an occurrence: that somebody has handed it over, and its newest stage."""
    is_given = row.handed_to_id == person_id and row.handed_by_id not in (None, person_id)
    if is_given and row.due_on is not None and HANDED not in known:
        yield Line(row, row.due_on, person_id, HANDED, is_urgent=True)
    stage = _line(row, person_id, reader, known - {HANDED}, days, cast)
    if stage is not None:
        yield stage


def _line(
    row: Occurrence, person_id: int, reader: Reader, known: frozenset[str], days: WorkingDays, cast: Cast
) -> Line | None:
    """Return the line of an occurrence whose newest stage a person has not been told."""
    if row.due_on is None:
        return None

    def is_away(day: date) -> bool:
        return cast.is_away(person_id, day)

    stage = stage_on(row.due_on, cast.on, days, is_away)
    if stage is None or stage in known:
        return None
    urgent = reader.rhythm == DigestRhythm.DAILY or stage == DAY
    if not urgent:
        # Weekly: what was there to tell when the week began, and was not told then or since.
        monday = stage_on(row.due_on, first_of_week(cast.on, days), days, is_away)
        urgent = monday is not None and all(rank(earlier) < rank(monday) for earlier in known)
    return Line(row, row.due_on, person_id, stage, urgent)


def _told(reminders: QuerySet[Reminder]) -> dict[tuple[int, int, date | None], frozenset[str]]:
    """Return the stages told by (occurrence, person, due day spoken of); an older hand-over does not count."""
    found: dict[tuple[int, int, date | None], set[str]] = {}
    rows = reminders.exclude(stage=HANDED, occurrence__handed_at__gt=F("created_at"))
    for occurrence_id, person_id, due_on, stage in rows.values_list("occurrence_id", "person_id", "due_on", "stage"):
        found.setdefault((occurrence_id, person_id, due_on), set()).add(stage)
    return {key: frozenset(stages) for key, stages in found.items()}


def _write(digests: Mapping[int, tuple[Reader, list[Line]]], *, on: date, now: datetime) -> Reminded:
    """Write messages and their reminders; what waits in their older digests moves along."""
    readers = [reader for reader, _lines in digests.values()]
    messages = notifications.enqueue_digests(readers, on=on, now=now)
    failpoint("reminders.messages")
    _take_over(readers, messages)
    rows = [
        Reminder(
            occurrence=line.occurrence,
            person_id=line.person_id,
            stage=line.stage,
            due_on=line.due_on,
            message_id=messages[user_id],
            created_at=now,
        )
        for user_id, (_reader, lines) in digests.items()
        for line in lines
    ]
    Reminder.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["occurrence", "person", "stage"],
        update_fields=["due_on", "message", "created_at"],
    )
    _record(rows, now)
    return Reminded(len(messages), len(rows))


def _take_over(readers: Sequence[Reader], messages: Mapping[int, int]) -> None:
    """After an outage of the mail server one digest goes out: the older ones find nothing left and are dropped."""
    persons = {person.pk: reader.user.pk for reader in readers for person in reader.persons.values()}
    waiting = OutboxMessage.objects.filter(
        kind=notifications.DIGEST, state=LeasedState.WAITING, person__in=persons
    ).exclude(pk__in=messages.values())
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    for older in waiting.only("pk", "person_id"):
        Reminder.objects.filter(message=older).update(message=messages[persons[older.person_id or 0]])


def _record(rows: Sequence[Reminder], now: datetime) -> None:
    keys: dict[int, list[str]] = {}
    for row in rows:
        keys.setdefault(row.occurrence.school_id, []).append(f"{row.occurrence_id} {row.person_id} {row.stage}")
    entries = [
        audit.Entry(
            "reminders.planned",
            school,
            data={"count": len(keys[school.pk]), "digest": audit.digest_of(keys[school.pk])},
        )
        for school in School.objects.filter(pk__in=keys)
    ]
    audit.record_all(entries, by=BY, now=now)
