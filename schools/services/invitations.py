"""Giving access, and inviting the people who have not signed in yet."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from schools.access_levels import AccessLevel
from schools.actors import Actor
from schools.models import Membership, Person, School
from schools.models.spans import not_over
from schools.services.people import (
    add_user,
    end_membership,
    grant_membership,
    invite,
    link_login,
    login_of,
    offer_level,
)
from schools.services.principals import keep_a_principal

PAUSE: Final = timedelta(minutes=10)  # between two invitations of one person


class NotStartedError(ValueError):
    """Before Start nothing is mailed."""


@transaction.atomic
def invite_people(*, school: School, people: Iterable[Person], on: date, by: Actor, now: datetime) -> int:
    """Invite several people, each with the access level they have (staff if none); returns how many.

    Those without an address, who have signed in already or who have left are passed over, and those who were
    invited within the last ten minutes: a button pressed twice mails once. The mail of whoever comes later than in
    two weeks waits until two weeks before their first day. Raises NotStartedError before the school has started.
    """
    if school.started_at is None:
        raise NotStartedError("Before Start nothing is mailed.")
    School.objects.select_for_update(no_key=True).get(pk=school.pk)  # two presses at once: the second one waits
    just_now = set(
        Person.objects.for_school(school)
        .filter(invited_at__gt=now - PAUSE, invited_at__lte=now)
        .values_list("pk", flat=True)
    )
    wanted = [person for person in people if may_be_invited(person, on) and person.pk not in just_now]
    levels = dict(
        Membership.objects.filter(not_over(on))
        .filter(school=school, user__in=[person.user_id for person in wanted if person.user_id])
        .order_by("-pk")
        .values_list("user_id", "level")
    )
    for person in wanted:
        level = AccessLevel(levels.get(person.user_id or 0) or person.offered_level or AccessLevel.STAFF)
        invite(person=person, level=level, on=on, by=by, now=now)
    return len(wanted)


def may_be_invited(person: Person, on: date) -> bool:
    """Whether an invitation would reach somebody who needs one."""
    return (
        bool(person.email)
        and (person.invited_at is None or person.invited_at.date() <= on)  # else the mail is on its way already
        and (person.ends_on is None or person.ends_on >= on)
        and (person.user is None or person.user.last_login is None)
    )


@transaction.atomic
def set_level(*, person: Person, level: AccessLevel, on: date, by: Actor, now: datetime) -> None:
    """Let one access level take the place of those a person has in the school; makes the login if there is none.

    Where the address has a login already the level is only offered: that login joins by itself. Nothing is mailed: a
    login without a password opens nothing before an invitation. Raises LastPrincipalError when nobody else would be
    principal afterwards.
    """
    if level != AccessLevel.PRINCIPAL:
        keep_a_principal(person, last_day=on - timedelta(days=1))
    user = person.user
    if user is None:
        if login_of(person.email) is not None:
            offer_level(person=person, level=level, by=by, now=now)
            return
        user = add_user(email=person.email, language=person.school.language, by=by, now=now)
        link_login(person=person, user=user, by=by, now=now)
    last_day, starts_on = on - timedelta(days=1), max(person.starts_on or on, on)
    lasting = Membership.objects.filter(not_over(on), user=user, school=person.school).select_related("user", "school")
    for membership in lasting.exclude(level=level):
        end_membership(membership=membership, last_day=last_day, by=by, now=now)
    if person.ends_on is not None and lasting.filter(level=level, ends_on=person.ends_on).exists():
        return
    membership = grant_membership(user=user, level=level, starts_on=starts_on, school=person.school, by=by, now=now)
    if person.ends_on is not None:
        end_membership(membership=membership, last_day=person.ends_on, by=by, now=now)
