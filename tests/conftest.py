"""Fixtures and checks for every test."""

import os

import pytest
from django.conf import settings
from django.test import TransactionTestCase

from schools.audit_triggers import drop_triggers


def pytest_configure(config):
    """Refuse to run on another database than the gate meant: a slip would test one of them twice."""
    wanted = os.environ.get("KORD_TEST_VENDOR")
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    if wanted and engine != {"sqlite": "sqlite3"}.get(wanted, wanted):
        raise pytest.UsageError(f"these tests were to run on {wanted}, but the settings say {engine}")


def pytest_report_header(config):
    """Say on which database this run is."""
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


@pytest.fixture(autouse=True, scope="session")
def _audit_trail_is_flushed():
    """The flush after a test with real transactions is the one place where the audit trail may be emptied.

    Django's flush sends ``post_migrate``, which makes the triggers again.
    """
    flush = TransactionTestCase._fixture_teardown

    def without_triggers(self):
        drop_triggers()
        flush(self)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
    yield
    patch.undo()
