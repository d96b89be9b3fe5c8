"""Check that the audit trail is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from schools import audit
from schools.models import AuditEvent, AuditHead, School


class Command(BaseCommand):
    """Walk the chains of all scopes, or of one school, and say whether they hold."""

    help = "Check that the audit trail is whole; exit status 1 when it is not."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take an optional school and the head that was kept outside."""
        parser.add_argument("--school", help="slug of one school; all chains without it")
        parser.add_argument("--head", help="hash of the last event as it was kept outside this database")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault, or how much was checked."""
        scope = None
        if options["school"]:
            school = School.objects.filter(slug=options["school"]).first()
            if school is None:
                raise CommandError(f"There is no school {options['school']}.")
            scope = audit.scope_code(school)
        faults = list(audit.verify(scope))
        for fault in faults:
            self.stderr.write(f"{fault.scope} event {fault.number}: {fault.what}")
        if options["head"] and not AuditEvent.objects.filter(hash=options["head"]).exists():
            raise CommandError("The head kept outside is not in the trail: its end was cut or rewritten.")
        if faults:
            raise CommandError(f"{len(faults)} faults: the audit trail is not whole.")
        heads = AuditHead.objects.all() if scope is None else AuditHead.objects.filter(scope=scope)
        self.stdout.write(f"{sum(head.number for head in heads)} events in {len(heads)} chains: whole.")
        for head in heads:
            self.stdout.write(f"{head.scope} {head.number} {head.hash}")
