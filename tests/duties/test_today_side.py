"""What stands beside Today, or in its place where there are no duties."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duties.models import Duty, Occurrence
from roles.models import BoundPost, RoleVersion
from roles.services import ask_substitute, map_post
from schools.guarded import guarded_write
from schools.models import Absence
from schools.services import start_school
from schools.words import format_date, format_range
from tests import factories
from tests.duties.work import START, Work, noon
from tests.factories import BY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at():
    cache.clear()
    with time_machine.travel(noon(START), tick=False):
        yield


def today_of(client, person):
    """Today's page of somebody."""
    client.force_login(person.user)
    return client.get(reverse("duties:today", args=[person.school.slug]))


def text_of(page):
    """What the only panel says."""
    return re.search(r"<h2[^>]*>Your school has not started</h2><p>(.*?)</p>", page.context["panels"][0]).group(1)


def test_the_head_of_an_empty_school_is_led_to_start(client):
    school = factories.make_school()
    head = factories.make_person(school=school, level="principal")
    start = reverse("schools:start", args=[school.slug])
    page = today_of(client, head)
    title, words, url, label = page.context["empty"]
    assert (title, url, label) == ("Your school has not started", start, "Go to Start")
    assert words == "Next step: “School calendar”. The school year of today is not entered yet."
    assert (page.context["groups"], page.context["panels"]) == ((), [])
    assert page.content.decode().count(f'<a class="btn btn--go" href="{start}">Go to Start</a>') == 1
    teacher = factories.make_person(school=school, level="staff")
    assert today_of(client, teacher).context["empty"][0] == "Nothing to do yet"


def test_the_head_with_duties_sees_it_beside_them_until_start(client):
    work = Work()
    factories.assign(role=work.version.role, person=work.principal, now=noon(START))
    page = today_of(client, work.principal)
    assert [len(page.context["groups"]) > 0, len(page.context["panels"])] == [True, 1]
    assert text_of(page) == "Next step: “Who is this here?”. 2 posts of the text wait for your answer."
    for post in BoundPost.objects.filter(version=work.version):
        map_post(bound_post=post, filled_by=post.role.filled_by, by=BY, now=noon(START))
    assert text_of(today_of(client, work.principal)) == "Everything is ready: press Start."
    start_school(school=work.school, by=work.principal.user, now=noon(START))
    assert today_of(client, work.principal).context["panels"] == []


def test_proposals_that_wait_stand_in_the_place_of_duties(client):
    work = Work(confirm=False, school=factories.make_school(started=True))
    page = today_of(client, work.principal)
    assert page.context["empty"] == (
        "Proposed duties",
        "8 duties wait for your yes or no.",
        reverse("duties:proposals", args=[work.school.slug]),
        "Look at them",
    )


def test_whoever_has_no_duty_reads_that_nothing_is_theirs(client):
    work = Work()
    other = factories.make_person(school=work.school, level="staff")
    page = today_of(client, other)
    assert page.context["empty"] == (
        "Nothing here is yours to do",
        "No duty of this school belongs to a post that you hold. When one does, it appears here.",
        "",
        "",
    )


def test_what_lies_far_ahead_is_shown_where_little_is_near(client):
    work = Work()
    start_school(school=work.school, by=work.principal.user, now=noon(START))
    rows = Occurrence.objects.for_school(work.school).filter(slot="post", post=work.version.role).open()
    rows.filter(due_on__lte=START + timedelta(days=61)).delete()
    page = today_of(client, work.specialist)
    later = list(rows.filter(due_on__isnull=False).order_by("due_on", "pk")[:5])
    dated = [row for group in page.context["groups"] for row in group.rows if row.due_on]
    assert [row.due_on for row in dated] == [row.due_on for row in later]
    assert len(dated) > 0
    assert page.context["status_line"] == (
        f"Nothing is due in the next two months; the next is on {format_date(later[0].due_on, 'en')}: {dated[0].title}"
    )


def test_a_question_stands_before_what_has_no_date(client, asked):
    """On a phone the page runs from top to bottom."""
    factories.assign(role=asked.version.role, person=asked.teachers[1], now=noon(START))
    text = today_of(client, asked.teachers[1]).content.decode()
    assert text.index('id="g-later"') < text.index('id="standing-in"') < text.index('id="g-undated"')


@pytest.fixture
def asked():
    """A teacher is asked to stand in for another."""
    work = Work()
    absent, substitute = work.teachers
    absence = factories.make_absence(person=absent, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 9))
    ask_substitute(absence=absence, substitute=substitute, by=BY, now=noon(START))
    # A question that is over says nothing any more.
    past = factories.make_absence(person=absent, starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 31))
    ask_substitute(absence=past, substitute=substitute, by=BY, now=noon(START))
    return work


def test_a_panel_costs_a_query_only_where_it_has_something_to_say(client):
    """Beside Today stand a question to stand in, proposals and texts that wait; each by itself and all together."""
    work = Work(school=factories.make_school(started=True))
    absent, substitute = work.teachers
    absence = factories.make_absence(person=absent, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 9))
    # News that are somebody else's, or over, are none.
    ask_substitute(absence=absence, substitute=work.specialist, by=BY, now=noon(START))
    past = factories.make_absence(person=work.specialist, starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 31))
    ask_substitute(absence=past, substitute=work.principal, by=BY, now=noon(START))
    Work(confirm=False)  # another school's proposals
    factories.assign(role=work.version.role, person=work.principal, now=noon(START))
    assert asked_of(client, work.principal) == (5, [])
    mine = factories.make_absence(person=substitute, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 9))
    ask_substitute(absence=mine, substitute=work.principal, by=BY, now=noon(START))
    assert asked_of(client, work.principal) == (6, ["standing-in"])
    waiting = RoleVersion.objects.filter(pk=work.version.pk)
    with guarded_write():
        waiting.update(in_force_on=None)
    assert asked_of(client, work.principal) == (7, ["standing-in", "waiting-acts"])
    Duty.objects.filter(pk=work.duty("1.1").pk).update(state="proposed")
    assert asked_of(client, work.principal) == (8, ["standing-in", "waiting-acts", "waiting-proposals"])
    # What only the head may see is not looked for in somebody else's panels.
    assert asked_of(client, substitute) == (5, [])


def asked_of(client, person):
    """How many queries Today costs somebody, and the panels beside it."""
    client.force_login(person.user)
    with CaptureQueriesContext(connection) as seen:
        found = client.get(reverse("duties:today", args=[person.school.slug]))
    return len(seen), sorted(re.findall(r'aria-labelledby="([a-z-]+)"', "".join(found.context["panels"])))


@pytest.mark.parametrize(("answer", "said"), [("yes", "You stand in."), ("no", "You do not stand in.")])
def test_whoever_is_asked_to_stand_in_answers_on_today(client, asked, answer, said):
    absent, substitute = asked.teachers
    question = absent.absences.get(starts_on=date(2026, 10, 1)).substitutions.get()
    url = reverse("roles:substitution-answer", args=[asked.school.slug, question.public_id])
    words = f"For {absent.name}, {format_range(date(2026, 10, 1), date(2026, 10, 9), 'en')}: everything"
    text = today_of(client, substitute).content.decode()
    assert (text.count(f"<p>{words}</p>"), text.count(f'action="{url}"'), text.count("substitutions/")) == (1, 1, 1)
    assert "substitutions/" not in today_of(client, absent).content.decode()
    client.force_login(substitute.user)
    back = client.post(url, {"answer": answer, "back": "today"})
    assert (back.status_code, back.url) == (303, reverse("duties:today", args=[asked.school.slug]))
    page = client.get(back.url)
    assert [toast.text for toast in page.context["shell"].toasts] == [f"{said} {words}"]
    assert "substitutions/" not in page.content.decode()
    question.refresh_from_db()
    assert (question.accepted_at is not None, question.refused_at is not None) == (answer == "yes", answer == "no")


def test_absences_are_reached_from_people_and_from_the_person(client, asked):
    absent = asked.teachers[0]
    secretary = factories.make_person(school=asked.school, level="secretary")
    slug = asked.school.slug
    listed, new = reverse("roles:absences", args=[slug]), reverse("roles:absence-new", args=[slug, absent.public_id])
    person_url = reverse("schools:people-person", args=[slug, absent.public_id])
    known = reverse("roles:absence", args=[slug, Absence.objects.get(starts_on=date(2026, 10, 1)).public_id])
    client.force_login(secretary.user)
    assert client.get(reverse("schools:people", args=[slug])).content.decode().count(f'href="{listed}"') == 1
    text = client.get(person_url).content.decode()
    assert [text.count(f'href="{url}"') for url in (new, known)] == [1, 1]
    assert text.count("/people/absences/") == 1  # the one that is over is not listed
    # Whoever may only note their own is not led to somebody else's.
    client.force_login(asked.specialist.user)
    text = client.get(person_url).content.decode()
    assert (new in text, "/people/absences/" in text) == (False, False)
