"""`manage.py up`: the web server and the workers in one process tree."""

import argparse
import fcntl
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config.processes import Child, Family
from schools.running import LOCK

PRIVATE_FILES = ("kord.sqlite3*", "kord.env")
PRIVATE_FOLDERS = ("mail", "queue", "files", "keys", "tmp", "before-*")
# A web server that ends this often before it ever answered has a fault that no restart cures.
HOPELESS = 3


class Command(BaseCommand):
    """Starts everything, starts the dead again, stops everything on Ctrl-C or SIGTERM."""

    help = "Run the web server, the workers and beat in one terminal. Ctrl-C stops all of them."
    # Checked by the children; a second time here would only cost the start a second.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare --port, --host, --web-workers and --demo."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--web-workers", type=int, default=1)
        parser.add_argument("--demo", action="store_true", help="migrate, collect static files, load the demo once")

    def handle(self, *args: object, **options: object) -> None:
        """Run until told to stop. Raises CommandError when the port or the folder is taken."""
        host, port = str(options["host"]), int(str(options["port"]))
        keep_private(settings.VAR_DIR)
        # The children's mails and whoever asks beside them (running_address) name where this one listens.
        address = os.environ.setdefault("KORD_BASE_URL", address_of(host, port)).rstrip("/")
        with alone(settings.VAR_DIR, address):
            refuse_busy_port(host, port)
            if options["demo"]:
                self.prepare()
            self.say_whose()
            family = Family(self.children(host, port, int(str(options["web_workers"]))), self.tell)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, family.stop)
            welcome = Welcome(self, family, host, port, address)
            family.run(welcome)
        if welcome.hopeless:
            raise CommandError("The web server does not start; its own words are above.")
        self.tell("stopped")

    def tell(self, text: str) -> None:
        """Write one line at once, even into a pipe."""
        self.stdout.write(f"kord: {text}")
        self.stdout.flush()

    def say_whose(self) -> None:
        """Say so when everything runs with every right on the machine."""
        if os.geteuid() == 0:
            self.tell("runs as root, with every right on this machine; a user of its own is safer")

    def prepare(self) -> None:
        """Bring the database and the static files up to date; load the demo into a new database only."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        loading = settings.VAR_DIR / "demo.loading"
        if loading.exists():
            raise CommandError("Loading the demo was interrupted and its data are not whole; start with --fresh.")
        if "load_demo" in get_commands() and not get_user_model().objects.exists():
            self.tell("loading the demo …")
            loading.touch()
            call_command("load_demo")
            loading.unlink()
        # The children open their own; an open one here would hold the file for nothing.
        connections.close_all()

    def children(self, host: str, port: int, web_workers: int) -> list[Child]:
        """Return what runs: embedded, two solo workers of which the first carries beat; else two pools and one beat.

        Mail has a worker of its own in both, so that a long job never stops reminders.
        """
        private = settings.VAR_DIR / "tmp"
        private.mkdir(mode=0o700, parents=True, exist_ok=True)
        # kombu's filesystem transport passes messages through the temp folder.
        environment = {**os.environ, "TMPDIR": str(private)}
        if os.geteuid() == 0:
            # Said once by us; Celery would say it from every worker, in ten lines.
            quiet_root = [os.environ.get("PYTHONWARNINGS", ""), "ignore:::celery.platforms"]
            environment["PYTHONWARNINGS"] = ",".join(filter(None, quiet_root))
        python = [sys.executable, "-m"]
        serving = str(settings.BASE_DIR / "config" / "serving.py")
        web = [*python, "gunicorn", "--config", serving, "config.wsgi", "--bind", f"{host}:{port}"]
        web += ["--workers", str(web_workers), "--graceful-timeout", "5", "--log-level", "warning"]
        web += ["--no-control-socket"]
        celery = [*python, "celery", "-A", "config"]
        quiet = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        mail, jobs = ([*celery, "worker", "-n", f"{queue}@%h", "-Q", queue, *quiet] for queue in ("mail", "jobs"))
        if settings.EMBEDDED:
            commands = {"web": web, "mail": [*mail, "-P", "solo", "-B"], "jobs": [*jobs, "-P", "solo"]}
        else:
            pool = ["-P", "prefork", "-c", "2"]
            beat = [*celery, "beat", "--loglevel", "WARNING", "--pidfile="]
            commands = {"web": web, "mail": mail + pool, "jobs": jobs + pool, "beat": beat}
        return [Child(name, command, environment) for name, command in commands.items()]


class Welcome:
    """Called between two looks at the children: prints the address once the server answers."""

    def __init__(self, command: Command, family: Family, host: str, port: int, url: str) -> None:
        self.command, self.family, self.address, self.url = command, family, (host, port), url
        self.said = self.hopeless = False

    def __call__(self) -> None:
        """Look once; stop the family when the web server cannot start at all."""
        if self.said:
            return
        web = self.family.children[0]
        if web.process and answers(self.address):
            self.said = True
            self.command.tell(f"ready at {self.url}  (Ctrl-C stops everything)")
            if "demo_logins" in get_commands():
                call_command("demo_logins", stdout=self.command.stdout)
                connections.close_all()
            self.command.stdout.flush()
        elif web.failures >= HOPELESS:
            self.hopeless = True
            self.family.stop()


def keep_private(folder: Path) -> None:
    """Let nobody else on the machine read what this process and its children write, nor what is there already."""
    os.umask(0o077)
    for pattern, mode in ((PRIVATE_FILES, 0o600), (PRIVATE_FOLDERS, 0o700)):
        for path in (path for name in pattern for path in folder.glob(name)):
            if path.stat().st_uid == os.geteuid():
                path.chmod(mode)


@contextmanager
def alone(folder: Path, address: str) -> Iterator[None]:
    """Hold this data folder for one process tree: two beats and two solo workers would do everything twice."""
    with (folder / LOCK).open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            running = handle.readline().strip()
            raise CommandError(
                f"Kord already runs with the data in {folder} (process {running}); stop it first."
            ) from None
        handle.truncate(0)
        handle.write(f"{os.getpid()}\n{address}\n")
        handle.flush()
        yield


def address_of(host: str, port: int) -> str:
    """Return the address of a server on this machine, where none is configured."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{name}:{port}"


def refuse_busy_port(host: str, port: int) -> None:
    """Raise CommandError with one sentence when nobody can listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"Port {port} cannot be used ({error}); choose another one with --port N.") from None


def answers(address: tuple[str, int]) -> bool:
    """Tell whether somebody listens there."""
    host, port = address
    try:
        with socket.create_connection(("127.0.0.1" if host == "0.0.0.0" else host, port), timeout=0.5):  # noqa: S104
            return True
    except OSError:
        return False
