"""A test that is run once, on SQLite, can reach no database: see ``_reaches_a_database`` in tests/conftest.py."""

import re
from pathlib import Path

import pytest
from django.db import connection

from schools.models import School
from tests.conftest import _reaches_a_database

TESTS = Path(__file__).parent.parent
# Ways past the block of pytest-django, which refuses every question of a test without mark or fixture.
PAST_THE_BLOCK = re.compile(
    r"\.unblock\(|_blocking_manager|psycopg\.connect|sqlite3\.connect|[\"']DATABASE_URL[\"']|getfixturevalue"
)
REVIEWED = {
    "config/test_busy.py": "the driver of SQLite alone, on files of its own",
    "config/test_demo_loader.py": "its fixture asks for django_db_blocker, so the rule knows",
    "documents/test_limits.py": "a canary that no child may see, no address",
    "documents/test_pdf.py": "a canary that no child may see, no address",
    "e2e/conftest.py": "the browser's tests are run once",
    "kill/databases.py": "reached through the fixture starter, so the rule knows",
    "kill/steps.py": "runs in the processes of the fixture starter",
    "schools/test_form_keys.py": "a file of SQLite, whichever database the run is on",
}


def test_without_mark_or_fixture_every_question_is_refused():
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        School.objects.exists()
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()


@pytest.fixture
def unblocked(django_db_blocker):
    return django_db_blocker


@pytest.fixture
def through_another(unblocked):
    return unblocked


def test_it_cannot(request):
    assert not _reaches_a_database(request.node)


@pytest.mark.django_db
def test_it_can_by_its_mark(request):
    assert _reaches_a_database(request.node)


def test_it_can_by_a_fixture(request, db):
    assert _reaches_a_database(request.node)


def test_it_can_by_lifting_the_block(request, django_db_blocker):
    assert _reaches_a_database(request.node)


def test_it_can_by_a_fixture_of_ours(request, through_another):
    assert _reaches_a_database(request.node)


def test_who_could_get_past_the_block_is_known():
    found = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("*.py")
        if path != Path(__file__) and PAST_THE_BLOCK.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(REVIEWED)
