"""Read a job description from a file and print what was found in it."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roles.file_reading import FileReadingError, read_file
from roles.reading.languages import LANGUAGES
from roles.reading_words import failure_words


class Command(BaseCommand):
    """``manage.py read_document FILE [--language xx] --json``: status 0 with warnings too, 2 if it cannot be read."""

    help = "Read a job description (DOCX, PDF, ODT, text) into the structure of docs/role.schema.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=sorted(LANGUAGES), help="its language (default: told from its words)")
        parser.add_argument("--json", action="store_true", help="print one JSON object (default: a short summary)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file in the limited process, print what it holds."""
        path = options["file"]
        try:
            found = read_file(path.read_bytes(), path.name, options["language"])
        except (FileReadingError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else failure_words(error.code)
            raise CommandError(f"{path.name}: {reason}", returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        count = sum(len(section["items"]) for section in found["sections"])
        self.stdout.write(f"{found['title']} ({found['language']}): {len(found['sections'])} sections, {count} items")
        warnings = ", ".join(found["warnings"]) or "-"
        self.stdout.write(f"{found['coverage']:.1%} of the words placed; warnings: {warnings}")
