"""What the workers run; each can be called by hand as well (``manage.py sweep``)."""

from celery import shared_task

from schools import form_keys, jobs, outbox
from schools.clock import now


@shared_task(name="schools.sweep", ignore_result=True)
def sweep() -> None:
    """Send every due message and forget old form keys; runs each minute and when woken."""
    outbox.send_due(now=now)
    form_keys.forget_old(now=now())


@shared_task(name="schools.run_jobs", ignore_result=True)
def run_jobs() -> None:
    """Run every due job; runs each minute and when woken, on a queue of its own."""
    jobs.run_due(now=now)
