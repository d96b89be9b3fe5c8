"""Give a structured job description back as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roles.models import RoleVersion
from roles.queries.texts import read_text


class Command(BaseCommand):
    """``manage.py dump_role --school SLUG --role CODE [--version N]``; without a number the newest."""

    help = "Print a structured job description (docs/role.schema.json), exactly as it was loaded."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Django's own --version would take the name."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--school", required=True, help="the school's slug")
        parser.add_argument("--role", required=True, help="the role's code")
        parser.add_argument(
            "--version", type=int, dest="number", metavar="N", help="which version (default: the newest)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the JSON."""
        versions = RoleVersion.objects.filter(role__school__slug=options["school"], role__code=options["role"])
        if options["number"] is not None:
            versions = versions.filter(number=options["number"])
        version = versions.order_by("-number").first()
        if version is None:
            which = f" version {options['number']}" if options["number"] is not None else ""
            raise CommandError(f"There is no text {options['school']}/{options['role']}{which}.")
        document = read_text(version).document.to_json()
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))
