"""When somebody is away: noted, corrected, taken back."""

from datetime import date, datetime

from django.db import transaction

from schools import audit
from schools.actors import Actor
from schools.models import Absence, Person


@transaction.atomic
def record_absence(*, person: Person, starts_on: date, ends_on: date, by: Actor, now: datetime) -> Absence:
    """Note that somebody is away; both days inclusive."""
    absence = Absence.objects.create(person=person, starts_on=starts_on, ends_on=ends_on, created_at=now)
    audit.record(
        verb="absence.recorded",
        scope=person.school,
        subject=absence,
        data={
            "person": person.public_id,
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat(),
        },
        by=by,
        now=now,
    )
    return absence
