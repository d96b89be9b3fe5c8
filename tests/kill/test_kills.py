"""kill -9 between any two steps of a reminder (reliability.md 1.3, flow C): nothing lost, no half rows, at most one
copy too many for each kill, under the same Message-ID."""

import json
import os
import signal
import time

import pytest

from tests.kill.databases import Place

pytestmark = pytest.mark.slow
PEOPLE = 3
AT_SEVEN = "2026-09-10T07:00:00+03:00"
AFTER_THE_LEASE = "2026-09-10T07:05:00+03:00"
PLANNING = ("reminders.locked", "reminders.messages", "reminders.planned")
SENDING = ("outbox.claimed", "outbox.before_send", "outbox.sent", "outbox.marked")


@pytest.fixture(scope="module")
def template(tmp_path_factory, starter):
    place = Place(tmp_path_factory.mktemp("kill") / "template", starter)
    place.create()
    try:
        place.run("prepare", str(PEOPLE))
        yield place
    finally:
        place.drop()


@pytest.fixture
def place(template, tmp_path, sink):
    place = Place(tmp_path / "place", template.starter)
    place.create(template)
    place.port = sink.port
    try:
        yield place
    finally:
        place.drop()


def check(place, sink, *, extra):
    """Everything was told once, ``extra`` messages twice, and nothing is left in anybody's hands."""
    _code, rows = place.run("look")
    assert rows["states"] == ["done"] * PEOPLE
    assert (rows["held"], rows["reminders"], rows["unsaid"], rows["empty"], rows["trail"]) == (0, 2 * PEOPLE, 0, 0, 1)
    copies = sink.copies()
    assert set(copies) == set(rows["ids"].items())
    assert sum(copies.values()) == PEOPLE + extra


@pytest.mark.parametrize("point", PLANNING)
def test_killed_while_planning(place, sink, point):
    assert place.run("work", AT_SEVEN, KORD_FAILPOINT=point)[0] == -signal.SIGKILL
    _code, rows = place.run("look")
    assert (rows["states"], rows["reminders"], rows["trail"]) == ([], 0, 0)
    assert place.run("work", "2026-09-10T07:01:00+03:00") == (0, PEOPLE)
    check(place, sink, extra=0)


def test_killed_between_planning_and_sending(place, sink):
    assert place.run("plan", AT_SEVEN) == (0, {"digests": PEOPLE, "reminders": 2 * PEOPLE})
    assert place.run("work", "2026-09-10T07:01:00+03:00") == (0, PEOPLE)
    check(place, sink, extra=0)


@pytest.mark.parametrize("point", SENDING)
def test_killed_while_sending(place, sink, point):
    assert place.run("work", AT_SEVEN, KORD_FAILPOINT=point)[0] == -signal.SIGKILL
    _code, rows = place.run("look")
    assert rows["held"] == (PEOPLE - 1 if point == "outbox.marked" else PEOPLE)
    # Within the lease nobody takes them over, after it anybody does.
    assert place.run("work", "2026-09-10T07:01:00+03:00") == (0, 0)
    assert place.run("work", AFTER_THE_LEASE) == (0, PEOPLE - 1 if point == "outbox.marked" else PEOPLE)
    check(place, sink, extra=1 if point == "outbox.sent" else 0)


def test_killed_between_data_and_answer(place, sink):
    sink.behaviour["*"] = "hang:1"
    process = place.start("work", AT_SEVEN)
    assert sink.arrived.wait(60)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert place.run("work", AFTER_THE_LEASE) == (0, PEOPLE)
    check(place, sink, extra=1)


def test_killed_again_and_again(place, sink):
    """Each round dies at another point, always later; every kill costs at most one copy."""
    kills = 0
    for minute, point in enumerate((*PLANNING, *SENDING, *SENDING)):
        moment = f"2026-09-10T07:{3 * minute:02d}:00+03:00"
        kills += place.run("work", moment, KORD_FAILPOINT=point)[0] == -signal.SIGKILL
    assert kills > len(PLANNING) + len(SENDING) - 1
    place.run("work", "2026-09-10T08:30:00+03:00")
    _code, rows = place.run("look")
    assert (rows["states"], rows["held"]) == (["done"] * PEOPLE, 0)
    assert set(sink.copies()) == set(rows["ids"].items())
    assert sum(sink.copies().values()) <= PEOPLE + kills


def test_two_workers_at_once_tell_everybody_once(place, sink, tmp_path):
    gate = tmp_path / "gate"
    gate.mkdir()
    processes = [place.start("work", AT_SEVEN, str(gate)) for _ in range(2)]
    while len(list(gate.iterdir())) < len(processes):
        assert all(process.poll() is None for process in processes)
        time.sleep(0.05)
    (gate / "go").touch()
    sent = [json.loads(process.communicate(timeout=60)[0]) for process in processes]
    # Whoever lost the race to plan finds what the other planned, or nothing.
    place.run("work", "2026-09-10T07:01:00+03:00")
    assert sum(sent) <= PEOPLE
    check(place, sink, extra=0)
