"""Who is away and who stands in: asked on a page, answered by the one who is asked and nobody else."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from roles.models import Substitution
from schools.models import Absence
from tests import cast, factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at():
    with time_machine.travel("2026-09-01T08:00:00Z", tick=False):
        yield


@pytest.fixture
def people():
    return cast.make_cast()


@pytest.fixture
def absence(people):
    return factories.make_absence(person=people.home.staff, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 9))


def test_one_is_away_and_a_colleague_agrees(people, client):
    staff, it = people.home.staff, people.home.it
    role = factories.make_role(school=people.home.school, name="Digitutor")
    factories.assign(role=role, person=staff)
    client.force_login(staff.user)
    noted = client.post(
        reverse("roles:absence-new", args=["plover", staff.public_id]),
        {"starts_on": "2026-10-01", "ends_on": "2026-10-09", "form_key": "k"},
    )
    absence = Absence.objects.get()
    assert noted.url == reverse("roles:absence", args=["plover", absence.public_id])
    assert client.post(noted.url, {"substitute": it.pk, "what": f"role-{role.pk}"}).status_code == 302
    asked = Substitution.objects.get()
    assert (asked.substitute, asked.role, asked.accepted_at) == (it, role, None)
    answer = reverse("roles:substitution-answer", args=["plover", asked.public_id])
    assert client.post(answer, {"answer": "yes"}).status_code == 403  # nobody answers for another
    client.force_login(it.user)
    assert "Digitutor" in client.get(reverse("roles:substitution", args=["plover", asked.public_id])).content.decode()
    assert client.post(answer, {"answer": "perhaps"}).status_code == 404
    client.post(answer, {"answer": "yes"})
    client.post(answer, {"answer": "no"})
    asked.refresh_from_db()
    assert (asked.accepted_at is None, asked.refused_at) == (False, None)


def test_a_colleague_refuses(people, client, absence):
    it = people.home.it
    client.force_login(people.home.user("secretary"))
    client.post(reverse("roles:absence", args=["plover", absence.public_id]), {"substitute": it.pk, "what": ""})
    asked = Substitution.objects.get()
    client.force_login(it.user)
    client.post(reverse("roles:substitution-answer", args=["plover", asked.public_id]), {"answer": "no"})
    asked.refresh_from_db()
    assert (asked.accepted_at, asked.refused_at is None) == (None, False)


def test_only_people_of_the_school_can_be_asked(people, client, absence):
    client.force_login(people.home.user("principal"))
    url = reverse("roles:absence", args=["plover", absence.public_id])
    for stranger in (people.stranger.staff, people.sister.staff, people.home.staff):
        assert client.post(url, {"substitute": stranger.pk, "what": ""}).status_code == 422
    assert Substitution.objects.count() == 0
    assert [canary for canary in (cast.SISTER, cast.STRANGER) if canary in client.get(url).content.decode()] == []


def test_staff_note_and_see_only_their_own(people, client, absence):
    client.force_login(people.home.user("it"))
    other = reverse("roles:absence-new", args=["plover", people.home.staff.public_id])
    assert client.post(other, {"starts_on": "2026-10-01", "ends_on": "2026-10-09"}).status_code == 403
    assert client.get(reverse("roles:absence", args=["plover", absence.public_id])).status_code == 403
    assert "PloverStaff" not in client.get(reverse("roles:absences", args=["plover"])).content.decode()
    client.force_login(people.home.user("secretary"))
    assert "PloverStaff" in client.get(reverse("roles:absences", args=["plover"])).content.decode()


def test_another_schools_absence_is_not_found(people, client, absence):
    client.force_login(people.sister.user("principal"))
    assert client.get(reverse("roles:absence", args=["wagtail", absence.public_id])).status_code == 404
