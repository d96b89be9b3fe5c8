"""Whose a clause is: said otherwise in the review, for it and what is below or for a part, carried into the draft."""

import json

import pytest
import time_machine

from documents import limits
from roles.file_reading import FILE_READER
from roles.models import Item, Outcome, Reading, RoleVersion
from roles.reading.names import post_key
from roles.services import RoleError, restore_unplaced, say_whose, settle_unplaced
from tests import factories
from tests.cast import make_cast
from tests.factories import BY, NOW, make_item
from tests.roles.file_reader import answer
from tests.roles.pages import client_of, url, words
from tests.roles.test_readings import at, frame, read_one, verbs
from tests.roles.test_views import fields

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _border(monkeypatch):
    monkeypatch.setitem(limits._readers, FILE_READER, "tests.roles.file_reader")
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def principal(cast):
    return client_of(cast.home.user("principal"))


def of_all_staff():
    """A heading was taken for a post: every clause of the part binds all staff, one with something below it."""
    found = answer(posts={"lamp_keeper": "lamp keeper", "all_staff": "staff"})
    for item in found["sections"][0]["items"]:
        item["binds"] = "all_staff"
    found["sections"][0]["items"][1]["outcomes"] = [{"text": "The lists are there.", "binds": "all_staff"}]
    return json.dumps(found)


def bound():
    """Of each clause of the draft the words of its post."""
    rows = [*Item.objects.order_by("position"), *Outcome.objects.order_by("position")]
    return [row.binds and row.binds.words for row in rows]


def take(principal, reading):
    assert principal.post(at("reading", reading), frame()).status_code == 303
    return RoleVersion.objects.get()


def test_beside_each_clause_stands_whose_it_is(cast, principal):
    reading = read_one(principal, cast.home.school)
    page = words(principal.get(at("reading", reading)))
    assert [page.count(f'href="{at("reading-whose", reading, f"0-i{n}")}"') for n in range(3)] == [1, 1, 1]
    assert page.count('Whose: <span lang="en">lamp keeper</span>') == 1
    assert page.count('Whose: <span lang="en">class teachers</span>') == 1
    assert page.count("Whose: not said") == 1


def test_another_post_of_the_text_for_one_clause_and_what_stands_below_it(cast, principal):
    reading = read_one(principal, cast.home.school, of_all_staff())
    address = at("reading-whose", reading, "0-i1")
    page = words(principal.get(address))
    assert ("Class teachers send lists" in page, 'value="all_staff" id="id_post_1" checked' in page) == (True, True)
    response = principal.post(address, {"post": "lamp_keeper"})
    assert (response.status_code, response.url) == (303, at("reading", reading) + "#c-0-i1")
    reading.refresh_from_db()
    assert reading.corrections["whose"] == {"0-i1": "lamp_keeper", "0-i1-o0": "lamp_keeper"}
    assert verbs(cast.home.school)[-1] == "reading.clause_bound"
    assert words(principal.get(at("reading", reading))).count('Whose: <span lang="en">lamp keeper</span>') == 2
    take(principal, reading)
    assert bound() == ["staff", "Lamp keeper", "staff", "Lamp keeper"]
    assert principal.get(address).status_code == 404  # it is a draft
    assert "Whose:" in words(principal.get(at("reading", reading)))


def test_a_post_in_words_for_the_whole_part(cast, principal):
    reading = read_one(principal, cast.home.school, of_all_staff())
    address = at("reading-whose", reading, "0-i0")
    sent = {"post": "all_staff", "words": "Night watch", "is_all": "on"}
    assert principal.post(address, sent).status_code == 303
    reading.refresh_from_db()
    assert reading.corrections["posts"] == {"night_watch": "Night watch"}
    version = take(principal, reading)
    assert bound() == ["Night watch"] * 4
    assert list(version.posts.values_list("key", "words", "is_confirmed")) == [
        ("lamp_keeper", "Lamp keeper", True), ("all_staff", "staff", False), ("night_watch", "Night watch", False),
    ]  # fmt: skip


def test_a_post_that_is_known_by_its_words_is_no_new_one(cast, principal):
    reading = read_one(principal, cast.home.school)
    for place, name in (
        ("0-i2", "CLASS teachers"),
        ("0-i0", "Night watch"),
        ("0-i1", "night watch"),
        ("0-i1", "Night-watch!"),
    ):
        say_whose(reading=reading, place=place, words=name, by=BY, now=NOW)
    reading.refresh_from_db()
    assert reading.corrections["posts"] == {"night_watch": "Night watch", "night_watch_2": "Night-watch!"}
    assert reading.corrections["whose"] == {"0-i2": "class_teacher", "0-i0": "night_watch", "0-i1": "night_watch_2"}
    assert (post_key("class teacher", "en"), post_key("class teacher of the moon", "en")[1]) == (
        ("class_teacher", True), False,
    )  # fmt: skip


def test_a_text_that_names_nobody_keeps_its_own_post(cast, principal):
    bare = answer(posts={})
    for item in bare["sections"][0]["items"]:
        item.pop("binds", None)
    reading = read_one(principal, cast.home.school, json.dumps(bare))
    assert 'name="post"' not in words(principal.get(at("reading-whose", reading, "0-i0")))
    principal.post(at("reading-whose", reading, "0-i0"), {"words": "Night watch"})
    version = take(principal, reading)
    assert bound() == ["Night watch", None, None]
    assert list(version.posts.values_list("key", "role__code")) == [
        ("lamp_keeper", "lamp_keeper"), ("night_watch", "night_watch"),
    ]  # fmt: skip


def test_a_stretch_that_became_a_clause_has_a_post_too(cast, principal):
    reading = read_one(principal, cast.home.school)
    settle_unplaced(reading=reading, number=0, place="section:0", by=BY, now=NOW)
    say_whose(reading=reading, place="0-u0", post="class_teacher", by=BY, now=NOW)
    assert words(principal.get(at("reading", reading))).count('Whose: <span lang="en">class teachers</span>') == 2
    restore_unplaced(reading=reading, number=0, by=BY, now=NOW)
    assert words(principal.get(at("reading", reading))).count('Whose: <span lang="en">class teachers</span>') == 1


def test_what_cannot_be_said(cast, principal):
    reading = read_one(principal, cast.home.school)
    address = at("reading-whose", reading, "0-i0")
    for sent in ({}, {"post": "nobody"}, {"post": "lamp_keeper", "words": "x" * 201}):
        assert principal.post(address, sent).status_code == 422
    assert "Choose a post or name another one." in words(principal.post(address, {"words": "  "}))
    assert principal.get(at("reading-whose", reading, "7-i0")).status_code == 404
    for wrong in ({"place": "0-i0", "post": "nobody"}, {"place": "7-i0", "post": "lamp_keeper"}):
        with pytest.raises(RoleError):
            say_whose(reading=reading, by=BY, now=NOW, **wrong)
    assert Reading.objects.get().corrections == {}
    stranger = client_of(cast.stranger.user("principal"))
    assert stranger.post(address, {"post": "class_teacher"}).status_code == 404
    assert client_of(cast.home.user("staff")).get(address).status_code == 403


# ── the same in a draft ──────────────────────────────────────────────────────


@pytest.fixture
def draft(cast):
    return factories.load_small_document(
        school=cast.home.school,
        items=[
            make_item(
                "Keeps the lists:",
                number="1.",
                binds="all_staff",
                items=[make_item("one of names.", number="1.1.")],
                outcomes=[make_item("The lists are right.", binds="all_staff"), make_item("Seen.", binds="keeper")],
            ),
            make_item("Rings the bell.", number="2.", binds="keeper"),
        ],
        posts={"keeper": "keeper", "all_staff": "staff"},
        role_code="keeper",
    )


BOTH = '<option value="keeper">keeper</option><option value="all_staff">staff</option>'


def test_whose_a_clause_of_a_draft_is_can_be_changed(cast, draft, principal):
    address = url("section-edit", cast.home.school, "keeper", 1, 1)
    first, part, second = Item.objects.order_by("number")
    page = words(principal.get(address))
    for item, rows in (
        (first, '<option value="keeper">keeper</option><option value="all_staff" selected>staff</option>'),
        (part, f'<option value="" selected>as the clause above it</option>{BOTH}'),
        (second, '<option value="keeper" selected>keeper</option><option value="all_staff">staff</option>'),
    ):
        assert f'name="binds-{item.clause}">{rows}</select>' in page
    sent = fields(draft, **{f"binds-{first.clause}": "keeper", f"binds-{part.clause}": "all_staff"})
    assert principal.post(address, sent).status_code == 303
    posts = [post.binds.key for post in (*Item.objects.order_by("number"), *Outcome.objects.order_by("position"))]
    assert posts == ["keeper", "all_staff", "keeper", "keeper", "keeper"]
    revision = draft.sections.get().revision
    again = fields(draft, etag=str(revision), **{f"binds-{part.clause}": "", f"binds-{second.clause}": "nobody known"})
    assert principal.post(address, again).status_code == 303
    assert [item.binds and item.binds.key for item in Item.objects.order_by("number")] == ["keeper", None, "keeper"]
    assert draft.sections.get().revision == revision + 1
    principal.post(address, again | {"etag": str(revision + 1)})  # the same again changes nothing
    assert draft.sections.get().revision == revision + 1


def test_a_text_of_one_post_asks_nobody(cast, principal):
    factories.load_small_document(school=cast.home.school, posts={"it_specialist": "IT specialist"})
    assert "binds-" not in words(principal.get(url("section-edit", cast.home.school, "it_specialist", 1, 1)))
