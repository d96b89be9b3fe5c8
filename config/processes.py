"""Keep a few child processes alive: start, watch, start again, stop all without an orphan.

Pure of Django, so that it can be tested with any command.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

# Seconds. A child that lived longer than STEADY starts again at once, the others after a growing pause.
STEADY = 60.0
LONGEST_PAUSE = 30.0
# Children get this long to finish what they do; the whole stop takes less than 10 s.
GRACE = 7.0
# What was killed is given this long to be gone from the list of processes.
GONE = 1.0

PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux to send SIGTERM to this process when its parent dies, even by SIGKILL. For preexec_fn."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def kill_group(group: int, number: int) -> None:
    """Signal every process of a group that we started; no error when all are gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def wait_until_gone(group: int, *, until: float) -> None:
    """Return when nobody of a killed group is left, at the latest at `until` (monotonic seconds).

    A kill is an order, not a fact: who comes home with it must not find a grandchild that is still dying.
    """
    with contextlib.suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < until:
            os.killpg(group, 0)
            time.sleep(0.01)


@dataclass
class Child:
    """One command in a process group of its own."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_after: float = 0.0
    failures: int = 0

    def start(self, *, now: float) -> None:
        """Start the command; its group is its own, so that Ctrl-C in the terminal reaches only the parent."""
        self.process = subprocess.Popen(  # noqa: S603  (our own argument lists)
            self.command, env=dict(self.environment), start_new_session=True, preexec_fn=die_with_parent
        )
        self.started_at = now

    def ended(self, *, now: float) -> int | None:
        """Return the exit code once the command has ended, and plan the next start; None while it lives.

        What a killed parent leaves in its group (beat beside a worker) is ended too,
        or the next start would make two of it.
        """
        if self.process is None or (code := self.process.poll()) is None:
            return None
        kill_group(self.process.pid, signal.SIGKILL)
        self.process = None
        self.failures = 0 if now - self.started_at > STEADY else self.failures + 1
        pause = min(LONGEST_PAUSE, 2.0 ** (self.failures - 1)) if self.failures else 0.0
        self.start_after = now + pause
        return code


@dataclass
class Family:
    """All children; `run` returns when `stop` was called, and then none of them is left."""

    children: list[Child]
    tell: Callable[[str], None]
    stopping: bool = field(default=False, init=False)

    def stop(self, *_: object) -> None:
        """End `run`; fit for a signal handler."""
        self.stopping = True

    def run(self, each_round: Callable[[], None] = lambda: None, *, pause: float = 0.2) -> None:
        """Keep the children alive until `stop`; `each_round` is called between two looks at them."""
        try:
            while not self.stopping:
                self.look(now=time.monotonic())
                each_round()
                time.sleep(pause)
        finally:
            self.end()

    def look(self, *, now: float) -> None:
        """Start what is not running and may start; the others are not touched."""
        for child in self.children:
            if (code := child.ended(now=now)) is not None:
                wait = child.start_after - now
                self.tell(f"{child.name} ended with code {code}; starting it again in {wait:.0f} s")
            if child.process is None and now >= child.start_after:
                child.start(now=now)

    def end(self) -> None:
        """Ask every group to finish, wait, and kill what is left."""
        running = [child.process for child in self.children if child.process]
        for process in running:
            kill_group(process.pid, signal.SIGTERM)
        limit = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0.05, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.tell(f"process {process.pid} did not finish in time and is killed")
            kill_group(process.pid, signal.SIGKILL)
            process.wait()
        for process in running:
            wait_until_gone(process.pid, until=time.monotonic() + GONE)
