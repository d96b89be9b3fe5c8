"""Two people load the first text of the same post in the same moment."""

import threading
import time

import pytest
from django.db import connection, transaction

from roles.models import Role, RoleVersion
from roles.services import RoleError, load_document
from tests import factories
from tests.factories import BY, NOW, make_document


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql")  # SQLite lets one transaction write at a time: the second sees the first's rows
@pytest.mark.parametrize("code", ["it_specialist", "other_post"])
def test_the_second_one_is_told_or_taken(code):
    school = factories.make_school()
    posts = {"it_specialist": "IT specialist", "class_teacher": "class teachers"}
    answers = []

    def second():
        try:
            load_document(
                school=school, document=make_document(posts=posts), role_code=code, by=BY, now=NOW
            )  # fmt: skip
            answers.append("loaded")
        except RoleError as error:
            answers.append(error.code)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        load_document(school=school, document=make_document(posts=posts), role_code="it_specialist", by=BY, now=NOW)
        other.start()
        end = time.monotonic() + 20
        while not waits_for_a_lock() and time.monotonic() < end:
            time.sleep(0.05)
        has_waited = waits_for_a_lock()
    other.join()
    assert has_waited
    # The same post: its draft is there. Another post: both texts bind the same class teachers.
    expected = {"it_specialist": ("draft_exists", 1, 2), "other_post": ("loaded", 2, 3)}[code]
    assert (answers[0], RoleVersion.objects.count(), Role.objects.for_school(school).count()) == expected


@pytest.mark.django_db
def test_one_after_the_other():
    school = factories.make_school()
    factories.load_document(school=school)
    with pytest.raises(RoleError) as caught:
        factories.load_document(school=school)
    assert (caught.value.code, RoleVersion.objects.count()) == ("draft_exists", 1)
