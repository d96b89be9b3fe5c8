"""Add a school and invite its principal."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.text import slugify

from schools.actors import System
from schools.clock import now
from schools.models import School
from schools.models.owners import Country, Language
from schools.people_reading import split_name
from schools.running import known_address
from schools.services import PersonDraft, found_school

LONGEST_SLUG = 60


class Command(BaseCommand):
    """``manage.py add_school --owner NAME --name NAME --country LT --language lt --principal-email ADDRESS``."""

    help = "Add a school, its owner if that is new, and its principal, who gets an invitation by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--owner", required=True, help="name of the municipality, state or foundation")
        parser.add_argument("--name", required=True, help="name of the school")
        parser.add_argument("--country", required=True, choices=Country.values)
        parser.add_argument("--language", required=True, choices=Language.values)
        parser.add_argument("--principal-email", required=True, help="who is invited as principal")
        parser.add_argument("--principal-name", default="", help="given name and family name (default: the address)")
        parser.add_argument(
            "--slug", default="", help="how the school stands in addresses, for good (default: its name)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Add it, and say where to go."""
        email = options["principal_email"].strip()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is no e-mail address.") from None
        slug, owner_slug = (
            slugify(words)[:LONGEST_SLUG] for words in (options["slug"] or options["name"], options["owner"])
        )
        if not slug or not owner_slug:
            raise CommandError(
                "A name needs letters or digits that can stand in an address; for the school give --slug."
            )
        if School.objects.filter(slug=slug).exists():
            raise CommandError(f"There is a school {slug} already; give another --slug.")
        given, family = split_name(options["principal_name"] or email.partition("@")[0])
        school = found_school(
            owner_slug=owner_slug,
            owner_name=options["owner"],
            slug=slug,
            name=options["name"],
            country=options["country"],
            language=options["language"],
            principal=PersonDraft(given, family, email),
            by=System("add_school"),
            now=now(),
        )
        address = known_address()
        self.stdout.write(f"{school.name}: {address or ''}{reverse('schools:start', args=[school.slug])}")
        if address is None:
            self.stdout.write(
                "The address before this path is not known: no server runs with this data and KORD_BASE_URL is not "
                "set. `./bin/run --port N` starts one and prints its address."
            )
        self.stdout.write(f"The invitation to {email} goes out with the next sweep.")
