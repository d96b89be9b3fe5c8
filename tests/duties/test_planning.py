"""Making occurrences: which rows there are, and what happens to them when texts, calendars and people change."""

from datetime import date

import pytest

from duties.models import Duty, Occurrence, Planning
from duties.services import plan_school, plan_schools, tick, waive
from duties.services.planning import HORIZON
from duties.services.rolling import roll_horizons
from roles.models import Role
from schools.access_levels import AccessLevel
from schools.models import AuditEvent, Closure
from schools.services import (
    PersonDraft,
    end_membership,
    end_person,
    grant_membership,
    set_class_teachers,
    update_person,
)
from tests import factories
from tests.duties.work import START, Work, enter_year, noon

pytestmark = pytest.mark.django_db


def plan(work, on):
    return plan_school(school=work.school, on=on, by=factories.BY, now=noon(on))


def state(work):
    columns = ("duty__number", "period_key", "slot", "due_on", "state", "rule", "needed", "not_before")
    return sorted(Occurrence.objects.filter(school=work.school).values_list(*columns), key=str)


def test_dates_of_a_year():
    work = Work()
    assert work.days("1.1") == [date(2026, 9, 10), date(2027, 9, 10)]
    assert work.days("2.1")[:3] == [date(2026, 10, 7), date(2026, 11, 9), date(2026, 12, 7)]
    assert work.days("3.1")[0] == date(2026, 12, 8)
    assert work.days("3.2") == [date(2026, 11, 27), date(2027, 3, 12), date(2027, 6, 16)]
    assert next((row.needed, row.due_on) for row in work.rows("1.2").exclude(due_on=None)) == (2, date(2027, 6, 16))
    assert not work.duty("1.3").occurrences.exists()


def test_planning_again_changes_nothing():
    work = Work()
    before, events = state(work), AuditEvent.objects.count()
    assert (plan(work, START).rows, state(work), AuditEvent.objects.count()) == (0, before, events)


def test_each_class_has_its_row_and_its_own_end_of_term():
    work = Work()
    year_end = work.year.terms.get(number=1)
    work.year.period_ends.create(term=year_end, group=work.classes[0], ends_on=date(2026, 11, 20))
    duty = work.duty("2.2")
    from duties.services import set_duty_options

    set_duty_options(duty=duty, days=2, is_on=True, on=START, by=factories.BY, now=noon(START))
    first = duty.occurrences.filter(period_key="2026/T1").order_by("group__name")
    assert [(row.group.name, row.slot, row.due_on) for row in first] == [
        ("5a", f"class:{work.classes[0].pk}", date(2026, 11, 24)),
        ("6a", f"class:{work.classes[1].pk}", date(2026, 12, 1)),
    ]


def test_unknown_terms_of_next_year_have_no_date_yet():
    work = Work()
    keys = work.rows("3.1").filter(due_on__isnull=True).values_list("period_key", flat=True)
    assert set(keys) == {"2027/T1", "2027/T2", "2027/T3"}
    enter_year(work.school, 2027)
    assert not work.rows("3.1").filter(period_key="2027/T1").exists()  # known now, and beyond the horizon
    plan(work, date(2027, 1, 11))
    assert set(work.rows("3.1").filter(period_key="2027/T1").values_list("due_on", flat=True)) == {date(2027, 12, 7)}


def test_the_horizon_ends_neither_in_december_nor_in_august():
    work = Work()
    for on in (date(2026, 12, 28), date(2027, 8, 30)):
        roll_horizons(now=noon(on))
        assert Planning.objects.get().planned_until == on + HORIZON
        assert max(work.days("1.1")) >= date(on.year + 1, 9, 10)
    assert date(2028, 9, 10) in work.days("1.1")  # next year's classes are not there: the post keeps the date
    assert set(work.rows("2.1").filter(due_on=date(2027, 10, 7)).values_list("slot", flat=True)) == {"post"}


def test_next_years_classes_take_over_the_posts_rows():
    work = Work()
    year = enter_year(work.school, 2027)
    assert set(work.rows("2.1").filter(due_on=date(2027, 10, 7)).values_list("slot", flat=True)) == {"post"}
    group = factories.make_class(school=work.school, year=year, name="6a", teachers=work.teachers[:1])
    plan(work, START)
    assert list(work.rows("2.1").filter(due_on=date(2027, 10, 7)).values_list("slot", flat=True)) == [
        f"class:{group.pk}"
    ]


def test_nothing_is_born_late():
    work = Work(on=date(2026, 10, 14))
    assert not Occurrence.objects.filter(school=work.school, due_on__lt=date(2026, 10, 14)).exists()
    # A class that comes in December has no attendance report of October.
    factories.make_class(school=work.school, year=work.year, name="7a", teachers=work.teachers[:1])
    plan(work, date(2026, 12, 1))
    late = work.rows("2.1").filter(group__name="7a").order_by("due_on").first()
    assert late.due_on == date(2026, 12, 7)


def test_withdrawn_rows_come_back():
    work = Work()
    duty = work.duty("2.1")
    Duty.objects.filter(pk=duty.pk).update(is_on=False)
    plan(work, START)
    assert set(duty.occurrences.values_list("state", flat=True)) == {"withdrawn"}
    Duty.objects.filter(pk=duty.pk).update(is_on=True)
    before = duty.occurrences.count()
    plan(work, START)
    assert (set(duty.occurrences.values_list("state", flat=True)), duty.occurrences.count()) == ({"open"}, before)


def test_done_rows_never_move():
    work = Work()
    first, second = work.rows("2.1").filter(due_on=date(2026, 11, 9))
    tick(occurrence=first, by=work.principal.user, person=work.principal, on=START, now=noon(START))
    waive(occurrence=second, reason="Closed.", by=work.principal.user, now=noon(START))
    Closure.objects.create(
        school=work.school, kind="day_off", name="Flood", starts_on=date(2026, 11, 5), ends_on=date(2026, 11, 6)
    )
    plan(work, START)
    rows = work.duty("2.1").occurrences.filter(period_key="2026-10")
    assert sorted(rows.values_list("due_on", "state")) == [(date(2026, 11, 9), "done"), (date(2026, 11, 9), "waived")]


def test_a_moved_date_keeps_its_row_and_its_first_date():
    work = Work()
    before = set(work.rows("2.1").filter(due_on=date(2026, 11, 9)).values_list("pk", flat=True))
    Closure.objects.create(
        school=work.school, kind="day_off", name="Flood", starts_on=date(2026, 11, 5), ends_on=date(2026, 11, 6)
    )
    plan(work, START)
    rows = work.rows("2.1").filter(pk__in=before)
    assert set(rows.values_list("due_on", "first_due_on")) == {(date(2026, 11, 11), date(2026, 11, 9))}


def test_a_teacher_named_twice_has_one_row():
    work = Work()
    post = work.duty("3.1").post
    teacher = work.teachers[0]
    factories.teach(person=teacher, year=work.year, subjects=["Physics", "Chemistry"])  # and leads a class
    Occurrence.objects.filter(duty__post=post).delete()
    plan_schools(
        schools=[work.school], start=START, end=START + HORIZON, on=START, by=factories.BY, now=noon(START)
    )  # fmt: skip
    slots = list(work.rows("3.1").filter(period_key="2026/T1").values_list("slot", flat=True))
    assert sorted(slots) == sorted(f"person:{teacher.pk}" for teacher in work.teachers)


def test_many_schools_at_once_get_what_one_by_one_gives():
    works = [Work(), Work()]
    each = [state(work) for work in works]
    Occurrence.objects.all().delete()
    schools = [work.school for work in works]
    planned = plan_schools(
        schools=schools, start=START, end=START + HORIZON, on=START, by=factories.BY, now=noon(START)
    )  # fmt: skip
    assert [state(work) for work in works] == each
    assert (planned.schools, planned.rows) == (2, sum(len(rows) for rows in each))


def test_who_leaves_keeps_what_was_due_before():
    work = Work()
    leaver = work.teachers[0]
    end_person(person=leaver, last_day=date(2026, 12, 31), by=factories.BY, now=noon(START))
    roll_horizons(now=noon(START))
    days = work.rows("3.2").filter(person=leaver).exclude(due_on=None).values_list("due_on", flat=True)
    assert list(days) == [date(2026, 11, 27)]


def test_another_class_teacher_is_no_new_row():
    work = Work()
    before = set(work.rows("2.1").values_list("pk", flat=True))
    heir = factories.make_person(school=work.school)
    set_class_teachers(
        group=work.classes[0], people=[heir], starts_on=date(2026, 11, 16), by=factories.BY, now=noon(START)
    )  # fmt: skip
    plan(work, date(2026, 11, 16))
    assert set(work.rows("2.1").filter(due_on__lt=date(2027, 9, 1)).values_list("pk", flat=True)) <= before


def test_both_databases_make_these_rows():
    """Written out, so that SQLite and PostgreSQL are held to the same."""
    work = Work(classes=1)
    slot = f"class:{work.classes[0].pk}"
    rows = [(key, at, day, how) for number, key, at, day, how, *_rest in state(work) if number == "2.1"]
    assert sorted(rows) == [
        ("2026-09", slot, date(2026, 10, 7), "open"),
        ("2026-10", slot, date(2026, 11, 9), "open"),
        ("2026-11", slot, date(2026, 12, 7), "open"),
        ("2026-12", slot, date(2027, 1, 8), "open"),
        ("2027-01", slot, date(2027, 2, 5), "open"),
        ("2027-02", slot, date(2027, 3, 5), "open"),
        ("2027-03", slot, date(2027, 4, 7), "open"),
        ("2027-04", slot, date(2027, 5, 7), "open"),
        ("2027-05", slot, date(2027, 6, 7), "open"),
        ("2027-06", slot, date(2027, 7, 8), "open"),
        ("2027-09", "post", date(2027, 10, 7), "open"),
    ]


def people_of(work, number):
    """Who has a row of their own for the first trimester."""
    rows = work.rows(number).filter(period_key="2026/T1", person__isnull=False)
    return sorted(rows.values_list("person", flat=True))


def each_for_themselves(work, number, **filled):
    """Let everybody of a kind do a clause, and plan that."""
    Role.objects.filter(pk=work.duty(number).post_id).update(**filled)
    plan(work, START)


def test_whoever_is_new_on_the_staff_gets_their_own_row():
    work = Work()
    each_for_themselves(work, "3.1", filled_by="all_staff")
    before = people_of(work, "3.1")
    new = factories.make_person(school=work.school)
    assert roll_horizons(now=noon(START)) == 1
    assert people_of(work, "3.1") == sorted([*before, new.pk])
    assert roll_horizons(now=noon(START)) == 0


def test_whoever_gets_or_loses_an_access_level_gets_or_loses_its_row():
    work = Work()
    each_for_themselves(work, "3.1", filled_by="access_level", access_level="secretary")
    assert people_of(work, "3.1") == []
    user = work.teachers[0].user
    membership = grant_membership(
        user=user, school=work.school, level=AccessLevel.SECRETARY, starts_on=START, by=factories.BY, now=noon(START)
    )
    assert roll_horizons(now=noon(START)) == 1
    assert people_of(work, "3.1") == [work.teachers[0].pk]
    end_membership(membership=membership, last_day=START, by=factories.BY, now=noon(START))
    assert roll_horizons(now=noon(date(2026, 9, 2))) == 1
    assert people_of(work, "3.1") == []


def test_a_first_day_that_moves_moves_the_rows():
    work = Work()
    each_for_themselves(work, "3.1", filled_by="all_staff")
    late = work.teachers[0]
    draft = PersonDraft(late.given_name, late.family_name, email=late.user.email, starts_on=date(2026, 12, 14))
    update_person(person=late, draft=draft, by=factories.BY, now=noon(START))
    assert roll_horizons(now=noon(START)) == 1
    assert (late.pk in people_of(work, "3.1"), work.rows("3.1").filter(person=late).exists()) == (False, True)
