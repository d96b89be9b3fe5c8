"""Check that every stored file is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.services import check_files
from schools.clock import now


class Command(BaseCommand):
    """Read and open every stored file, and look for blobs that belong to none; run it weekly."""

    help = "Check that every stored file is whole; exit status 1 when one is not."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wish to clean up."""
        parser.add_argument(
            "--remove-orphans", action="store_true", help="remove blobs older than a day that belong to no file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault, or that there is none."""
        faults = check_files(now=now(), remove_orphans=options["remove_orphans"])
        for fault in faults:
            self.stderr.write(fault.what)
        if any(fault.kind == "unreadable" for fault in faults):
            raise CommandError("Some files cannot be read. Restore them from the backup.")
        self.stdout.write("Every file is whole.")
