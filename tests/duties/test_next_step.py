"""The line that leads the principal of a new school from step to step."""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duties.models import Duty
from duties.services import confirm_duties
from roles.models import BoundPost, Item
from roles.services import map_post
from schools.access_levels import AccessLevel
from schools.guarded import guarded_write
from schools.next_step import next_step
from schools.services import start_school
from schools.start_reading import start_steps
from tests import cast, factories
from tests.duties.work import START, document, enter_year, noon
from tests.factories import BY

pytestmark = pytest.mark.django_db
LINE = re.compile(r'<p class="next" id="next-step">(.*?) <a href="([^"]*)">(.*?)</a></p>')


@pytest.fixture(autouse=True)
def _at():
    cache.clear()
    with time_machine.travel(noon(START), tick=False):
        yield


def confirm(school, principal):
    ids = list(Duty.objects.for_school(school).values_list("public_id", flat=True))
    confirm_duties(school=school, public_ids=ids, on=START, by=principal, now=noon(START))


def first_open(school):
    """What the page Start says: order and title of its first step that is not done."""
    steps = start_steps([school], START)[school]
    return next(((step.order, step.title) for step in steps if not step.is_done), (0, "Start"))


def told(school):
    """The same by one query, and where it leads."""
    with CaptureQueriesContext(connection) as asked:
        step = next_step(school, START)
    assert len(asked) == 1
    assert (step.order, step.title) == first_open(school)
    return step.order, step.url


def line_on(browser, name, *parts):
    found = LINE.search(browser.get(reverse(name, args=parts)).content.decode())
    return found.groups() if found else None


def test_each_step_leads_to_the_next_one():
    sister = factories.make_school(started=False)  # what she has is nobody else's step
    enter_year(sister)
    factories.make_person(school=sister)
    factories.make_person(school=sister)
    school = factories.make_school()
    here = [school.slug]
    principal = factories.make_person(school=school, level=AccessLevel.PRINCIPAL).user
    assert told(school) == (10, reverse("schools:calendar", args=here))
    enter_year(school)
    assert told(school) == (20, reverse("schools:people", args=here))
    factories.make_person(school=school)
    assert told(school) == (30, reverse("roles:role-list", args=here))
    version = factories.load_document(school=school, document=document(), role_code="it_specialist")
    text = [school.slug, "it_specialist", version.number]
    assert told(school) == (30, reverse("roles:version-detail", args=text))
    factories.approve(version=version)
    assert told(school) == (40, reverse("roles:posts", args=text))
    for post in BoundPost.objects.filter(version=version):
        map_post(bound_post=post, filled_by=post.role.filled_by, by=BY, now=noon(START))
    assert told(school) == (50, reverse("duties:proposals", args=here))
    confirm(school, principal)
    assert told(school) == (0, reverse("schools:start", args=here))
    assert told(sister) == (30, reverse("roles:role-list", args=[sister.slug]))


def test_an_office_needs_no_terms():
    school = factories.make_school()
    factories.make_school_year(school=school)
    assert told(school)[0] == 10
    school.kind = "office"
    school.save(update_fields=["kind"])
    assert told(school)[0] == 20


def test_a_post_without_a_clause_is_no_step():
    school = factories.make_school()
    enter_year(school)
    factories.make_person(school=school)
    factories.make_person(school=school)
    version = factories.load_document(school=school, document=document(), role_code="it_specialist")
    own, *others = BoundPost.objects.filter(version=version)
    with guarded_write():
        Item.objects.filter(binds__in=others).update(binds=own)
    factories.approve(version=version)
    assert [post.is_confirmed for post in others] == [False, False]
    assert told(school)[0] == 50


def test_the_line_stands_on_pages_of_the_principal_until_start(client):
    people = cast.make_cast()
    school = people.home.school
    client.force_login(people.home.user("principal"))
    calendar = ("Next:", reverse("schools:calendar", args=[school.slug]), "School calendar")
    assert line_on(client, "roles:role-list", school.slug) == calendar
    # Where it is done, where the way is shown anyway, and where something is wrong.
    assert line_on(client, "schools:calendar", school.slug) is None
    assert line_on(client, "schools:calendar-closures", school.slug) is None
    assert line_on(client, "schools:start", school.slug) is None
    assert line_on(client, "duties:today", school.slug) is None
    assert line_on(client, "roles:role-detail", school.slug, "nothing") is None
    enter_year(school)
    texts = reverse("roles:role-list", args=[school.slug])
    assert line_on(client, "schools:calendar", school.slug) == ("Next:", texts, "Job description")
    assert line_on(client, "roles:role-list", school.slug) is None
    for post in ("secretary", "staff"):
        client.force_login(people.home.user(post))
        assert line_on(client, "schools:calendar", school.slug) is None, post


def test_everything_ready_says_so_and_a_school_that_has_started_asks_nothing(client):
    people = cast.make_cast()
    school = people.home.school
    client.force_login(people.home.user("principal"))
    enter_year(school)
    version = factories.load_document(school=school, document=document(), role_code="it_specialist")
    factories.approve(version=version)
    for post in BoundPost.objects.filter(version=version):
        map_post(bound_post=post, filled_by=post.role.filled_by, by=BY, now=noon(START))
    confirm(school, people.home.user("principal"))
    url = reverse("schools:profile", args=[school.slug])
    ready = ("Everything is ready:", reverse("schools:start", args=[school.slug]), "press Start")
    assert line_on(client, "schools:profile", school.slug) == ready
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    start_school(school=school, by=BY, now=noon(START))
    with CaptureQueriesContext(connection) as after:
        page = client.get(url)
    assert LINE.search(page.content.decode()) is None
    assert len(before) - len(after) == 1
