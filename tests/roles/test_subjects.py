"""Who teaches a subject and leads no class: pasted, by the form, and where work for all teachers comes to them."""

from datetime import date

import pytest
import time_machine

from duties.answering import desk_of
from duties.models import Occurrence
from duties.services import plan_school, tick
from roles.models import BoundPost, FilledBy, RoleAssignment
from roles.people_plan import Decisions, plan_people_table
from roles.people_table import apply_people_table
from roles.people_words import blocks_of
from roles.queries.holders import holders_on
from roles.queries.unheld import unheld
from roles.services import RoleError, map_post, set_filling
from schools.access_levels import SCHOOL_LEVELS
from schools.models import AuditEvent, Group, GroupMember, Person
from schools.pasted_cells import cells_of
from schools.people_reading import read_table
from schools.queries import staff_counts
from schools.services import set_class_teachers, teach_subjects
from tests import factories
from tests.cast import STRANGER, make_cast
from tests.duties.work import START, Work, enter_year, noon
from tests.factories import BY, NOW
from tests.roles.pages import client_of, url, words

pytestmark = pytest.mark.django_db

HEADED = "Vardas\tPavardė\tEl. paštas\tDalykai\n"
ONA = HEADED + "Ona\tBeržaitė\tona@plover.example\tFizika, chemija\n"
KEY = "s" * 32


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


def plan(school, text, on=START):
    return plan_people_table(
        school=school, table=read_table(cells_of(text)), decisions=Decisions(), on=on, levels=frozenset(SCHOOL_LEVELS)
    )


def paste(school, text, on=START):
    expected = plan(school, text, on).digest
    return apply_people_table(
        school=school,
        table=read_table(cells_of(text)),
        decisions=Decisions(),
        expected=expected,
        levels=frozenset(SCHOOL_LEVELS),
        on=on,
        by=BY,
        now=NOW,
    )


def taught(person):
    """Subjects with first and last day, those that ended too."""
    rows = GroupMember.objects.filter(person=person, part="teacher").order_by("group__subject")
    return list(rows.values_list("group__subject", "starts_on", "ends_on"))


def rows_of(work, number):
    return sorted({row.slot for row in work.rows(number) if row.period_key == "2026/T1"})


# ── pasted ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("heading", ["subjects", "õppeained", "Oppiaineet", "Mokomasis dalykas"])
def test_a_column_says_who_teaches_what_in_any_language(heading):
    table = read_table(cells_of(f"name\te-mail\t{heading}\nOna Alder\to@plover.example\tPhysics"))
    assert (table.rows[0][1]["subjects"], table.unknown) == ("Physics", ())


def test_subjects_are_seen_written_and_the_same_paste_again_changes_nothing():
    school = factories.make_school()
    year = enter_year(school)
    (new,) = blocks_of(plan(school, ONA), Decisions())
    assert new.rows[0].words == "ona@plover.example · staff · teaches Fizika, chemija"
    paste(school, ONA)
    ona = Person.objects.get(given_name="Ona")
    assert taught(ona) == [("Fizika", START, None), ("chemija", START, None)]
    assert set(Group.objects.values_list("name", "kind", "school_year")) == {("", "teaching", year.pk)}
    assert [row.state for row in plan(school, ONA.replace("Fizika", "fizika")).rows] == ["same"]
    (same,) = blocks_of(plan(school, ONA), Decisions())
    assert (same.id, [row.words for row in same.rows]) == ("same", ["teaches Fizika, chemija"])
    more = plan(school, ONA.replace("chemija", "astronomija"))
    assert [(one.what, one.before, one.after) for one in more.rows[0].changes] == [("teaches", "", "astronomija")]
    paste(school, ONA.replace("chemija", "astronomija"))
    assert [subject for subject, _first, _last in taught(ona)] == ["Fizika", "astronomija", "chemija"]  # none is lost
    second = HEADED + "Jonas\tUosis\t\tFIZIKA\n"
    paste(school, second)
    assert Group.objects.filter(subject__iexact="fizika").count() == 1


def test_without_a_school_year_and_with_an_endless_subject_nothing_is_written():
    school = factories.make_school()
    assert plan(school, ONA).rows[0].problems == (
        "Classes and subjects belong to a school year: enter the school year in the calendar first.",
    )
    enter_year(school)
    (problem,) = plan(school, HEADED + f"Ona\tAlder\t\t{'x' * 101}").rows[0].problems
    assert problem == f"“{'x' * 30}…” is too long."


def test_pasted_in_august_they_teach_from_the_first_day_of_the_year():
    school = factories.make_school()
    enter_year(school)
    paste(school, ONA, on=date(2026, 8, 20))
    assert {first for _subject, first, _last in taught(Person.objects.get(given_name="Ona"))} == {START}


def test_a_year_of_another_school_is_refused_and_the_change_is_in_the_trail():
    school, other = factories.make_school(), factories.make_school()
    person, year, foreign = factories.make_person(school=school), enter_year(school), enter_year(other)
    with pytest.raises(ValueError, match="another school"):
        teach_subjects(person=person, year=foreign, subjects=["Physics"], starts_on=START, by=BY, now=NOW)
    how = {"person": person, "year": year, "by": BY, "now": NOW}
    teach_subjects(subjects=["Physics", " Art "], starts_on=START, **how)
    teach_subjects(subjects=["art"], starts_on=date(2026, 10, 1), only_these=True, **how)
    teach_subjects(subjects=["ART"], starts_on=date(2026, 10, 1), only_these=True, **how)  # nothing new
    assert taught(person) == [("Art", START, None), ("Physics", START, date(2026, 9, 30))]
    teach_subjects(subjects=[], starts_on=START, only_these=True, **how)
    assert taught(person) == []  # what would end before it began leaves no trace of a day
    events = AuditEvent.objects.filter(verb="group.subjects_taught").order_by("pk")
    assert [(event.data["added"], event.data["ended"]) for event in events] == [
        (["Physics", "Art"], []),
        ([], ["Physics"]),
        ([], ["Art", "Physics"]),
    ]


# ── whose work ───────────────────────────────────────────────────────────────


def test_work_of_all_teachers_comes_to_those_who_lead_no_class():
    work = Work(classes=1)
    ona = factories.make_person(school=work.school)
    assert rows_of(work, "3.1") == [f"person:{work.teachers[0].pk}"]
    factories.teach(person=ona, year=work.year, subjects=["Physics"])
    work.confirm(START)
    plan_again(work)
    assert rows_of(work, "3.1") == sorted(f"person:{person.pk}" for person in (ona, work.teachers[0]))
    assert desk_of(ona, on=START).teaches


def plan_again(work, on=START):
    plan_school(school=work.school, on=on, by=BY, now=noon(on))


def test_holders_are_those_who_teach_also_when_the_next_year_has_no_groups_yet():
    school = factories.make_school()
    year = enter_year(school)
    enter_year(school, first=2027)
    ona, leads, neither = (factories.make_person(school=school, given_name=name) for name in ("Ona", "Led", "Cook"))
    factories.teach(person=ona, year=year, subjects=["Physics"])
    set_class_teachers(
        group=factories.make_class(school=school, year=year), people=[leads], starts_on=START, by=BY, now=NOW
    )
    teachers = factories.make_role(school=school, filled_by=FilledBy.TEACHERS)
    classes = factories.make_role(school=school, filled_by=FilledBy.CLASS_TEACHERS)
    names = {day: [one.person.given_name for one in holders_on(teachers, on=day)] for day in (START, date(2027, 10, 1))}
    assert {day: sorted(found) for day, found in names.items()} == {
        START: ["Led", "Ona"],
        date(2027, 10, 1): ["Led", "Ona"],
    }
    assert neither.pk not in [one.person.pk for one in holders_on(teachers, on=START)]
    assert [one.person for one in holders_on(classes, on=START)] == [leads]
    assert holders_on(classes, on=date(2027, 10, 1)) == []
    assert unheld(roles=[teachers, classes], on=START) == []
    assert unheld(roles=[teachers, classes], on=date(2027, 10, 1)) == [classes]
    counts = staff_counts([school], START)[school.pk]
    assert (counts.class_teachers, counts.teachers) == (1, 2)


# ── each for themselves, or together ─────────────────────────────────────────


def test_named_people_have_a_row_each_or_one_together():
    work = Work(classes=2)
    post = BoundPost.objects.get(version=work.version, key="subject_teacher")
    map_post(bound_post=post, people=work.teachers, is_each=True, by=BY, now=noon(START))
    plan_again(work)
    each = sorted(f"person:{person.pk}" for person in work.teachers)
    assert rows_of(work, "3.1") == each
    assert Occurrence.objects.filter(duty=work.duty("3.1"), person=work.specialist).count() == 0
    map_post(bound_post=post, people=work.teachers, by=BY, now=noon(START))
    plan_again(work)
    assert rows_of(work, "3.1") == ["post"]
    set_filling(role=post.role, is_each=True, by=BY, now=noon(START))
    set_filling(role=post.role, is_each=True, by=BY, now=noon(START))  # nothing new
    plan_again(work)
    assert rows_of(work, "3.1") == each
    assert AuditEvent.objects.filter(verb="role.filling_changed").count() == 1
    assert {one.person for one in holders_on(post.role, on=START)} == set(work.teachers)


def test_what_was_done_together_is_not_asked_of_each_again():
    work = Work(classes=2)
    post = BoundPost.objects.get(version=work.version, key="subject_teacher")
    map_post(bound_post=post, people=work.teachers, by=BY, now=noon(START))
    first = work.rows("3.1").get(period_key="2026/T1")
    tick(occurrence=first, by=work.teachers[0].user, person=work.teachers[0], on=first.due_on, now=noon(first.due_on))
    set_filling(role=post.role, is_each=True, by=BY, now=noon(first.due_on))  # seen at once, without a worker
    each = sorted(f"person:{person.pk}" for person in work.teachers)
    assert rows_of(work, "3.1") == ["post"]
    assert sorted(work.rows("3.1").filter(period_key="2026/T2").values_list("slot", flat=True)) == each
    own = work.rows("3.1").filter(period_key="2026/T2", person=work.teachers[0]).get()
    tick(occurrence=own, by=work.teachers[0].user, person=work.teachers[0], on=own.due_on, now=noon(own.due_on))
    set_filling(role=post.role, is_each=False, by=BY, now=noon(own.due_on))
    assert list(work.rows("3.1").filter(period_key="2026/T2").values_list("slot", "state")) == [(own.slot, "done")]


def test_who_was_named_is_named_no_more_when_a_kind_fills_the_post():
    work = Work(classes=1)
    post = BoundPost.objects.get(version=work.version, key="subject_teacher")
    map_post(bound_post=post, people=[work.specialist], is_each=True, by=BY, now=noon(START))
    map_post(bound_post=post, filled_by="teachers", by=BY, now=noon(START))
    assert RoleAssignment.objects.filter(role=post.role).count() == 0
    with pytest.raises(RoleError) as caught:
        set_filling(role=post.role, is_each=True, by=BY, now=noon(START))
    assert caught.value.code == "not_assigned"


# ── pages ────────────────────────────────────────────────────────────────────


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def draft(cast):
    return factories.load_small_document(
        school=cast.home.school,
        posts={"it_specialist": "IT specialist", "keeper": "keeper"},
        items=[factories.make_item(f"{key} looks after it.", binds=key) for key in ("it_specialist", "keeper")],
    )


def choices(client, school):
    (row,) = (
        row for row in client.get(url("posts", school, "it_specialist", 1)).context["rows"] if row["key"] == "keeper"
    )
    return {value: small for value, _label, small, _chosen in row["choices"] + row["more_choices"]}


def test_whom_an_answer_means_stands_beside_it_before_it_is_saved(cast, draft):
    school, client = cast.home.school, client_of(cast.home.user("principal"))
    found = choices(client, school)
    assert found["teachers"] == "each for themselves · nobody yet: say in the list of staff who teaches what"
    assert (
        found["class_teachers"]
        == "each for their own class · nobody yet: say in the list of staff who leads which class"
    )
    assert found["all_staff"].startswith("each for themselves · 6 people: Plover Plover")
    year = enter_year(school, first=2026)
    factories.teach(person=cast.home.staff, year=year, subjects=["Physics"])
    assert choices(client, school)["teachers"] == f"each for themselves · 1 person: {cast.home.staff.name}"
    assert STRANGER not in str(choices(client, school))


def test_before_the_year_begins_its_teachers_count_already(cast, draft):
    school, client = cast.home.school, client_of(cast.home.user("principal"))
    with time_machine.travel(noon(date(2026, 8, 10)), tick=False):
        year = enter_year(school)
        factories.teach(person=cast.home.staff, year=year, subjects=["Physics"], starts_on=START)
        assert choices(client, school)["teachers"] == f"each for themselves · 1 person: {cast.home.staff.name}"


def test_certain_people_each_for_themselves_by_the_page(cast, draft):
    school, client = cast.home.school, client_of(cast.home.user("principal"))
    address = url("posts", school, "it_specialist", 1)
    empty = client.post(address, {"post-keeper": "people_each"})
    assert (empty.status_code, "Choose at least one person." in words(empty)) == (422, True)
    named = [cast.home.staff.public_id, cast.home.it.public_id]
    assert client.post(address, {"post-keeper": "people_each", "people-keeper": named}).status_code == 303
    role = BoundPost.objects.get(version=draft, key="keeper").role
    assert (role.filled_by, {one.person for one in role.assignments.all()}) == (
        "named_each",
        {cast.home.staff, cast.home.it},
    )
    page = words(client.get(address))
    assert ", each for themselves" in page
    again = client.get(f"{address}?edit=keeper").context["rows"]
    assert [value for row in again for value, _l, _s, chosen in row["choices"] if chosen] == ["people_each"]


def test_holders_work_together_or_each_for_themselves(cast, draft):
    school, client = cast.home.school, client_of(cast.home.user("secretary"))
    address, question = url("holders", school, "it_specialist"), "How do they do the work of this post?"
    factories.assign(role=draft.role, person=cast.home.staff)
    assert question not in words(client.get(address))  # one person alone is not asked
    factories.assign(role=draft.role, person=cast.home.it)
    assert question in words(client.get(address))
    assert client.post(address, {"filling": "each"}).status_code == 303
    draft.role.refresh_from_db()
    assert draft.role.filled_by == "named_each"
    assert 'value="each" checked' in words(client.get(address))
    client.post(address, {"filling": "together"})
    draft.role.refresh_from_db()
    assert draft.role.filled_by == "assignment"


def test_a_form_says_what_one_person_teaches(cast):
    school, client = cast.home.school, client_of(cast.home.user("secretary"))
    assert "Teaches" not in words(client.get(url("person-new", school)))  # no school year yet
    year = enter_year(school)
    data = {"given_name": "Ona", "family_name": "Alder", "subjects": "Physics; Art", "form_key": KEY}
    assert client.post(url("person-new", school), data).status_code == 303
    ona = Person.objects.get(given_name="Ona")
    assert [subject for subject, _first, _last in taught(ona)] == ["Art", "Physics"]
    places = url("person-places", school, ona.public_id)
    assert 'value="Art, Physics"' in words(client.get(places))
    assert client.post(places, {"subjects": "Art", "form_key": KEY}).status_code == 303
    assert [subject for subject, _first, _last in taught(ona)] == ["Art"]
    long = client.post(places, {"subjects": "x" * 101, "form_key": KEY})
    assert (long.status_code, f"“{'x' * 30}…” is too long." in words(long)) == (422, True)
    page = words(client.get(f"/s/{school.slug}/people/{ona.public_id}/"))
    assert "Teaches" in page
    assert year.groups.of_subjects().count() == 2
