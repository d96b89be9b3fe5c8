"""Who answers for an occurrence on a day."""

from datetime import date

import pytest

from duties.answering import cast_of, desk_of
from duties.models import Occurrence
from duties.services import hand_over
from roles.models import Substitution
from schools.services import end_person, set_class_teachers
from tests import factories
from tests.duties.work import START, Work, noon

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return Work()


def on_desk(person, on, **filters):
    rows = Occurrence.objects.for_school(person.school).open().filter(desk_of(person, on=on).rows(), **filters)
    found = list(rows.select_related("handed_to").order_by("due_on"))
    assert all(desk_of(person, on=on).holds(row) for row in found)  # the same answer in Python
    others = Occurrence.objects.for_school(person.school).open().exclude(pk__in=[row.pk for row in found])
    assert not any(desk_of(person, on=on).holds(row) for row in others.filter(**filters).select_related("handed_to"))
    return [(row.duty.number, row.due_on) for row in found]


def test_class_teacher_changes(work):
    before, heir = work.teachers[0], factories.make_person(school=work.school)
    set_class_teachers(
        group=work.classes[0], people=[heir], starts_on=date(2026, 11, 16), by=factories.BY, now=noon(START)
    )  # fmt: skip
    only = {
        "duty__number": "2.1",
        "due_on__range": (date(2026, 11, 1), date(2026, 12, 31)),
        "slot__startswith": "class",
    }
    both = [("2.1", date(2026, 11, 9)), ("2.1", date(2026, 12, 7))]
    assert on_desk(before, date(2026, 11, 15), **only) == both
    assert on_desk(before, date(2026, 11, 16), **only) == []
    assert on_desk(heir, date(2026, 11, 15), **only) == []
    assert on_desk(heir, date(2026, 11, 16), **only) == both
    row = work.rows("2.1").get(due_on=date(2026, 11, 9), group=work.classes[0])
    assert cast_of([work.school], on=date(2026, 11, 16)).answer(row).people == (heir.pk,)


def substitute(work, person, **more):
    absence = factories.make_absence(person=person, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 20))
    helper = factories.make_person(school=work.school)
    Substitution.objects.create(
        absence=absence,
        substitute=helper,
        asked_at=noon(START),
        accepted_at=more.pop("accepted_at", noon(START)),
        **more,
    )
    return helper


def test_a_substitute_answers_for_what_falls_due_meanwhile(work):
    absent = work.teachers[0]
    helper = substitute(work, absent)
    only = {"duty__number": "2.1", "due_on__year": 2026, "slot__startswith": "class"}
    assert on_desk(helper, date(2026, 11, 1), **only) == []
    assert on_desk(helper, date(2026, 11, 2), **only) == [("2.1", date(2026, 11, 9))]
    assert on_desk(helper, date(2026, 11, 21), **only) == []
    row = work.rows("2.1").get(due_on=date(2026, 11, 9), group=work.classes[0])
    answer = cast_of([work.school], on=date(2026, 11, 9)).answer(row)
    assert (answer.people, answer.stands_in_for) == ((helper.pk,), absent.pk)
    assert desk_of(helper, on=date(2026, 11, 9)).stands_in_for(row).absent_name == absent.name
    assert cast_of([work.school], on=date(2026, 11, 21)).answer(row).people == (absent.pk,)


def test_who_has_not_accepted_sees_nothing(work):
    helper = substitute(work, work.teachers[0], accepted_at=None)
    assert on_desk(helper, date(2026, 11, 9), duty__number="2.1") == []


def test_a_substitute_for_one_class_has_only_that(work):
    helper = substitute(work, work.teachers[0], group=work.classes[0])
    rows = on_desk(helper, date(2026, 11, 9), due_on__range=(date(2026, 11, 2), date(2026, 11, 20)))
    assert rows == [("2.1", date(2026, 11, 9))]


def test_what_was_handed_to_somebody_who_left_comes_back(work):
    row, heir = work.rows("1.1").first(), work.teachers[0]
    hand_over(occurrence=row, to=heir, by=work.principal.user, now=noon(START))
    only = {"pk": row.pk}
    assert (on_desk(heir, START, **only), on_desk(work.specialist, START, **only)) == ([("1.1", row.due_on)], [])
    end_person(person=heir, last_day=date(2026, 9, 2), by=factories.BY, now=noon(START))
    assert on_desk(work.specialist, date(2026, 9, 3), **only) == [("1.1", row.due_on)]
    row.refresh_from_db()
    assert cast_of([work.school], on=date(2026, 9, 3)).answer(row).people == (work.specialist.pk,)


def test_nobody(work):
    work.version.role.assignments.update(ends_on=date(2026, 9, 2))
    on = date(2026, 9, 3)
    cast = cast_of([work.school], on=on)
    rows = Occurrence.objects.for_school(work.school).open()
    found = set(rows.filter(cast.nobody()).values_list("pk", flat=True))
    assert found == {row.pk for row in rows if not cast.answer(row).people}
    assert work.rows("1.1").first().pk in found


def test_one_query_for_a_desk_and_two_for_a_school(work, django_assert_num_queries):
    with django_assert_num_queries(1):
        desk_of(work.specialist, on=START)
    with django_assert_num_queries(2):
        cast_of([work.school], on=START)
