"""What a digest says at the moment it is sent: every occurrence is looked at again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse

from duties.addresses import occurrence_url
from duties.answering import Cast, cast_of
from duties.models import Occurrence, OccurrenceState, Reminder
from duties.readers import SENDING_HOURS, Reader, addressees, principals_among, readers_of
from duties.stages import stage_on
from schools.models import OutboxMessage, School
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


def digest_of(message: OutboxMessage, *, now: datetime) -> Digest | None:
    """Return what a digest still has to say, or None when nothing is left of it; ten queries, whatever its length."""
    reminders = list(
        Reminder.objects.filter(message=message)
        .select_related(
            "occurrence__school", "occurrence__duty", "occurrence__post", "occurrence__group", "occurrence__person"
        )
        .annotate(done=Count("occurrence__completions", filter=Q(occurrence__completions__undone_at__isnull=True)))
        .order_by("occurrence__due_on", "occurrence__duty__number", "pk")
    )
    if not reminders:
        return None
    local = now.astimezone(ZoneInfo(reminders[0].occurrence.school.time_zone))
    readers = readers_of([message.payload["user"]], on=local.date(), now=now)
    if not readers:
        return None
    return _digest(readers[0], reminders, local)


def _digest(reader: Reader, reminders: Sequence[Reminder], local: datetime) -> Digest | None:
    on = local.date()
    schools = list({reminder.occurrence.school_id: reminder.occurrence.school for reminder in reminders}.values())
    days = working_days_by_school(schools)
    lines = _lines(reader, reminders, cast_of(schools, on=on), days)
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
    reader: Reader, reminders: Iterable[Reminder], cast: Cast, days: dict[int, WorkingDays]
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
        if row.due_on is None or stage_on(row.due_on, cast.on, days[row.school_id]) is None:
            continue  # it has moved away meanwhile
        concerned = addressees(row, cast, principals)
        if reminder.person_id in concerned.people:
            seen.add(row.pk)
            done = getattr(reminder, "done", 0)  # annotated above
            found.setdefault(row.school_id, []).append(_line(row, row.due_on, done, is_nobodys=concerned.is_nobodys))
    return found


def _line(row: Occurrence, due_on: date, done: int, *, is_nobodys: bool) -> DigestLine:
    return DigestLine(
        due_on=due_on,
        title=row.duty.title,
        post=row.post.name,
        number=row.duty.number,
        group=row.group.name if row.group else "",
        done=done,
        needed=row.needed,
        is_nobodys=is_nobodys,
        url=settings.BASE_URL + occurrence_url(row, row.school),
    )


def page_url(name: str, school: School) -> str:
    """Return the path of a school's page by the name of its URL."""
    return reverse(name, kwargs={"school": school.slug})
