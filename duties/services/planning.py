"""Making occurrences: rules and calendars give dates, posts give slots, one set-based statement joins them.

Dates are computed once per distinct (rule, calendar), staged, and joined to the duties in the database, so that
a municipality's schools with the same calendar cost hardly more than one of them (performance.md, goal 9).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count

from duties.models import Duty, DutyRule, Occurrence, OccurrenceState, Planning
from duties.services import plan_tables
from schools import audit
from schools.actors import Actor
from schools.models import School

# Long enough that next year's dates are there before this year ends, whatever day a school year begins on.
HORIZON = timedelta(days=430)
# How far back open occurrences still follow a changed calendar or text.
LOOK_BACK = timedelta(days=60)
# The horizon is moved on weekly, not daily.
SLACK = timedelta(days=7)


@dataclass(frozen=True)
class Planned:
    """What planning came to, summed over schools."""

    schools: int
    rows: int
    withdrawn: int


@transaction.atomic
def plan_school(*, school: School, on: date, by: Actor, now: datetime) -> Planned:
    """Make, re-date and withdraw a school's open occurrences, so that they say what its texts and calendar say.

    Idempotent. Done and waived occurrences never change.
    """
    start, end = on - LOOK_BACK, on + HORIZON
    staged = plan_tables.stage(schools=[school], start=start, end=end, on=on)
    plan_tables.materialise()
    rows = plan_tables.upsert_materialised(on=on)
    withdrawn = plan_tables.withdraw_unplanned(school=school, start=on, end=end, now=now)
    plan_tables.clear()
    Planning.objects.update_or_create(school=school, defaults={"planned_until": end, "is_stale": False})
    if rows or withdrawn:
        data = _event_data(rows, staged.digests.get(school.pk, ""), start, end) | {"withdrawn": withdrawn}
        audit.record(verb="occurrences.planned", scope=school, data=data, by=by, now=now)
    return Planned(1, rows, withdrawn)


@transaction.atomic
def plan_schools(
    *,
    schools: Sequence[School],
    start: date,
    end: date,
    on: date,
    by: Actor,
    now: datetime,
) -> Planned:
    """Make new occurrences of many schools in one statement; nothing is withdrawn.

    Schools in which a duty is dated by two rules within the span are planned one by one, since only there
    two rules could name the same period.
    """
    tangled = set(
        Duty.objects.filter(rules__in=DutyRule.objects.touching(start, end).exclude(digest=""))
        .annotate(count=Count("rules"))
        .filter(count__gt=1, school__in=schools)
        .values_list("school_id", flat=True)
    )
    plain = [school for school in schools if school.pk not in tangled]
    planned = [_plan_plain(plain, start, end, on, by, now)] if plain else []
    planned += [
        plan_school(school=school, on=on, by=by, now=now) for school in schools if school.pk in tangled
    ]  # fmt: skip
    return Planned(
        sum(one.schools for one in planned), sum(one.rows for one in planned), sum(one.withdrawn for one in planned)
    )


def _plan_plain(schools: Sequence[School], start: date, end: date, on: date, by: Actor, now: datetime) -> Planned:
    staged = plan_tables.stage(schools=schools, start=start, end=end, on=on)
    counts = plan_tables.insert_directly(on=on)
    plan_tables.clear()
    Planning.objects.bulk_create(
        [Planning(school=school, planned_until=end, is_stale=False) for school in schools],
        update_conflicts=True,
        unique_fields=["school"],
        update_fields=["planned_until", "is_stale"],
        batch_size=500,
    )
    audit.record_all(
        [
            audit.Entry(
                "occurrences.planned",
                school,
                data=_event_data(counts[school.pk], staged.digests.get(school.pk, ""), start, end),
            )
            for school in schools
            if counts.get(school.pk)
        ],
        by=by,
        now=now,
    )
    return Planned(len(schools), sum(counts.values()), 0)


@transaction.atomic
def mark_stale(*, school: School) -> None:
    """Let the next tick of the planner look at a school again (somebody joined a class, a post changed hands)."""
    Planning.objects.update_or_create(school=school, defaults={"is_stale": True})


def withdraw_open(
    *,
    duties: Iterable[Duty],
    reason: str,
    now: datetime,
    after: date | None = None,
    before: date | None = None,
) -> int:
    """Withdraw open occurrences of duties: those due after a day, before a day, or all. Called in a transaction."""
    rows = Occurrence.objects.filter(duty__in=duties, state=OccurrenceState.OPEN)
    if after is not None:
        rows = rows.filter(due_on__gt=after)
    if before is not None:
        rows = rows.filter(due_on__lt=before)
    return rows.update(state=OccurrenceState.WITHDRAWN, state_note=reason, settled_at=now)


def _event_data(rows: int, digest: str, start: date, end: date) -> dict[str, object]:
    return {
        "count": rows,
        "digest": digest,
        "from": start.isoformat(),
        "to": end.isoformat(),
    }
