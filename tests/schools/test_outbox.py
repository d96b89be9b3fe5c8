"""Messages as rows: sent once, at their time, or kept. What servers do to them stands in tests/kill."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from schools import outbox
from schools.models import OutboxMessage
from schools.outbox import Draft, Mail

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "tests.plain"
NOW = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.at = NOW

    def __call__(self):
        return self.at

    def pass_(self, **time):
        self.at += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(autouse=True)
def _handler():
    def write(row, now):
        if row.payload.get("broken"):
            raise ZeroDivisionError("a secret name")
        if row.payload.get("stale"):
            return None
        return Mail(subject="Hello\nthere", text="Text")

    before = dict(outbox._handlers)
    outbox._handlers[KIND] = write
    yield
    outbox._handlers.clear()
    outbox._handlers.update(before)


def put(*names, **payload):
    drafts = [Draft(key=name, kind=KIND, to=f"{name}@mail.example", payload=payload) for name in names]
    outbox.enqueue(*drafts, now=NOW)


def states():
    return dict(OutboxMessage.objects.values_list("key", "state"))


def test_a_message_is_sent_once(clock):
    put("a", "b")
    put("a")  # the same key again
    assert outbox.send_due(now=clock) == 2
    assert outbox.send_due(now=clock) == 0
    assert [message.to for message in mail.outbox] == [["a@mail.example"], ["b@mail.example"]]
    sent = [message.message() for message in mail.outbox]
    assert {(message["Subject"], message["Auto-Submitted"]) for message in sent} == {("Hello there", "auto-generated")}
    assert [message["Message-ID"] for message in sent] == [outbox.message_id("a"), outbox.message_id("b")]


def test_one_bad_row_never_stops_the_others(clock):
    put("a")
    put("b", broken=True)
    OutboxMessage.objects.create(key="x", kind="nobody.knows", to="x@mail.example", not_before=NOW, created_at=NOW)
    put("c")
    assert outbox.send_due(now=clock) == 2
    assert states() == {"a": "done", "b": "waiting", "x": "waiting", "c": "done"}
    assert OutboxMessage.objects.get(key="b").last_error == "ZeroDivisionError"


def test_a_row_that_fails_for_days_gives_up_and_stays_visible(clock):
    put("b", broken=True)
    for _ in range(outbox.MAX_ATTEMPTS):
        outbox.send_due(now=clock)
        clock.pass_(hours=5)
    row = OutboxMessage.objects.get()
    assert (row.state, row.attempts, row.last_error) == ("dead", outbox.MAX_ATTEMPTS - 1, "ZeroDivisionError")


def test_what_is_no_longer_needed_is_dropped(clock):
    put("a", stale=True)
    assert outbox.send_due(now=clock) == 0
    assert (states(), mail.outbox) == ({"a": "dropped"}, [])


def test_nothing_is_sent_before_its_time(clock):
    outbox.enqueue(Draft(key="a", kind=KIND, to="a@mail.example", not_before=NOW + timedelta(hours=1)), now=NOW)
    assert outbox.send_due(now=clock) == 0
    clock.pass_(hours=1)
    assert outbox.send_due(now=clock) == 1


def test_frozen_sending_keeps_everything(clock, settings):
    settings.SENDING_FROZEN = True
    put("a")
    assert (outbox.send_due(now=clock), states(), mail.outbox) == (0, {"a": "waiting"}, [])


def test_two_handlers_for_one_kind_are_refused():
    with pytest.raises(RuntimeError, match="two handlers"):
        outbox.register(KIND, lambda row, now: None)
