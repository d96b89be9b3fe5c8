"""The demo loads through the services, dated back, whole, and mails nothing."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from config.demo import loader
from duties.models import Completion, Duty, Occurrence, Reminder
from roles.models import RoleVersion
from schools import audit, outbox
from schools.models import AuditEvent, Membership, OutboxMessage, Owner, Person, School, User

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def fast_hashes():
    """Passwords that cost nothing; what they open is the same."""
    return override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Load once for all tests of this file, and leave nothing."""
    with django_db_blocker.unblock(), transaction.atomic(), fast_hashes():
        loader.load(today=TODAY, now=NOW)
        yield
        transaction.set_rollback(True)


def late():
    rows = Occurrence.objects.open().due_before(TODAY).select_related("duty", "group", "school")
    return sorted(
        (row.school.slug, row.duty.number, row.group.name if row.group else row.slot, row.due_on) for row in rows
    )


@pytest.mark.usefixtures("_loaded")
def test_places_and_people():
    assert list(School.objects.order_by("slug").values_list("slug", "country", "language", "owner__slug")) == [
        ("gintarupe", "LT", "lt", "kaksi-rantaa"),
        ("kaskoja-algkool", "EE", "et", "kaskoja-vald"),
        ("kaskoja-kool", "EE", "et", "kaskoja-vald"),
        ("kaskoja-vallavalitsus", "EE", "et", "kaskoja-vald"),
        ("kuutamojoki", "FI", "fi", "kaksi-rantaa"),
    ]
    assert Owner.objects.count() == 2
    assert list(School.objects.filter(started_at=None).values_list("slug", flat=True)) == ["kaskoja-algkool"]
    left = Person.objects.filter(ends_on__lt=TODAY)
    assert sorted(left.values_list("family_name", flat=True)) == ["Nurmeots", "Uuspere", "Vesikivi", "Vėgėlė"]
    assert not Membership.objects.current(TODAY).filter(user__in=left.values("user")).exists()


@pytest.mark.usefixtures("_loaded")
def test_only_the_two_rows_that_history_leaves_open_are_late():
    assert late() == [
        ("gintarupe", "15.5", "7b", date(2026, 11, 9)),
        ("kaskoja-kool", "2", "post", date(2026, 10, 31)),
    ]


@pytest.mark.usefixtures("_loaded")
def test_history_is_done_late_or_waived_as_its_file_says():
    june = Occurrence.objects.get(duty__number="15.5", group__name="7b", period_key="2026-05")
    done = june.completions.get()
    # May ends on a Sunday; five working days later is 5 June, and the rule lets 7b be three days late.
    assert (june.state, june.due_on, done.done_on, done.note) == (
        "done", date(2026, 6, 5), date(2026, 6, 8), "Trūko dviejų mokinių sveikatos pažymų.",
    )  # fmt: skip
    waived = Occurrence.objects.filter(state="waived", school__slug="gintarupe")
    assert set(waived.values_list("duty__number", "group__name", "state_note")) == {
        ("15.6", name, "Visi klasės tėvai jungiasi prie dienyno.") for name in ("5a", "5b", "6a", "8a")
    }
    assert not Completion.objects.filter(at__gt=NOW).exists()
    assert Completion.objects.filter(person=None).count() == 0


@pytest.mark.usefixtures("_loaded")
def test_who_left_has_no_work_ahead_and_who_came_has():
    """Saulius left 40 days ago and Eglė came: what is due for each person follows, as the planner makes it."""
    rows = Occurrence.objects.open().filter(due_on__gte=TODAY, duty__number__in=["16.3", "16.5"])
    per_person = {name: rows.filter(person__family_name=name).count() for name in ("Vėgėlė", "Rasutaitė")}
    assert per_person["Vėgėlė"] == 0
    assert per_person["Rasutaitė"] == rows.filter(person__family_name="Girnytė").count() > 0


@pytest.mark.usefixtures("_loaded")
def test_texts_are_in_force_and_one_draft_waits():
    assert list(
        RoleVersion.objects.order_by("role__code", "number").values_list("role__code", "number", "state", "in_force_on")
    ) == [
        ("coordinator", 1, "approved", date(2026, 7, 8)),
        ("educational_technologist", 1, "approved", date(2026, 5, 19)),
        ("educational_technologist", 2, "draft", None),
        ("it_manager", 1, "approved", date(2026, 5, 19)),
        ("it_specialist", 1, "approved", date(2026, 5, 9)),
        ("unit_digitutor_early_childhood", 1, "approved", date(2026, 5, 29)),
    ]
    assert set(Duty.objects.values_list("state", flat=True)) == {"active"}


@pytest.mark.usefixtures("_loaded")
def test_nothing_is_mailed_and_nobody_is_invited():
    # Questions to substitutes that are answered by now lie in the outbox; the one who mails drops them.
    assert set(OutboxMessage.objects.values_list("kind", flat=True)) == {"roles.substitution"}
    outbox.send_due(now=lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 20, 5, tzinfo=UTC))
    assert ([letter.to for letter in mail.outbox], Reminder.objects.count()) == ([], 0)
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"dropped"}
    assert not Person.objects.filter(invited_at__isnull=False).exists()


@pytest.mark.usefixtures("_loaded")
def test_the_audit_trail_is_whole_and_in_the_order_of_time():
    assert list(audit.verify()) == []
    for scope in set(AuditEvent.objects.values_list("scope", flat=True)):
        instants = list(AuditEvent.objects.filter(scope=scope).order_by("number").values_list("at", flat=True))
        assert instants == sorted(instants), scope


@pytest.mark.usefixtures("_loaded")
def test_the_logins_that_are_printed_open_the_door():
    out = StringIO()
    call_command("demo_logins", stdout=out)
    lines = out.getvalue().splitlines()
    shown = [line.split()[0] for line in lines[2:]]
    assert lines[0] == f"Password of all of them: {loader.PASSWORD}"
    assert shown == [row.email for row in loader.logins()]
    with fast_hashes():
        assert [email for email in shown if not User.objects.get(email=email).check_password(loader.PASSWORD)] == []
    assert User.objects.exclude(email__in=shown).filter(password__startswith="md5$").count() == 0


@pytest.mark.usefixtures("_loaded")
def test_a_second_load_says_that_there_is_something():
    before = AuditEvent.objects.count()
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert out.getvalue() == "There are data already, so the demo was not loaded.\n"
    assert AuditEvent.objects.count() == before
