"""Who may open what: every address, GET and POST, by everybody, against a file that a person has read.

After a wanted change: ``KORD_WRITE_MATRIX=1 pytest tests/test_access_matrix.py``, then read the difference.
In the file: "login" is sent to sign in; a number is the answer's status; 2xx, 303, 400, 409 and 422 are let in.
"""

import csv
import io
import os
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from schools import services
from schools.access_levels import OWNER_LEVELS, SCHOOL_LEVELS
from schools.public_ids import new_public_id
from tests import factories
from tests.cast import CANARIES, make_cast
from tests.examples import EXAMPLES, LEFT_YESTERDAY, make_world, walk
from tests.factories import BY, NOW

FILE = Path(__file__).with_name("access_matrix.csv")
HEAD = ("address", "example", "method")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = {name: path for name, path, _view in walk()}


@pytest.fixture(autouse=True)
def _now():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return make_cast()


def actors_of(cast):
    """Everybody, by the name of their column."""
    left = factories.make_person(school=cast.home.school, level="principal", email="left@plover.example")
    services.end_person(person=left, last_day=LEFT_YESTERDAY, by=BY, now=NOW)
    return {
        "anonymous": None,
        **{str(level): cast.home.user(level) for level in SCHOOL_LEVELS},
        **{str(level): cast.owner_users[level] for level in OWNER_LEVELS},
        "operator": cast.operator,
        "without access": cast.nobody,
        "principal of the sister school": cast.sister.user("principal"),
        "principal of a stranger's school": cast.stranger.user("principal"),
        "principal who left yesterday": left.user,
    }


def sessions_of(actors):
    """A session for each, so that signing in costs once."""
    found = {}
    for name, user in actors.items():
        client = Client()
        if user is not None:
            # Everybody who is signed in has chosen a password.
            user.set_password(factories.PASSWORD)
            user.save()
            client.force_login(user, backend="schools.door.SchoolBackend")
        found[name] = {key: morsel.value for key, morsel in client.cookies.items()}
    return found


def ask(cookies, method, url):
    """Return the answer; whatever it did is undone."""
    client = Client(raise_request_exception=False)
    for key, value in cookies.items():
        client.cookies[key] = value
    with transaction.atomic():
        # A form that holds nothing of use: whoever is let in is told so.
        response = client.post(url, {"unknown": "1"}) if method == "POST" else client.get(url)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


def status_of(response):
    """ "login", or the number."""
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "login"
    return str(response.status_code)


def address(name, parts, *, school, owner):
    """Return the address of an example in a school."""
    path = PAGES[name]
    place = {"school": school} if "<slug:school>" in path else {"owner": owner} if "<slug:owner>" in path else {}
    return reverse(name, kwargs={**place, **parts})


def examples(world):
    """Yield (name, label, parts) in the order of the addresses."""
    for name in sorted(PAGES, key=lambda one: (PAGES[one], one)):
        for label, parts in EXAMPLES[name](world).items():
            yield name, label, parts


def rows_of(cast):
    world = make_world(cast.home)
    actors = actors_of(cast)
    sessions = sessions_of(actors)
    yield [*HEAD, *actors]
    for name, label, parts in examples(world):
        url = address(name, parts, school=cast.home.school.slug, owner=cast.owner.slug)
        for method in ("GET", "POST"):
            found = [status_of(ask(cookies, method, url)) for cookies in sessions.values()]
            yield [f"/{PAGES[name]}", label, method, *found]


def test_every_address_has_an_example():
    assert sorted(set(PAGES) - set(EXAMPLES)) == []
    assert sorted(set(EXAMPLES) - set(PAGES)) == []


def test_matrix(cast):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows_of(cast))
    if os.environ.get("KORD_WRITE_MATRIX"):
        FILE.write_text(out.getvalue(), encoding="utf-8")
    assert out.getvalue().splitlines() == FILE.read_text(encoding="utf-8").splitlines()


# What holds whatever the file says.


def rows_in_file():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_address_breaks():
    found = {status for row in rows_in_file() for who, status in row.items() if who not in HEAD}
    # 400: what no page of ours would send.
    assert found <= {"login", "200", "400", "302", "303", "403", "404", "405", "409", "422"}


def test_an_act_is_answered_with_303():
    inside = [row for row in rows_in_file() if row["address"].startswith(("/s/", "/m/")) and row["method"] == "POST"]
    assert [row["address"] for row in inside if "302" in row.values()] == []


def test_nobody_from_outside_gets_into_a_school():
    inside = [row for row in rows_in_file() if row["address"].startswith("/s/")]
    strangers = (
        "coordinator", "officer", "operator", "without access", "principal of the sister school",
        "principal of a stranger's school", "principal who left yesterday",
    )  # fmt: skip
    assert {row[who] for row in inside for who in strangers} == {"404"}
    assert {row["anonymous"] for row in inside} == {"login"}


def test_nobody_but_its_own_people_gets_into_an_owner():
    inside = [row for row in rows_in_file() if row["address"].startswith("/m/")]
    others = [who for who in inside[0] if who not in (*HEAD, "anonymous", "coordinator", "officer")]
    assert {row[who] for row in inside for who in others} == {"404"}


def other(part, value):
    """A value of the same form that names nothing."""
    if part in ("public_id", "duty"):
        return new_public_id()
    if part == "code":
        return f"{value[::-1]}_x"
    if part == "slot" and "-" in value:
        return f"{value.partition('-')[0]}-{new_public_id()}"
    return value


def test_what_belongs_to_another_school_is_as_if_it_did_not_exist(cast):
    """Own school, somebody else's object: the same 404, byte by byte, as for an id that nobody has."""
    make_world(cast.home)
    foreign = make_world(cast.stranger)
    cookies = sessions_of({"principal": cast.home.user("principal")})["principal"]
    tried = 0
    for name, label, parts in examples(foreign):
        nowhere = {part: other(part, value) for part, value in parts.items()}
        if nowhere == parts or "<slug:school>" not in PAGES[name] or parts.get("source") == "kord":
            continue  # Kord's own templates belong to no school
        tried += 1
        for method in ("GET", "POST"):
            urls = [address(name, found, school=cast.home.school.slug, owner="") for found in (parts, nowhere)]
            answers = [ask(cookies, method, url) for url in urls]
            if answers[0].status_code == 405:
                continue
            if method == "GET" and answers[0].status_code == 303:
                # An act's address leads to the page above it, whatever it names; that page then says 404.
                assert [url.startswith(answer.url) for url, answer in zip(urls, answers, strict=True)] == [True, True]
                continue
            assert [answer.status_code for answer in answers] == [404, 404], (name, label, method)
            assert answers[0].content == answers[1].content, (name, label, method)
            assert not [canary for canary in CANARIES if canary.encode() in answers[0].content]
    assert tried > 10


def test_another_school_is_as_if_it_did_not_exist(cast):
    cookies = sessions_of({"principal": cast.home.user("principal")})["principal"]
    for name, path in PAGES.items():
        if path.count("<") == 1 and ("<slug:school>" in path or "<slug:owner>" in path):
            for method in ("GET", "POST"):
                answers = [
                    ask(cookies, method, address(name, {}, school=slug, owner=slug))
                    for slug in (cast.stranger.school.slug, "inland", "nowhere-at-all")
                ]
                assert {answer.status_code for answer in answers} == {404}, (name, method)
                assert len({answer.content for answer in answers}) == 1, (name, method)
