"""A login that exists joins a school when its owner says so, and never because its address stands in a list."""

from datetime import date, datetime

from django.db import transaction

from schools import audit
from schools.access_levels import AccessLevel
from schools.models import Person, User
from schools.services.people import end_membership, grant_membership, link_login


class NotInvitedError(LookupError):
    """The school does not ask this login (any more)."""


@transaction.atomic
def join_school(*, person: Person, on: date, by: User, now: datetime) -> Person:
    """Let a login be this person of the school, with the access that was offered.

    Raises NotInvitedError when the school does not ask it.
    """
    person = _asked(person, by, on)
    link_login(person=person, user=by, by=by, now=now)
    level = AccessLevel(person.offered_level or AccessLevel.STAFF)
    starts_on = max(person.starts_on or on, on)
    membership = grant_membership(user=by, level=level, starts_on=starts_on, school=person.school, by=by, now=now)
    if person.ends_on is not None:
        end_membership(membership=membership, last_day=person.ends_on, by=by, now=now)
    person.offered_level = ""
    person.save(update_fields=["offered_level"])
    return person


@transaction.atomic
def decline_school(*, person: Person, on: date, by: User, now: datetime) -> Person:
    """Take an invitation back to the school as if it had not been sent; it may be sent again.

    Raises NotInvitedError when the school does not ask this login.
    """
    person = _asked(person, by, on)
    person.invited_at = None
    person.save(update_fields=["invited_at"])
    audit.record(verb="person.invitation_declined", scope=person.school, subject=person, by=by, now=now)
    return person


def _asked(person: Person, user: User, on: date) -> Person:
    asked = Person.objects.inviting(user, on).select_related("school").select_for_update(of=("self",))
    found = asked.filter(pk=person.pk).first()
    if found is None:
        raise NotInvitedError("The school does not ask this login.")
    return found
