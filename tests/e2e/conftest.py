"""A real Chromium against a real server; each page tells what went wrong in it."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from schools.audit_triggers import drop_triggers
from tests.cast import make_cast
from tests.examples import make_world
from tests.factories import NOW

# Playwright's loop lives in this thread, and Django would refuse every query beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
WIDE, PHONE, NARROW = 1280, 390, 320
HEIGHT = 900
TIMEOUT = 30_000  # milliseconds; a machine with two busy cores is slow
SHOTS = os.environ.get("KORD_SHOTS")
# A day after the one on which everything of the tests' world was made.
LATER = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items):
    """Everything in this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once."""
    path = os.environ.get("KORD_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no Chromium (apt-get install chromium)")
    # Chromium refuses its sandbox to root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


class Visitor:
    """Somebody with a browser window. ``problems`` holds what a page complained about on its console."""

    def __init__(self, browser, base_url, *, user=None, width=WIDE, scheme="light", scripts=True):
        self.base_url = base_url
        self.context = browser.new_context(
            base_url=base_url,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="en-GB",
        )
        self.context.set_default_timeout(TIMEOUT)
        if user is not None:
            self.sign_in(user)
        self.page = self.context.new_page()
        self.problems = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def _heard(self, message):
        # A page that answers 4xx on purpose is logged by the browser itself.
        is_own = re.search(r"status of (4\d\d)", message.text)
        if message.type in ("error", "warning") and not is_own:
            self.problems.append(message.text)

    def sign_in(self, user):
        """Bring the session along, as if signed in before."""
        client = Client()
        client.force_login(user, backend="schools.door.SchoolBackend")
        self.context.add_cookies(
            [{"name": key, "value": value.value, "url": self.base_url} for key, value in client.cookies.items()]
        )

    def go(self, path):
        """Open an address and return the answer's status."""
        return self.page.goto(path).status

    def words(self, selector="main"):
        """Return the text of a part of the page, spaces evened out."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def shot(self, name):
        """Save a picture when KORD_SHOTS names a folder."""
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


@pytest.fixture
def world(transactional_db):
    """The school of tests/examples.py with something of everything; the clock stands on LATER and ticks."""
    cache.clear()
    with time_machine.travel(NOW, tick=True) as traveller:
        made = make_world(make_cast().home)
        traveller.move_to(LATER)
        yield made


@pytest.fixture
def visit(chromium):
    """``with visit(server.url, user=…) as visitor:``; a page that complained fails the test."""

    @contextmanager
    def opened(base_url, **options) -> Iterator[Visitor]:
        visitor = Visitor(chromium, base_url, **options)
        try:
            yield visitor
            assert visitor.problems == []
        finally:
            visitor.context.close()

    return opened


@contextmanager
def served(db_blocker, moment, fill):
    """A server on a database that ``fill`` has filled, for the tests of one file.

    The tests carry the mark ``django_db``: else no test database is made and this would be the real one. What a test
    changes is undone after it, for in SQLite the server's thread shares the test's connection.
    """
    if "memory" not in str(connection.settings_dict["NAME"]):
        raise RuntimeError(f"not a test database: {connection.settings_dict['NAME']}")
    with db_blocker.unblock(), time_machine.travel(moment, tick=True):
        cache.clear()
        fill()
        server = LiveServer("localhost")
        try:
            yield server
        finally:
            server.stop()
            drop_triggers()
            call_command("flush", verbosity=0, interactive=False)
