"""Addresses of acts that are opened as pages, and pages that are sent a form."""

import re

import pytest
import time_machine
from django.urls import resolve

from tests.cast import make_cast
from tests.examples import EXAMPLES, make_world, walk
from tests.factories import NOW

pytestmark = pytest.mark.django_db
PAGES = {name: path for name, path, _view in walk()}


@pytest.fixture(autouse=True)
def _at():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def principal(client):
    """The principal's browser and the world it looks at."""
    cast = make_cast()
    world = make_world(cast.home)
    client.force_login(cast.home.user("principal"), backend="schools.door.SchoolBackend")
    return client, world


def addresses(world):
    """Every address of a school with an example, and the name of its page."""
    for name, path in PAGES.items():
        if path.startswith("s/<slug:school>/"):
            for parts in EXAMPLES[name](world).values():
                url = "/" + path
                for key, value in {"school": world.school.slug, **parts}.items():
                    url = re.sub(rf"<\w+:{key}>", str(value), url)
                yield name, url


def test_every_address_opened_as_a_page_is_one_or_leads_to_one(principal):
    client, world = principal
    led = {}
    for name, url in addresses(world):
        answer = client.get(url)
        # Another one's question, and the editor's pages of a text that is approved.
        assert answer.status_code in (200, 302, 303, 403, 404, 409), (name, answer.status_code)
        if answer.status_code == 303:
            led[name] = resolve(answer.url).view_name
    assert led == {
        "duties:duty-options": "duties:duty-detail",
        "duties:duty-propose": "duties:duty-detail",
        "duties:duty-refuse": "duties:duty-detail",
        "duties:occurrence-tick": "duties:occurrence-detail",
        "duties:occurrence-undo": "duties:occurrence-detail",
        "duties:occurrence-undo-hand-over": "duties:occurrence-detail",
        "duties:occurrence-undo-waiver": "duties:occurrence-detail",
        "roles:absence-days": "roles:absence",
        "roles:absence-take-back": "roles:absence",
        "roles:new-draft": "roles:role-detail",
        "roles:reading-rule-accept": "roles:reading-rule",
        "roles:reading-rule-refuse": "roles:reading-rule",
        "roles:reading-rule-restore": "roles:reading-rule",
        "roles:reading-unplaced": "roles:reading",
        "roles:review-open": "roles:review",
        "roles:role-read": "roles:role-new",
        **{
            f"roles:signing-{name}": "roles:signing"
            for name in ("decline", "file", "paper", "register", "scan", "withdraw")
        },
        "roles:signings-container": "roles:signings",
        "roles:signings-remind": "roles:signings",
        "roles:substitution-answer": "roles:substitution",
        "roles:substitution-end": "roles:substitution",
        # Which versions are to be compared was not said.
        "roles:role-compare": "roles:role-detail",
        # Nothing to approve and nothing to answer: these are pages, and they lead on by themselves.
        "roles:version-approve": "roles:version-detail",
        "roles:version-questions": "roles:version-detail",
        "roles:version-ask": "roles:version-detail",
        "schools:calendar-preview": "schools:calendar-year",
        "schools:people-invite": "schools:people",
        "schools:people-person-leave": "schools:people-person",
        "schools:people-person-level": "schools:people-person",
        "schools:people-person-save": "schools:people-person",
        "schools:start-now": "schools:start",
    }


def test_the_language_is_no_page(client):
    answer = client.get("/language/")
    assert (answer.status_code, answer.url) == (303, "/")


def test_a_page_that_takes_no_form_says_so_in_words(principal):
    client, world = principal
    answer = client.post(f"/s/{world.school.slug}/today/", {"a": "b"})
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode()).group(1)
    assert (answer.status_code, answer["Allow"], heading) == (405, "GET, HEAD", "This page takes no forms")
    assert client.put(f"/s/{world.school.slug}/start/now/").status_code == 405
