"""Mail servers that hang, refuse or hang up delay mail and never lose it; one bad row never stops the others."""

from datetime import UTC, datetime, timedelta

import pytest

from schools import outbox
from schools.models import OutboxMessage

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "tests.plain"
NOON = datetime(2026, 9, 10, 12, 0, tzinfo=UTC)
ADDRESSES = [f"reader{number}@mail.example" for number in range(6)]
VICTIM = ADDRESSES[2]


def write(row, now):
    """The handler of these tests."""
    return outbox.Mail(subject=f"For {row.to}", text="Words.\n")


@pytest.fixture(autouse=True)
def line(sink, settings):
    """Send to the sink, with little patience."""
    outbox.register(KIND, write)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_TIMEOUT = 0.3
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


@pytest.fixture
def rows(line):
    drafts = [outbox.Draft(key=address, kind=KIND, to=address) for address in ADDRESSES]
    outbox.enqueue(*drafts, now=NOON)


def sweep(minutes=0):
    """One sweep some minutes after noon; returns how many were sent."""
    return outbox.send_due(now=lambda: NOON + timedelta(minutes=minutes))


def look():
    """What the rows say: {address: (state, attempts)}."""
    return {row.to: (row.state, row.attempts) for row in OutboxMessage.objects.all()}


def ids(addresses=ADDRESSES):
    return {(address, outbox.message_id(address)): 1 for address in addresses}


def everything_done_but(*, victim):
    return dict.fromkeys(ADDRESSES, ("done", 0)) | {VICTIM: victim}


def test_one_line_carries_all(rows, sink):
    assert sweep() == 6
    assert sink.copies() == ids()
    assert sink.lines == 1


def test_a_refused_address_dies_and_the_others_go(rows, sink):
    sink.behaviour[VICTIM] = "refuse"
    assert sweep() == 5
    assert look() == everything_done_but(victim=("dead", 0))
    assert OutboxMessage.objects.get(to=VICTIM).last_error == "address refused: 550"
    assert sink.lines == 1


@pytest.mark.parametrize("mood", ["busy", "reject"])
def test_a_refused_message_is_tried_again_and_given_up_at_last(rows, sink, mood):
    sink.behaviour[VICTIM] = mood
    assert sweep() == 5
    assert look() == everything_done_but(victim=("waiting", 1))
    for hours in range(1, 60):
        sweep(hours * 60)
    assert look() == everything_done_but(victim=("dead", 11))


@pytest.mark.parametrize("mood", ["drop", "swallow", "hang"])
def test_a_line_that_breaks_on_one_row_delays_it(rows, sink, mood):
    sink.behaviour[VICTIM] = mood
    assert sweep() == 5
    assert look() == everything_done_but(victim=("waiting", 0))
    assert sweep(0.5) == 0
    sink.behaviour.clear()
    assert sweep(2) == 1
    assert look() == dict.fromkeys(ADDRESSES, ("done", 0))
    # Taken and not acknowledged is the one case in which a copy too many arrives, under the same Message-ID; on a
    # used line it is tried once more at once, in case the server was only tired of the line.
    copies = {"drop": 1, "swallow": 3, "hang": 2}[mood]
    assert sink.copies() == ids() | {(VICTIM, outbox.message_id(VICTIM)): copies}


def test_no_row_dies_of_a_broken_line(rows, sink):
    sink.behaviour[VICTIM] = "drop"
    for hours in range(200):
        sweep(hours * 60)
    assert look() == everything_done_but(victim=("waiting", 0))


@pytest.mark.parametrize("mood", ["drop", "hang"])
def test_a_server_that_breaks_every_line_ends_the_sweep(rows, sink, mood):
    sink.behaviour["*"] = mood
    assert sweep() == 0
    assert sink.lines == outbox.MAX_BREAKS
    assert look() == dict.fromkeys(ADDRESSES, ("waiting", 0))
    assert not OutboxMessage.objects.exclude(lease_token="").exists()
    sink.behaviour.clear()
    assert sweep(2) == 6
    assert {pair for pair, count in sink.copies().items() if count >= 1} == set(ids())


def test_a_server_that_is_away_costs_no_row_a_try(rows, sink, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for minute in range(100):
        assert sweep(minute) == 0
    assert look() == dict.fromkeys(ADDRESSES, ("waiting", 0))
    settings.EMAIL_PORT = port
    assert sweep(101) == 6
    assert sink.copies() == ids()


def test_a_server_that_hangs_up_after_some_mails_gets_new_lines(rows, sink):
    sink.limit = 2
    assert sweep() == 6
    # Nothing is lost. A line cut between the mail and its answer may cost one copy, under the same Message-ID.
    assert set(sink.copies()) == set(ids())
    assert sum(sink.copies().values()) <= len(ids()) + len(ids()) // sink.limit
    assert look() == dict.fromkeys(ADDRESSES, ("done", 0))


def test_a_refused_sender_is_nobodys_row(rows, sink, settings):
    async def refuse(server, session, envelope, address, options):
        return "550 5.7.1 not from here"

    sink.handle_MAIL = refuse
    assert sweep() == 0
    assert look() == dict.fromkeys(ADDRESSES, ("waiting", 0))
    del sink.handle_MAIL
    assert sweep(2) == 6


def test_postponed_is_no_failed_try(rows, sink, monkeypatch):
    later = NOON + timedelta(hours=3)
    monkeypatch.setitem(
        outbox._handlers, KIND, lambda row, now: outbox.Postponed(later) if now < later else write(row, now)
    )
    assert sweep() == 0
    assert look() == dict.fromkeys(ADDRESSES, ("waiting", 0))
    assert sweep(179) == 0
    assert sweep(180) == 6
