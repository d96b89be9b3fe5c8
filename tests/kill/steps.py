"""What the killed processes run: ``python -m tests.kill.steps STEP …``. Prints JSON."""

import json
import os
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from duties.models import Reminder  # noqa: E402
from duties.services import plan_reminders  # noqa: E402
from schools import notifications, outbox  # noqa: E402
from schools.models import AuditEvent, OutboxMessage  # noqa: E402
from schools.wake import wake  # noqa: E402
from tests import factories  # noqa: E402
from tests.duties.reminding_rows import due  # noqa: E402

DUE = date(2026, 9, 10)


def prepare(people):
    """A migrated database with one school, in which each of so many people has two things due on the 10th."""
    call_command("migrate", verbosity=0)
    school = factories.make_school(slug="heron", name="Heron school", started=True)
    for number in range(int(people)):
        person = factories.make_person(school=school, email=f"it{number}@heron.example", level="it")
        for title in ("First", "Second"):
            due(school=school, holder=person, due_on=DUE, title=title)


def plan(now):
    """Plan reminders at an instant."""
    return vars(plan_reminders(now=datetime.fromisoformat(now)))


def work(now, gate=""):
    """What a worker does in a minute: plan and send. With ``gate`` (a folder) only once the file "go" is in it."""
    moment = datetime.fromisoformat(now)
    if gate:
        connection.ensure_connection()
        Path(gate, str(os.getpid())).touch()
        while not Path(gate, "go").exists():
            time.sleep(0.001)
    plan_reminders(now=moment)
    return outbox.send_due(now=lambda: moment)


def letters(count):
    """Write so many letters that may go at any hour: notices to addresses without a login."""
    call_command("migrate", verbosity=0)
    moment = datetime.now().astimezone() - timedelta(minutes=1)
    for number in range(int(count)):
        notifications.send_account_mail(to=f"r{number}@mail.example", code="unknown_account", user=None, now=moment)


def ring():
    """Wake the workers."""
    wake(outbox.TASK, "mail")


def expire():
    """Let all leases have run out, instead of waiting two minutes."""
    OutboxMessage.objects.update(leased_until=datetime.now().astimezone() - timedelta(seconds=1))


def look():
    """Everything that matters about the rows."""
    messages = OutboxMessage.objects.order_by("pk")
    return {
        "states": [row.state for row in messages],
        "held": messages.exclude(lease_token="").count(),
        "ids": {row.to: outbox.message_id(row.key) for row in messages},
        "reminders": Reminder.objects.count(),
        "unsaid": Reminder.objects.filter(message__isnull=True).count(),
        "empty": messages.exclude(pk__in=Reminder.objects.values("message")).count(),
        "trail": AuditEvent.objects.filter(verb="reminders.planned").count(),
    }


if __name__ == "__main__":
    steps = (prepare, plan, work, letters, ring, expire, look)
    step = {function.__name__: function for function in steps}[sys.argv[1]]
    sys.stdout.write(json.dumps(step(*sys.argv[2:])))
