"""Plan the digests whose hour has come, by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from duties.services.reminding import plan_reminders
from schools.clock import now


class Command(BaseCommand):
    """What the workers do every minute, once. ``manage.py sweep`` then sends."""

    help = "Plan the digests whose hour has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan and say how many."""
        done = plan_reminders(now=now())
        self.stdout.write(f"{done.digests} digests with {done.reminders} reminders planned")
