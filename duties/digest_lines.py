"""What a digest says at the moment it is sent: every occurrence is looked at again.

A worker takes many digests at once and reads for all of them together; just before one is sent, a small question
asks whether anything has become of its occurrences since. Then, or when the reading has grown old, it is read anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse

from duties.addresses import occurrence_url
from duties.answering import Cast, cast_of
from duties.models import Occurrence, OccurrenceState, Reminder
from duties.readers import SENDING_HOURS, Reader, addressees, principals_among, readers_of
from duties.stages import HANDED, stage_on
from schools.models import OutboxMessage, School
from schools.prepared import Prepared
from schools.queries import working_days_by_school
from schools.workdays import WorkingDays


@dataclass(frozen=True)
class DigestLine:
    """One occurrence: its day, the duty's words, and where to tick it off.

    ``done`` of ``needed`` counts doings of quota duties; ``is_nobodys``: told to the principal, nobody answers.
    """

    due_on: date
    title: str
    post: str
    number: str
    group: str
    done: int
    needed: int
    is_nobodys: bool
    handed_by: str  # who handed it to the reader; "" when nobody did
    url: str


@dataclass(frozen=True)
class SchoolPart:
    """The lines of one school, the latest first."""

    name: str
    url: str
    lines: tuple[DigestLine, ...]


@dataclass(frozen=True)
class Digest:
    """A person's digest: its local day and hour, the schools in the order of their names, and the reader."""

    reader: Reader
    on: date
    is_silent: bool  # sent late, on a day off or at night: it waits for the next morning
    parts: tuple[SchoolPart, ...]

    def count(self, *, late: bool = False, today: bool = False) -> int:
        """Return how many lines are late, are for today, or (neither) lie ahead."""
        days = [line.due_on for part in self.parts for line in part.lines]
        if late:
            return sum(day < self.on for day in days)
        return sum(day == self.on for day in days) if today else sum(day > self.on for day in days)


@dataclass(frozen=True)
class Reading:
    """What the digests of a batch have in common, read at one instant: at most a few seconds old when it is used.

    By message its reminders, by (local day, login) the reader, by local day who answers for what in all the schools.
    """

    at: datetime
    reminders: Mapping[int, Sequence[Reminder]]
    readers: Mapping[tuple[date, int], Reader]
    casts: Mapping[date, Cast]
    days: Mapping[int, WorkingDays]

    def is_fresh(self, message: OutboxMessage, *, now: datetime) -> bool:
        """Whether this may still be used for a message: read just now, its occurrences as they were; one query."""
        known = self.reminders.get(message.pk)
        if (
            known is None
            or not timedelta(0) <= now - self.at <= FRESH
            or _day_of(known, now) != _day_of(known, self.at)
        ):
            return False
        states = {(row.pk, row.occurrence.state, row.occurrence.due_on, row.occurrence.handed_to_id) for row in known}
        return states == set(_STATES.ask(message.pk))


FRESH = timedelta(seconds=5)
_STATES = Prepared(
    lambda message: (
        Reminder.objects.filter(message=message)
        .order_by()
        .values_list("pk", "occurrence__state", "occurrence__due_on", "occurrence__handed_to")
    ),
    int,
)


def _day_of(reminders: Sequence[Reminder], now: datetime) -> date | None:
    """Return the digest's local day: that of the school of its first line."""
    return _local(reminders, now).date() if reminders else None


def _local(reminders: Sequence[Reminder], now: datetime) -> datetime:
    return now.astimezone(ZoneInfo(reminders[0].occurrence.school.time_zone))


def read_digests(messages: Sequence[OutboxMessage], *, now: datetime) -> Reading:
    """Read what these digests need: two queries, and seven for each local day (at most two at any instant)."""
    reminders: dict[int, list[Reminder]] = {message.pk: [] for message in messages}
    rows = (
        Reminder.objects.filter(message__in=reminders)
        .select_related(
            "occurrence__school",
            "occurrence__duty",
            "occurrence__post",
            "occurrence__group",
            "occurrence__person",
            "occurrence__handed_by",
        )
        .annotate(done=Count("occurrence__completions", filter=Q(occurrence__completions__undone_at__isnull=True)))
        .order_by("occurrence__due_on", "occurrence__duty__number", "pk")
    )
    schools: dict[date, dict[int, School]] = defaultdict(dict)
    users: dict[date, set[int]] = defaultdict(set)
    for reminder in rows:
        reminders[reminder.message_id or 0].append(reminder)
    for message in messages:
        if day := _day_of(reminders[message.pk], now):
            users[day].add(message.payload["user"])
            schools[day] |= {one.occurrence.school_id: one.occurrence.school for one in reminders[message.pk]}
    return Reading(
        at=now,
        reminders=reminders,
        readers={
            (day, reader.user.pk): reader
            for day, logins in users.items()
            for reader in readers_of(sorted(logins), on=day, now=now)
        },
        casts={day: cast_of(list(found.values()), on=day) for day, found in schools.items()},
        days=working_days_by_school([school for found in schools.values() for school in found.values()]),
    )


def digest_of(message: OutboxMessage, reading: Reading, *, now: datetime) -> Digest | None:
    """Return what a digest still has to say, or None when nothing is left of it."""
    reminders = reading.reminders[message.pk]
    if not reminders:
        return None
    local = _local(reminders, now)
    reader = reading.readers.get((local.date(), message.payload["user"]))
    return _digest(reader, reminders, local, reading) if reader is not None else None


def _digest(reader: Reader, reminders: Sequence[Reminder], local: datetime, reading: Reading) -> Digest | None:
    on, days = local.date(), reading.days
    schools = list({reminder.occurrence.school_id: reminder.occurrence.school for reminder in reminders}.values())
    lines = _lines(reader, reminders, reading.casts[on], days)
    parts = [
        SchoolPart(school.name, settings.BASE_URL + page_url("duties:today", school), tuple(lines[school.pk]))
        for school in sorted(schools, key=lambda school: school.name)
        if lines.get(school.pk)
    ]
    if not parts:
        return None
    works = any(days[pk].is_working_day(on) for pk in lines)
    return Digest(reader=reader, on=on, is_silent=not works or local.hour not in SENDING_HOURS, parts=tuple(parts))


def _lines(
    reader: Reader, reminders: Iterable[Reminder], cast: Cast, days: Mapping[int, WorkingDays]
) -> dict[int, list[DigestLine]]:
    """Return by school what is still open, still near and still this reader's; one line for each occurrence."""
    principals = principals_among([reader])
    mine = {person.pk for person in reader.persons.values()}
    found: dict[int, list[DigestLine]] = {}
    seen: set[int] = set()
    for reminder in reminders:
        row = reminder.occurrence
        if row.pk in seen or reminder.person_id not in mine or row.state != OccurrenceState.OPEN:
            continue
        is_handed = reminder.stage == HANDED and row.handed_to_id == reminder.person_id
        if row.due_on is None or (not is_handed and stage_on(row.due_on, cast.on, days[row.school_id]) is None):
            continue  # it has moved away meanwhile
        concerned = addressees(row, cast, principals)
        if reminder.person_id in concerned.people:
            seen.add(row.pk)
            done = getattr(reminder, "done", 0)  # annotated above
            line = _line(row, row.due_on, done, reminder.person_id, is_nobodys=concerned.is_nobodys)
            found.setdefault(row.school_id, []).append(line)
    return found


def _line(row: Occurrence, due_on: date, done: int, reader_id: int, *, is_nobodys: bool) -> DigestLine:
    giver = row.handed_by if row.handed_to_id == reader_id != row.handed_by_id else None
    return DigestLine(
        due_on=due_on,
        title=row.duty.title,
        post=row.post.name,
        number=row.duty.number,
        group=row.group.name if row.group else "",
        done=done,
        needed=row.needed,
        is_nobodys=is_nobodys,
        handed_by=giver.name if giver else "",
        url=settings.BASE_URL + occurrence_url(row, row.school),
    )


def page_url(name: str, school: School) -> str:
    """Return the path of a school's page by the name of its URL."""
    return reverse(name, kwargs={"school": school.slug})
