"""Pressing Start on the pages, from the last step to the mails."""

import re

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from duties.models import Duty, DutyState
from roles.models import BoundPost
from roles.services import map_post
from schools import outbox
from schools.clock import now
from schools.models import AuditEvent, OutboxMessage, School
from tests import factories
from tests.duties.work import START, Work, noon

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at():
    with time_machine.travel(noon(START), tick=False):
        yield


@pytest.fixture
def work():
    """A school with everything done but Start; one of its people has no login yet, one no address, one has left."""
    work = Work()
    for post in BoundPost.objects.filter(version=work.version):
        map_post(bound_post=post, filled_by=post.role.filled_by, by=factories.BY, now=noon(START))
    factories.make_person(school=work.school, email="new@mail.example")
    factories.make_person(school=work.school)
    factories.make_person(school=work.school, email="gone@mail.example", ends_on=START.replace(month=8))
    return work


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def hidden(page):
    """The hidden fields of the page's own form."""
    form = re.search(r'<form method="post" action="[^"]*start/now/".*?</form>', page.content.decode(), re.S)[0]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def test_start_from_the_last_step_to_the_invitations(client, work):
    client.force_login(work.principal.user)
    page_url, act_url = (reverse(f"schools:{name}", args=[work.school.slug]) for name in ("start", "start-now"))
    page = client.get(page_url)
    assert "Everything is ready to start" in words(page)
    assert OutboxMessage.objects.count() == 0
    asked = client.post(act_url)
    assert (asked.status_code, f"Start {work.school.name}?" in words(asked)) == (200, True)
    wrong = client.post(act_url, {**hidden(asked), "word": "stop"})
    assert (wrong.status_code, "The word is not right." in words(wrong)) == (422, True)
    assert School.objects.get(pk=work.school.pk).started_at is None
    answers = [client.post(act_url, {**hidden(wrong), "word": " Start "}) for _time in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(303, page_url)] * 2
    assert School.objects.get(pk=work.school.pk).started_at == now()
    assert AuditEvent.objects.filter(verb="school.started").count() == 1
    # Whoever has an address and has not signed in yet; the one who pressed it has.
    invited = [work.specialist.email, *(teacher.email for teacher in work.teachers), "new@mail.example"]
    assert outbox.send_due(now=now) == len(invited)
    assert sorted(to for message in mail.outbox for to in message.to) == sorted(invited)
    page = client.get(page_url)
    assert "Started on 1 September 2026." in words(page)
    assert re.findall(r'action="([^"]*start/now/)"', page.content.decode()) == []


def test_a_text_that_waits_for_its_act_is_named_and_start_stays_possible(client, work):
    """Whoever starts without the act would wonder why nobody is asked for anything."""
    late = factories.load_small_document(
        school=work.school, role_code="librarian", posts={}, items=[factories.make_item("Keeps the shelves.")]
    )
    factories.approve(version=late)
    url = reverse("roles:version-force-act", args=[work.school.slug, late.role.code, late.number])
    client.force_login(work.principal.user)
    page = client.get(reverse("schools:start", args=[work.school.slug]))
    text = f"{late.title}, version 1: Approved, waits for the order"
    assert page.context["warnings"] == [
        ("Approved, not yet in force: nobody is asked for its duties before it is:", ((text, url),))
    ]
    assert page.context["title"] == "The school can start, but 1 thing is still open"
    assert (page.context["may_start"], page.content.decode().count(f'href="{url}"')) == (True, 2)


def test_a_duty_that_waits_for_its_yes_is_a_warning_and_no_silent_bar(client, work):
    Duty.objects.filter(pk=Duty.objects.for_school(work.school).active().first().pk).update(state=DutyState.PROPOSED)
    client.force_login(work.principal.user)
    page = client.get(reverse("schools:start", args=[work.school.slug]))
    url = reverse("duties:proposals", kwargs={"school": work.school.slug})
    (waiting,) = page.context["warnings"]
    assert waiting == (
        "Nobody is asked for a duty before you have said yes to it:",
        (("1 duty waits for your yes or no.", url),),
    )
    assert (page.context["may_start"], page.context["blockers"]) == (True, [])
    asked = client.post(reverse("schools:start-now", args=[work.school.slug]))
    assert "Start" in asked.context["title"]


def test_whatever_keeps_start_shut_has_its_words(client):
    """Before anything is entered, and with a duty still to be confirmed, each reason stands with its link."""
    work = Work()
    for post in BoundPost.objects.filter(version=work.version):
        map_post(bound_post=post, filled_by=post.role.filled_by, by=factories.BY, now=noon(START))
    Duty.objects.for_school(work.school).update(state=DutyState.PROPOSED)
    client.force_login(work.principal.user)
    page = client.get(reverse("schools:start", args=[work.school.slug]))
    url = reverse("duties:proposals", kwargs={"school": work.school.slug})
    assert (page.context["may_start"], page.context["blockers"]) == (False, [("no duty is confirmed", url)])
