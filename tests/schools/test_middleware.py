"""The door: who does not belong cannot tell a school from none, who lacks a right is told so."""

from datetime import date

import pytest
import time_machine
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from schools import services
from schools.door import door_of
from schools.middleware import AccessMiddleware
from tests import cast
from tests.factories import BY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at():
    with time_machine.travel("2026-09-01T08:00:00Z", tick=False):
        yield


@pytest.fixture
def people():
    return cast.make_cast()


def test_a_foreign_school_is_the_same_as_none(people, client):
    client.force_login(people.home.user("principal"))
    foreign = client.get("/s/bittern/calendar/")
    none = client.get("/s/nowhere/calendar/")
    no_page = client.get("/s/plover/nothing/")
    assert {answer.status_code for answer in (foreign, none, no_page)} == {404}
    assert foreign.content == none.content == no_page.content
    assert b"ittern" not in foreign.content
    assert dict(foreign.headers) == dict(none.headers)


def test_a_sister_school_of_the_same_owner_is_foreign_too(people, client):
    client.force_login(people.home.user("principal"))
    assert client.get("/s/wagtail/calendar/").status_code == 404


def test_another_schools_object_is_the_same_as_none(people, client):
    client.force_login(people.home.user("principal"))
    strange = client.get(reverse("schools:people-person", args=["plover", people.stranger.staff.public_id]))
    none = client.get(reverse("schools:people-person", args=["plover", "0000000000"]))
    assert (strange.status_code, strange.content) == (none.status_code, none.content) == (404, none.content)


def test_a_member_without_the_right_is_refused(people, client):
    client.force_login(people.home.user("staff"))
    answer = client.get("/s/plover/people/")
    assert answer.status_code == 403
    assert b"PloverPrincipal" not in answer.content


def test_nobody_is_sent_to_sign_in(people, client):
    answer = client.get("/s/plover/calendar/")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/s/plover/calendar/")


def test_who_left_yesterday_is_out(people, client):
    staff = people.home.staff
    client.force_login(staff.user)
    services.end_person(person=staff, last_day=date(2026, 9, 1), by=BY, now=NOW)
    assert client.get("/s/plover/calendar/").status_code == 200
    with time_machine.travel("2026-09-02T00:30:00Z", tick=False):
        client.force_login(staff.user)  # the session of yesterday is over
        left = client.get("/s/plover/calendar/")
        assert left.status_code == 404
        assert left.content == client.get("/s/nowhere/calendar/").content


def test_the_persons_last_day_counts_even_if_the_membership_goes_on(people, client):
    staff = people.home.staff
    staff.ends_on = date(2026, 8, 31)
    staff.save()
    client.force_login(staff.user)
    assert client.get("/s/plover/calendar/").status_code == 404


def test_the_operator_opens_no_school(people, client):
    client.force_login(people.operator)
    assert client.get("/s/plover/calendar/").status_code == 404
    assert client.get("/m/shore/schools/").status_code == 404


def test_an_owners_login_opens_no_school_and_a_schools_no_owner(people, client):
    client.force_login(people.owner_users["officer"])
    assert client.get("/s/plover/calendar/").status_code == 404
    assert client.get("/m/inland/schools/").status_code == 404
    client.force_login(people.home.user("principal"))
    assert client.get("/m/shore/schools/").status_code == 404


def test_a_view_without_a_rule_does_not_run(people):
    ran = []

    def careless(request):
        ran.append(request)
        return HttpResponse("secret")

    request = RequestFactory().get("/")
    request.user = people.home.user("principal")
    with pytest.raises(Http404):
        AccessMiddleware(careless).process_view(request, careless, (), {})
    assert ran == []


def test_the_door_is_one_query_beside_the_session(people, client, django_assert_num_queries):
    user = people.home.user("staff")
    client.force_login(user)
    with django_assert_num_queries(1):
        door = door_of(user.pk, "plover")
    assert [one.level for one in door.memberships] == ["staff"]
    assert (door.school, door.person, door.person.school.owner) == (
        people.home.school,
        people.home.staff,
        people.home.school.owner,
    )
    assert (door.person.created_at, door.person.name) == (people.home.staff.created_at, people.home.staff.name)
    assert door_of(user.pk, "bittern").school is None


def test_a_login_that_was_switched_off_is_out_everywhere(people, client):
    user = people.home.user("staff")
    client.force_login(user)
    assert client.get("/s/plover/calendar/").status_code == 200
    user.is_active = False
    user.save()
    for path in ("/s/plover/calendar/", "/s/bittern/calendar/", "/"):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={path}")


def test_a_changed_password_ends_the_session(people, client):
    user = people.home.user("staff")
    client.force_login(user)
    user.set_password("another long phrase")
    user.save()
    answer = client.get("/s/plover/calendar/")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/s/plover/calendar/")
