"""One person by a form: added with everything, or given classes and posts later."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from roles.models import RoleAssignment
from schools.access_levels import SCHOOL_LEVELS
from schools.models import GroupMember, Membership, OutboxMessage, Person
from schools.people_reading import level_of
from tests import factories
from tests.cast import STRANGER, make_cast
from tests.factories import NOW
from tests.roles.pages import client_of, url, words

pytestmark = pytest.mark.django_db
KEY = "p" * 32
ACTS = ("save", "level", "leave")


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


def sent(**changes):
    return {"given_name": "Rasa", "family_name": "Alder", "email": "Rasa@Plover.example", "form_key": KEY} | changes


def leading(group):
    return [member.person.name for member in GroupMember.objects.filter(group=group, ends_on__isnull=True)]


def test_somebody_is_added_with_access_class_and_post(cast):
    school = cast.home.school
    year = factories.make_school_year(school=school)
    group = factories.make_class(school=school, year=year, name="5a", teachers=[cast.home.staff])
    factories.make_role(school=school, code="keeper", name="Keeper, of devices")
    client = client_of(cast.home.user("secretary"))
    page = words(client.get(url("person-new", school)))
    assert f"5a: {cast.home.staff.name}" in page
    data = sent(level="it", job_title="Teacher", classes=[group.public_id], post="keeper", share="40")
    answers = {client.post(url("person-new", school), data).url for _time in range(3)}
    rasa = Person.objects.get(email="rasa@plover.example")
    assert answers == {reverse("schools:people-person", args=[school.slug, rasa.public_id])}
    assert (rasa.name, rasa.job_title) == ("Rasa Alder", "Teacher")
    assert list(Membership.objects.filter(user=rasa.user).levels()) == ["it"]
    assert [(one.role.code, one.share) for one in RoleAssignment.objects.filter(person=rasa)] == [("keeper", 40)]
    assert leading(group) == ["Rasa Alder"]
    assert OutboxMessage.objects.count() == 0
    assert "Rasa Alder" in words(client.get(answers.pop()))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"level": "it", "email": ""}, "An access level needs an e-mail address to sign in with."),
        ({"given_name": "\u202e\u200b"}, "This field is required."),
        ({"level": "principal"}, "Select a valid choice."),
        ({"email": "wrong"}, "Enter a valid email address."),
        ({"family_name": ""}, "This field is required."),
        ({"post": "theirs"}, "Select a valid choice."),
        ({"given_name": "PloverStaff", "family_name": "Person", "email": ""}, "PloverStaff Person is here already"),
        ({"email": "ploverstaff@plover.example"}, "The address belongs to PloverStaff Person."),
    ],
)
def test_what_cannot_be_added_is_said(cast, changes, sentence):
    school = cast.home.school
    factories.make_person(
        school=school, given_name="PloverStaff", family_name="Person", email="ploverstaff@plover.example"
    )
    factories.make_role(school=cast.stranger.school, code="theirs", name=STRANGER)
    before = list(Person.objects.order_by("pk").values())
    response = client_of(cast.home.user("secretary")).post(url("person-new", school), sent(**changes))
    assert (response.status_code, sentence in words(response)) == (422, True)
    assert list(Person.objects.order_by("pk").values()) == before


def test_a_person_without_an_address_needs_no_access_to_be_added(cast):
    client = client_of(cast.home.user("secretary"))
    assert client.post(url("person-new", cast.home.school), sent(email="", level="staff")).status_code == 303
    added = Person.objects.get(given_name="Rasa")
    assert (added.user, added.offered_level) == (None, "")


def test_an_access_level_without_an_address_is_refused_in_words(cast):
    person = factories.make_person(school=cast.home.school)
    args = [cast.home.school.slug, person.public_id]
    client = client_of(cast.home.user("principal"))
    refused = client.post(reverse("schools:people-person-level", args=args), {"level": "it"})
    assert refused.status_code == 422
    assert "An access level needs an e-mail address to sign in with." in words(refused)


def test_a_secretary_changes_no_places_of_the_principal_and_sees_no_such_forms(cast):
    school, head = cast.home.school, cast.home.principal
    group = factories.make_class(school=school, year=factories.make_school_year(school=school), name="5a")
    factories.make_role(school=school, code="keeper", name="Keeper")
    client, address = client_of(cast.home.user("secretary")), url("person-places", school, head.public_id)
    data = {"classes": [group.public_id], "post": "keeper", "form_key": KEY}
    assert [client.get(address).status_code, client.post(address, data).status_code] == [403, 403]
    assert (GroupMember.objects.count(), RoleAssignment.objects.count()) == (0, 0)
    page = client.get(reverse("schools:people-person", args=[school.slug, head.public_id]))
    forms = [f'action="{reverse(f"schools:people-person-{act}", args=[school.slug, head.public_id])}"' for act in ACTS]
    assert [one in page.content.decode() for one in [address, *forms]] == [False] * 4
    assert url("absence-new", school, head.public_id) in page.content.decode()
    own = client_of(cast.home.user("principal")).get(page.request["PATH_INFO"])
    assert [one in own.content.decode() for one in [address, *forms]] == [True] * 4


def test_a_second_person_of_the_same_name_is_asked_about(cast):
    school = cast.home.school
    factories.make_person(school=school, given_name="Rasa", family_name="Alder", email="other@plover.example")
    client = client_of(cast.home.user("principal"))
    assert "somebody else of the same name" not in words(client.get(url("person-new", school)))
    asked = client.post(url("person-new", school), sent())
    assert (asked.status_code, "This is somebody else of the same name" in words(asked)) == (422, True)
    assert client.post(url("person-new", school), sent(is_another="on")).status_code == 303
    assert sorted(Person.objects.filter(family_name="Alder").values_list("email", flat=True)) == [
        "other@plover.example",
        "rasa@plover.example",
    ]


def test_classes_and_a_post_of_somebody_who_is_here(cast):
    school, staff, other = cast.home.school, cast.home.staff, cast.home.it
    year = factories.make_school_year(school=school)
    mine = factories.make_class(school=school, year=year, name="5a", teachers=[staff, other])
    theirs = factories.make_class(school=school, year=year, name="5b", teachers=[other])
    role = factories.make_role(school=school, code="keeper", name="Keeper")
    client = client_of(cast.home.user("secretary"))
    address = url("person-places", school, staff.public_id)
    shown = reverse("schools:people-person", args=[school.slug, staff.public_id])
    assert address in words(client.get(shown))
    assert words(client.get(address)).count("checked") == 1
    data = {"classes": [theirs.public_id], "post": "keeper", "share": "20", "form_key": KEY}
    assert [client.post(address, data).url for _time in range(3)] == [shown] * 3
    assert (leading(mine), leading(theirs)) == ([other.name], [staff.name])
    held = RoleAssignment.objects.get()
    assert (held.role, held.person, held.share, held.starts_on) == (role, staff, 20, date(2026, 9, 1))
    again = client.post(address, {**data, "share": "30", "form_key": "q" * 32})
    assert (again.status_code, RoleAssignment.objects.count()) == (422, 1)
    assert client.get(url("person-places", school, cast.stranger.staff.public_id)).status_code == 404
    assert client_of(cast.home.user("staff")).get(address).status_code == 403


def test_the_list_comes_back_for_corrections(cast):
    client, address = client_of(cast.home.user("principal")), url("people-preview", cast.home.school)
    text = "Rasa,Alder,wrong\nTomas,Ash,tomas@plover.example"
    shown = words(client.post(address, {"text": text}))
    assert 'name="back"' in shown
    back = client.post(address, {"text": text, "back": "1"})
    assert (back.status_code, text in back.content.decode()) == (200, True)


def test_only_those_are_counted_and_mailed_who_have_no_invitation_yet():
    cast = make_cast()
    school = cast.home.school
    school.started_at = NOW
    school.save(update_fields=["started_at"])
    Person.objects.filter(school=school).update(invited_at=NOW)
    fresh = [factories.make_person(school=school, email=f"n{n}@plover.example", user=None) for n in range(2)]
    Person.objects.filter(pk__in=[one.pk for one in fresh]).update(invited_at=None)
    client = client_of(cast.home.user("principal"))
    assert "Invite 2 people" in words(client.get(reverse("schools:people", args=[school.slug])))
    client.post(reverse("schools:people-invite", args=[school.slug]), {"form_key": KEY})
    assert sorted(OutboxMessage.objects.values_list("to", flat=True)) == [one.email for one in fresh]
    assert "Invitations<" not in words(client.get(reverse("schools:people", args=[school.slug])))


@pytest.mark.parametrize("language", ["en", "et", "fi", "lt"])
def test_the_names_that_are_offered_are_understood(language):
    with translation.override(language):
        assert [level_of(str(level.label)) for level in SCHOOL_LEVELS] == list(SCHOOL_LEVELS)
