"""What stands in the terminal of `manage.py up`: our words, and not the libraries' fears."""

import os
import socket
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError

from config.management.commands.up import Command, address_of, alone
from schools.running import running_address

ROOT = Path(__file__).resolve().parents[2]
# A worker's start, as far as rights and queue go; run by nobody in particular, it takes itself for root.
WORKER = """
import os
os.getuid = os.geteuid = lambda: {user}
import django
django.setup()
from celery.platforms import check_privileges
from config.celery import app
check_privileges({{"json"}})
with app.connection_for_write() as connection:
    print("asking", connection.as_uri())
"""


@pytest.fixture
def command(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return Command(stdout=StringIO())


def worker(command, *, user, **environment):
    """Start what a worker starts with; returns (what it printed, what it complained of)."""
    (mail,) = (child for child in command.children("127.0.0.1", 8000, 1) if child.name == "mail")
    found = subprocess.run(
        [sys.executable, "-c", WORKER.format(user=user)],
        cwd=ROOT,
        env={**mail.environment, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout, found.stderr


def test_workers_of_root_say_nothing_of_it_again(command, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    said, complained = worker(command, user=0)
    assert (said.partition(" ")[0], complained) == ("asking", "")
    monkeypatch.setenv("PYTHONWARNINGS", "default::DeprecationWarning")
    (mail,) = (child for child in command.children("127.0.0.1", 8000, 1) if child.name == "mail")
    assert mail.environment["PYTHONWARNINGS"] == "default::DeprecationWarning,ignore:::celery.platforms"


def test_without_root_nothing_is_hidden(command, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.delenv("PYTHONWARNINGS", raising=False)
    _said, complained = worker(command, user=0)
    assert "You're running the worker with superuser privileges" in complained
    assert "No hostname was supplied" not in complained


@pytest.mark.parametrize(("user", "lines"), [(0, ["kord: runs as root"]), (1000, [])])
def test_up_says_once_that_it_runs_as_root(command, monkeypatch, user, lines):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    command.say_whose()
    assert [line.partition(",")[0] for line in command.stdout.getvalue().splitlines()] == lines


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),  # noqa: S104
        ("::", "http://[::1]:8123"),
        ("fe80::1", "http://[fe80::1]:8123"),
        ("school.example", "http://school.example:8123"),
    ],
)
def test_the_address_that_nobody_has_configured(host, address):
    assert address_of(host, 8123) == address


def test_whoever_asks_beside_a_running_one_is_told_its_address(tmp_path):
    assert running_address(tmp_path) is None
    with alone(tmp_path, "http://127.0.0.1:8123"):
        assert running_address(tmp_path) == "http://127.0.0.1:8123"
        with pytest.raises(CommandError, match=rf"\(process {os.getpid()}\)"), alone(tmp_path, "http://x.example"):
            pass
        assert running_address(tmp_path) == "http://127.0.0.1:8123"
    assert (tmp_path / "up.lock").read_text() == f"{os.getpid()}\nhttp://127.0.0.1:8123\n"
    assert running_address(tmp_path) is None


def mode(path):
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_nobody_else_reads_the_data(tmp_path):
    """A start with a busy port goes no further than closing what earlier versions left open."""
    var = tmp_path / "var"
    for name in ("mail", "queue", "files"):
        (var / name).mkdir(mode=0o755, parents=True)
    for name in ("kord.sqlite3", "kord.sqlite3-journal"):
        (var / name).touch(0o644)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run(
            [sys.executable, "manage.py", "up", "--port", str(taken.getsockname()[1])],
            cwd=ROOT,
            env={**os.environ, "KORD_VAR": str(var)},
            capture_output=True,
            text=True,
            umask=0o022,
            check=False,
        )
    assert "cannot be used" in done.stderr
    found = {path.name: mode(path) for path in var.iterdir() if path.name not in ("static", "keys")}
    private = {"kord.sqlite3": "0o600", "kord.sqlite3-journal": "0o600", "up.lock": "0o600"}
    assert found == {**private, "mail": "0o700", "queue": "0o700", "files": "0o700"}


def test_folders_are_private_before_the_first_start(tmp_path):
    var = tmp_path / "var"
    subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key != "EMAIL_URL"} | {"KORD_VAR": str(var)},
        umask=0o022,
        check=True,
    )
    assert (mode(var / "mail"), mode(var / "queue")) == ("0o700", "0o700")
