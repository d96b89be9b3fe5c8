"""The demo loads on any day of the year. A file of its own: the tests of the loaded demo share one database state."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from config.demo import loader
from duties.models import Occurrence
from schools import audit, outbox
from schools.models import School
from tests.config.test_demo_loader import fast_hashes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("today", [date(2027, 7, 14), date(2027, 9, 1)])
def test_it_loads_on_any_day(today):
    with fast_hashes():
        loader.load(today=today, now=datetime(today.year, today.month, today.day, 20, 0, tzinfo=UTC))
    assert list(audit.verify()) == []
    assert School.objects.filter(started_at__isnull=False).count() == 4
    outbox.send_due(now=lambda: datetime(today.year, today.month, today.day, 20, 5, tzinfo=UTC))
    assert mail.outbox == []
    # What the file leaves open is the newest of its series; the rest is done some days after its day.
    rows = Occurrence.objects.open().due_before(today - timedelta(days=3)).select_related("duty", "group")
    assert [(row.duty.number, row.group.name if row.group else row.slot) for row in rows.order_by("duty__number")] == [
        ("15.5", "7b"),
        ("2", "post"),
    ]


def test_without_the_demo_no_login_is_printed():
    out = StringIO()
    call_command("demo_logins", stdout=out)
    assert out.getvalue() == "The demo is not loaded here.\n"
