"""``manage.py plan``: what the planner does each minute, by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from duties.services.rolling import roll_horizons
from schools.clock import now


class Command(BaseCommand):
    """Moves the horizons of all schools on."""

    help = "Plan the schools whose plan is stale or ends too soon."

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, and say for how many schools."""
        self.stdout.write(f"planned: {roll_horizons(now=now())}")
