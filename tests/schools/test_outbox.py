"""Messages: whatever servers do, each is sent, once, or kept; and one bad row never stops the others."""

from datetime import UTC, datetime, timedelta

import pytest

from schools import outbox
from schools.models import OutboxMessage
from schools.models.delivery import LeasedState
from schools.outbox import Draft, Mail
from tests.schools.smtp_sink import Sink, serve

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


@pytest.fixture
def sink(settings):
    sink = Sink()
    server = serve(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 1
    yield sink
    server.stop()


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


def test_a_message_is_sent_once(sink, clock):
    put("a", "b")
    put("a")  # the same key again
    assert outbox.send_due(now=clock) == 2
    assert outbox.send_due(now=clock) == 0
    assert sorted(sink.addresses) == ["a@mail.example", "b@mail.example"]
    message = sink.taken[0][1]
    assert (message["Subject"], message["Auto-Submitted"]) == ("Hello there", "auto-generated")
    assert sink.message_ids == [outbox.message_id("a"), outbox.message_id("b")]


def test_an_address_that_is_refused_gives_up_and_the_others_go(sink, clock):
    sink.refused = {"b@mail.example"}
    put("a", "b", "c")
    assert outbox.send_due(now=clock) == 2
    assert states() == {"a": "done", "b": "dead", "c": "done"}
    assert OutboxMessage.objects.get(key="b").last_error == "address refused: 550"


@pytest.mark.parametrize("mood", ["busy", "drop", "hang"])
def test_a_server_in_trouble_delays_and_never_loses(sink, clock, mood):
    sink.mood = mood
    put("a")
    assert outbox.send_due(now=clock) == 0
    row = OutboxMessage.objects.get()
    # A server that answers "later" counts as a try of the row; a line that breaks is not the row's fault.
    assert (row.state, row.attempts) == ("waiting", 1 if mood == "busy" else 0)
    assert NOW < row.not_before <= NOW + timedelta(minutes=1)
    first = list(sink.message_ids)
    sink.mood = "take"
    assert outbox.send_due(now=clock) == 0
    clock.pass_(minutes=1)
    assert outbox.send_due(now=clock) == 1
    assert states() == {"a": "done"}
    assert {*first, *sink.message_ids} == {outbox.message_id("a")}


def test_no_server_at_all(settings, sink, clock):
    settings.EMAIL_PORT = 1
    put("a")
    assert outbox.send_due(now=clock) == 0
    assert states() == {"a": "waiting"}


def test_one_bad_row_never_stops_the_others(sink, clock):
    put("a")
    put("b", broken=True)
    OutboxMessage.objects.create(key="x", kind="nobody.knows", to="x@mail.example", not_before=NOW, created_at=NOW)
    put("c")
    assert outbox.send_due(now=clock) == 2
    assert states() == {"a": "done", "b": "waiting", "x": "waiting", "c": "done"}
    assert OutboxMessage.objects.get(key="b").last_error == "ZeroDivisionError"


def test_a_row_that_fails_for_days_gives_up_and_stays_visible(sink, clock):
    put("b", broken=True)
    for _ in range(outbox.MAX_ATTEMPTS):
        outbox.send_due(now=clock)
        clock.pass_(hours=5)
    row = OutboxMessage.objects.get()
    assert (row.state, row.attempts, row.last_error) == ("dead", outbox.MAX_ATTEMPTS - 1, "ZeroDivisionError")


def test_what_is_no_longer_needed_is_dropped(sink, clock):
    put("a", stale=True)
    assert outbox.send_due(now=clock) == 0
    assert (states(), sink.taken) == ({"a": "dropped"}, [])


def test_nothing_is_sent_before_its_time(sink, clock):
    outbox.enqueue(Draft(key="a", kind=KIND, to="a@mail.example", not_before=NOW + timedelta(hours=1)), now=NOW)
    assert outbox.send_due(now=clock) == 0
    clock.pass_(hours=1)
    assert outbox.send_due(now=clock) == 1


def test_a_worker_that_died_after_sending_costs_one_copy_under_the_same_id(sink, clock):
    put("a")
    assert outbox.send_due(now=clock) == 1
    OutboxMessage.objects.update(state=LeasedState.CLAIMED, leased_until=clock() + outbox.LEASE, lease_token="dead")
    assert outbox.send_due(now=clock) == 0
    clock.pass_(minutes=3)
    assert outbox.send_due(now=clock) == 1
    assert sink.message_ids == [outbox.message_id("a")] * 2


def test_frozen_sending_keeps_everything(sink, clock, settings):
    settings.SENDING_FROZEN = True
    put("a")
    assert (outbox.send_due(now=clock), states()) == (0, {"a": "waiting"})


def test_two_handlers_for_one_kind_are_refused():
    with pytest.raises(RuntimeError, match="two handlers"):
        outbox.register(KIND, lambda row, now: None)
