"""What the workers run for duties; ``manage.py plan`` runs the same by hand."""

from celery import shared_task

from duties.services.rolling import roll_horizons
from schools.clock import now


@shared_task(name="duties.plan", ignore_result=True)
def plan() -> None:
    """Move horizons on, then plan the reminders that are due; runs each minute."""
    roll_horizons(now=now())
