"""`manage.py load_demo`: fill an empty database with the demo."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from config.demo.loader import NotEmptyError, load
from schools.clock import now, today


class Command(BaseCommand):
    """Load the demo's schools, people, texts and half a year of work, dated back from today."""

    help = "Load the demo into an empty database; a database that holds anything is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or say that there is something already."""
        began = time.monotonic()
        try:
            # One day for three countries: the westernmost is where it is today for all of them.
            loaded = load(today=today("Europe/Tallinn"), now=now())
        except NotEmptyError:
            self.stdout.write("There are data already, so the demo was not loaded.")
            return
        seconds = time.monotonic() - began
        self.stdout.write(
            f"Loaded {loaded.schools} schools with {loaded.people} people and {loaded.acts} acts in {seconds:.0f} s."
        )
