"""Questions written once find what the queryset finds, on either database."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.models import Group, Person, School
from schools.prepared import Prepared, padded
from tests import cast
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast.make_cast()


def test_rows_and_what_is_joined_to_them(people):
    question = Prepared(
        lambda slug, on: Person.objects.filter(school__slug=slug).present(on).select_related("school").order_by("pk"),
        str,
        date,
    )
    on = date(2026, 9, 1)
    for school in School.objects.all():
        with CaptureQueriesContext(connection) as asked:
            found = [(one, one.given_name, one.created_at, one.school.name) for one in question.ask(school.slug, on)]
        wanted = Person.objects.for_school(school).present(on).order_by("pk")
        assert found == [(one, one.given_name, one.created_at, school.name) for one in wanted]
        assert (len(asked), len(found) > 0) == (1, True)


def test_instants_days_and_several_keys(people):
    keys = padded(sorted(Person.objects.values_list("pk", flat=True)[:3]))
    question = Prepared(
        lambda before, *keys: (
            Person.objects.filter(pk__in=keys, created_at__lte=before).order_by("pk").values_list("pk", "created_at")
        ),
        type(NOW),
        *[int] * len(keys),
    )
    assert len(keys) == 4
    assert question.ask(NOW, *keys) == [(pk, NOW) for pk in keys[:3]]
    assert question.ask(NOW - timedelta(days=400), *keys) == []


def test_a_question_that_finds_nothing_is_not_asked(people):
    question = Prepared(lambda school: Group.objects.filter(school=school, pk__in=[]), int)
    with CaptureQueriesContext(connection) as asked:
        assert question.ask(people.home.school.pk) == []
    assert len(asked) == 0


def test_a_value_that_is_not_compared_with_as_it_is_cannot_change(people):
    question = Prepared(lambda on: Person.objects.filter(starts_on__lt=on + timedelta(days=1)), date)
    with pytest.raises(RuntimeError, match="does not compare"):
        question.ask(date(2026, 9, 1))


@pytest.mark.parametrize(("count", "length"), [(0, 0), (1, 1), (2, 2), (3, 4), (5, 8), (8, 8)])
def test_few_lengths(count, length):
    found = padded(range(count))
    assert (len(found), sorted(set(found))) == (length, list(range(count)))


def kept_by_the_server():
    """The statements about groups that this connection's server keeps, and how often each was asked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT parameter_types::text, generic_plans + custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE %s AND statement NOT LIKE %s",
            ["%schools_group%", "%pg_prepared_statements%"],
        )
        return cursor.fetchall()


@pytest.mark.only_on("postgresql")  # SQLite's driver keeps its statements by itself
def test_the_server_keeps_a_question_and_gets_the_values_alone(people):
    question = Prepared(lambda school, name: Group.objects.filter(school=school, name=name).order_by("pk"), int, str)
    schools = list(School.objects.order_by("pk"))
    before = len(kept_by_the_server())
    # Numbers of any width and words with what SQL could take for its own are one statement.
    for school, name in [*((one.pk, "5b") for one in schools), (1, "'%s"), (40_000, "%(v0)s"), (3_000_000_000, "5b")]:
        wanted = list(Group.objects.filter(school=school, name=name).order_by("pk"))
        with CaptureQueriesContext(connection) as asked:
            assert question.ask(school, name) == wanted
        assert [query["sql"].count('FROM "schools_group"') for query in asked] == [1]  # the log has its words
    kept = kept_by_the_server()[before:]
    assert kept == [("{text,bigint}", len(schools) + 2)]  # the first time it is not worth it


def test_what_never_changes_may_hold_signs_of_sql(people):
    school, words = people.home.school, ("100 %", "%s", "%%", "it's")
    staff = Person.objects.for_school(school).order_by("pk")[: len(words)]
    for person, title in zip(staff, words, strict=True):
        Person.objects.filter(pk=person.pk).update(job_title=title)
    question = Prepared(
        lambda school: (
            Person.objects.filter(school=school, job_title__in=words).order_by("pk").values_list("job_title", flat=True)
        ),
        int,
    )
    assert [question.ask(school.pk) for _time in range(3)] == [list(words)] * 3
