"""Who is away and who stands in: asked on a page, answered by the one who is asked and nobody else."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from roles.models import Substitution
from schools import outbox, services
from schools.models import Absence, OutboxMessage, User
from tests import cast, factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at():
    with time_machine.travel("2026-09-01T08:00:00Z", tick=False):
        yield


@pytest.fixture
def people():
    return cast.make_cast()


@pytest.fixture
def absence(people):
    return factories.make_absence(person=people.home.staff, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 9))


def test_one_is_away_and_a_colleague_agrees(people, client):
    staff, it = people.home.staff, people.home.it
    role = factories.make_role(school=people.home.school, name="Digitutor")
    factories.assign(role=role, person=staff)
    client.force_login(staff.user)
    noted = client.post(
        reverse("roles:absence-new", args=["plover", staff.public_id]),
        {"starts_on": "2026-10-01", "ends_on": "2026-10-09", "form_key": "k"},
    )
    absence = Absence.objects.get()
    assert noted.url == reverse("roles:absence", args=["plover", absence.public_id])
    assert client.post(noted.url, {"substitute": it.pk, "what": f"role-{role.pk}"}).status_code == 303
    asked = Substitution.objects.get()
    assert (asked.substitute, asked.role, asked.accepted_at) == (it, role, None)
    answer = reverse("roles:substitution-answer", args=["plover", asked.public_id])
    assert client.post(answer, {"answer": "yes"}).status_code == 403  # nobody answers for another
    client.force_login(it.user)
    assert "Digitutor" in client.get(reverse("roles:substitution", args=["plover", asked.public_id])).content.decode()
    assert client.post(answer, {"answer": "perhaps"}).status_code == 404
    client.post(answer, {"answer": "yes"})
    client.post(answer, {"answer": "no"})
    asked.refresh_from_db()
    assert (asked.accepted_at is None, asked.refused_at) == (False, None)


def test_a_colleague_refuses(people, client, absence):
    it = people.home.it
    client.force_login(people.home.user("secretary"))
    client.post(reverse("roles:absence", args=["plover", absence.public_id]), {"substitute": it.pk, "what": ""})
    asked = Substitution.objects.get()
    client.force_login(it.user)
    client.post(reverse("roles:substitution-answer", args=["plover", asked.public_id]), {"answer": "no"})
    asked.refresh_from_db()
    assert (asked.accepted_at, asked.refused_at is None) == (None, False)


def test_only_people_of_the_school_can_be_asked(people, client, absence):
    client.force_login(people.home.user("principal"))
    url = reverse("roles:absence", args=["plover", absence.public_id])
    for stranger in (people.stranger.staff, people.sister.staff, people.home.staff):
        assert client.post(url, {"substitute": stranger.pk, "what": ""}).status_code == 422
    assert Substitution.objects.count() == 0
    assert [canary for canary in (cast.SISTER, cast.STRANGER) if canary in client.get(url).content.decode()] == []


def test_staff_note_and_see_only_their_own(people, client, absence):
    client.force_login(people.home.user("it"))
    other = reverse("roles:absence-new", args=["plover", people.home.staff.public_id])
    assert client.post(other, {"starts_on": "2026-10-01", "ends_on": "2026-10-09"}).status_code == 403
    assert client.get(reverse("roles:absence", args=["plover", absence.public_id])).status_code == 403
    assert "PloverStaff" not in client.get(reverse("roles:absences", args=["plover"])).content.decode()
    client.force_login(people.home.user("secretary"))
    assert "PloverStaff" in client.get(reverse("roles:absences", args=["plover"])).content.decode()


def test_another_schools_absence_is_not_found(people, client, absence):
    client.force_login(people.sister.user("principal"))
    assert client.get(reverse("roles:absence", args=["wagtail", absence.public_id])).status_code == 404


@pytest.mark.parametrize("level", ["handler", "data_protection", "staff", "it"])
def test_everybody_of_the_staff_notes_their_own_absence(people, client, level):
    person = people.home.people[level]
    client.force_login(person.user)
    links = client.get(reverse("schools:profile", args=["plover"])).content.decode()
    assert links.count(f'href="{reverse("roles:absences", args=["plover"])}"') == 1
    body = {"starts_on": "2026-10-01", "ends_on": "2026-10-09", "form_key": "k"}
    assert client.post(reverse("roles:absence-new", args=["plover", person.public_id]), body).status_code == 303
    assert [one.person for one in Absence.objects.all()] == [person]
    other = people.home.secretary
    assert client.post(reverse("roles:absence-new", args=["plover", other.public_id]), body).status_code == 403


def ask(client, people, absence, *, substitute):
    """The secretary asks; returns what the page says."""
    client.force_login(people.home.user("secretary"))
    url = reverse("roles:absence", args=["plover", absence.public_id])
    return client.post(url, {"substitute": substitute.pk, "what": ""}, follow=True).content.decode()


def send(now=None):
    """One sweep; returns what was mailed by it."""
    before = len(mail.outbox)
    outbox.send_due(now=lambda: now or timezone.now())
    return mail.outbox[before:]


def start(people):
    services.start_school(school=people.home.school, by=factories.BY, now=factories.NOW)


def test_who_is_asked_gets_one_plain_mail_and_the_asker_sees_the_answer(people, client, absence):
    start(people)
    it = people.home.it
    assert "The question is on its way by mail." in ask(client, people, absence, substitute=it)
    ask(client, people, absence, substitute=it)
    (sent,) = send()
    here = ["plover", Substitution.objects.get().public_id]
    assert (sent.to, sent.subject) == (["it@plover.example"], "Can you stand in for a colleague?")
    assert [line for line in sent.body.splitlines() if line] == [
        "A colleague at Plover school is away and you are asked to stand in.",
        "Days: 1 October 2026 – 9 October 2026",
        "For what: Everything",
        "Agree or refuse here; the page says who is away:",
        f"http://127.0.0.1:8000{reverse('roles:substitution', args=here)}",
    ]
    client.force_login(it.user)
    client.post(reverse("roles:substitution-answer", args=here), {"answer": "yes"})
    client.force_login(people.home.user("secretary"))
    page = client.get(reverse("roles:absence", args=["plover", absence.public_id])).content.decode()
    assert ("agreed" in page, "no answer yet" in page) == (True, False)


def test_before_start_a_question_waits_and_then_goes(people, client, absence):
    """Nothing is mailed before Start; what was asked until then is not lost."""
    assert "it is mailed after Start" in ask(client, people, absence, substitute=people.home.it)
    assert send() == []
    start(people)
    later = timezone.now() + timedelta(hours=1)
    assert [one.to for one in send(later)] == [["it@plover.example"]]


def test_a_question_that_is_answered_over_or_nobodys_is_not_mailed(people, client, absence):
    start(people)
    rows = dict.fromkeys(("it", "principal", "handler", "data_protection"))
    for level in rows:
        ask(client, people, absence, substitute=people.home.people[level])
    Substitution.objects.filter(substitute=people.home.it).update(refused_at=timezone.now())
    User.objects.filter(pk=people.home.principal.user_id).update(is_active=False)
    services.end_person(person=people.home.handler, last_day=date(2026, 8, 31), by=factories.BY, now=factories.NOW)
    assert [one.to for one in send()] == [["data_protection@plover.example"]]
    ask(client, people, absence, substitute=people.home.secretary)
    with time_machine.travel("2026-10-10T08:00:00Z", tick=False):
        assert send() == []
    assert OutboxMessage.objects.filter(state="dropped").count() == 4


def test_whoever_has_no_login_gets_no_mail_and_the_asker_is_told(people, client, absence):
    start(people)
    person = factories.make_person(school=people.home.school, given_name="Ona", family_name="Plovaitė")
    assert "Ona Plovaitė has no login" in ask(client, people, absence, substitute=person)
    assert OutboxMessage.objects.count() == 0
