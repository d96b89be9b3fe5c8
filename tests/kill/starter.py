"""Real processes that need not start Python and Django each time: forked from one that has loaded everything.

``python -m tests.kill.starter`` reads requests as lines of JSON. For each it forks a minder, which forks the process
of the step and writes down how that ended; the step's process is killed as any other, nothing of it is shared.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Started:
    """A step's process, with as much of ``Popen`` as the tests use."""

    def __init__(self, folder):
        self.folder = folder
        self.pid = int(self._wait_for("pid", 60))

    def _wait_for(self, name, seconds):
        limit = time.monotonic() + seconds
        while not (self.folder / name).exists():
            if time.monotonic() > limit:
                raise subprocess.TimeoutExpired(str(self.folder), seconds)
            time.sleep(0.005)
        return (self.folder / name).read_text()

    @property
    def returncode(self):
        """As Popen's: minus the signal for one that was killed, None while it runs."""
        code = self.folder / "code"
        return int(code.read_text()) if code.exists() else None

    def poll(self):
        return self.returncode

    def communicate(self, timeout=90):
        self._wait_for("code", timeout)
        return (self.folder / "out").read_bytes(), (self.folder / "err").read_bytes()


class Starter:
    """The process that has loaded everything."""

    def __init__(self, env, folder):
        self.folder = folder
        self._numbers = count(1)
        command = [sys.executable, "-m", "tests.kill.starter"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.PIPE)

    def start(self, step, arguments, env):
        """Start a step with these variables; returns its process."""
        folder = self.folder / f"{next(self._numbers)}"
        folder.mkdir(parents=True)
        request = {"step": [step, *arguments], "env": env, "folder": str(folder)}
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        return Started(folder)

    def close(self):
        """End it: it has no more to read."""
        self.process.stdin.close()
        self.process.wait(30)


def main():
    """Fork for each line."""
    from tests.kill import steps  # loads Django

    for line in sys.stdin:
        request = json.loads(line)
        if os.fork() == 0:
            sys.stdin.close()
            mind(request, steps)
        os.wait()


def mind(request, steps):
    """Start the step, leave its starter, write down how it ends."""
    if os.fork() != 0:
        os._exit(0)
    folder = Path(request["folder"])
    child = os.fork()
    if child == 0:
        os._exit(work(request, steps))
    write(folder / "pid", child)
    _pid, status = os.waitpid(child, 0)
    write(folder / "code", os.waitstatus_to_exitcode(status))
    os._exit(0)


def write(path, value):
    """Write whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(str(value))
    part.rename(path)


def work(request, steps):
    """Run the step in a process of its own; returns its exit code."""
    folder = Path(request["folder"])
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT, 0o600), number)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        steps.settle(request["env"])
        out = json.dumps(steps.run(*request["step"]))
        os.write(1, out.encode())
    except Exception:  # noqa: BLE001  (the test shows it)
        os.write(2, traceback.format_exc().encode())
        return 1
    return 0


if __name__ == "__main__":
    main()
