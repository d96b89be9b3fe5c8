"""Fixtures and checks for every test."""

import os

import pytest
from django.conf import settings


def pytest_configure(config):
    """Refuse to run on another database than the gate meant: a slip would test one of them twice."""
    wanted = os.environ.get("KORD_TEST_VENDOR")
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    if wanted and engine != {"sqlite": "sqlite3"}.get(wanted, wanted):
        raise pytest.UsageError(f"these tests were to run on {wanted}, but the settings say {engine}")


def pytest_report_header(config):
    """Say on which database this run is."""
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"
