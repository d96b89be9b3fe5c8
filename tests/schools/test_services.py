"""Writes of the ground floor: people, logins, access, invitations, leaving, Start."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from schools import audit, outbox, services
from schools.access_levels import AccessLevel
from schools.guarded import GuardedRowError, guarded_write
from schools.models import AuditEvent, GroupMember, Membership, OutboxMessage, Person, User
from schools.notifications import write_invitation
from schools.signals import person_left, school_started
from tests import factories
from tests.factories import BY, NOW

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 1)


def verbs(scope):
    return list(
        AuditEvent.objects.filter(scope=audit.scope_code(scope)).order_by("number").values_list("verb", flat=True)
    )


@pytest.fixture
def started():
    return factories.make_school(started=True)


def test_a_login_is_one_for_all_schools():
    first = services.add_user(email="One@Mail.example", by=BY, now=NOW)
    assert services.add_user(email="ONE@mail.example", by=BY, now=NOW) == first
    assert (first.email, first.has_usable_password()) == ("one@mail.example", False)
    assert verbs(None).count("user.added") == 1


def test_memberships_are_written_by_services_only():
    person = factories.make_person(school=factories.make_school(), level="staff")
    membership = Membership.objects.get(user=person.user)
    membership.level = AccessLevel.PRINCIPAL
    for act in (
        membership.save,
        membership.delete,
        lambda: Membership.objects.filter(pk=membership.pk).update(level="principal"),
        lambda: Membership.objects.filter(pk=membership.pk).delete(),
        lambda: Membership.objects.bulk_create([membership]),
        lambda: Membership.objects.create(user=person.user, school=person.school, level="it", starts_on=ON),
    ):
        with pytest.raises(GuardedRowError):
            act()
    with guarded_write():
        pass
    with pytest.raises(GuardedRowError):
        membership.save()
    assert list(Membership.objects.levels()) == ["staff"]


def test_a_level_of_the_wrong_place_is_refused():
    school, user = factories.make_school(), factories.make_user()
    with pytest.raises(ValueError, match="not a level"):
        factories.grant(user=user, school=school, level=AccessLevel.COORDINATOR)
    with pytest.raises(ValueError, match="not a level"):
        factories.grant(user=user, owner=school.owner, level=AccessLevel.PRINCIPAL)


def test_an_invitation_goes_to_the_logins_own_address(started):
    person = factories.make_person(school=started, email="list@mail.example")
    services.invite(person=person, level=AccessLevel.STAFF, on=ON, by=BY, now=NOW)
    row = OutboxMessage.objects.get()
    mail = write_invitation(row, NOW)
    assert row.to == "list@mail.example"
    assert "/accounts/password/reset/key/" in mail.text
    assert [name for name in (person.given_name, person.family_name) if name in mail.subject + mail.text] == []
    # The list is edited afterwards, behind the service's back: the key goes nowhere else.
    Person.objects.filter(pk=person.pk).update(email="thief@mail.example")
    person.refresh_from_db()
    services.invite(person=person, level=AccessLevel.STAFF, on=ON, by=BY, now=NOW + timedelta(minutes=1))
    assert set(OutboxMessage.objects.values_list("to", flat=True)) == {"list@mail.example"}


def test_an_invitation_is_not_sent_to_who_left_or_has_another_address(started):
    person = factories.make_person(school=started, email="one@mail.example")
    services.invite(person=person, level=AccessLevel.STAFF, on=ON, by=BY, now=NOW)
    row = OutboxMessage.objects.select_related("person__user", "person__school").get()
    User.objects.filter(pk=person.user_id).update(email="two@mail.example")
    assert write_invitation(OutboxMessage.objects.get(), NOW) is None
    User.objects.filter(pk=person.user_id).update(email="one@mail.example")
    assert write_invitation(OutboxMessage.objects.get(), NOW) is not None
    services.end_person(person=person, last_day=ON - timedelta(days=1), by=BY, now=NOW)
    assert write_invitation(OutboxMessage.objects.get(pk=row.pk), NOW) is None


def test_somebody_with_a_password_gets_no_new_key(started):
    user = factories.make_user(email="one@mail.example", password=factories.PASSWORD)
    person = factories.make_person(school=started, user=user, level="staff")
    services.invite(person=person, level=AccessLevel.STAFF, on=ON, by=BY, now=NOW)
    mail = write_invitation(OutboxMessage.objects.get(), NOW)
    assert "/accounts/password/reset/key/" not in mail.text
    assert "You have a password already." in mail.text


def test_people_are_invited_with_the_level_they_have(started):
    it = factories.make_person(school=started, level="it")
    new = factories.make_person(school=started, email="new@mail.example")
    nobody = factories.make_person(school=started)
    gone = factories.make_person(school=started, email="gone@mail.example", ends_on=ON - timedelta(days=1))
    seen = factories.make_person(school=started, level="staff")
    User.objects.filter(pk=seen.user_id).update(last_login=NOW)
    people = Person.objects.for_school(started).select_related("user", "school").order_by("pk")
    assert services.invite_people(school=started, people=people, on=ON, by=BY, now=NOW) == 2
    assert set(OutboxMessage.objects.values_list("person", flat=True)) == {it.pk, new.pk}
    assert set(Membership.objects.filter(user=it.user).values_list("level", flat=True)) == {"it"}
    assert [one.invited_at for one in Person.objects.filter(pk__in=[nobody.pk, gone.pk, seen.pk])] == [None] * 3


def test_nobody_is_invited_twice_within_ten_minutes(started):
    person = factories.make_person(school=started, email="new@mail.example")
    other = factories.make_person(school=started, email="other@mail.example")

    def invite(*people, minutes):
        at = NOW + timedelta(minutes=minutes)
        return services.invite_people(school=started, people=people, on=ON, by=BY, now=at)

    # The first sender's Person is as old as the page: what counts is what is stored.
    assert [invite(person, minutes=0), invite(Person.objects.get(pk=person.pk), minutes=1)] == [1, 0]
    assert invite(Person.objects.get(pk=person.pk), other, minutes=9) == 1
    assert list(OutboxMessage.objects.order_by("pk").values_list("to", flat=True)) == [person.email, other.email]
    assert invite(Person.objects.get(pk=person.pk), minutes=10) == 1


def test_before_start_nothing_is_mailed():
    school = factories.make_school()
    person = factories.make_person(school=school, email="new@mail.example")
    with pytest.raises(services.NotStartedError):
        services.invite_people(school=school, people=[person], on=ON, by=BY, now=NOW)
    assert OutboxMessage.objects.count() == 0


def test_start_is_pressed_once():
    school, heard = factories.make_school(), []

    def hear(sender, **said):
        heard.append((said["school"], said["on"]))

    school_started.connect(hear)
    try:
        assert services.start_school(school=school, by=BY, now=NOW)
        assert not services.start_school(school=school, by=BY, now=NOW + timedelta(days=1))
    finally:
        school_started.disconnect(hear)
    school.refresh_from_db()
    assert (school.started_at, heard) == (NOW, [(school, ON)])
    assert verbs(school).count("school.started") == 1


def test_leaving_ends_access_and_classes_and_tells():
    school, heard = factories.make_school(), []
    person = factories.make_person(school=school, level="staff")
    group = factories.make_class(school=school, teachers=[person], starts_on=ON)

    def hear(sender, **said):
        heard.append((said["person"], said["last_day"]))

    person_left.connect(hear)
    try:
        services.end_person(person=person, last_day=date(2026, 12, 31), by=BY, now=NOW)
    finally:
        person_left.disconnect(hear)
    assert Membership.objects.get(user=person.user).ends_on == date(2026, 12, 31)
    assert GroupMember.objects.get(group=group).ends_on == date(2026, 12, 31)
    assert heard == [(person, date(2026, 12, 31))]


def draft_of(person, **more):
    kept = {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
        "job_title": person.job_title,
        "starts_on": person.starts_on,
    }
    return services.PersonDraft(**{**kept, **more})


def test_an_unused_login_follows_its_corrected_address():
    person = factories.make_person(school=factories.make_school(), level="staff", email="typo@mail.example")
    services.update_person(person=person, draft=draft_of(person, email="right@mail.example"), by=BY, now=NOW)
    assert User.objects.get(pk=person.user_id).email == "right@mail.example"
    assert AuditEvent.objects.filter(verb="person.corrected").get().data == {"fields": ["email"]}


@pytest.mark.parametrize("why", ["signed in", "password", "other school", "operator", "owner"])
def test_a_login_in_use_keeps_its_address(why):
    school = factories.make_school()
    person = factories.make_person(school=school, level="staff", email="one@mail.example")
    user = person.user
    if why == "signed in":
        user.last_login = NOW
    elif why == "password":
        user.set_password(factories.PASSWORD)
    elif why == "operator":
        user.is_superuser = True
    elif why == "owner":
        factories.grant(user=user, owner=school.owner, level=AccessLevel.OFFICER)
    else:
        factories.make_person(school=factories.make_school(), user=user, level="staff")
    user.save()
    with pytest.raises(services.LoginAddressError):
        services.update_person(person=person, draft=draft_of(person, email="thief@mail.example"), by=BY, now=NOW)
    assert User.objects.get(pk=user.pk).email == "one@mail.example"


def test_one_level_takes_the_place_of_another():
    school = factories.make_school()
    person = factories.make_person(school=school, level="staff")
    services.set_level(person=person, level=AccessLevel.IT, on=ON, by=BY, now=NOW)
    rows = Membership.objects.filter(user=person.user).order_by("pk")
    assert [(one.level, one.starts_on, one.ends_on) for one in rows] == [
        ("staff", factories.START, ON - timedelta(days=1)),
        ("it", ON, None),
    ]
    services.set_level(person=person, level=AccessLevel.IT, on=ON, by=BY, now=NOW)
    assert rows.count() == 2


def test_class_teachers_follow_each_other():
    school = factories.make_school()
    first, second = factories.make_person(school=school), factories.make_person(school=school)
    group = factories.make_class(school=school, teachers=[first], starts_on=ON)
    later = date(2026, 11, 2)
    services.set_class_teachers(group=group, people=[second], starts_on=later, by=BY, now=NOW)
    rows = [(one.person, one.starts_on, one.ends_on) for one in group.members.order_by("pk")]
    assert rows == [(first, ON, date(2026, 11, 1)), (second, later, None)]


def test_every_write_left_its_event():
    school = factories.make_school()
    person = factories.make_person(school=school, level="staff")
    services.record_absence(person=person, starts_on=ON, ends_on=ON, by=BY, now=NOW)
    assert verbs(school) == [
        "school.added", "person.added", "person.login_linked", "membership.granted", "absence.recorded",
    ]  # fmt: skip
    call_command("verify_audit")


def coming(school, starts_on, **more):
    return factories.make_person(school=school, email="next@mail.example", starts_on=starts_on, **more)


def sent_until(day):
    """Sweep on this day at noon; returns who was mailed."""
    before = len(mail.outbox)
    outbox.send_due(now=lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    return [to for message in mail.outbox[before:] for to in message.to]


FIRST_DAY = ON + timedelta(days=60)


def test_who_comes_later_is_invited_two_weeks_before_the_first_day(started):
    new = factories.make_person(school=started, email="new@mail.example")
    soon = factories.make_person(school=started, email="soon@mail.example", starts_on=ON + timedelta(days=14))
    later = coming(started, FIRST_DAY, level="secretary")
    people = Person.objects.for_school(started).select_related("user", "school").order_by("pk")
    assert services.invite_people(school=started, people=people, on=ON, by=BY, now=NOW) == 3
    again = services.invite_people(school=started, people=people.all(), on=ON, by=BY, now=NOW + timedelta(hours=1))
    assert again == 2  # the one who comes later waits for the mail that is written down already
    assert set(sent_until(ON)) == {new.email, soon.email}
    day = FIRST_DAY - timedelta(days=14)
    assert sent_until(day - timedelta(days=1)) == []
    assert sent_until(day) == [later.email]
    later.refresh_from_db()
    assert later.invited_at.date() == day
    # The access that was chosen, once, and not before the first day.
    assert list(later.user.memberships.values_list("level", "starts_on")) == [("secretary", factories.START)]


def test_an_invitation_that_waits_follows_the_first_day_and_the_address(started):
    later = coming(started, FIRST_DAY)
    services.invite_people(school=started, people=[later], on=ON, by=BY, now=NOW)
    assert later.user.memberships.get().starts_on == FIRST_DAY

    def corrected(email, starts_on):
        person = Person.objects.select_related("user", "school").get(pk=later.pk)
        draft = services.PersonDraft(person.given_name, person.family_name, email, "", starts_on)
        services.update_person(person=person, draft=draft, by=BY, now=NOW)

    corrected("right@mail.example", FIRST_DAY + timedelta(days=30))
    assert sent_until(FIRST_DAY) == []
    corrected("right@mail.example", ON + timedelta(days=3))
    assert sent_until(ON) == ["right@mail.example"]


def test_who_left_before_the_first_day_gets_no_invitation(started):
    later = coming(started, FIRST_DAY)
    services.invite_people(school=started, people=[later], on=ON, by=BY, now=NOW)
    services.end_person(person=later, last_day=FIRST_DAY, by=BY, now=NOW)
    assert sent_until(FIRST_DAY + timedelta(days=1)) == []
