"""What stands in the terminal of `manage.py up`: our words, and not the libraries' fears."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from config.management.commands.up import Command

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
