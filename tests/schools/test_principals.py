"""A school keeps somebody who can approve, and what is withdrawn is withdrawn at once."""

from datetime import date, timedelta

import pytest

from schools import services
from schools.access import access_in
from schools.access_levels import AccessLevel
from schools.models import AuditEvent, Membership, Person, User
from schools.services import LastPrincipalError, PersonDraft
from tests import factories
from tests.factories import BY, NOW

pytestmark = pytest.mark.django_db

ON = date(2026, 9, 1)
YESTERDAY = ON - timedelta(days=1)


@pytest.fixture
def school():
    return factories.make_school()


def principal(school, *, has_signed_in=True, **more):
    person = factories.make_person(school=school, level="principal", **more)
    User.objects.filter(pk=person.user.pk).update(last_login=NOW if has_signed_in else None)
    return person


def end(person, last_day=ON):
    services.end_person(person=person, last_day=last_day, by=BY, now=NOW)


def demote(person):
    services.set_level(person=person, level=AccessLevel.STAFF, on=ON, by=BY, now=NOW)


def test_who_has_never_signed_in_is_no_other_principal(school):
    head, invited = principal(school), principal(school, has_signed_in=False)
    for act in (end, demote):
        with pytest.raises(LastPrincipalError):
            act(head)
    User.objects.filter(pk=invited.user.pk).update(last_login=NOW)
    end(head)


def test_the_first_principal_of_a_new_school_may_be_another_one(school):
    first, second = principal(school, has_signed_in=False), principal(school, has_signed_in=False)
    demote(first)
    with pytest.raises(LastPrincipalError):
        demote(second)


def test_whose_end_is_fixed_is_no_other_principal(school):
    head, leaving = principal(school), principal(school)
    end(leaving, date(2027, 6, 30))
    for act in (end, demote):
        with pytest.raises(LastPrincipalError):
            act(head)


@pytest.mark.parametrize("dates", [{"starts_on": date(2027, 1, 1)}, {"ends_on": date(2027, 6, 30)}])
def test_whose_days_at_the_school_are_others_is_no_other_principal(school, dates):
    head, other = principal(school), principal(school)
    Person.objects.filter(pk=other.pk).update(**dates)
    with pytest.raises(LastPrincipalError):
        end(head)


def test_a_login_that_is_closed_is_no_other_principal(school):
    head, other = principal(school), principal(school)
    User.objects.filter(pk=other.user.pk).update(is_active=False)
    with pytest.raises(LastPrincipalError):
        demote(head)


def test_a_first_day_ahead_does_not_shut_the_last_principal_out(school):
    head = principal(school)
    draft = PersonDraft(head.given_name, head.family_name, head.email, starts_on=ON + timedelta(days=1))
    with pytest.raises(LastPrincipalError):
        services.update_person(person=head, draft=draft, by=BY, now=NOW)
    services.update_person(
        person=head, draft=PersonDraft(head.given_name, head.family_name, head.email, starts_on=ON), by=BY, now=NOW
    )
    principal(school)
    services.update_person(person=head, draft=draft, by=BY, now=NOW)


def test_the_page_says_why_a_first_day_ahead_is_refused(school, client):
    head = principal(school, given_name="Head", family_name="Alder")
    client.force_login(head.user)
    sent = {"given_name": "Head", "family_name": "Alder", "email": head.email, "starts_on": "2099-01-01"}
    answer = client.post(f"/s/{school.slug}/people/{head.public_id}/save/", sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "starts_on": [
            "Head Alder is the only principal of the school. Name another principal first, then this can be changed."
        ]
    }


def levels(person):
    return sorted(access_in(user=User.objects.get(pk=person.user_id), school=person.school, on=ON).levels)


def test_access_of_the_same_day_is_withdrawn_at_once(school):
    head = principal(school)
    person = factories.make_person(school=school, email="one@mail.example")
    for level in ("principal", "it", "staff", "it", "staff"):
        services.set_level(person=person, level=AccessLevel(level), on=ON, by=BY, now=NOW)
        person.refresh_from_db()
        assert levels(person) == [level]
    assert [(one.level, one.starts_on, one.ends_on) for one in person.user.memberships.all()] == [("staff", ON, None)]
    verbs = [event.verb for event in AuditEvent.objects.filter(scope=f"school:{school.pk}").order_by("pk")]
    assert verbs.count("membership.removed") == 4
    end(person, YESTERDAY)
    assert Membership.objects.filter(user=person.user).count() == 0
    assert levels(head) == ["principal"]


def test_access_that_begins_later_makes_room_too(school):
    person = factories.make_person(school=school, email="one@mail.example", starts_on=date(2026, 10, 1))
    for level in (AccessLevel.IT, AccessLevel.STAFF):
        services.set_level(person=person, level=level, on=ON, by=BY, now=NOW)
        person.refresh_from_db()
    assert list(person.user.memberships.values_list("level", "starts_on")) == [("staff", date(2026, 10, 1))]


def test_the_same_level_again_is_written_once_where_the_end_is_known(school):
    person = factories.make_person(school=school, email="one@mail.example", ends_on=date(2026, 12, 31))
    for _ in range(2):
        services.set_level(person=person, level=AccessLevel.IT, on=ON, by=BY, now=NOW)
        person.refresh_from_db()
    assert list(person.user.memberships.values_list("level", "ends_on")) == [("it", date(2026, 12, 31))]
