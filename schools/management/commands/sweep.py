"""Send what is due, by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from schools import jobs, outbox
from schools.clock import now


class Command(BaseCommand):
    """What the workers do every minute, once."""

    help = "Send every due message and run every due job."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, run and say how many."""
        self.stdout.write(f"{outbox.send_due(now=now)} sent, {jobs.run_due(now=now)} jobs ended")
