"""A login that exists: what a school sees of it, and how it joins."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from schools import services
from schools.access_levels import AccessLevel
from schools.models import AuditEvent, Membership, OutboxMessage, Person, User
from schools.notifications import write_invitation
from schools.queries import SignInState, person_lines, sign_in_state
from tests import factories
from tests.factories import BY, NOW

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def elsewhere():
    """A login that works in another school."""
    user = factories.make_user(email="known@x.example", password=factories.PASSWORD)
    factories.make_person(school=factories.make_school(name="Elsewhere", started=True), user=user, level="staff")
    User.objects.filter(pk=user.pk).update(last_login=NOW)
    user.refresh_from_db()
    return user


@pytest.fixture
def school():
    school = factories.make_school(slug="plover", name="Plover", started=True)
    factories.make_person(school=school, level="principal", email="head@x.example")
    return school


def listed(school, email, level=AccessLevel.IT, given_name="Known"):
    person = factories.make_person(school=school, email=email, given_name=given_name, family_name="Alder")
    services.set_level(person=person, level=level, on=ON, by=BY, now=NOW)
    return person


def invited(school, email, level=AccessLevel.IT):
    person = listed(school, email, level)
    services.invite_people(school=school, people=[person], on=ON, by=BY, now=NOW)
    return person


def seen(person):
    line = person_lines(person.school, [Person.objects.select_related("user").get(pk=person.pk)], ON)[0]
    return line.state, line.levels


def test_a_list_tells_nothing_about_a_login_and_does_not_pull_it_in(school, elsewhere):
    known, free = listed(school, "Known@x.example"), listed(school, "free@x.example")
    assert seen(known) == seen(free) == (SignInState.NOT_INVITED, ("it",))
    assert (Person.objects.get(pk=known.pk).user, Membership.objects.filter(user=elsewhere).count()) == (None, 1)
    services.invite_people(school=school, people=[known, free], on=ON, by=BY, now=NOW)
    assert seen(known) == seen(free) == (SignInState.INVITED, ("it",))
    assert Membership.objects.filter(user=elsewhere).count() == 1


def test_the_pages_of_both_read_alike(school, elsewhere, client):
    client.force_login(User.objects.get(email="head@x.example"))
    pages = []
    for email in ("known@x.example", "free@x.example"):
        person = listed(school, email)
        page = client.get(reverse("schools:people-person", args=["plover", person.public_id])).content.decode()
        main = page[page.index("<main") : page.index("</main")].replace(person.public_id, "ID")
        pages.append([line for line in main.replace(email, "ADDRESS").splitlines() if "csrf" not in line])
    assert pages[0] == pages[1]


def test_it_joins_by_its_own_hand_with_what_was_offered(school, elsewhere, client):
    person = invited(school, "known@x.example")
    mail = write_invitation(OutboxMessage.objects.get(), NOW)
    url = reverse("join", args=[person.public_id])
    assert (url in mail.text, "/password/reset/key/" in mail.text) == (True, False)
    assert client.get(url).url == f"{reverse('account_login')}?next={url}"
    client.force_login(elsewhere)
    assert client.get("/s/plover/").status_code == 404
    assert "Plover" in client.get("/").content.decode()
    page = client.get(url).content.decode()
    assert "You would be Known Alder there, with the access “IT”." in page
    assert client.post(url).status_code == 422
    for _sending in range(2):
        assert client.post(url, {"answer": "yes"}).status_code == 303
    person.refresh_from_db()
    assert (person.user, person.offered_level) == (elsewhere, "")
    rows = Membership.objects.filter(user=elsewhere, school=school)
    assert [(one.level, one.starts_on, one.ends_on) for one in rows] == [("it", ON, None)]
    assert seen(person) == (SignInState.ACTIVE, ("it",))
    events = AuditEvent.objects.filter(subject=f"person:{person.public_id}").order_by("number")
    assert [one.verb for one in events][-1] == "person.login_linked"


def test_no_is_an_answer_and_the_school_may_ask_again(school, elsewhere, client):
    person = invited(school, "known@x.example")
    client.force_login(elsewhere)
    url = reverse("join", args=[person.public_id])
    answer = client.post(url, {"answer": "no"})
    assert (answer.status_code, answer.url) == (303, "/")
    assert [client.get(url).status_code, client.post(url, {"answer": "yes"}).status_code] == [404, 404]
    assert seen(person) == (SignInState.NOT_INVITED, ("it",))
    assert "Plover" not in client.get("/", follow=True).content.decode()
    services.invite_people(school=school, people=[person], on=ON, by=BY, now=NOW + timedelta(minutes=20))
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("why", ["not invited", "somebody else", "left", "operator", "here already"])
def test_nobody_joins_who_is_not_asked(school, elsewhere, client, why):
    person = listed(school, "known@x.example") if why == "not invited" else invited(school, "known@x.example")
    user = elsewhere
    if why == "somebody else":
        user = factories.make_user()
    elif why == "left":
        services.end_person(person=person, last_day=ON - timedelta(days=1), by=BY, now=NOW)
    elif why == "operator":
        User.objects.filter(pk=user.pk).update(is_superuser=True)
        assert write_invitation(OutboxMessage.objects.get(), NOW) is None
    elif why == "here already":
        factories.make_person(school=school, user=user, email="other@x.example", level="staff")
    user = User.objects.get(pk=user.pk)
    before = Membership.objects.count()
    client.force_login(user)
    url = reverse("join", args=[person.public_id])
    assert [client.get(url).status_code, client.post(url, {"answer": "yes"}).status_code] == [404, 404]
    for act in (services.join_school, services.decline_school):
        with pytest.raises(services.NotInvitedError):
            act(person=person, on=ON, by=user, now=NOW)
    assert Membership.objects.count() == before


def test_what_ends_on_paper_ends_with_the_access(school, elsewhere):
    person = invited(school, "known@x.example")
    Person.objects.filter(pk=person.pk).update(starts_on=date(2026, 9, 14), ends_on=date(2026, 12, 23))
    services.join_school(person=person, on=ON, by=elsewhere, now=NOW)
    row = Membership.objects.get(user=elsewhere, school=school)
    assert (row.starts_on, row.ends_on) == (date(2026, 9, 14), date(2026, 12, 23))


def test_a_login_that_was_only_written_down_is_free_for_who_invites_it(school):
    squatter = factories.make_school()
    theirs = listed(squatter, "new@x.example", AccessLevel.SECRETARY)
    user = User.objects.get(email="new@x.example")
    ours = invited(school, "new@x.example")
    assert "/password/reset/key/" in write_invitation(OutboxMessage.objects.get(), NOW).text
    assert list(Membership.objects.filter(user=user)) == []
    User.objects.filter(pk=user.pk).update(last_login=NOW)
    services.join_school(person=ours, on=ON, by=user, now=NOW)
    assert seen(theirs) == (SignInState.NOT_INVITED, ("secretary",))
    assert sign_in_state(Person.objects.get(pk=ours.pk), ON) is SignInState.ACTIVE


def test_a_school_that_has_invited_a_login_keeps_it(school):
    first = invited(factories.make_school(started=True), "new@x.example")
    invited(school, "new@x.example")
    assert seen(first) == (SignInState.INVITED, ("it",))
    assert Person.objects.get(pk=first.pk).user.email == "new@x.example"


def test_an_address_is_corrected_to_that_of_a_login_as_to_a_free_one(school, elsewhere, client):
    client.force_login(User.objects.get(email="head@x.example"))
    said = []
    for typo, right in (("typo1@x.example", "known@x.example"), ("typo2@x.example", "free@x.example")):
        person = invited(school, typo)
        body = {"given_name": "Known", "family_name": "Alder", "email": right, "job_title": "", "starts_on": ""}
        answer = client.post(reverse("schools:people-person-save", args=["plover", person.public_id]), body)
        said.append((answer.status_code, answer.url.replace(person.public_id, "ID"), seen(person)))
        assert not User.objects.filter(email=typo).exists()
        assert write_invitation(OutboxMessage.objects.get(person=person), NOW) is None
    assert said[0] == said[1]
    assert Membership.objects.filter(user=elsewhere).count() == 1
    assert User.objects.get(email="known@x.example").has_usable_password()


def test_a_secretary_does_not_lead_an_offered_power_elsewhere(school, elsewhere, client):
    person = invited(school, "known@x.example", AccessLevel.PRINCIPAL)
    client.force_login(factories.make_person(school=school, level="secretary").user)
    body = {"given_name": "Known", "family_name": "Alder", "email": "thief@x.example", "job_title": "", "starts_on": ""}
    answer = client.post(reverse("schools:people-person-save", args=["plover", person.public_id]), body)
    person.refresh_from_db()
    assert (answer.status_code, person.email) == (403, "known@x.example")
