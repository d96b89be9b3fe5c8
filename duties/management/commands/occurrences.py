"""``manage.py occurrences``: what is due, as data for scripts."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from duties.queries.listing import occurrence_lines
from schools.clock import today
from schools.models import School


def _day(text: str) -> date:
    return date.fromisoformat(text)


class Command(BaseCommand):
    """Lists a school's occurrences of a span of days."""

    help = "List what is due in a school between two days, both included."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the school, the span and the form of the answer."""
        parser.add_argument("--school", required=True, help="the school's slug")
        parser.add_argument("--from", dest="start", required=True, type=_day, help="first day, YYYY-MM-DD")
        parser.add_argument("--to", dest="end", required=True, type=_day, help="last day, YYYY-MM-DD")
        parser.add_argument("--json", action="store_true", help="a JSON list instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list; an unknown school or a span that ends before it begins is an error."""
        school = School.objects.filter(slug=options["school"]).first()
        if school is None:
            raise CommandError(f"There is no school {options['school']}.")
        if options["end"] < options["start"]:
            raise CommandError("The span ends before it begins.")
        lines = occurrence_lines(
            school=school, start=options["start"], end=options["end"], on=today(school.time_zone)
        )  # fmt: skip
        if options["json"]:
            self.stdout.write(json.dumps(lines, ensure_ascii=False, indent=1))
            return
        for line in lines:
            who = line["addressee"] or "–"
            self.stdout.write(f"{line['due_on']}  {line['clause']:8} {line['state']:6} {who}  {line['title']}")
