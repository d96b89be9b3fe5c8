"""From an approved text to duties: proposed by the text, confirmed by the principal, carried over versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from duties.models import Duty, DutyRule, DutyState
from duties.rule_digests import rule_digest
from duties.services.planning import plan_school, withdraw_open
from roles.models import DeadlineRule, Item, Outcome, RoleVersion
from schools import audit
from schools.actors import Actor
from schools.models import School, User

# A right, an upper limit or a rule about the document itself is nobody's duty (rules.md section 1).
PROPOSED_BINDINGS = frozenset({"duty", "standing", "trigger"})
_DAILY = frozenset({"day", "school_day"})
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Found:
    """A rule on its clause, as a version has it."""

    clause: UUID
    rule_key: UUID
    number: str
    title: str
    post_id: int
    rule: dict[str, Any]


@transaction.atomic
def propose_duties(*, version: RoleVersion, by: Actor, now: datetime) -> int:
    """Propose a duty for each rule of an approved text that has none yet; returns how many are new.

    A translation proposes nothing: its clauses are those of the text it translates.
    """
    if version.translation_of_id is not None:
        return 0
    school = version.role.school
    known = set(Duty.objects.filter(role=version.role).values_list("clause", "rule_key"))
    new = [
        Duty(
            school=school,
            role=version.role,
            post_id=found.post_id,
            clause=found.clause,
            rule_key=found.rule_key,
            number=found.number,
            title=found.title,
            kind=found.rule["kind"],
            binding=found.rule["binding"],
            is_on=not is_daily(found.rule),
            created_at=now,
        )
        for found in _rules_of(version)
        if (found.clause, found.rule_key) not in known
    ]
    Duty.objects.bulk_create(new)
    if new:
        audit.record(
            verb="duties.proposed",
            scope=school,
            subject=version,
            data={
                "count": len(new),
                "digest": audit.digest_of(duty.public_id for duty in new),
            },
            by=by,
            now=now,
        )
    return len(new)


@transaction.atomic
def apply_version(*, version: RoleVersion, by: Actor, now: datetime) -> None:
    """Let a text that has taken force date its duties from ``in_force_on`` on.

    Same or changed rule: the duty goes on under the new text. Removed: it ends the day before.
    """
    if version.translation_of_id is not None or version.in_force_on is None:
        return
    propose_duties(version=version, by=by, now=now)
    starts_on = version.in_force_on
    found = {(rule.clause, rule.rule_key): rule for rule in _rules_of(version)}
    duties = list(Duty.objects.filter(role=version.role).exclude(state=DutyState.ENDED))
    _close_rules(duties, starts_on)
    rules, kept, ended = [], [], []
    for duty in duties:
        rule = found.get((duty.clause, duty.rule_key))
        if rule is None:
            duty.state, duty.ended_on = DutyState.ENDED, starts_on - _DAY
            ended.append(duty)
            continue
        duty.number, duty.title, duty.post_id = rule.number, rule.title, rule.post_id
        duty.kind, duty.binding = rule.rule["kind"], rule.rule["binding"]
        kept.append(duty)
        rules.append(_dated(duty, version, rule.rule, starts_on))
    Duty.objects.bulk_update(kept, ["number", "title", "post", "kind", "binding"])
    Duty.objects.bulk_update(ended, ["state", "ended_on"])
    DutyRule.objects.bulk_create(rules)
    withdraw_open(duties=ended, after=starts_on - _DAY, reason="clause removed", now=now)
    audit.record(
        verb="duties.dated",
        scope=version.role.school,
        subject=version,
        data={"kept": len(kept), "ended": len(ended), "from": starts_on.isoformat()},
        by=by,
        now=now,
    )
    plan_school(
        school=version.role.school,
        on=_local_day(version.role.school, now),
        by=by,
        now=now,
    )


@transaction.atomic
def confirm_duties(*, school: School, public_ids: Iterable[str], on: date, by: User, now: datetime) -> int:
    """Make proposed duties work from ``on`` (the school's day): nothing is born late. Returns how many changed."""
    duties = list(Duty.objects.for_school(school).filter(public_id__in=set(public_ids)).proposed().order_by("pk"))
    changed = Duty.objects.filter(pk__in=[duty.pk for duty in duties], state=DutyState.PROPOSED).update(
        state=DutyState.ACTIVE, first_due_after=on, confirmed_at=now, confirmed_by=by
    )
    _record_choice("duties.confirmed", school, duties, by, now)
    plan_school(school=school, on=on, by=by, now=now)
    return changed


@transaction.atomic
def refuse_duties(*, school: School, public_ids: Iterable[str], on: date, by: User, now: datetime) -> int:
    """Say of proposed or active duties that they are none here; their open occurrences are withdrawn."""
    duties = list(
        Duty.objects.for_school(school)
        .filter(
            public_id__in=set(public_ids),
            state__in=[DutyState.PROPOSED, DutyState.ACTIVE],
        )
        .order_by("pk")
    )
    Duty.objects.filter(pk__in=[duty.pk for duty in duties]).update(
        state=DutyState.REFUSED, confirmed_at=now, confirmed_by=by
    )
    withdraw_open(duties=duties, after=None, reason="not a duty here", now=now)
    _record_choice("duties.refused", school, duties, by, now)
    return len(duties)


@transaction.atomic
def reopen_proposal(*, duty: Duty, by: User, now: datetime) -> Duty:
    """Take a refusal back: the duty is proposed again."""
    Duty.objects.filter(pk=duty.pk, state=DutyState.REFUSED).update(
        state=DutyState.PROPOSED, confirmed_at=None, confirmed_by=None
    )
    audit.record(verb="duty.proposed_again", scope=duty.school, subject=duty, by=by, now=now)
    duty.refresh_from_db()
    return duty


@transaction.atomic
def set_duty_options(*, duty: Duty, days: int | None, is_on: bool, on: date, by: Actor, now: datetime) -> Duty:
    """Choose the number of days where the text prints none, and switch a duty's dates on or off."""
    was_on = duty.is_on
    duty.days, duty.is_on = days, is_on
    if is_on and not was_on:
        duty.first_due_after = on
    duty.save(update_fields=["days", "is_on", "first_due_after"])
    for dated in duty.rules.all():
        dated.digest = rule_digest(dated.rule, days)
        dated.save(update_fields=["digest"])
    if not is_on:
        withdraw_open(duties=[duty], after=None, reason="switched off", now=now)
    audit.record(
        verb="duty.options_set",
        scope=duty.school,
        subject=duty,
        data={"days": days, "is_on": is_on},
        by=by,
        now=now,
    )
    plan_school(school=duty.school, on=on, by=by, now=now)
    return duty


@transaction.atomic
def begin(*, school: School, on: date, by: Actor, now: datetime) -> None:
    """Start: what would already be late on this day is not born; the next due date is the first one."""
    active = Duty.objects.for_school(school).active()
    active.filter(first_due_after__lt=on).update(first_due_after=on)
    withdraw_open(duties=active, before=on, reason="before the start", now=now)
    plan_school(school=school, on=on, by=by, now=now)


@transaction.atomic
def follow_posts(*, version: RoleVersion, by: Actor, now: datetime) -> None:
    """Let the duties of a text bind the posts that the principal has just mapped."""
    posts = {(found.clause, found.rule_key): found.post_id for found in _rules_of(version)}
    moved = []
    for duty in Duty.objects.filter(role=version.role):
        post_id = posts.get((duty.clause, duty.rule_key), duty.post_id)
        if post_id != duty.post_id:
            duty.post_id = post_id
            moved.append(duty)
    Duty.objects.bulk_update(moved, ["post"])
    school = version.role.school
    plan_school(school=school, on=_local_day(school, now), by=by, now=now)


def is_daily(rule: dict[str, Any]) -> bool:
    """Whether a rule asks for something every day; such duties are off until the school switches them on."""
    return rule["kind"] == "times_per_period" and rule.get("per") in _DAILY


def _rules_of(version: RoleVersion) -> list[_Found]:
    rules = (
        DeadlineRule.objects.filter(binding__in=PROPOSED_BINDINGS)
        .filter(item__section__version=version)
        .select_related("item", "item__binds", "item__parent", "item__parent__binds")
        .order_by("item__section__position", "item__position", "position")
    )
    outcome_rules = (
        DeadlineRule.objects.filter(binding__in=PROPOSED_BINDINGS)
        .filter(outcome__item__section__version=version)
        .select_related("outcome", "outcome__binds", "outcome__item", "outcome__item__binds")
        .order_by(
            "outcome__item__section__position",
            "outcome__item__position",
            "outcome__position",
            "position",
        )
    )
    own = version.role_id
    found = [_found(row, row.item, row.item, own) for row in rules if row.item is not None]
    found += [_found(row, row.outcome, row.outcome.item, own) for row in outcome_rules if row.outcome is not None]
    return found


def _found(row: DeadlineRule, clause: Item | Outcome, item: Item, own_role_id: int) -> _Found:
    bound = clause.binds or item.binds
    part = row.rule.get("part") or ""
    return _Found(
        clause=clause.clause,
        rule_key=row.rule_key,
        number=(clause.number or item.number or "").rstrip("."),
        title=_short(part or clause.text),
        post_id=bound.role_id if bound else own_role_id,
        rule=row.rule,
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:]
    return text if len(text) <= 160 else text[:157].rsplit(" ", 1)[0] + " …"


def _dated(duty: Duty, version: RoleVersion, rule: dict[str, Any], starts_on: date) -> DutyRule:
    return DutyRule(
        duty=duty,
        version=version,
        rule=rule,
        digest=rule_digest(rule, duty.days),
        starts_on=starts_on,
    )


def _close_rules(duties: list[Duty], starts_on: date) -> None:
    """End the open rules the day before; a rule that would end before it began is replaced."""
    rules = DutyRule.objects.filter(duty__in=duties, ends_on__isnull=True)
    replaced = rules.filter(starts_on__gte=starts_on)
    # Occurrences made from a replaced rule keep standing on it, closed on its first day.
    for rule in replaced:
        rule.ends_on = rule.starts_on
        rule.digest = ""
        rule.save(update_fields=["ends_on", "digest"])
    rules.filter(starts_on__lt=starts_on).update(ends_on=starts_on - _DAY)


def _record_choice(verb: str, school: School, duties: list[Duty], by: User, now: datetime) -> None:
    if duties:
        data = {
            "count": len(duties),
            "digest": audit.digest_of(duty.public_id for duty in duties),
        }
        audit.record(verb=verb, scope=school, data=data, by=by, now=now)


def _local_day(school: School, now: datetime) -> date:
    return now.astimezone(ZoneInfo(school.time_zone)).date()
