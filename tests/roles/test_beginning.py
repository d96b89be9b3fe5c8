"""A text begins without a file."""

import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roles.models import Item, Role, RoleVersion, Section
from roles.services import approve_version
from tests import factories
from tests.cast import STRANGER, make_cast
from tests.factories import NOW, make_document
from tests.roles.pages import client_of, url, words

pytestmark = pytest.mark.django_db
KEY = "b" * 32


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


def sent(**changes):
    return {
        "role": "", "name": "Keeper of the stage", "title": "Keeper’s work", "language": "lt",
        "kinds": ["duties", "general"], "first_items": "Keeps the lamps.\r\n\r\n  Checks the ropes. ", "form_key": KEY,
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("country", "found"),
    [
        (
            "LT",
            [("I SKYRIUS", "BENDROSIOS NUOSTATOS", "general", []), ("II SKYRIUS", "FUNKCIJOS", "duties", ["1.", "2."])],
        ),
        ("EE", [("1.", "Bendrosios nuostatos", "general", []), ("2.", "Funkcijos", "duties", ["2.1.", "2.2."])]),
        ("FI", [(None, "Funkcijos", "duties", [None, None]), (None, "Bendrosios nuostatos", "general", [])]),
    ],
)
def test_a_text_begins_with_its_parts_and_is_written_in_the_editor(country, found):
    cast = make_cast(country=country)
    client, school = client_of(cast.home.user("principal")), cast.home.school
    written = 1 if country == "FI" else 2  # the part that holds what was typed
    answers = {client.post(url("role-write", school), sent()).url for _time in range(3)}
    assert answers == {url("section-edit", school, "keeper_of_the_stage", 1, written)}
    version = RoleVersion.objects.get()
    assert (version.title, version.language, version.role.name) == ("Keeper’s work", "lt", "Keeper of the stage")
    parts = [
        (part.number, part.heading, part.kind, [item.number for item in part.items.all()])
        for part in Section.objects.filter(version=version)
    ]
    assert parts == found
    assert [item.text for item in Item.objects.order_by("position")] == ["Keeps the lamps.", "Checks the ropes."]
    assert client.get(answers.pop()).status_code == 200
    day = NOW.date()
    assert approve_version(version=version, effective_on=day, by=factories.BY, now=NOW).content_hash


def test_the_usual_parts_are_ticked_and_only_posts_without_a_text_are_offered():
    cast = make_cast()
    factories.load_small_document(school=cast.home.school, posts={"it_specialist": "IT specialist", "lamps": "Lamps"})
    factories.make_role(school=cast.stranger.school, code="theirs", name=STRANGER)
    page = words(client_of(cast.home.user("principal")).get(url("role-write", cast.home.school)))
    assert page.count("checked") == 5
    assert ('<option value="lamps">Lamps</option>' in page, "IT specialist" in page) == (True, False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Choose a post or name a new one."),
        ({"kinds": ["general"]}, "The first clauses need a part for duties."),
        ({"kinds": []}, "This field is required."),
        ({"name": "it SPECIALIST"}, "“IT specialist” has a text already."),
        ({"first_items": "A\x07B"}, "The text holds a character that cannot be printed."),
        ({"role": "theirs"}, "Select a valid choice."),
    ],
)
def test_what_cannot_begin_is_said_and_nothing_is_saved(changes, sentence):
    cast = make_cast()
    factories.load_small_document(school=cast.home.school)
    factories.make_role(school=cast.stranger.school, code="theirs", name=STRANGER)
    response = client_of(cast.home.user("principal")).post(url("role-write", cast.home.school), sent(**changes))
    assert (response.status_code, sentence in words(response)) == (422, True)
    assert (RoleVersion.objects.count(), Role.objects.for_school(cast.home.school).count()) == (1, 1)


def test_a_post_that_other_texts_name_gets_its_text_and_codes_do_not_collide():
    cast = make_cast()
    school, client = cast.home.school, client_of(cast.home.user("principal"))
    factories.load_small_document(school=school, posts={"it_specialist": "IT specialist", "lamps": "Lamps"})
    client.post(url("role-write", school), sent(role="lamps", name=""))
    client.post(url("role-write", school), sent(name="IT-specialist", form_key="c" * 32))
    client.post(url("role-write", school), sent(name="IT_specialist", form_key="d" * 32))
    assert sorted(Role.objects.for_school(school).values_list("code", "name")) == [
        ("it-specialist", "IT-specialist"),
        ("it_specialist", "IT specialist"),
        ("it_specialist_2", "IT_specialist"),
        ("lamps", "Lamps"),
    ]
    assert RoleVersion.objects.count() == 4


@pytest.mark.parametrize(("country", "language"), [("EE", "et"), ("FI", "fi"), ("LT", "lt")])
def test_the_example_can_be_downloaded_and_loaded(country, language):
    cast = make_cast(country=country)
    school, client = cast.home.school, client_of(cast.home.user("principal"))
    assert url("role-example", school) in words(client.get(url("role-new", school)))
    answer = client.get(url("role-example", school))
    content = b"".join(answer.streaming_content)
    assert (json.loads(content)["language"], answer.headers["Content-Disposition"][:11]) == (language, "attachment;")
    file = SimpleUploadedFile("role.json", content)
    assert client.post(url("role-new", school), {"file": file, "form_key": KEY}).status_code == 303


def test_mistakes_of_a_file_are_told_in_words():
    cast = make_cast()
    document = make_document()
    document["sections"][0]["kind"] = "dutys"
    file = SimpleUploadedFile("role.json", json.dumps(document).encode())
    page = words(
        client_of(cast.home.user("principal")).post(url("role-new", cast.home.school), {"file": file, "form_key": KEY})
    )
    assert ("Section 1, “kind”" in page, "$.sections" in page) == (True, False)
    assert "Unknown kind “dutys”. Known are: general, purpose, requirements, duties, duties_with_outcomes" in page


def one_of_two(page):
    """The labels of fields of which one is needed."""
    labels = [part.split("</label>")[0] for part in page.split("<label for=")[1:]]
    return [label.split(">", 1)[1].split(" <")[0] for label in labels if "(one of the two)" in label]


@pytest.mark.parametrize(
    ("address", "labels"),
    [
        ("roles:role-new", ["File", "Or paste the text here", "File (JSON)", "Or paste the document here"]),
        ("roles:people-preview", ["Staff list", "or a file (CSV or XLSX)"]),
        ("schools:people", ["Staff list", "or a file (CSV or XLSX)"]),
    ],
)
def test_a_file_or_a_text_is_one_of_the_two(address, labels):
    cast = make_cast()
    client = client_of(cast.home.user("principal"))
    assert one_of_two(words(client.get(reverse(address, args=[cast.home.school.slug])))) == labels


def test_of_two_fields_of_which_one_is_needed_neither_may_stay_empty():
    cast = make_cast()
    page = words(client_of(cast.home.user("principal")).get(url("role-write", cast.home.school)))
    labels = [part.split("</label>")[0] for part in page.split("<label for=")[1:]]
    optional = [label.split(">", 1)[1].split(" <")[0] for label in labels if "(may stay empty)" in label]
    assert optional == ["First clauses of the duties"]
    assert one_of_two(page) == ["Post", "Name of the new post"]
    assert "Only where no post is chosen above." in page


def test_who_holds_a_post_is_told_from_whom_a_text_means():
    cast = make_cast()
    role = factories.make_role(school=cast.home.school)
    page = words(client_of(cast.home.user("principal")).get(url("holders", cast.home.school, role.code)))
    assert "The people who do the work of this post: its duties and its reminders come to them." in page
