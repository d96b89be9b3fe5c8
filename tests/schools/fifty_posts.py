"""A process of its own: the same form from 50 threads on a database file. Prints what came of it as JSON."""

import json
import sys
import threading
from datetime import UTC, datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from schools import services  # noqa: E402
from schools.actors import System  # noqa: E402
from schools.form_keys import once  # noqa: E402
from schools.models import FormKey, Owner  # noqa: E402

NOW = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
call_command("migrate", verbosity=0)
user = services.add_user(email="one@mail.example", by=System("tests"), now=NOW)
answers, errors, gate = [], [], threading.Barrier(50)


def effect():
    number = Owner.objects.count()
    services.add_owner(slug=f"o{number}", name="O", country="EE", language="et", by=System("tests"), now=NOW)
    return f"/owner/{number}/"


def send():
    gate.wait()
    try:
        answers.append(once(user=user, form="f", key="k", digest="d", effect=effect, now=NOW))
    except Exception as error:  # noqa: BLE001
        errors.append(type(error).__name__)
    finally:
        connection.close()


threads = [threading.Thread(target=send) for _ in range(50)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
json.dump(
    {"answers": answers, "errors": errors, "owners": Owner.objects.count(), "keys": FormKey.objects.count()}, sys.stdout
)
