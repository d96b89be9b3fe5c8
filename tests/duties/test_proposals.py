"""From a text to work: proposed, confirmed, carried over versions."""

from datetime import UTC, date, datetime

import pytest

from duties.models import Duty, DutyRule, Occurrence
from duties.services import DutyOptions, begin, confirm_duties, follow_text, refuse_duties, reopen_proposal, tick
from roles.models import Item
from roles.services import map_post
from schools import jobs
from schools.guarded import guarded_write
from schools.models import AuditEvent
from schools.services import start_school
from tests import factories
from tests.duties.work import BY_10_SEPTEMBER, BY_15_SEPTEMBER, CLAUSES, START, Work, document, noon

pytestmark = pytest.mark.django_db


def test_an_approved_text_proposes_and_nothing_more():
    work = Work(confirm=False)
    duties = Duty.objects.for_school(work.school)
    assert set(duties.values_list("state", flat=True)) == {"proposed"}
    assert list(duties.order_by("pk").values_list("number", flat=True)) == list(CLAUSES)
    assert not Occurrence.objects.exists()
    assert set(duties.filter(is_on=False).values_list("number", flat=True)) == {"2.3"}
    assert AuditEvent.objects.filter(verb="duties.proposed").count() == 1


def test_parts_inherit_whose_they_are():
    rule = dict(BY_10_SEPTEMBER)
    items = [
        factories.make_item(
            "The class teacher:",
            number="15.",
            binds="class_teacher",
            items=[factories.make_item("Checks the list by 10 September.", number=None, rules=[rule])],
        )
    ]
    school = factories.make_school()
    text = factories.make_document(
        language="en", items=items, posts={"it_specialist": "IT specialist", "class_teacher": "Class teachers"}
    )
    version = factories.load_document(school=school, document=text, role_code="it_specialist")
    factories.approve(version=version)
    duty = Duty.objects.get(school=school)
    assert (duty.post.code, duty.number) == ("class_teacher", "15")


def test_rights_and_caps_are_no_duties():
    rules = [
        {"kind": "continuous", "words": "has the right", "binding": "right"},
        {"kind": "times_per_period", "words": "at most twice", "binding": "cap", "min": None, "max": 2, "per": "month"},
    ]
    school = factories.make_school()
    text = factories.make_document(items=[factories.make_item("He has the right, at most twice a month.", rules=rules)])
    factories.approve(version=factories.load_document(school=school, document=text))
    assert Duty.objects.count() == 0


def test_confirming_in_october_begins_with_the_next_date():
    work = Work(on=date(2026, 10, 14))
    assert work.days("1.1") == [date(2027, 9, 10)]
    assert work.days("2.1")[0] == date(2026, 11, 9)


def test_start_lets_nothing_begin_late():
    work = Work()
    on = date(2026, 10, 14)
    assert work.days("2.1")[0] == date(2026, 10, 7)
    start_school(school=work.school, by=work.principal.user, now=noon(on))
    assert not Occurrence.objects.open().filter(due_on__lt=on).exists()
    assert work.days("2.1")[0] == date(2026, 11, 9)


def test_what_was_done_before_the_start_stays_done():
    work = Work()
    row = work.rows("1.1").first()
    tick(occurrence=row, by=work.specialist.user, person=work.specialist, on=START, now=noon(START))
    begin(school=work.school, on=date(2026, 10, 14), by=work.principal.user, now=noon(date(2026, 10, 14)))
    row.refresh_from_db()
    assert row.state == "done"


def second(work, clauses, on, now):
    return work.approve(clauses, on, now=noon(now))


def test_a_changed_rule_redates_the_same_row():
    """Scenario approved_in_august: the new date, one row, citing version 2; the old date never exists."""
    old = {"1.1": ("Enters the lists by 15 September.", "it_specialist", BY_15_SEPTEMBER)}
    new = {"1.1": ("Enters the lists by 10 September.", "it_specialist", BY_10_SEPTEMBER)}
    work = Work(on=date(2026, 8, 10), clauses=old)
    row = work.rows("1.1").get(period_key="2026")
    assert row.due_on == date(2026, 9, 15)
    version = second(work, new, date(2026, 9, 1), date(2026, 8, 20))
    row.refresh_from_db()
    assert (row.due_on, row.first_due_on, row.rule.version, row.state) == (
        date(2026, 9, 10), date(2026, 9, 15), version, "open",
    )  # fmt: skip
    assert not Occurrence.objects.filter(due_on=date(2026, 9, 15)).exists()
    assert list(DutyRule.objects.order_by("starts_on").values_list("starts_on", "ends_on")) == [
        (date(2026, 8, 10), date(2026, 8, 31)),
        (date(2026, 9, 1), None),
    ]


def test_an_unchanged_rule_goes_on():
    work = Work()
    before = {row.pk: row.due_on for row in work.rows("2.1")}
    version = second(work, CLAUSES, date(2026, 11, 1), date(2026, 9, 20))
    assert {row.pk: row.due_on for row in work.rows("2.1").filter(pk__in=before)} == before
    cited = {row.due_on: row.rule.version_id for row in work.rows("2.1")}
    assert (cited[date(2026, 10, 7)], cited[date(2026, 11, 9)]) == (work.version.pk, version.pk)


def test_a_removed_clause_ends_the_day_before():
    work = Work()
    done = work.rows("2.1").filter(due_on=date(2026, 10, 7)).first()
    tick(occurrence=done, by=work.principal.user, person=None, on=START, now=noon(START))
    rest = {number: clause for number, clause in CLAUSES.items() if number != "2.1"}
    second(work, rest, date(2026, 12, 1), date(2026, 9, 20))
    duty = work.duty("2.1")
    assert duty.ended_on == date(2026, 11, 30)
    days = (date(2026, 9, 20), date(2026, 11, 30), date(2026, 12, 1))
    assert [duty.state_on(day) for day in days] == ["active", "active", "ended"]
    assert [Duty.objects.active().not_ended(day).filter(pk=duty.pk).exists() for day in days] == [True, True, False]
    assert [Duty.objects.active().holding(day).filter(pk=duty.pk).exists() for day in days] == [True, True, False]
    # Until then it is work as before; after that nothing is asked.
    assert set(duty.occurrences.filter(state="open").values_list("due_on", flat=True)) == {
        date(2026, 10, 7), date(2026, 11, 9),
    }  # fmt: skip
    done.refresh_from_db()
    assert done.state == "done"


def test_a_removed_clause_that_never_was_work_gives_no_dates():
    work = Work(confirm=False)
    second(work, {"1.1": CLAUSES["1.1"]}, date(2026, 11, 1), date(2026, 9, 20))
    duty = work.duty("2.1")
    assert [duty.state_on(date(2026, 10, 31)), duty.state_on(date(2026, 11, 1))] == ["proposed", "ended"]
    assert not duty.occurrences.exists()
    # After its last day nothing makes it work any more.
    assert confirm_duties(
        school=work.school, public_ids=[duty.public_id], on=date(2026, 11, 1), by=work.principal.user, now=noon(START)
    ) == 0  # fmt: skip


def test_a_text_that_has_begun_ends_a_removed_clause_at_once():
    work = Work()
    second(work, without("2.1"), date(2026, 10, 1), date(2026, 10, 20))
    assert (work.duty("2.1").state, work.duty("2.1").ended_on) == ("ended", date(2026, 10, 19))


def test_what_is_proposed_is_work_until_the_text_that_removes_it_begins():
    work = Work(confirm=False)
    second(work, without("2.1"), date(2026, 11, 1), date(2026, 9, 20))
    work.confirm(date(2026, 9, 21))
    assert work.days("2.1") == [date(2026, 10, 7)]


def renamed():
    texts = {"2.1": "Reports every absence within 5 working days after the month."}
    changed = {n: (texts.get(n, text), whose, rule) for n, (text, whose, rule) in CLAUSES.items() if n != "2.2"}
    return {("2.7" if n == "1.3" else n): clause for n, clause in changed.items()}


def test_a_text_ahead_changes_number_and_title_only_on_its_day():
    """Scenario approved_in_august: until the day before, the version in force is what one reads."""
    work = Work()
    event = work.duty("1.3")
    second(work, renamed(), date(2026, 10, 1), date(2026, 9, 20))
    old = ("2.1", "Reports attendance within 5 working days after the month")
    attendance = Duty.objects.get(number="2.1")
    assert (attendance.number, attendance.title) == old
    assert Duty.objects.get(pk=event.pk).number == "1.3"
    tick_over = [datetime(2026, 9, 30, 20, 59, tzinfo=UTC), datetime(2026, 9, 30, 21, 0, tzinfo=UTC)]  # Vilnius: +3
    assert [jobs.run_due(now=lambda moment=moment: moment) for moment in tick_over] == [0, 1]
    attendance.refresh_from_db()
    event.refresh_from_db()
    assert (attendance.title, event.number) == ("Reports every absence within 5 working days after the month", "2.7")
    assert AuditEvent.objects.filter(verb="duties.followed").count() == 1
    assert follow_text(version=work.version, by=factories.BY, now=tick_over[1]) == 0


def test_posts_of_a_text_ahead_bind_nobody_before_its_day():
    work = Work()
    version = second(work, CLAUSES, date(2026, 10, 1), date(2026, 9, 20))
    other = factories.make_role(school=work.school)
    bound = version.posts.get(key="class_teacher")
    map_post(bound_post=bound, role=other, by=work.principal.user, now=noon(date(2026, 9, 21)))
    assert work.duty("2.1").post.code == "class_teacher"
    follow_text(version=version, by=factories.BY, now=noon(date(2026, 10, 1)))
    assert work.duty("2.1").post == other


def without(number):
    return {other: clause for other, clause in CLAUSES.items() if other != number}


def back_again(work, duty, effective_on, on):
    """A text with a clause that an earlier one had removed, its identity kept (a template or an undone removal)."""
    version = factories.load_document(school=work.school, document=document(), role_code="it_specialist", now=noon(on))
    with guarded_write():
        item = Item.objects.get(section__version=version, number=duty.number)
        item.rules.update(rule_key=duty.rule_key)
        Item.objects.filter(pk=item.pk).update(clause=duty.clause)
    return factories.approve(version=version, effective_on=effective_on, act_on=on, now=noon(on))


def test_a_clause_that_comes_back_is_proposed_again_with_its_history():
    work = Work()
    done = work.rows("2.1").filter(due_on=date(2026, 10, 7)).first()
    tick(occurrence=done, by=work.principal.user, person=None, on=START, now=noon(START))
    second(work, without("2.1"), date(2026, 12, 1), date(2026, 9, 20))
    duty = work.duty("2.1")
    back_again(work, duty, date(2027, 2, 1), date(2027, 1, 20))
    duty.refresh_from_db()
    assert (duty.state, duty.ended_on, duty.first_due_after, duty.confirmed_by) == ("proposed", None, None, None)
    assert [event.data["again"] for event in AuditEvent.objects.filter(verb="duties.proposed").order_by("pk")] == [0, 1]
    assert not duty.occurrences.open().filter(due_on__gte=date(2027, 1, 20)).exists()
    work.confirm(date(2027, 2, 1))
    assert work.duty("2.1").pk == duty.pk
    # The month before the text took force is not asked, what was done stays where it was.
    assert [day for day in work.days("2.1") if day >= date(2026, 12, 1)][:2] == [date(2027, 2, 5), date(2027, 3, 5)]
    done.refresh_from_db()
    assert (done.state, done.duty_id) == ("done", duty.pk)


def test_what_comes_back_before_its_end_goes_on():
    work = Work()
    second(work, without("2.1"), date(2026, 12, 1), date(2026, 9, 20))
    duty = work.duty("2.1")
    back_again(work, duty, date(2027, 2, 1), date(2026, 10, 20))
    duty.refresh_from_db()
    assert (duty.state, duty.ended_on) == ("active", None)
    days = [day for day in work.days("2.1") if date(2026, 11, 1) <= day <= date(2027, 3, 10)]
    assert days == [date(2026, 11, 9), date(2027, 2, 5), date(2027, 3, 5)]


def test_what_was_refused_before_it_ended_is_asked_again():
    work = Work()
    duty = work.duty("2.1")
    refuse_duties(school=work.school, public_ids=[duty.public_id], on=START, by=work.principal.user, now=noon(START))
    second(work, without("2.1"), date(2026, 12, 1), date(2026, 9, 20))
    back_again(work, duty, date(2027, 2, 1), date(2026, 10, 20))
    duty.refresh_from_db()
    assert (duty.state, duty.ended_on) == ("proposed", None)


def test_a_title_of_the_schools_own_stays_over_versions_and_a_made_one_follows_the_text():
    work = Work(confirm=False)
    ids = {duty.number: duty.public_id for duty in Duty.objects.for_school(work.school)}
    mine = {
        ids["1.1"]: DutyOptions(days=None, is_on=True, title="  The  lists "),
        ids["2.1"]: DutyOptions(days=None, is_on=True, title=work.duty("2.1").title),
        ids["2.2"]: DutyOptions(days=None, is_on=True),
    }
    confirm_duties(
        school=work.school, public_ids=ids.values(), options=mine, on=START, by=work.principal.user, now=noon(START)
    )
    named = Duty.objects.for_school(work.school).filter(has_own_title=True)
    assert list(named.values_list("number", "title")) == [("1.1", "The lists")]
    texts = {
        "1.1": "Enters all the lists by 10 September each school year.",
        "2.1": "Reports every absence within 5 working days after the month.",
    }
    changed = {n: (texts.get(n, text), whose, rule) for n, (text, whose, rule) in CLAUSES.items()}
    second(work, changed, date(2026, 10, 1), date(2026, 9, 20))
    follow_text(version=work.version, by=factories.BY, now=noon(date(2026, 10, 1)))
    titles = dict(Duty.objects.for_school(work.school).values_list("number", "title"))
    assert (titles["1.1"], titles["2.1"], titles["2.2"]) == (
        "The lists",
        "Reports every absence within 5 working days after the month",
        "Prints the marks after each term",
    )


def test_a_new_clause_is_proposed():
    work = Work()
    more = CLAUSES | {"9.9": ("Counts the cables by 15 September.", "it_specialist", BY_15_SEPTEMBER)}
    second(work, more, date(2026, 10, 1), date(2026, 9, 20))
    assert list(Duty.objects.proposed().values_list("number", flat=True)) == ["9.9"]


def test_refusing_takes_open_rows_away_and_can_be_taken_back():
    work = Work()
    duty = work.duty("2.1")
    refuse_duties(
        school=work.school, public_ids=[duty.public_id], on=START, by=work.principal.user, now=noon(START)
    )  # fmt: skip
    assert set(duty.occurrences.values_list("state", flat=True)) == {"withdrawn"}
    for _time in range(50):
        reopen_proposal(duty=duty, by=work.principal.user, now=noon(START))
    assert AuditEvent.objects.filter(verb="duty.proposed_again").count() == 1
    assert Duty.objects.get(pk=duty.pk).state == "proposed"
    work.confirm(date(2026, 12, 1))
    assert work.days("2.1")[0] == date(2026, 12, 7)


def test_another_schools_duties_are_not_confirmed():
    work, other = Work(confirm=False), Work(confirm=False)
    ids = Duty.objects.for_school(other.school).values_list("public_id", flat=True)
    assert confirm_duties(
        school=work.school, public_ids=ids, on=START, by=work.principal.user, now=noon(START)
    ) == 0  # fmt: skip
    assert set(Duty.objects.for_school(other.school).values_list("state", flat=True)) == {"proposed"}


def test_document_is_plain():
    assert len(document()["sections"][0]["items"]) == len(CLAUSES)
