"""Write a job description's PDF into a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.pdf import PdfError
from documents.services import FileError, read_file
from roles.models import RoleVersion
from roles.queries.texts import read_text
from roles.services import print_version
from schools.clock import now, today


class Command(BaseCommand):
    """``manage.py role_pdf --school SLUG --role CODE [--version N] --out FILE``.

    Of an approved text the stored PDF, byte for byte; a draft is printed now and marked. Without a number the version
    in force today, else the newest.
    """

    help = "Write the PDF of a job description into a file: the stored one of an approved text, a draft printed now."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Django's own --version would take the name."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--school", required=True, help="the school's slug")
        parser.add_argument("--role", required=True, help="the role's code")
        parser.add_argument(
            "--version", type=int, dest="number", metavar="N", help="which version (default: the one in force)"
        )
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="where the PDF is written")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and say which version it is."""
        version = _version(options["school"], options["role"], options["number"])
        try:
            content = read_file(version.pdf) if version.pdf is not None else _printed(version)
            options["out"].write_bytes(content)
        except (FileError, PdfError, OSError) as error:
            raise CommandError(str(error)) from error
        state = "draft" if version.is_draft else "approved"
        self.stdout.write(f"{options['out']}: {version.role.code} version {version.number}, {state}")


def _version(school: str, code: str, number: int | None) -> RoleVersion:
    versions = RoleVersion.objects.filter(role__school__slug=school, role__code=code)
    versions = versions.select_related("role__school", "pdf")
    if number is not None:
        found = versions.filter(number=number).first()
    else:
        newest = versions.filter(translation_of__isnull=True).order_by("-number").first()
        in_force = None
        if newest is not None:
            on = today(newest.role.school.time_zone)
            in_force = versions.filter(translation_of__isnull=True).in_force(on).first()
        found = in_force or newest
    if found is None:
        which = f" version {number}" if number is not None else ""
        raise CommandError(f"There is no text {school}/{code}{which}.")
    return found


def _printed(version: RoleVersion) -> bytes:
    text = read_text(version).document
    return print_version(version=version, text=text, effective_on=None, now=now(), is_draft=True)
