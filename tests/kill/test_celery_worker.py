"""A real Celery worker on the embedded broker, killed once in the middle of sending; the next one finishes."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.kill.databases import ROOT, Place

pytestmark = pytest.mark.slow
PEOPLE = 4
WAIT = 60  # seconds for a worker to come up on a busy machine


@pytest.fixture
def place(tmp_path, sink, starter):
    place = Place(tmp_path / "place", starter)
    place.create()
    place.port = sink.port
    try:
        place.run("letters", str(PEOPLE))
        yield place
    finally:
        place.drop()


def start_worker(place, **env):
    """A solo worker with beat, as bin/run starts it."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "--pool=solo",
        "-Q",
        "mail",
        "-B",
        "-l",
        "error",
    ]
    schedule = ["-s", str(place.folder / "beat"), "--without-gossip", "--without-mingle"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*command, *schedule], cwd=ROOT, env=place.env(**env), stdout=quiet, stderr=quiet)


def stop(process):
    """End a worker that we started."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def test_worker_killed_between_accepted_and_marked(place, sink):
    first = start_worker(place, KORD_FAILPOINT="outbox.sent")
    try:
        place.run("ring")
        assert first.wait(WAIT) == -signal.SIGKILL
    finally:
        stop(first)
    _code, rows = place.run("look")
    assert (rows["held"], len(sink.seen)) == (PEOPLE, 1)
    place.run("expire")
    second = start_worker(place)
    try:
        place.run("ring")
        limit = time.monotonic() + WAIT
        while len(sink.taken) < PEOPLE + 1 and time.monotonic() < limit:
            time.sleep(0.1)
        while place.run("look")[1]["held"] and time.monotonic() < limit:
            time.sleep(0.1)
    finally:
        stop(second)
    _code, rows = place.run("look")
    assert (rows["states"], rows["held"]) == (["done"] * PEOPLE, 0)
    copies = sink.copies()
    assert set(copies) == set(rows["ids"].items())
    assert sorted(copies.values()) == [1] * (PEOPLE - 1) + [2]
    assert not [pid for pid in (first.pid, second.pid) if os.path.exists(f"/proc/{pid}")]
