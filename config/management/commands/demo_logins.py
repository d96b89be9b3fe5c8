"""`manage.py demo_logins`: who can sign in to the demo, and what they see."""

from typing import Any

from django.core.management.base import BaseCommand

from config.demo.loader import PASSWORD, logins
from schools.access_levels import AccessLevel
from schools.models import User

L = AccessLevel
# What a login of each level finds, for the one who tries Kord; the demo's own words, not the interface's.
SEES = {
    L.PRINCIPAL: "everything of the school: duties of all, texts, people, calendar",
    L.IT: "own duties, all duties of the school to read, texts",
    L.SECRETARY: "own duties, all duties of the school to read, people and calendar",
    L.STAFF: "own duties, texts, calendar",
    L.HANDLER: "as staff; bullying reports come later",
    L.DATA_PROTECTION: "own duties, texts",
    L.COORDINATOR: "the owner's schools",
    L.OFFICER: "the owner's schools",
    L.OPERATOR: "no school: operates the installation",
}


class Command(BaseCommand):
    """Print the demo's logins with their one password."""

    help = "Print who can sign in to the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table, or that there is no demo here."""
        shown = logins()
        present = set(User.objects.filter(email__in=[row.email for row in shown]).values_list("email", flat=True))
        shown = [row for row in shown if row.email in present]
        if not shown:
            self.stdout.write("The demo is not loaded here.")
            return
        rows = [("e-mail", "who", "where", "sees")]
        rows += [(row.email, f"{row.name or '–'}, {row.level}", row.place or "–", SEES[row.level]) for row in shown]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        self.stdout.write(f"Password of all of them: {PASSWORD}")
        for row in rows:
            left = "  ".join(words.ljust(width) for words, width in zip(row[:3], widths, strict=True))
            self.stdout.write(f"  {left}  {row[3]}")
