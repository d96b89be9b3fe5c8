"""The page on which people choose how they are reminded."""

import pytest
from django.urls import reverse

from duties.models import ReminderHabit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return factories.make_school(slug="heron", name="Heron school", started=True)


@pytest.fixture
def url():
    return reverse("duties:reminder-habit", kwargs={"school": "heron"})


@pytest.mark.parametrize(("level", "usual"), [("it", "daily"), ("principal", "daily"), ("staff", "weekly")])
def test_shows_what_holds_without_a_choice(client, school, url, level, usual):
    person = factories.make_person(school=school, level=level)
    client.force_login(person.user)
    form = client.get(url).context["form"]
    assert (form["rhythm"].value(), form["hour"].value()) == (usual, 7)


def test_keeps_a_choice_of_ones_own_only(client, school, url):
    mine, other = (factories.make_person(school=school, level="it") for _ in range(2))
    client.force_login(mine.user)
    answer = client.post(url, {"rhythm": "weekly", "hour": "15"})
    assert (answer.status_code, answer["Location"]) == (303, url)
    assert list(ReminderHabit.objects.values_list("user", "rhythm", "hour")) == [(mine.user_id, "weekly", 15)]
    form = client.get(url).context["form"]
    assert (form["rhythm"].value(), form["hour"].value()) == ("weekly", 15)
    client.force_login(other.user)
    assert client.get(url).context["form"]["rhythm"].value() == "daily"


@pytest.mark.parametrize("body", [{"rhythm": "hourly", "hour": "7"}, {"rhythm": "daily", "hour": "3"}, {}])
def test_a_wrong_choice_changes_nothing(client, school, url, body):
    client.force_login(factories.make_person(school=school, level="it").user)
    answer = client.post(url, body)
    assert (answer.status_code, "errors-h" in answer.content.decode(), ReminderHabit.objects.count()) == (422, True, 0)


def test_another_school_is_not_there(client, school, url):
    client.force_login(factories.make_person(school=factories.make_school(), level="it").user)
    unknown = reverse("duties:reminder-habit", kwargs={"school": "nowhere"})
    found, missing = client.get(url), client.get(unknown)
    assert (found.status_code, found.content) == (404, missing.content)


def test_remind_by_hand_says_how_many(capsys):
    from django.core.management import call_command

    call_command("remind")
    assert capsys.readouterr().out == "0 digests with 0 reminders planned\n"
