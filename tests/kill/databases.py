"""Databases of their own for processes that are killed: a file for SQLite, a copy of a template on PostgreSQL."""

import json
import os
import secrets
import shutil
from pathlib import Path

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent


class Place:
    """A database and a var folder; ``copy`` makes another of the same content."""

    def __init__(self, folder, starter):
        self.folder = folder
        self.starter = starter
        self.folder.mkdir(parents=True)
        self.name = f"kord_kill_{secrets.token_hex(6)}"
        self.is_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
        self.port = 1

    def create(self, template=None):
        """Make the database, empty or as a copy."""
        if self.is_postgres:
            with _server() as server:
                server.execute(f"CREATE DATABASE {self.name}" + (f" TEMPLATE {template.name}" if template else ""))
        elif template:
            shutil.copy(template.folder / "kord.sqlite3", self.folder / "kord.sqlite3")

    def drop(self):
        """Take the database away."""
        if self.is_postgres:
            with _server() as server:
                server.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        shutil.rmtree(self.folder, ignore_errors=True)

    def env(self, **more):
        """The environment of a process in this place."""
        url = f"sqlite:///{self.folder / 'kord.sqlite3'}"
        if self.is_postgres:
            db = settings.DATABASES["default"]
            password = f":{db['PASSWORD']}" if db.get("PASSWORD") else ""
            url = f"postgres://{db['USER']}{password}@{db['HOST']}:{db['PORT']}/{self.name}"
        return environment(self.folder, url) | {"EMAIL_URL": f"smtp://127.0.0.1:{self.port}", **more}

    def start(self, step, *arguments, **env):
        """Start a step; returns the process."""
        return self.starter.start(step, arguments, self.env(**env))

    def run(self, step, *arguments, **env):
        """Run a step to its end; returns (exit code, what it printed as JSON)."""
        process = self.start(step, *arguments, **env)
        out, err = process.communicate(timeout=90)
        if process.returncode not in (0, -9):
            raise AssertionError(err.decode())
        return process.returncode, json.loads(out) if out.strip() else None


def environment(folder, url):
    """The environment of a process with this var folder and database; nothing of our own settings."""
    found = {name: value for name, value in os.environ.items() if not name.startswith(("KORD_", "DATABASE_URL"))}
    return found | {
        "DATABASE_URL": url,
        "KORD_VAR": str(folder),
        "KORD_TEST": "1",
        "KORD_SECRET_KEY": "kill",
        "KORD_LOG_LEVEL": "ERROR",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "CELERY_BROKER_URL": "filesystem://",
        "PYTHONPATH": str(ROOT),
    }


def _server():
    db = settings.DATABASES["default"]
    return psycopg.connect(
        host=db["HOST"], port=db["PORT"], user=db["USER"], password=db.get("PASSWORD") or None,
        dbname="postgres", autocommit=True,
    )  # fmt: skip
