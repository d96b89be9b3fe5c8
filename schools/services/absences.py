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


@transaction.atomic
def move_absence(*, absence: Absence, starts_on: date, ends_on: date, by: Actor, now: datetime) -> Absence:
    """Correct the days of an absence; both inclusive."""
    before = {"starts_on": absence.starts_on.isoformat(), "ends_on": absence.ends_on.isoformat()}
    absence.starts_on, absence.ends_on = starts_on, ends_on
    absence.save(update_fields=["starts_on", "ends_on"])
    audit.record(
        verb="absence.corrected",
        scope=absence.person.school,
        subject=absence,
        data={
            "person": absence.person.public_id,
            "before": before,
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat(),
        },
        by=by,
        now=now,
    )
    return absence


@transaction.atomic
def remove_absence(*, absence: Absence, by: Actor, now: datetime) -> None:
    """Take an absence back as if it had not been noted; whoever stands in must have been released before."""
    audit.record(
        verb="absence.taken_back",
        scope=absence.person.school,
        subject=absence,
        data={
            "person": absence.person.public_id,
            "starts_on": absence.starts_on.isoformat(),
            "ends_on": absence.ends_on.isoformat(),
        },
        by=by,
        now=now,
    )
    absence.delete()
