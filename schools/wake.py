"""Waking a worker: an alarm bell that may be missed, for a sweep every minute finds what it missed."""

import logging

from celery import current_app

log = logging.getLogger(__name__)


def wake(task: str, queue: str) -> None:
    """Ask a worker to look now; called on commit. A queue that is down only means "within a minute"."""
    try:
        current_app.send_task(task, queue=queue, expires=55, retry=False)
    except Exception as error:  # noqa: BLE001  (the row is safe in the database; the sweep finds it)
        log.warning("could not wake %s: %s", task, type(error).__name__)
