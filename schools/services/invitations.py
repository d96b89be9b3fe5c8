"""Inviting the people who have not signed in yet."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from schools.access_levels import AccessLevel
from schools.actors import Actor
from schools.models import Membership, Person, School
from schools.services.people import invite


class NotStartedError(ValueError):
    """Before Start nothing is mailed."""


@transaction.atomic
def invite_people(*, school: School, people: Iterable[Person], on: date, by: Actor, now: datetime) -> int:
    """Invite several people, each with the access level they have (staff if none); returns how many.

    Those without an address, who have signed in already or who have left are passed over. Raises
    NotStartedError before the school has started.
    """
    if school.started_at is None:
        raise NotStartedError("Before Start nothing is mailed.")
    wanted = [person for person in people if may_be_invited(person, on)]
    levels = dict(
        Membership.objects.current(on)
        .filter(school=school, user__in=[person.user_id for person in wanted if person.user_id])
        .order_by("-pk")
        .values_list("user_id", "level")
    )
    for person in wanted:
        level = AccessLevel(levels.get(person.user_id, AccessLevel.STAFF))
        invite(person=person, level=level, on=on, by=by, now=now)
    return len(wanted)


def may_be_invited(person: Person, on: date) -> bool:
    """Whether an invitation would reach somebody who needs one."""
    return (
        bool(person.email)
        and (person.ends_on is None or person.ends_on >= on)
        and (person.user is None or person.user.last_login is None)
    )
