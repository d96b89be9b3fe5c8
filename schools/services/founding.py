"""A school with its owner and its first principal, from nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from schools.access_levels import AccessLevel
from schools.actors import Actor
from schools.models import Owner, School
from schools.services.people import PersonDraft, add_person, invite
from schools.services.setup import add_owner, add_school


@transaction.atomic
def found_school(
    *,
    owner_slug: str,
    owner_name: str,
    slug: str,
    name: str,
    country: str,
    language: str,
    principal: PersonDraft,
    by: Actor,
    now: datetime,
) -> School:
    """Add a school, its owner if there is none with that slug, and its principal, who is invited at once.

    The principal's is the only mail before Start: somebody must be able to come in and press it. An address that has a
    login already is asked to join (decision 24).
    """
    owner = Owner.objects.filter(slug=owner_slug).first() or add_owner(
        slug=owner_slug, name=owner_name, country=country, language=language, by=by, now=now
    )
    school = add_school(owner=owner, slug=slug, name=name, country=country, language=language, by=by, now=now)
    person = add_person(school=school, draft=principal, by=by, now=now)
    on = now.astimezone(ZoneInfo(school.time_zone)).date()
    invite(person=person, level=AccessLevel.PRINCIPAL, on=on, by=by, now=now)
    return school
