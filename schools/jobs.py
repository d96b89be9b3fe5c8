"""Long work: rows that a worker takes one by one, with progress that a page shows."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from schools.actors import Actor, System
from schools.leases import claim, finish, put_back, renew
from schools.models import Job, School
from schools.models.delivery import LeasedState
from schools.wake import wake

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # of a kind that names none; kept as long as it reports progress
TAKING = timedelta(minutes=1)  # between taking a job and beginning with it
MAX_ATTEMPTS = 3
TASK = "schools.run_jobs"

Worker = Callable[[Job, Callable[[], datetime]], dict[str, Any]]
_workers: dict[str, Worker] = {}
_leases: dict[str, timedelta] = {}


def register(kind: str, worker: Worker, *, lease: timedelta = LEASE) -> None:
    """Register what does a kind of job under its stable code; called in ``ready()``.

    ``lease`` is how long it may be silent: a job whose worker was killed is taken again after that. Somebody may be
    looking at its page meanwhile, so a kind that is bounded in time says so.
    """
    if _workers.get(kind, worker) is not worker:
        raise RuntimeError(f"Job kind {kind} has two workers.")
    _workers[kind], _leases[kind] = worker, lease


def start(
    *,
    key: str,
    kind: str,
    school: School | None,
    by: Actor,
    payload: dict[str, Any],
    now: datetime,
    not_before: datetime | None = None,
) -> Job:
    """Write a job in the current transaction (the same key gives the same job) and wake a worker.

    ``not_before`` is the instant from which it may run; a sweep finds it then.
    """
    Job.objects.bulk_create(
        [
            Job(
                key=key,
                kind=kind,
                school=school,
                by=None if isinstance(by, System) else by,
                payload=payload,
                not_before=not_before or now,
                created_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: wake(TASK, "jobs"))
    return Job.objects.get(key=key)


def report_progress(job: Job, *, done: int, total: int, now: datetime) -> bool:
    """Show how far a job is and keep its lease; False when somebody else has taken it over."""
    if not renew(job, now=now, lease=_leases[job.kind]):
        return False
    Job.objects.filter(pk=job.pk, lease_token=job.lease_token).update(done_count=done, total_count=total)
    return True


def run_due(*, now: Callable[[], datetime]) -> int:
    """Run jobs one after the other until none is due; returns how many ended."""
    count = 0
    while rows := claim(Job, now=now(), lease=TAKING, limit=1):
        count += _run(rows[0], now)
    return count


def _run(job: Job, now: Callable[[], datetime]) -> bool:
    if not renew(job, now=now(), lease=_leases.get(job.kind, LEASE)):
        return False
    try:
        result = _workers[job.kind](job, now)
    except Exception as error:
        log.exception("job %s failed", job.pk)
        if job.attempts + 1 >= MAX_ATTEMPTS:
            return finish(job, state=LeasedState.DEAD, now=now(), error=type(error).__name__)
        put_back(job, not_before=now() + timedelta(minutes=1), error=type(error).__name__)
        return False
    Job.objects.filter(pk=job.pk, lease_token=job.lease_token).update(result=result)
    return finish(job, state=LeasedState.DONE, now=now())
