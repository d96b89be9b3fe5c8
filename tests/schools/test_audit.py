"""The audit trail: nothing can be changed in it, and what was changed behind its back is found."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from schools import audit
from schools.audit_triggers import drop_triggers, make_triggers, missing_triggers
from schools.checks import audit_triggers_are_there
from schools.models import AuditEvent, AuditHead
from tests import factories
from tests.factories import BY, NOW

pytestmark = pytest.mark.django_db


def scope_with(count):
    school = factories.make_school()
    with transaction.atomic():
        audit.record_all(
            [audit.Entry("test.done", school, f"thing:{number}", {"n": number}) for number in range(count)],
            by=BY,
            now=NOW,
        )
    return audit.scope_code(school)


def faults(scope):
    return [(one.number, one.what) for one in audit.verify(scope)]


@pytest.fixture
def _unlocked():
    """Somebody with the database in their hands, without the triggers."""
    drop_triggers()
    yield
    make_triggers()


def test_a_chain_holds():
    scope = scope_with(5)
    events = list(AuditEvent.objects.filter(scope=scope).order_by("number"))
    assert [event.number for event in events] == list(range(1, 7))  # the first is the school itself
    assert [event.previous_hash for event in events[1:]] == [event.hash for event in events[:-1]]
    assert faults(scope) == []
    call_command("verify_audit")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE schools_auditevent SET verb = 'other' WHERE scope = '{scope}'",
        "DELETE FROM schools_auditevent WHERE scope = '{scope}' AND number = 2",
        "DELETE FROM schools_auditevent",
        "TRUNCATE schools_auditevent",
    ],
)
def test_the_database_refuses(statement):
    scope = scope_with(2)
    if connection.vendor == "sqlite" and statement.startswith("TRUNCATE"):
        statement = "DELETE FROM schools_auditevent WHERE 1 = 1"  # SQLite's own way to empty a table
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(scope=scope))
    assert faults(scope) == []
    assert AuditEvent.objects.filter(scope=scope).count() == 3


def test_django_cannot_change_it_either():
    scope = scope_with(2)
    event = AuditEvent.objects.filter(scope=scope).first()
    event.verb = "other"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(scope=scope).update(actor="user:1")


@pytest.mark.usefixtures("_unlocked")
class TestTamper:
    """Each is found, at its place."""

    def test_edited(self):
        scope = scope_with(5)
        AuditEvent.objects.filter(scope=scope, number=3).update(data={"n": 99})
        assert faults(scope) == [(3, "was changed")]

    def test_edited_with_its_hash_made_anew(self):
        scope = scope_with(5)
        event = AuditEvent.objects.get(scope=scope, number=3)
        event.data = {"n": 99}
        event.hash = audit.event_hash(event)
        event.save()
        assert faults(scope) == [(4, "does not follow the event before it")]

    @pytest.mark.parametrize(
        ("column", "value"), [("actor", "user:7"), ("verb", "x"), ("subject", "x:1"), ("at", "2020-01-01T00:00Z")]
    )
    def test_every_column_counts(self, column, value):
        scope = scope_with(2)
        AuditEvent.objects.filter(scope=scope, number=2).update(**{column: value})
        assert faults(scope) == [(2, "was changed")]

    def test_deleted(self):
        scope = scope_with(5)
        AuditEvent.objects.filter(scope=scope, number=3).delete()
        assert faults(scope) == [(3, "missing"), (4, "does not follow the event before it")]

    def test_inserted(self):
        scope = scope_with(5)
        event = AuditEvent.objects.get(scope=scope, number=6)
        event.pk, event.number, event.previous_hash = None, 7, event.hash
        event.hash = audit.event_hash(event)
        event.save()
        assert faults(scope) == [(7, "the end of the chain is not where it should be")]

    def test_swapped(self):
        scope = scope_with(5)
        third, fourth = AuditEvent.objects.filter(scope=scope, number__in=[3, 4]).order_by("number")
        AuditEvent.objects.filter(pk=third.pk).update(number=99)
        AuditEvent.objects.filter(pk=fourth.pk).update(number=3)
        AuditEvent.objects.filter(pk=third.pk).update(number=4)
        assert [number for number, _what in faults(scope)] == [3, 3, 4, 4, 5]

    def test_cut_tail(self):
        scope = scope_with(5)
        AuditEvent.objects.filter(scope=scope, number__gte=5).delete()
        assert faults(scope) == [(4, "the end of the chain is not where it should be")]

    def test_the_whole_chain_and_its_head_gone_is_seen_in_the_head_count(self):
        scope = scope_with(1)
        AuditHead.objects.filter(scope=scope).delete()
        assert faults(None)[0] == (2, "the end of the chain is not where it should be")

    def test_the_command_fails(self):
        scope = scope_with(2)
        AuditEvent.objects.filter(scope=scope, number=2).update(verb="x")
        with pytest.raises((CommandError, SystemExit)):
            call_command("verify_audit")

    def test_missing_triggers_stop_the_start(self):
        assert sorted(missing_triggers()) == ["audit_no_delete", "audit_no_update"]
        assert [error.id for error in audit_triggers_are_there(databases=["default"])] == ["schools.E002"]


def test_triggers_are_there():
    assert audit_triggers_are_there(databases=["default"]) == []


def test_chains_of_schools_do_not_touch():
    first, second = scope_with(2), scope_with(2)
    assert (faults(first), faults(second)) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="in the transaction"):
        audit.record(verb="x", scope=None, by=BY, now=NOW)
