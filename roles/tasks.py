"""What the workers run for job descriptions."""

from celery import shared_task

from roles.services import forget_readings as forget
from schools.clock import now


@shared_task(name="roles.forget_readings", ignore_result=True)
def forget_readings() -> None:
    """Throw away readings that nobody has touched for 30 days; runs each night."""
    forget(now=now())
