"""Who is told what of files: the operators, when some are not whole."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from schools import outbox
from schools.models import OutboxMessage, User
from schools.notifications import plain_mail

FAULTS = "documents.faults"
# As many stand in the mail; the command shows all.
NAMED = 50


def send_faults(*, unreadable: Sequence[str], orphans: int, now: datetime) -> None:
    """Tell every operator, once a day at most; files are named by their public ids, which say nothing."""
    outbox.enqueue(
        *(
            outbox.Draft(
                key=f"files:{now.date().isoformat()}:{user.pk}",
                kind=FAULTS,
                to=user.email,
                payload={
                    "user": user.pk,
                    "unreadable": len(unreadable),
                    "named": list(unreadable[:NAMED]),
                    "orphans": orphans,
                },
            )
            for user in User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
        ),
        now=now,
    )


def write_faults(row: OutboxMessage, now: datetime) -> outbox.Mail | None:
    """Write the mail, unless the login is no operator any more."""
    user = User.objects.filter(pk=row.payload["user"], is_superuser=True, is_active=True).first()
    if user is None:
        return None
    return plain_mail("documents/mail/faults", row.payload, user.language or settings.LANGUAGE_CODE)


def register() -> None:
    """Register the handler."""
    outbox.register(FAULTS, write_faults)
