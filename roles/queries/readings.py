"""What the pages of reading a file ask."""

from dataclasses import dataclass

from django.db.models import QuerySet

from roles.models import Reading, ReadingState
from schools.models import Job, Person, School
from schools.models.delivery import LeasedState
from schools.prepared import Prepared


@dataclass(frozen=True)
class ReadingJob:
    """How far the job of a reading is; ``gave_up``: nobody will take it up again."""

    done: int
    gave_up: bool


def job_of(reading: Reading) -> ReadingJob | None:
    """Return the job that reads a file; one query."""
    row = Job.objects.filter(key=reading.job_key).values_list("done_count", "state").first()
    return ReadingJob(row[0], row[1] in (LeasedState.DEAD, LeasedState.DROPPED)) if row else None


def reviews_waiting(school: int, person: int) -> "QuerySet[Reading]":
    """Return the question for the texts that somebody (both by key) gave to be read and that wait for a review."""
    uploader = Person.objects.filter(pk=person, user__isnull=False).values("user")
    read = Reading.objects.filter(school=school, state=ReadingState.READ, version__isnull=True)
    return read.filter(created_by__in=uploader).order_by("-created_at")


_REVIEWS = Prepared(lambda school, person: reviews_waiting(school, person).values_list("public_id", "name"), int, int)


def reviews_of(school: School, person: Person) -> list[tuple[str, str]]:
    """Return (public id, file name, "" for pasted text) of the reviews that wait for somebody; one query."""
    return _REVIEWS.ask(school.pk, person.pk)


def waiting_readings(school: School) -> list[Reading]:
    """Return the school's readings that wait for a person, the newest first, at most 20; one query."""
    rows = Reading.objects.for_school(school).unfinished().defer("original", "result", "corrections")
    return list(rows.order_by("-created_at")[:20])
