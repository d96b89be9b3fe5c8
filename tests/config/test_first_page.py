"""Everybody's first page: where it leads, and what it says to those whom no school opens."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from schools.access_levels import AccessLevel
from schools.models import User
from schools.services import invite_people
from schools.words import format_date
from tests import factories
from tests.cast import HOME, SISTER, make_cast
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


def of(user):
    client = Client()
    client.force_login(user, backend="schools.door.SchoolBackend")
    return client


def test_the_operator_is_told_what_an_operator_does():
    cast = make_cast()
    page = of(cast.operator).get("/").content.decode()
    told = ("No school opens to an operator", "verify_audit", f'href="{reverse("health")}"')
    assert [words in page for words in (*told, "Ask the school office", HOME)] == [True, True, True, False, False]


@pytest.mark.parametrize("level", [AccessLevel.COORDINATOR, AccessLevel.OFFICER])
def test_people_of_one_owner_land_on_its_page_which_says_why_schools_are_no_links(level):
    cast = make_cast()
    owner, user = cast.home.school.owner, factories.make_user()
    factories.grant(user=user, level=level, owner=owner)
    client = of(user)
    landed = client.get("/")
    assert (landed.status_code, landed.url) == (302, reverse("owners:schools", args=[owner.slug]))
    page = client.get(landed.url).content.decode()
    schools = owner.schools.count()
    assert page.count("Its pages open to its own people only.") == schools
    assert [f"/s/{cast.home.school.slug}/" in page, cast.home.school.name in page, SISTER in page] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("roles:role-list", "Roles"),
        ("roles:people-preview", "People"),
        ("roles:person-new", "People"),
        ("roles:absences", "People"),
    ],
)
def test_one_place_is_marked_as_the_present_one(name, place):
    cast = make_cast()
    page = of(cast.home.user("principal")).get(reverse(name, args=[cast.home.school.slug])).content.decode()
    nav = page.partition("<main")[0]
    assert re.findall(r'aria-current="page"[^>]*>(?:<[^>]+>)*([^<]+)<', nav) == [place]


def test_who_comes_later_reads_on_which_day_the_school_opens():
    """A password chosen before the first day must not lead to "no school is open to you"."""
    school = factories.make_school(name="Plover", started=True)
    first_day = NOW.date() + timedelta(days=10)
    person = factories.make_person(school=school, email="next@x.example", starts_on=first_day)
    invite_people(school=school, people=[person], on=NOW.date(), by=factories.BY, now=NOW)
    User.objects.filter(pk=person.user_id).update(language="en")
    page = of(person.user).get("/").content.decode()
    told = f"Plover opens to you on {format_date(first_day, 'en')}."
    assert [words in page for words in (told, "No school is open to you now.")] == [True, False]
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        assert of(person.user).get("/").url == reverse("duties:today", args=[school.slug])
