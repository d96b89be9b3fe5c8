"""The family of processes behind `manage.py up`, with real processes and real kills."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from config.processes import LONGEST_PAUSE, STEADY, Child, Family

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
# A parent with a child of its own in the same group, like a worker with beat.
NESTED = [
    sys.executable,
    "-c",
    "import subprocess,sys; subprocess.run([sys.executable,'-c','import time; time.sleep(600)'])",
]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)",
]


def members(group):
    """Return the living processes of a group, zombies left out."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def until(condition, seconds=10):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited too long"
        time.sleep(0.02)


@pytest.fixture
def said():
    return []


@pytest.fixture
def family(said):
    made = Family([Child("first", SLEEP, os.environ), Child("second", NESTED, os.environ)], said.append)
    yield made
    made.end()


def test_a_killed_child_is_started_again_and_the_other_goes_on(family, said):
    family.look(now=1000.0)
    first, second = (child.process for child in family.children)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    family.look(now=1001.0)
    assert said == ["first ended with code -9; starting it again in 1 s"]
    assert family.children[0].process is None
    assert second.poll() is None
    family.look(now=1002.0)
    assert family.children[0].process.pid != first.pid
    assert family.children[1].process is second


def test_what_a_killed_parent_leaves_is_ended_before_the_next_start(family):
    family.look(now=1000.0)
    parent = family.children[1].process
    until(lambda: len(members(parent.pid)) == 2)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    family.look(now=1001.0)
    until(lambda: members(parent.pid) == [])


def test_pauses_grow_and_a_steady_child_starts_at_once():
    child = Child("quick", [sys.executable, "-c", ""], os.environ)
    pauses, now = [], 1000.0
    for _ in range(7):
        child.start(now=now)
        child.process.wait()
        assert child.ended(now=now) == 0
        pauses.append(child.start_after - now)
        now = child.start_after
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_PAUSE, LONGEST_PAUSE]
    child.start(now=now)
    child.process.wait()
    child.ended(now=now + STEADY + 1)
    assert (child.failures, child.start_after) == (0, now + STEADY + 1)


def test_the_end_leaves_nobody(family):
    runner = threading.Thread(target=family.run)
    runner.start()
    until(lambda: all(child.process for child in family.children))
    groups = [child.process.pid for child in family.children]
    until(lambda: len(members(groups[1])) == 2)
    family.stop()
    runner.join(10)
    assert not runner.is_alive()
    assert [members(group) for group in groups] == [[], []]


@pytest.mark.slow
def test_a_child_that_will_not_hear_is_killed_within_ten_seconds(said):
    read, write = os.pipe()
    family = Family([Child("deaf", STUBBORN, os.environ)], said.append)
    child = family.children[0]
    child.process = subprocess.Popen(STUBBORN, stdout=write, start_new_session=True)
    os.close(write)
    assert os.read(read, 4) == b"deaf"
    began = time.monotonic()
    process = child.process
    family.end()
    # Only now: a closed pipe would end the child before the signal does.
    os.close(read)
    assert 5 < time.monotonic() - began < 10
    assert process.returncode == -signal.SIGKILL
    assert said == [f"process {process.pid} did not finish in time and is killed"]


def test_children_end_when_the_parent_is_killed(tmp_path):
    script = (
        "import os, sys; sys.path.insert(0, os.getcwd())\n"
        "from config.processes import Child, Family\n"
        "f = Family([Child('c', [sys.executable, '-c', 'import time; time.sleep(600)'], os.environ)], print)\n"
        "f.run(lambda: print(f.children[0].process.pid, flush=True))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    group = int(parent.stdout.readline())
    assert members(group) == [group]
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until(lambda: members(group) == [])
