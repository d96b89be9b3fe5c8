"""Who is away and who stands in: asked on a page, answered by the one who is asked and nobody else."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from duties.models import Planning
from roles.models import Substitution
from roles.services import answer_substitution, ask_substitute
from schools import outbox, services
from schools.models import Absence, AuditEvent, OutboxMessage, User
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


@pytest.fixture
def agreed(people, absence):
    """A colleague stands in during the absence, in everything."""
    asked = ask_substitute(absence=absence, substitute=people.home.it, by=factories.BY, now=factories.NOW)
    return answer_substitution(substitution=asked, accept=True, by=people.home.it.user, now=factories.NOW)


def page_of(absence, name="absence"):
    return reverse(f"roles:{name}", args=["plover", absence.public_id])


def events(*verbs):
    return list(AuditEvent.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True))


def test_shorter_days_keep_the_substitute_and_tell_the_planner(people, client, absence, agreed):
    client.force_login(people.home.user("secretary"))
    mark_planned(people.home.school)
    assert client.post(page_of(absence, "absence-days"), {"starts_on": "2026-10-02", "ends_on": "2026-10-05"}).url == (
        page_of(absence)
    )
    absence.refresh_from_db()
    assert (absence.starts_on, absence.ends_on) == (date(2026, 10, 2), date(2026, 10, 5))
    assert [(one.pk, one.accepted_at) for one in Substitution.objects.all()] == [(agreed.pk, factories.NOW)]
    assert events("absence.corrected", "substitution.ended") == ["absence.corrected"]
    assert Planning.objects.get(school=people.home.school).is_stale is True


def test_more_days_ask_whoever_had_agreed_again(people, client, absence, agreed):
    client.force_login(people.home.user("secretary"))
    days = {"starts_on": "2026-10-01", "ends_on": "2026-10-16"}
    page = client.post(page_of(absence, "absence-days"), days, follow=True)
    assert "The days are corrected; asked again, because of more days: " + people.home.it.name in said_on(page)
    (again,) = Substitution.objects.all()
    assert (again.substitute, again.accepted_at, again.pk == agreed.pk) == (people.home.it, None, False)
    assert events("absence.corrected", "substitution.ended") == ["substitution.ended", "absence.corrected"]
    assert OutboxMessage.objects.filter(key=f"substitution:{again.public_id}").count() == 1


def test_days_backwards_are_refused_at_their_field(people, client, absence):
    client.force_login(people.home.user("secretary"))
    page = client.post(page_of(absence, "absence-days"), {"starts_on": "2026-10-09", "ends_on": "2026-10-01"})
    assert (page.status_code, page.content.decode().count("The last day is before the first.")) == (422, 2)
    assert (page.context["form"].errors, Absence.objects.get().ends_on) == ({}, date(2026, 10, 9))


def test_an_absence_is_taken_back_with_its_substitutes(people, client, absence, agreed):
    other = factories.make_absence(person=people.home.it, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 2))
    client.force_login(people.home.user("secretary"))
    mark_planned(people.home.school)
    page = client.post(page_of(absence, "absence-take-back"), follow=True)
    assert client.post(page_of(absence, "absence-take-back")).status_code == 404
    assert page.redirect_chain == [(reverse("roles:absences", args=["plover"]), 303)]
    assert (list(Absence.objects.all()), Substitution.objects.count()) == ([other], 0)
    assert events("absence.taken_back", "substitution.ended") == ["substitution.ended", "absence.taken_back"]
    assert Planning.objects.get(school=people.home.school).is_stale is True


@pytest.mark.parametrize("name", ["absence-days", "absence-take-back"])
def test_nobody_changes_anothers_absence(people, client, absence, name):
    body = {"starts_on": "2026-10-01", "ends_on": "2026-10-02"}
    client.force_login(people.home.user("it"))
    assert client.post(page_of(absence, name), body).status_code == 403
    client.force_login(people.sister.user("principal"))
    gone = client.post(reverse(f"roles:{name}", args=["wagtail", absence.public_id]), body)
    assert gone.status_code == 404
    assert Absence.objects.get(pk=absence.pk).ends_on == date(2026, 10, 9)
    client.force_login(people.home.staff.user)  # one's own
    assert client.post(page_of(absence, name), body).status_code == 303
    assert Absence.objects.filter(ends_on=date(2026, 10, 9)).count() == 0


def test_every_link_of_the_list_opens_and_who_keeps_absences_ends_a_substitution(people, client, absence, agreed):
    url = page_of(agreed, "substitution")
    client.force_login(people.home.user("secretary"))
    listed = client.get(reverse("roles:absences", args=["plover"])).content.decode()
    assert listed.count(f'href="{url}"') == 1
    page = client.get(url)
    text = page.content.decode()
    assert (page.status_code, 'name="answer"' in text, page_of(agreed, "substitution-end") in text) == (
        200,
        False,
        True,
    )
    assert client.post(page_of(agreed, "substitution-end")).url == page_of(absence)
    assert (Substitution.objects.count(), events("substitution.ended")) == (0, ["substitution.ended"])


def test_neither_the_substitute_nor_a_stranger_ends_a_substitution(people, client, absence, agreed):
    for person in (people.home.it, people.home.people["handler"]):
        client.force_login(person.user)
        assert client.post(page_of(agreed, "substitution-end")).status_code == 403
    client.force_login(people.sister.user("principal"))
    elsewhere = reverse("roles:substitution-end", args=["wagtail", agreed.public_id])
    assert client.post(elsewhere).status_code == 404
    assert Substitution.objects.count() == 1


def mark_planned(school):
    Planning.objects.update_or_create(school=school, defaults={"is_stale": False})


def said_on(page):
    return " ".join(str(message) for message in page.context["messages"])
