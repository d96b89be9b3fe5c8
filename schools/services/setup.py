"""Owners and schools come into being, and start."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from schools import audit
from schools.actors import Actor
from schools.line_words import one_line
from schools.models import Owner, School
from schools.models.owners import (
    TIME_ZONES,
    Country,
    MonthRule,
    SchoolKind,
    WeekendPolicy,
)
from schools.queries import school_calendar
from schools.signals import calendar_changed, school_started


@transaction.atomic
def add_owner(*, slug: str, name: str, country: str, language: str, by: Actor, now: datetime) -> Owner:
    """Add a municipality, state or foundation."""
    owner = Owner.objects.create(slug=slug, name=one_line(name), country=country, language=language, created_at=now)
    audit.record(verb="owner.added", scope=owner, subject=f"owner:{slug}", by=by, now=now)
    return owner


@transaction.atomic
def add_school(
    *,
    owner: Owner,
    slug: str,
    name: str,
    by: Actor,
    now: datetime,
    kind: str = SchoolKind.SCHOOL,
    language: str = "",
    country: str = "",
) -> School:
    """Add a school or an office; the slug never changes afterwards.

    Its country and language are its owner's unless it stands in another one, as a foundation's may.
    """
    country = country or owner.country
    school = School.objects.create(
        owner=owner,
        slug=slug,
        name=one_line(name),
        kind=kind,
        country=country,
        language=language or owner.language,
        time_zone=TIME_ZONES[Country(country)],
        created_at=now,
    )
    audit.record(verb="school.added", scope=school, subject=f"school:{slug}", by=by, now=now)
    return school


@transaction.atomic
def start_school(*, school: School, by: Actor, now: datetime) -> bool:
    """Press Start: from now on reminders are mailed. False when it was pressed before."""
    if not School.objects.filter(pk=school.pk, started_at__isnull=True).update(started_at=now):
        return False
    school.started_at = now
    on = now.astimezone(ZoneInfo(school.time_zone)).date()
    school_started.send(School, school=school, on=on, by=by, now=now)
    audit.record(
        verb="school.started",
        scope=school,
        subject=f"school:{school.slug}",
        by=by,
        now=now,
    )
    return True


@transaction.atomic
def set_policies(
    *,
    school: School,
    weekend_policy: WeekendPolicy,
    month_rule: MonthRule,
    by: Actor,
    now: datetime,
) -> School:
    """Set what happens to fixed dates on days off, and which months count; open deadlines follow at once."""
    if (school.weekend_policy, school.month_rule) == (weekend_policy, month_rule):
        return school
    School.objects.filter(pk=school.pk).update(weekend_policy=weekend_policy, month_rule=month_rule)
    school.weekend_policy, school.month_rule = weekend_policy, month_rule
    audit.record(
        verb="school.policies_set",
        scope=school,
        subject=f"school:{school.slug}",
        data={"weekend_policy": weekend_policy, "month_rule": month_rule},
        by=by,
        now=now,
    )
    calendar = school_calendar(school)
    calendar_changed.send(School, school=school, before=calendar, after=calendar, answers={}, by=by, now=now)
    return school
