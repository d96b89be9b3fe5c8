"""What the pages of reading a file ask."""

from dataclasses import dataclass

from roles.models import Reading
from schools.models import Job, School
from schools.models.delivery import LeasedState


@dataclass(frozen=True)
class ReadingJob:
    """How far the job of a reading is; ``gave_up``: nobody will take it up again."""

    done: int
    gave_up: bool


def job_of(reading: Reading) -> ReadingJob | None:
    """Return the job that reads a file; one query."""
    row = Job.objects.filter(key=reading.job_key).values_list("done_count", "state").first()
    return ReadingJob(row[0], row[1] in (LeasedState.DEAD, LeasedState.DROPPED)) if row else None


def waiting_readings(school: School) -> list[Reading]:
    """Return the school's readings that wait for a person, the newest first, at most 20; one query."""
    rows = Reading.objects.for_school(school).unfinished().defer("original", "result", "corrections")
    return list(rows.order_by("-created_at")[:20])
