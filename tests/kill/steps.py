"""What the killed processes run: ``python -m tests.kill.steps STEP …``. Prints JSON."""

import json
import os
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import django
import environ
from celery import current_app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from duties.models import Reminder  # noqa: E402
from duties.services import plan_reminders  # noqa: E402
from schools import failpoints, notifications, outbox  # noqa: E402
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
    """Write so many letters that may go at any hour: notices of a changed password."""
    call_command("migrate", verbosity=0)
    moment = datetime.now().astimezone() - timedelta(minutes=1)
    for number in range(int(count)):
        notifications.send_account_mail(to=f"r{number}@mail.example", code="password_changed", user=None, now=moment)


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


def settle(env):
    """In a forked process: take from the environment what its parent could not know when it loaded the settings."""
    database = connections.settings["default"]
    database.update(environ.Env.db_url_config(env["DATABASE_URL"]) | {"OPTIONS": database.get("OPTIONS", {})})
    settings.EMAIL_PORT = environ.Env.email_url_config(env["EMAIL_URL"])["EMAIL_PORT"]
    failpoints._WANTED = env.get("KORD_FAILPOINT", "")
    queue = Path(env["KORD_VAR"], "queue")
    for name in ("messages", "control"):
        (queue / name).mkdir(parents=True, exist_ok=True)
    folders = {"data_folder_in": "messages", "data_folder_out": "messages", "control_folder": "control"}
    options = {**current_app.conf.broker_transport_options}
    current_app.conf.broker_transport_options = options | {key: str(queue / name) for key, name in folders.items()}


def run(name, *arguments):
    """Run a step by its name."""
    steps = (prepare, plan, work, letters, ring, expire, look)
    return {function.__name__: function for function in steps}[name](*arguments)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(*sys.argv[1:])))
