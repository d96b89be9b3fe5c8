"""Load a structured job description from a file."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.pdf import PdfError
from roles.models import RoleVersion
from roles.problem_words import describe
from roles.queries.questions import open_questions
from roles.services import RoleError, approve_version, delete_draft, load_document
from roles.structure import DocumentError, parse, read, warnings
from schools.actors import System
from schools.clock import now
from schools.models import School

BY = System("load_role")


class Command(BaseCommand):
    """``manage.py load_role FILE.json --school SLUG [--role CODE] [--draft | --approve --effective DATE]``."""

    help = "Load a structured job description (docs/role.schema.json) as a draft, or approve it at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--school", required=True, help="the school's slug")
        parser.add_argument("--role", help="code of the role whose text it is (default: its first post)")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--draft", action="store_true", help="leave it as a draft (default)")
        how.add_argument("--approve", action="store_true", help="approve it")
        parser.add_argument("--effective", type=date.fromisoformat, metavar="DATE", help="YYYY-MM-DD, with --approve")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say in one line what came of it."""
        if options["approve"] != (options["effective"] is not None):
            raise CommandError("--approve needs --effective DATE, and --effective needs --approve.")
        school = School.objects.filter(slug=options["school"]).first()
        if school is None:
            raise CommandError(f"There is no school {options['school']}.")
        try:
            version = self._load(school, options)
        except DocumentError as error:
            first = error.problems[0]
            more = f" (and {len(error.problems) - 1} more)" if len(error.problems) > 1 else ""
            raise CommandError(
                f"{options['file'].name}: {first.place}: {first.code}: {describe(first)}{more}"
            ) from None
        except (RoleError, PdfError, OSError) as error:
            raise CommandError(f"{options['file'].name}: {error}") from None
        self.stdout.write(f"{version.role.code} version {version.number} ({version.get_state_display()})")
        waiting = len(open_questions(version))
        if waiting:
            self.stderr.write(
                f"Before it can be approved: which clauses are those of the text before? Open: {waiting}."
            )

    def _load(self, school: School, options: dict[str, Any]) -> RoleVersion:
        data = read(options["file"].read_bytes())
        for warning in warnings(parse(data)):
            self.stderr.write(f"Warning: {warning.place}: {describe(warning)}")
        moment = now()
        version = load_document(school=school, document=data, role_code=options["role"], by=BY, now=moment)
        if not options["approve"]:
            return version
        try:
            return approve_version(version=version, effective_on=options["effective"], by=BY, now=moment)
        except Exception:
            delete_draft(version=version, by=BY, now=moment)  # all or nothing, without a long transaction
            raise
