"""A form takes effect once, however often it is sent."""

import json
import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from schools.form_keys import OtherBodyError, body_digest, forget_old, once
from schools.models import Absence, FormKey, Owner
from tests import cast, factories
from tests.factories import NOW

ROOT = Path(__file__).resolve().parents[2]


def send(user, *, key="k", digest="d", form="f"):
    def effect():
        return f"/owner/{factories.make_owner().slug}/"

    return once(user=user, form=form, key=key, digest=digest, effect=effect, now=NOW)


@pytest.mark.django_db
def test_the_same_key_and_body_lead_to_the_first_result():
    user = factories.make_user()
    first = send(user)
    assert [send(user) for _ in range(50)] == [first] * 50
    assert Owner.objects.count() == 1


@pytest.mark.django_db
def test_other_keys_forms_and_people_have_their_own_effect():
    user, other = factories.make_user(), factories.make_user()
    urls = {send(user), send(user, key="k2"), send(user, form="g"), send(other)}
    assert len(urls) == Owner.objects.count() == 4


@pytest.mark.django_db
def test_another_body_under_the_same_key_is_refused():
    user = factories.make_user()
    first = send(user)
    with pytest.raises(OtherBodyError) as caught:
        send(user, digest="other")
    assert (caught.value.result_url, Owner.objects.count()) == (first, 1)


@pytest.mark.django_db
def test_an_effect_that_fails_uses_up_nothing():
    user = factories.make_user()

    def effect():
        factories.make_owner()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once(user=user, form="f", key="k", digest="d", effect=effect, now=NOW)
    assert (Owner.objects.count(), FormKey.objects.count()) == (0, 0)
    send(user)
    assert Owner.objects.count() == 1


@pytest.mark.django_db
def test_keys_are_forgotten_after_two_days():
    user = factories.make_user()
    send(user)
    assert forget_old(now=NOW + timedelta(days=2)) == 0
    assert forget_old(now=NOW + timedelta(days=2, seconds=1)) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql")  # SQLite has a test with a database file below
def test_fifty_at_once():
    user = factories.make_user()
    answers, gate = [], threading.Barrier(50)

    def post():
        gate.wait()
        try:
            answers.append(send(user))
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), len(set(answers)), Owner.objects.count()) == (50, 1, 1)


@pytest.mark.slow
@pytest.mark.only_on("sqlite")  # PostgreSQL has its test above
def test_fifty_at_once_on_a_database_file(tmp_path):
    environment = {
        **os.environ,
        "KORD_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'kord.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "tests/schools/fifty_posts.py"], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    said = json.loads(done.stdout)
    assert (len(said["answers"]), set(said["answers"]), said["errors"]) == (50, {"/owner/0/"}, [])
    assert (said["owners"], said["keys"]) == (1, 1)


@pytest.mark.django_db
def test_a_page_shows_both_after_a_second_sending_with_other_content(client):
    people = cast.make_cast()
    client.force_login(people.home.user("principal"))
    url = reverse("roles:absence-new", args=["plover", people.home.staff.public_id])
    body = {"starts_on": "2026-10-01", "ends_on": "2026-10-05", "form_key": "k"}
    first = client.post(url, body)
    assert client.post(url, body).url == first.url
    other = client.post(url, {**body, "ends_on": "2026-10-09"})
    text = other.content.decode()
    assert other.status_code == 409
    assert "2026-10-09" in text
    assert first.url in text
    assert Absence.objects.count() == 1


@pytest.mark.django_db
def test_a_key_belongs_to_the_page_it_came_with(client):
    people = cast.make_cast()
    client.force_login(people.home.user("principal"))
    other = factories.make_person(school=people.home.school)
    body = {"starts_on": "2026-10-01", "ends_on": "2026-10-05", "form_key": "k"}
    said = [
        client.post(reverse("roles:absence-new", args=["plover", one.public_id]), body).status_code
        for one in (people.home.staff, other)
    ]
    assert (said, Absence.objects.count()) == ([303, 409], 1)


def test_two_files_of_one_name_are_two_contents(rf):
    def sent(content, *, name="list.csv", path="/a/"):
        file = SimpleUploadedFile(name, content, content_type="text/csv")
        request = rf.post(path, {"note": "n", "file": file})
        digest = body_digest(request)
        return digest, request.FILES["file"].read()

    first, left = sent(b"One;Alder")
    assert left == b"One;Alder"  # the view still reads it from its beginning
    assert sent(b"One;Alder") == (first, b"One;Alder")
    others = [sent(b"Two;Birch"), sent(b"One;Alder", name="b.csv"), sent(b"One;Alder", path="/b/")]
    assert len({first, *(digest for digest, _ in others)}) == 4


@pytest.mark.django_db
def test_an_invalid_form_keeps_its_key(client):
    people = cast.make_cast()
    client.force_login(people.home.user("principal"))
    url = reverse("roles:absence-new", args=["plover", people.home.staff.public_id])
    wrong = client.post(url, {"starts_on": "2026-10-05", "ends_on": "2026-10-01", "form_key": "mine"})
    assert wrong.status_code == 422
    assert 'name="form_key" value="mine"' in wrong.content.decode()
    assert FormKey.objects.count() == 0
