"""The command that adds a school, from nothing to the principal's first page."""

import re

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from config.management.commands.up import alone
from schools import outbox
from schools.clock import now
from schools.models import AuditEvent, Membership, Owner, Person, School
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


def add(capsys, **more):
    said = {
        "owner": "Riverside", "name": "Riverbend School", "country": "EE", "language": "et",
        "principal_email": "head@x.example", "principal_name": "Mari Saar", **more,
    }  # fmt: skip
    call_command("add_school", **said)
    return capsys.readouterr().out


def test_the_principal_comes_in_by_the_invitation_and_lands_on_the_school(capsys, client):
    out = add(capsys)
    school = School.objects.get()
    assert (school.slug, school.country, school.language, school.owner.name) == (
        "riverbend-school", "EE", "et", "Riverside",
    )  # fmt: skip
    assert out.splitlines()[0].endswith(reverse("schools:start", args=["riverbend-school"]))
    assert outbox.send_due(now=now) == 1
    (sent,) = mail.outbox
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", sent.body)[1]
    form = client.get(link, follow=True)
    body = {"password1": "long-enough-words-7", "password2": "long-enough-words-7"}
    assert client.post(form.redirect_chain[-1][0], body).status_code == 302
    person = Person.objects.get()
    assert (sent.to, person.name) == (["head@x.example"], "Mari Saar")
    assert list(Membership.objects.values_list("level", "school")) == [("principal", school.pk)]
    client.force_login(person.user, backend="schools.door.SchoolBackend")
    assert client.get("/").url == reverse("duties:today", args=["riverbend-school"])
    verbs = AuditEvent.objects.filter(actor="system:add_school").order_by("pk").values_list("verb", flat=True)
    assert {"owner.added", "school.added", "person.added", "person.invited"} <= set(verbs)


def test_the_address_is_that_of_the_running_server_else_the_configured_one_else_said_to_be_unknown(
    capsys, settings, tmp_path, monkeypatch
):
    settings.VAR_DIR = tmp_path
    settings.BASE_URL = "https://kord.example"
    monkeypatch.delenv("KORD_BASE_URL", raising=False)
    page = reverse("schools:start", args=["riverbend-school"])
    unknown, words, *_mailed = add(capsys).splitlines()
    assert unknown == f"Riverbend School: {page}"
    assert words.startswith("The address before this path is not known: no server runs with this data")
    monkeypatch.setenv("KORD_BASE_URL", "https://kord.example")
    assert add(capsys, slug="second").splitlines()[0] == "Riverbend School: https://kord.example/s/second/start/"
    with alone(tmp_path, "http://127.0.0.1:8123"):
        assert add(capsys, slug="third").splitlines()[0] == "Riverbend School: http://127.0.0.1:8123/s/third/start/"


def test_an_owner_is_used_again_and_a_school_is_not_added_twice(capsys):
    add(capsys)
    with pytest.raises(CommandError, match="There is a school riverbend-school already"):
        add(capsys)
    add(capsys, slug="second")
    assert (Owner.objects.count(), sorted(School.objects.values_list("slug", flat=True))) == (
        1, ["riverbend-school", "second"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "said"), [({"principal_email": "head"}, "no e-mail address"), ({"name": "…"}, "needs letters or digits")]
)
def test_what_cannot_be_is_refused_and_nothing_is_left(capsys, more, said):
    with pytest.raises(CommandError, match=said):
        add(capsys, **more)
    assert (School.objects.count(), Owner.objects.count(), Person.objects.count()) == (0, 0, 0)
