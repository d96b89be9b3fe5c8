"""Access in a pasted list: which words there are, and what one chooses where a word does not do."""

import pytest
import time_machine
from django.urls import reverse

from schools.models import Membership, Person
from tests import cast, factories

pytestmark = pytest.mark.django_db
LIST = (
    "Given name,Family name,E-mail,Access\n"
    "Ann,Alder,ann@plover.example,boss\n"
    "Ben,Birch,ben@plover.example,principal\n"
    "Cat,Cedar,cat@plover.example,staff\n"
    "Dan,Dogwood,,cleaner\n"
)
URL = reverse("roles:people-preview", args=["plover"])


@pytest.fixture(autouse=True)
def _at():
    with time_machine.travel("2026-09-01T08:00:00Z", tick=False):
        yield


@pytest.fixture
def people():
    return cast.make_cast()


def as_(client, people, post):
    client.force_login(people.home.user(post))
    return client


def asked(page):
    """The rows that offer something: their name, and the values."""
    return {
        row.name: [value for value, *_words in row.choices]
        for block in page.context["blocks"]
        if block.id == "ask"
        for row in block.rows
    }


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ("principal", ["staff", "IT", "secretary", "principal", "handler of incidents", "data protection"]),
        ("secretary", ["staff", "IT", "secretary"]),
    ],
)
def test_the_words_for_access_stand_beside_the_field(client, people, post, words):
    browser = as_(client, people, post)
    for url in (URL, reverse("schools:people", args=["plover"])):
        page = browser.get(url)
        assert [word for word, _means in page.context["access_words"]] == words
        text = page.content.decode()
        assert "<dt>secretary</dt><dd>people, absences and calendar; reads the duties of all</dd>" in text
        assert ("everything of the school" in text) is ("principal" in words)


def test_who_may_not_paste_is_told_no_words(client, people):
    page = as_(client, people, "it").get(reverse("schools:people", args=["plover"]))
    assert page.context["access_words"] == []


def test_the_words_are_the_readers_and_all_of_them_are_understood(client, people):
    user = people.home.user("principal")
    user.language = "lt"
    user.save(update_fields=["language"])
    browser = as_(client, people, "principal")
    words = [word for word, _means in browser.get(URL).context["access_words"]]
    assert words[2] == "sekretorius"
    rows = "".join(f"V{n};P{n};v{n}@plover.example;{word}\n" for n, word in enumerate(words))
    page = browser.post(URL, {"text": f"Vardas;Pavardė;El. paštas;Prieiga\n{rows}"})
    assert asked(page) == {}


def test_a_level_is_chosen_beside_a_row_whose_word_does_not_do(client, people):
    browser = as_(client, people, "secretary")
    page = browser.post(URL, {"text": LIST})
    offered = ["staff", "it", "secretary", "none", "out"]
    assert asked(page) == {"level-2": offered, "level-3": offered, "level-5": offered}
    answers = {"level-2": "secretary", "level-3": "out", "level-5": "none"}
    page = browser.post(URL, {"text": LIST, **answers})
    assert asked(page) == {}
    hidden = dict(page.context["hidden"])
    assert {name: hidden[name] for name in ("level-2", "level-5")} == {"level-2": "secretary", "level-5": "none"}
    assert "level-3" not in hidden
    ticked = [row.tick for block in page.context["blocks"] if block.id == "out" for row in block.rows]
    assert ticked == [("out", "3", True)]
    assert browser.post(URL, {**hidden, "out": "3", "form_key": "k1", "save": "1"}).status_code == 303
    assert not Person.objects.filter(email="ben@plover.example").exists()
    added = Person.objects.filter(family_name__in=["Alder", "Cedar", "Dogwood"]).order_by("family_name")
    levels = [
        list(Membership.objects.filter(user=person.user_id).values_list("level", flat=True)) if person.user_id else []
        for person in added
    ]
    assert levels == [["secretary"], ["staff"], []]


def test_what_may_not_be_given_is_not_taken_as_an_answer(client, people):
    browser = as_(client, people, "secretary")
    hidden = {"text": LIST, "level-2": "principal", "level-3": "principal", "level-5": "out", "level-4": "nothing"}
    page = browser.post(URL, hidden)
    assert set(asked(page)) == {"level-2", "level-3"}
    state = dict(page.context["hidden"])["state"]
    refused = browser.post(URL, {**hidden, "state": state, "form_key": "k1", "save": "1"})
    assert (refused.status_code, Person.objects.filter(family_name="Alder").count()) == (422, 0)
    assert not Membership.objects.filter(user__email="cat@plover.example").exists()


def test_a_chosen_level_stays_when_the_row_has_something_else_wrong(client, people):
    factories.make_person(school=people.home.school, email="ann@plover.example", given_name="X", family_name="Y")
    browser = as_(client, people, "principal")
    text = "Given name,Family name,E-mail,Access,From\nAnn,Alder,ann@plover.example,boss,soon\n"
    page = browser.post(URL, {"text": text, "level-2": "staff"})
    assert dict(page.context["hidden"])["level-2"] == "staff"
    assert asked(page) == {"": []}  # a tick to leave it out


def test_a_question_that_is_answered_is_counted_no_more(client, people):
    factories.make_school_year(school=people.home.school)
    browser = as_(client, people, "principal")
    text = "Given name,Family name,Class,Shoe size\nAnn,Alder,7x,38\n"

    def shown(**answers):
        blocks = browser.post(URL, {"text": text, **answers}).context["blocks"]
        return {block.id: (block.hint, [row.title for row in block.rows]) for block in blocks if block.id != "new"}

    unused = ("", ["Columns that are not used: Shoe size"])
    make = "Make 1 class in 2026/27"
    assert shown() == {"ask": ("1 question", [make]), "unused": unused}
    assert shown(classes="yes") == {"unused": unused, "answered": ("Untick to decide anew.", [make])}


def test_a_person_without_an_address_is_taken_without_access(client, people):
    browser = as_(client, people, "principal")
    text = "Given name,Family name,E-mail,Access\nDan,Dogwood,,IT\nEve,Elder,,cleaner\n"
    page = browser.post(URL, {"text": text})
    assert asked(page)["level-2"] == ["none", "out"]
    assert "Take the person without access" in page.content.decode()
    assert asked(browser.post(URL, {"text": text, "level-2": "none", "level-3": "it"})) == {"level-3": ["none", "out"]}
    page = browser.post(URL, {"text": text, "level-2": "none", "level-3": "none"})
    assert asked(page) == {}
    hidden = dict(page.context["hidden"])
    assert browser.post(URL, {**hidden, "form_key": "k1", "save": "1"}).status_code == 303
    added = Person.objects.filter(family_name__in=["Dogwood", "Elder"]).values_list("user", "offered_level")
    assert list(added) == [(None, ""), (None, "")]


def test_somebody_here_without_an_address_stays_without_access(client, people):
    factories.make_person(school=people.home.school, given_name="Dan", family_name="Dogwood", email="")
    browser = as_(client, people, "secretary")
    text = "Given name,Family name,Title,Access\nDan,Dogwood,Guard,principal\n"
    assert asked(browser.post(URL, {"text": text})) == {"level-2": ["none", "out"]}
    hidden = dict(browser.post(URL, {"text": text, "level-2": "none"}).context["hidden"])
    assert browser.post(URL, {**hidden, "form_key": "k1", "save": "1"}).status_code == 303
    dan = Person.objects.get(family_name="Dogwood")
    assert (dan.job_title, dan.user, dan.offered_level) == ("Guard", None, "")
