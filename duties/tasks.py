"""What the workers run for duties; ``manage.py remind`` plans the reminders by hand."""

import logging

from celery import shared_task

from duties.services.reminding import plan_reminders
from duties.services.rolling import roll_horizons
from schools.clock import now

log = logging.getLogger(__name__)


@shared_task(name="duties.plan", ignore_result=True)
def plan() -> None:
    """Move horizons on, then plan the digests whose hour has come; runs each minute."""
    try:
        roll_horizons(now=now())
    except Exception as error:  # what is planned already must be reminded of, whatever else is wrong
        log.exception("horizons: %s", type(error).__name__)
    plan_reminders(now=now())
