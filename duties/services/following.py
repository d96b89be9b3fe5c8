"""Letting duties say what their text says, from the day it holds: number, title, post and kind."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from duties.models import Duty, DutyRule
from duties.services.planning import plan_school
from duties.text_rules import Found, rules_of
from roles.models import RoleVersion
from roles.queries.pages import version_in_force
from schools import audit, jobs
from schools.actors import Actor, System
from schools.models import Job, School

FOLLOWED = ("number", "title", "post", "kind", "binding")
FOLLOW_JOB = "duties.follow-text"
_BY = System("planner")


def follow(duty: Duty, rule: Found) -> None:
    """Let a duty say what its clause says; a title of the school's own stays. Not saved here."""
    if not duty.has_own_title:
        duty.title = rule.title
    duty.number, duty.post_id = rule.number, rule.post_id
    duty.kind, duty.binding = rule.rule["kind"], rule.rule["binding"]


def follow_later(*, version: RoleVersion, by: Actor, now: datetime) -> None:
    """Ask a worker to let the duties follow a text on the day on which it begins to hold. Called in a transaction."""
    school = version.role.school
    if version.in_force_on is None:
        raise ValueError("It is not known from which day this text holds.")
    jobs.start(
        key=f"{FOLLOW_JOB}:{version.public_id}",
        kind=FOLLOW_JOB,
        school=school,
        by=by,
        payload={"version": version.pk},
        now=now,
        not_before=datetime.combine(version.in_force_on, time(), tzinfo=ZoneInfo(school.time_zone)),
    )


def run_follow_job(job: Job, now: Callable[[], datetime]) -> dict[str, Any]:
    """Do what :func:`follow_later` asked for."""
    version = RoleVersion.objects.select_related("role__school").get(pk=job.payload["version"])
    return {"changed": follow_text(version=version, by=_BY, now=now())}


@transaction.atomic
def follow_text(*, version: RoleVersion, by: Actor, now: datetime) -> int:
    """Let the duties of a role say what its text in force today says; returns how many changed. Idempotent."""
    school = version.role.school
    on = local_day(school, now)
    holding = version_in_force(version.role, on=on)
    if holding is None:
        return 0
    found = {(rule.clause, rule.rule_key): rule for rule in rules_of(holding)}
    changed = []
    for duty in Duty.objects.filter(role=version.role):
        rule = found.get((duty.clause, duty.rule_key))
        if rule is None:
            continue
        before = _said(duty)
        follow(duty, rule)
        if _said(duty) != before:
            changed.append(duty)
    if changed:
        Duty.objects.bulk_update(changed, FOLLOWED)
        digest = audit.digest_of(duty.public_id for duty in changed)
        data = {"count": len(changed), "digest": digest}
        audit.record(verb="duties.followed", scope=school, subject=holding, data=data, by=by, now=now)
        plan_school(school=school, on=on, by=by, now=now)
    return len(changed)


def _said(duty: Duty) -> tuple[object, ...]:
    return (duty.number, duty.title, duty.post_id, duty.kind, duty.binding)


@transaction.atomic
def follow_posts(*, version: RoleVersion, by: Actor, now: datetime) -> None:
    """Let the duties of a text bind the posts that the principal has just mapped.

    Duties that another text dates today keep that text's posts.
    """
    school = version.role.school
    on = local_day(school, now)
    posts = {(found.clause, found.rule_key): found.post_id for found in rules_of(version)}
    elsewhere = set(
        DutyRule.objects.filter(duty__role=version.role)
        .touching(on, on)
        .exclude(version=version)
        .values_list("duty", flat=True)
    )
    moved = []
    for duty in Duty.objects.filter(role=version.role).exclude(pk__in=elsewhere):
        post_id = posts.get((duty.clause, duty.rule_key), duty.post_id)
        if post_id != duty.post_id:
            duty.post_id = post_id
            moved.append(duty)
    Duty.objects.bulk_update(moved, ["post"])
    plan_school(school=school, on=on, by=by, now=now)


def local_day(school: School, now: datetime) -> date:
    """The school's day at an instant."""
    return now.astimezone(ZoneInfo(school.time_zone)).date()
