"""Fixtures and checks for every test."""

import os

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client, TransactionTestCase, override_settings

from schools.audit_triggers import drop_triggers, make_triggers
from tests.cast import CANARIES


def leaks(place, words):
    """Return the canaries of other cast schools in what belongs to one of them ("plover", an address or a mailbox)."""
    own = next((canary for canary in CANARIES if canary.lower() in place.lower()), None)
    return [canary for canary in CANARIES if own and canary != own and canary.lower() in words.lower()]


@pytest.fixture(autouse=True)
def _no_canary_escapes(request, monkeypatch):
    """No page below a cast school's address and no mail to its people ever holds another school's canary.

    A test that puts a foreign name there on purpose carries the mark ``foreign_names``.
    """
    if request.node.get_closest_marker("foreign_names"):
        yield
        return
    ask, found = Client.request, []

    def asked(self, **environ):
        response = ask(self, **environ)
        path = environ.get("PATH_INFO", "")
        if path.startswith("/s/") and not response.streaming:
            found.extend(
                (path, canary) for canary in leaks(path.split("/")[2], response.content.decode("utf-8", "replace"))
            )
        return response

    monkeypatch.setattr(Client, "request", asked)
    yield
    for message in getattr(mail, "outbox", []):
        found.extend((message.to, canary) for canary in leaks(" ".join(message.to), str(message.message())))
    assert found == []


@pytest.fixture(autouse=True, scope="session")
def _passwords_cost_nothing():
    """Hashing is slow on purpose; what a password opens is the same."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def pytest_configure(config):
    """Refuse to run on another database than the gate meant: a slip would test one of them twice."""
    wanted = os.environ.get("KORD_TEST_VENDOR")
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    if wanted and engine != {"sqlite": "sqlite3"}.get(wanted, wanted):
        raise pytest.UsageError(f"these tests were to run on {wanted}, but the settings say {engine}")


_ONCE = pytest.StashKey[int]()
_DATABASE = frozenset(
    {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server", "starter"}
)


def _reaches_a_database(item):
    """Whether a test can: pytest-django refuses every query of the others; ``starter`` starts processes that do."""
    return (
        item.get_closest_marker("django_db") is not None or bool(_DATABASE & set(item.fixturenames)) or _unblocks(item)
    )


def _unblocks(item):
    """Whether the test or a fixture of ours lifts the block; pytest-django's own ask for the blocker in every test."""
    ours = [found[-1] for found in item._fixtureinfo.name2fixturedefs.values() if found[-1].baseid]
    return "django_db_blocker" in {
        *item._fixtureinfo.argnames,
        *(name for fixture in ours for name in fixture.argnames),
    }


def _belongs_elsewhere(item, vendor):
    """What one database alone can show is shown there; what touches none, once, on SQLite: it would say the same."""
    mark = item.get_closest_marker("only_on")
    if mark is not None:
        return vendor not in mark.args
    return vendor != "sqlite" and not _reaches_a_database(item)


def pytest_collection_modifyitems(config, items):
    """Leave out the tests that belong to the other database; they are run there."""
    vendor = {"sqlite3": "sqlite"}.get(engine := settings.DATABASES["default"]["ENGINE"].rpartition(".")[2], engine)
    elsewhere = [item for item in items if _belongs_elsewhere(item, vendor)]
    config.hook.pytest_deselected(items=elsewhere)
    left = set(elsewhere)
    items[:] = [item for item in items if item not in left]
    config.stash[_ONCE] = sum(not _reaches_a_database(item) for item in elsewhere)


def pytest_sessionfinish(session):
    """A worker tells the process that writes the summary."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["once"] = session.config.stash.get(_ONCE, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Every worker has collected the same tests; one that was killed says nothing."""
    node.config.stash[_ONCE] = getattr(node, "workeroutput", {}).get("once", node.config.stash.get(_ONCE, 0))


def pytest_terminal_summary(terminalreporter, config):
    """Say how many tests this run has left to the other database."""
    if once := config.stash.get(_ONCE, 0):
        terminalreporter.write_line(f"{once} more tests can reach no database and are run once, on SQLite.")


def pytest_report_header(config):
    """Say on which database this run is."""
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_audit_trail():
    """The flush after a test that commits is the one place where the audit trail may be emptied (architecture 3)."""
    flush = TransactionTestCase._fixture_teardown

    def without_triggers(case):
        drop_triggers()
        try:
            flush(case)
        finally:
            make_triggers()

    TransactionTestCase._fixture_teardown = without_triggers
    yield
    TransactionTestCase._fixture_teardown = flush
