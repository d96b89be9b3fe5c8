"""What the recurring work hears from the floors below; each receiver calls one service."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.dispatch import receiver

from duties.queries.moves import asked_for_again
from duties.queries.rows import Reader
from duties.services import apply_version, ask_again, begin, follow_posts, mark_stale, plan_school, propose_duties
from roles.models import BoundPost, RoleVersion
from roles.signals import filling_changed, holders_changed, post_mapped, version_approved, version_takes_force
from schools.actors import Actor
from schools.models import School
from schools.school_calendars import SchoolCalendar
from schools.signals import calendar_changed, groups_changed, person_left, school_started, staff_changed


@receiver(version_approved, dispatch_uid="duties.propose")
def propose(version: RoleVersion, by: Actor, now: datetime, **kwargs: Any) -> None:
    """An approved text proposes its duties."""
    propose_duties(version=version, by=by, now=now)


@receiver(version_takes_force, dispatch_uid="duties.apply")
def apply(version: RoleVersion, by: Actor, now: datetime, **kwargs: Any) -> None:
    """A text dates its duties from the day on which it takes force, which may lie ahead."""
    apply_version(version=version, by=by, now=now)


@receiver(post_mapped, dispatch_uid="duties.follow")
def follow(post: BoundPost, by: Actor, now: datetime, **kwargs: Any) -> None:
    """Duties bind the post that the principal has named."""
    follow_posts(version=post.version, by=by, now=now)


@receiver(school_started, dispatch_uid="duties.begin")
def start(school: School, on: date, by: Actor, now: datetime, **kwargs: Any) -> None:
    """Start was pressed."""
    begin(school=school, on=on, by=by, now=now)


@receiver(calendar_changed, dispatch_uid="duties.calendar")
def plan_again(
    school: School,
    before: SchoolCalendar,
    after: SchoolCalendar,
    answers: Mapping[str, str],
    by: Actor,
    now: datetime,
    **kwargs: Any,
) -> None:
    """Deadlines follow the calendar at once: whoever changed it sees the result, and gave the answers."""
    on = now.astimezone(ZoneInfo(school.time_zone)).date()
    if "again" in answers.values():
        rows = asked_for_again(before=before, after=after, reader=Reader(school, on, now, "en"), answers=answers)
        ask_again(rows=rows, by=by, now=now)
    plan_school(school=school, on=on, by=by, now=now)


@receiver(filling_changed, dispatch_uid="duties.filling")
def plan_now(school: School, by: Actor, now: datetime, **kwargs: Any) -> None:
    """A row for all becomes a row for each, or the other way round: whoever said so sees it on the next page."""
    plan_school(school=school, on=now.astimezone(ZoneInfo(school.time_zone)).date(), by=by, now=now)


@receiver(groups_changed, dispatch_uid="duties.groups")
@receiver(holders_changed, dispatch_uid="duties.holders")
@receiver(staff_changed, dispatch_uid="duties.staff")
@receiver(person_left, dispatch_uid="duties.left")
def look_again(school: School, **kwargs: Any) -> None:
    """Who has what has changed: the planner looks at the school within a minute."""
    mark_stale(school=school)
