"""A pasted list of staff: what is asked, what is written, and what is never done."""

from datetime import date

import pytest

from roles.models import RoleAssignment
from roles.people_plan import Decisions, plan_people_table
from roles.people_table import OpenQuestionsError, PeopleMovedError, apply_people_table
from roles.people_words import blocks_of
from schools import services
from schools.access_levels import SCHOOL_LEVELS, AccessLevel
from schools.models import Group, GroupMember, Membership, OutboxMessage, Person, User
from schools.pasted_cells import cells_of
from schools.people_reading import read_table
from tests import factories
from tests.factories import BY, NOW

pytestmark = pytest.mark.django_db

ON = date(2026, 9, 1)
ALL = frozenset(SCHOOL_LEVELS)
SECRETARY = frozenset({AccessLevel.STAFF, AccessLevel.IT, AccessLevel.SECRETARY})


def table_of(text):
    return read_table(cells_of(text))


def plan(school, text, decisions=None, levels=ALL):
    return plan_people_table(
        school=school, table=table_of(text), decisions=decisions or Decisions(), on=ON, levels=levels
    )


def apply(school, text, decisions=None, levels=ALL, expected=None):
    seen = expected or plan(school, text, decisions, levels).digest
    return apply_people_table(
        school=school,
        table=table_of(text),
        decisions=decisions or Decisions(),
        expected=seen,
        levels=levels,
        on=ON,
        by=BY,
        now=NOW,
    )


def test_a_whole_school_from_one_paste():
    school = factories.make_school()
    factories.make_school_year(school=school)
    digitutor = factories.make_role(school=school, name="Digitutor")
    text = (
        "Vardas\tPavardė\tEl. paštas\tPareigos\tPrieiga\tKlasė\tPareigybė\n"
        "Rasa\tLiepaitė\tRasa@Plover.example\tIT specialistė\tIT\t\tDigitutor 60 %\n"
        "Tomas\tUosis\ttomas@plover.example\tMokytojas\t\t5a\t\n"
        "Ona\tBeržaitė\t\tVirėja\t\t\t\n"
    )
    seen = plan(school, text)
    assert seen.is_open
    assert seen.new_classes == ("5a",)
    done = apply(school, text, Decisions(create_classes=True))
    assert (done.added, done.changed, done.classes) == (3, 0, 1)
    rasa, tomas, ona = (Person.objects.get(given_name=name) for name in ("Rasa", "Tomas", "Ona"))
    assert rasa.email == "rasa@plover.example"
    assert set(Membership.objects.filter(school=school).values_list("user__email", "level")) == {
        ("rasa@plover.example", "it"),
        ("tomas@plover.example", "staff"),
    }
    assert ona.user is None
    assert not rasa.user.has_usable_password()
    assert [(one.role, one.person, one.share) for one in RoleAssignment.objects.all()] == [(digitutor, rasa, 60)]
    member = GroupMember.objects.get()
    assert (member.group.name, member.person, member.starts_on) == ("5a", tomas, ON)
    assert OutboxMessage.objects.count() == 0


def test_the_same_paste_again_changes_nothing():
    school = factories.make_school()
    factories.make_school_year(school=school)
    text = "Given name;Family name;E-mail;Title;Level;Class\nRasa;Alder;rasa@plover.example;IT;it;5a\n"
    apply(school, text, Decisions(create_classes=True))
    again = plan(school, text)
    assert [row.state for row in again.rows] == ["same"]
    assert (again.count, again.is_open) == (0, False)


def test_nobody_is_removed_by_absence():
    school = factories.make_school()
    stays = factories.make_person(school=school, given_name="Stays", level="staff")
    apply(school, "New,Person,new@plover.example")
    stays.refresh_from_db()
    assert stays.ends_on is None
    assert Person.objects.for_school(school).count() == 2


def test_a_change_shows_old_and_new_and_empty_cells_say_nothing():
    school = factories.make_school()
    factories.make_person(
        school=school, given_name="Rasa", family_name="Alder", email="rasa@plover.example", job_title="teacher"
    )
    text = "Given name;Family name;E-mail;Title;From\nRasa;Birch;rasa@plover.example;;1.8.2026"
    row = plan(school, text).rows[0]
    assert [(one.what, one.before, one.after) for one in row.changes] == [
        ("name", "Rasa Alder", "Rasa Birch"),
        ("from", "", "2026-08-01"),
    ]
    apply(school, text)
    person = Person.objects.for_school(school).get()
    assert (person.name, person.job_title, person.starts_on) == ("Rasa Birch", "teacher", date(2026, 8, 1))


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Rasa,Alder,not-an-address", {1: ("“not-an-address” is not an e-mail address.",)}),
        ("Rasa,,rasa@x.example", {1: ("Given name and family name are both needed.",)}),
        (
            "Rasa,Alder,rasa@x.example,,emperor",
            {
                1: (
                    (
                        "There is no access level “emperor”. "
                        "Known are: staff, IT, secretary, principal, handler of incidents, data protection."
                    ),
                )
            },
        ),
        (
            "Rasa,Alder,same@x.example\nTomas,Ash,SAME@x.example",
            {
                1: ("The address same@x.example is in the list more than once.",),
                2: ("The address same@x.example is in the list more than once.",),
            },
        ),
        (
            "Rasa,Alder\nRasa,Alder,rasa@x.example",
            {
                1: ("Rasa Alder is in the list more than once; an address tells two people apart.",),
                2: ("Rasa Alder is in the list more than once; an address tells two people apart.",),
            },
        ),
        (
            "Rasa,Alder,rasa@x.example,,,,,,150 %",
            {1: ("“150 %” is no share: write 60 % or 0,6 of a full post, at most 100 % or 1.",)},
        ),
        ("Rasa,Alder,rasa@x.example,,,,,,,31.2.2026", {1: ("“31.2.2026” is not a date.",)}),
        ("Rasa,Alder,r@x.example,,,,,,,2.9.2026,1.9.2026", {1: ("The last day is before the first.",)}),
        ("Rasa,Alder,,,it", {1: ("An access level needs an e-mail address to sign in with.",)}),
        (
            "Rasa,Alder,rasa@x.example,,,5a",
            {1: ("Classes and subjects belong to a school year: enter the school year in the calendar first.",)},
        ),
    ],
)
def test_wrong_rows_are_told_before_anything_is_written(text, problems):
    school = factories.make_school()
    seen = plan(school, text)
    assert {row.line: row.problems for row in seen.rows if row.problems} == problems
    with pytest.raises(OpenQuestionsError):
        apply(school, text)
    assert Person.objects.for_school(school).count() == 0


def test_of_two_people_with_one_address_the_other_is_free_when_one_is_left_out():
    school = factories.make_school()
    text = "Given name;Family name;E-mail\n" + "".join(f"{who};same@x.example\n" for who in ("Ann;Alder", "Ben;Birch"))
    both = plan(school, text)
    twice = ("The address same@x.example is in the list more than once.",)
    assert [(row.line, row.state, row.problems) for row in both.rows] == [(2, "open", twice), (3, "open", twice)]
    for out, states in ((2, ["left_out", "new"]), (3, ["new", "left_out"])):
        decided = Decisions(left_out=frozenset({out}))
        one = plan(school, text, decided)
        assert ([row.state for row in one.rows], one.is_open, one.count) == (states, False, 1)
    assert apply(school, text, Decisions(left_out=frozenset({2}))).added == 1
    assert [one.name for one in Person.objects.for_school(school)] == ["Ben Birch"]


def test_a_double_of_a_row_that_is_left_out_stands_for_itself():
    school = factories.make_school()
    ann, ben = "Ann;Alder;same@x.example\n", "Ben;Birch;same@x.example\n"
    text = f"Given name;Family name;E-mail\n{ann}{ben}{ann}{ann}"

    def shown(*out):
        decided = Decisions(left_out=frozenset(out))
        seen = plan(school, text, decided)
        words = [(row.margin, row.words) for one in blocks_of(seen, decided) if one.id == "double" for row in one.rows]
        return [row.state for row in seen.rows], words

    assert shown() == (
        ["open", "open", "double", "double"],
        [("row 4", "the same as row 2"), ("row 5", "the same as row 2")],
    )
    assert shown(3) == (
        ["new", "left_out", "double", "double"],
        [("row 4", "the same as row 2"), ("row 5", "the same as row 2")],
    )
    assert shown(2) == (["left_out", "open", "open", "double"], [("row 5", "the same as row 4")])
    assert shown(2, 3) == (["left_out", "left_out", "new", "double"], [("row 5", "the same as row 4")])


def test_two_of_one_name_without_an_address_are_free_when_one_is_left_out():
    school = factories.make_school()
    text = "Given name;Family name;E-mail;Title\nAnn;Alder;;cook\nAnn;Alder;;guard\n"
    assert [row.state for row in plan(school, text).rows] == ["open", "open"]
    assert [row.state for row in plan(school, text, Decisions(left_out=frozenset({3}))).rows] == ["new", "left_out"]


def test_the_preview_says_the_level_that_nobody_has_named():
    school = factories.make_school()
    seen = plan(school, "Given name;Family name;E-mail;Access\nAnn;Alder;ann@x.example;\nBen;Birch;;\n")
    (block,) = [block for block in blocks_of(seen, Decisions()) if block.id == "new"]
    assert [row.words for row in block.rows] == ["ann@x.example · staff", "no address: sees nothing by mail"]
    apply(school, "Given name;Family name;E-mail;Access\nAnn;Alder;ann@x.example;\n")
    assert list(Membership.objects.filter(school=school).values_list("level", flat=True)) == ["staff"]


def test_a_wrong_row_can_be_left_out():
    school = factories.make_school()
    text = "Rasa,Alder,not-an-address\nTomas,Ash,tomas@x.example"
    assert apply(school, text, Decisions(left_out=frozenset({1}))).added == 1
    assert [one.name for one in Person.objects.for_school(school)] == ["Tomas Ash"]


def test_unknown_posts_are_a_question():
    school = factories.make_school()
    text = "Rasa,Alder,rasa@x.example,,,,,Wizard"
    assert plan(school, text).unknown_posts == ("Wizard",)
    with pytest.raises(OpenQuestionsError):
        apply(school, text)
    assert apply(school, text, Decisions(leave_out_posts=True)).added == 1
    assert RoleAssignment.objects.count() == 0


def test_the_same_name_with_another_address_is_a_question():
    school = factories.make_school()
    known = factories.make_person(school=school, given_name="Rasa", family_name="Alder", email="old@x.example")
    text = "Rasa,Alder,new@x.example"
    assert plan(school, text).rows[0].question == "Rasa Alder is here already, with the address old@x.example."
    same = plan(school, text, Decisions(same_person={1: True})).rows[0]
    assert (same.state, same.person) == ("changed", known)
    other = plan(school, text, Decisions(same_person={1: False})).rows[0]
    assert (other.state, other.person) == ("new", None)


def test_an_address_of_somebody_else_is_a_question():
    school = factories.make_school()
    factories.make_person(school=school, given_name="Rasa", family_name="Alder", email="shared@x.example")
    row = plan(school, "Tomas,Ash,shared@x.example").rows[0]
    assert (row.state, row.question) == ("open", "The address belongs to Rasa Alder.")


def test_who_has_left_is_not_brought_back():
    school = factories.make_school()
    factories.make_person(
        school=school, given_name="Rasa", family_name="Alder", email="rasa@x.example", ends_on=date(2026, 6, 1)
    )
    row = plan(school, "Rasa,Alder,rasa@x.example").rows[0]
    assert row.problems == ("Rasa Alder has left. Open their page to let them come back.",)


def test_a_secretary_cannot_make_a_principal():
    school = factories.make_school()
    text = "Rasa,Alder,rasa@x.example,,principal"
    assert plan(school, text, levels=SECRETARY).rows[0].problems == ("You may not give the access level “principal”.",)
    with pytest.raises(OpenQuestionsError):
        apply(school, text, levels=SECRETARY)
    assert User.objects.filter(email="rasa@x.example").count() == 0


def test_a_secretary_cannot_take_over_the_login_of_the_principal():
    school = factories.make_school()
    head = factories.make_person(
        school=school, given_name="Head", family_name="Alder", email="head@x.example", level="principal"
    )
    text = "Head,Alder,thief@x.example"
    row = plan(school, text, Decisions(same_person={1: True}), SECRETARY).rows[0]
    assert row.problems == ("The address belongs to a login that is in use; only its owner can change it.",)
    assert plan(school, text, Decisions(same_person={1: True}), ALL).rows[0].problems == ()
    User.objects.filter(pk=head.user.pk).update(last_login=NOW)
    assert plan(school, text, Decisions(same_person={1: True}), ALL).rows[0].problems == (
        "The address belongs to a login that is in use; only its owner can change it.",
    )


def test_a_class_gets_another_class_teacher():
    school = factories.make_school()
    before = factories.make_person(school=school, given_name="Old", family_name="Alder")
    group = factories.make_class(school=school, name="5a", teachers=[before], starts_on=date(2026, 8, 1))
    text = "New,Birch,new@x.example,,,5A"
    seen = plan(school, text)
    assert [(one.what, one.before, one.after) for one in seen.handed_on] == [("5a", "Old Alder", "New Birch")]
    apply(school, text)
    members = group.members.order_by("pk")
    assert [(m.person.given_name, m.starts_on, m.ends_on) for m in members] == [
        ("Old", date(2026, 8, 1), date(2026, 8, 31)),
        ("New", ON, None),
    ]


def test_a_changed_school_is_noticed():
    school = factories.make_school()
    text = "Rasa,Alder,rasa@x.example"
    seen = plan(school, text).digest
    factories.make_person(school=school)
    with pytest.raises(PeopleMovedError):
        apply(school, text, expected=seen)
    assert Person.objects.for_school(school).count() == 1


def test_the_last_day_in_the_list_ends_access_too():
    school = factories.make_school()
    person = factories.make_person(
        school=school, given_name="Rasa", family_name="Alder", email="rasa@x.example", level="staff"
    )
    apply(school, "Given name;Family name;E-mail;Until\nRasa;Alder;rasa@x.example;31.12.2026")
    person.refresh_from_db()
    assert person.ends_on == date(2026, 12, 31)
    assert Membership.objects.get(school=school, user=person.user).ends_on == date(2026, 12, 31)


def test_other_schools_do_not_count():
    school, other = factories.make_school(), factories.make_school()
    factories.make_person(school=other, given_name="Rasa", family_name="Alder", email="rasa@x.example", level="staff")
    factories.make_role(school=other, name="Digitutor")
    factories.make_class(school=other, name="5a")
    factories.make_school_year(school=school)
    seen = plan(school, "Rasa,Alder,rasa@x.example,,,5a,,Digitutor")
    assert (seen.rows[0].state, seen.new_classes, seen.unknown_posts) == ("new", ("5a",), ("Digitutor",))
    apply(school, "Rasa,Alder,rasa@x.example")
    assert [one.school_id for one in User.objects.get(email="rasa@x.example").persons.all()] == [other.pk]
    assert list(Person.objects.for_school(school).values_list("user", "offered_level")) == [(None, "staff")]
    assert Group.objects.for_school(school).count() == 0


def test_planning_costs_the_same_for_one_and_for_many(django_assert_max_num_queries):
    school = factories.make_school()
    factories.make_school_year(school=school)
    for _ in range(12):
        factories.make_person(school=school, level="staff")
    with django_assert_max_num_queries(8):
        plan(school, "\n".join(f"Given{n},Family{n},p{n}@x.example" for n in range(50)))


def test_classes_are_ordered_as_people_read_them():
    school = factories.make_school()
    year = factories.make_school_year(school=school)
    services.add_classes(year=year, names=["10a", "9b", "9a", "9a"], by=BY, now=NOW)
    assert [one.name for one in Group.objects.for_school(school).order_by("sort_key")] == ["9a", "9b", "10a"]


@pytest.mark.parametrize(
    "cells",
    [
        "Given name;Family name;E-mail;Until\nHead;Alder;head@x.example;31.8.2026",
        "Given name;Family name;E-mail\nHead;Birch;head@x.example",
        "Given name;Family name;E-mail;Title\nHead;Alder;head@x.example;pensioner",
        "Given name;Family name;E-mail;From\nHead;Alder;head@x.example;1.9.2030",
        "Given name;Family name;E-mail;Class\nHead;Alder;head@x.example;5a",
        "Given name;Family name;E-mail;Posts\nHead;Alder;head@x.example;Digitutor",
        "Given name;Family name;E-mail;Until\nHead;Alder;;31.8.2026",
    ],
)
@pytest.mark.parametrize("begins", [date(2020, 1, 1), date(2026, 10, 1)])
def test_a_secretary_changes_nothing_about_the_principal(cells, begins):
    school = factories.make_school()
    factories.make_class(school=school, name="5a")
    factories.make_role(school=school, name="Digitutor")
    factories.make_person(school=school, level="principal")
    head = factories.make_person(school=school, given_name="Head", family_name="Alder", email="head@x.example")
    user = factories.make_user(email="head@x.example")
    services.link_login(person=head, user=user, by=BY, now=NOW)
    factories.grant(user=user, school=school, level=AccessLevel.PRINCIPAL, starts_on=begins)
    row = plan(school, cells, levels=SECRETARY).rows[0]
    assert (row.state, row.problems) == (
        "open",
        ("You may not change Head Alder, whose access is higher than you may give.",),
    )
    with pytest.raises(OpenQuestionsError):
        apply(school, cells, levels=SECRETARY)
    assert plan(school, cells).rows[0].state == "changed"


def test_a_secretary_may_paste_a_list_that_holds_the_principal_unchanged():
    school = factories.make_school()
    factories.make_person(
        school=school, given_name="Head", family_name="Alder", email="head@x.example", level="principal"
    )
    text = "Head,Alder,head@x.example\nNew,Birch,new@x.example"
    assert apply(school, text, levels=SECRETARY).added == 1


@pytest.mark.parametrize(
    "cells",
    [
        "Given name;Family name;E-mail;Until\nHead;Alder;head@x.example;31.8.2026",
        "Given name;Family name;E-mail;Level\nHead;Alder;head@x.example;staff",
        "Given name;Family name;E-mail;From\nHead;Alder;head@x.example;1.9.2030",
    ],
)
def test_the_only_principal_stays(cells):
    school = factories.make_school()
    head = factories.make_person(
        school=school, given_name="Head", family_name="Alder", email="head@x.example", level="principal"
    )
    row = plan(school, cells).rows[0]
    assert row.problems == (
        "Head Alder is the only principal of the school. Name another principal first, then this can be changed.",
    )
    with pytest.raises(OpenQuestionsError):
        apply(school, cells)
    with pytest.raises(services.LastPrincipalError):
        services.end_person(person=head, last_day=ON, by=BY, now=NOW)
    with pytest.raises(services.LastPrincipalError):
        services.set_level(person=head, level=AccessLevel.STAFF, on=ON, by=BY, now=NOW)
    factories.make_person(school=school, level="principal")
    assert apply(school, cells).changed == 1


def test_two_principals_do_not_go_in_one_list():
    school = factories.make_school()
    for name in ("One", "Two"):
        factories.make_person(
            school=school, given_name=name, family_name="Alder", email=f"{name}@x.example", level="principal"
        )
    text = "Given name;Family name;E-mail;Level\nOne;Alder;one@x.example;staff\nTwo;Alder;two@x.example;staff"
    with pytest.raises(services.LastPrincipalError):
        apply(school, text)
    assert Membership.objects.filter(school=school, level="principal", ends_on__isnull=True).count() == 2


def test_who_has_left_or_come_too_late_is_no_other_principal():
    school = factories.make_school()
    head = factories.make_person(school=school, level="principal")
    factories.make_person(school=school, level="principal", ends_on=date(2026, 6, 1))
    later = factories.make_user()
    factories.grant(user=later, school=school, level=AccessLevel.PRINCIPAL, starts_on=date(2026, 12, 1))
    assert services.is_last_principal(head, last_day=date(2026, 11, 29)) is True
    assert services.is_last_principal(head, last_day=date(2026, 11, 30)) is False


def test_a_list_with_the_address_of_a_login_reads_and_writes_as_any_other():
    school = factories.make_school()
    user = factories.make_user(email="known@x.example", password=factories.PASSWORD)
    text = "Given name;Family name;E-mail;Level\nKnown;Alder;known@x.example;principal\nFree;Birch;free@x.example;IT"
    assert [row.state for row in plan(school, text).rows] == ["new", "new"]
    assert apply(school, text).added == 2
    assert [row.state for row in plan(school, text).rows] == ["same", "same"]
    known = Person.objects.get(email="known@x.example")
    assert (known.user, known.offered_level, Membership.objects.filter(user=user).count()) == (None, "principal", 0)
    assert plan(school, "Given name;Family name;E-mail\nKnown;Other;known@x.example", levels=SECRETARY).rows[0].problems
    changed = text.replace("principal", "staff")
    assert [(one.before, one.after) for one in plan(school, changed).rows[0].changes] == [("principal", "staff")]
    seen = plan(school, text).digest
    assert apply(school, changed).changed == 1
    assert Person.objects.get(pk=known.pk).offered_level == "staff"
    with pytest.raises(PeopleMovedError):
        apply(school, changed, expected=seen)


def test_of_two_rows_that_say_the_same_one_is_taken_and_the_other_named():
    school = factories.make_school()
    text = "Rasa,Alder,rasa@x.example\nTomas,Ash,tomas@x.example\nrasa, Alder,Rasa@x.example"
    seen = plan(school, text)
    assert [(row.line, row.state, row.same_as) for row in seen.rows] == [(1, "new", 0), (2, "new", 0), (3, "double", 1)]
    assert (seen.is_open, seen.count) == (False, 2)
    (block,) = [block for block in blocks_of(seen, Decisions()) if block.id == "double"]
    assert [(row.margin, row.title, row.words) for row in block.rows] == [("row 3", "rasa Alder", "the same as row 1")]
    apply(school, text)
    assert [person.name for person in Person.objects.for_school(school).order_by("pk")] == ["Rasa Alder", "Tomas Ash"]


@pytest.mark.parametrize(
    ("said", "share", "words"),
    [
        ("1", 100, "share “1”: a full post"),
        ("0,5", 50, "share “0,5”: 50 %"),
        ("60", 60, "share “60”: 60 %"),
        ("60 %", 60, ""),
        ("1 %", 1, ""),
    ],
)
def test_what_a_share_is_taken_for_stands_in_the_preview(said, share, words):
    school = factories.make_school()
    factories.make_role(school=school, name="Digitutor")
    seen = plan(school, f"Rasa;Alder;rasa@x.example;;;;;Digitutor;{said}")
    (row,) = seen.rows
    assert [post.share for post in row.posts] == [share]
    (block,) = blocks_of(seen, Decisions())
    parts = ("rasa@x.example", "staff", f"Digitutor {share} %", words)
    assert block.rows[0].words == " · ".join(part for part in parts if part)


def test_two_and_a_half_posts_are_refused_in_words():
    row = plan(factories.make_school(), "Rasa;Alder;rasa@x.example;;;;;;2,5").rows[0]
    assert row.problems == ("“2,5” is no share: write 60 % or 0,6 of a full post, at most 100 % or 1.",)
