"""From an approved text to duties: proposed by the text, confirmed by the principal, carried over versions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from duties.models import Duty, DutyRule, DutyState
from duties.rule_digests import is_daily, rule_digest
from duties.services.following import FOLLOWED, follow, follow_later, local_day
from duties.services.planning import plan_school, withdraw_open
from duties.text_rules import Found, rules_of
from roles.models import RoleVersion
from schools import audit
from schools.actors import Actor
from schools.line_words import one_line
from schools.models import School, User

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DutyOptions:
    """What the school decides about a duty: the number of days where the text prints none, and whether it is on.

    ``title`` is a short one of the school's own; "" leaves the one made from the clause.
    """

    days: int | None
    is_on: bool
    title: str = ""


@transaction.atomic
def propose_duties(*, version: RoleVersion, by: Actor, now: datetime) -> int:
    """Propose a duty for each rule of an approved text that has none yet; returns how many are proposed.

    A clause that was removed and comes back (the same clause and rule) is proposed again with its history. A
    translation proposes nothing: its clauses are those of the text it translates.
    """
    if version.translation_of_id is not None:
        return 0
    school = version.role.school
    rules = rules_of(version)
    known = {(duty.clause, duty.rule_key): duty for duty in Duty.objects.filter(role=version.role)}
    new = [_new_duty(version, found, now) for found in rules if (found.clause, found.rule_key) not in known]
    Duty.objects.bulk_create(new)
    again = _propose_again(rules, known, on=local_day(school, now))
    if new or again:
        audit.record(
            verb="duties.proposed",
            scope=school,
            subject=version,
            data={
                "count": len(new),
                "again": len(again),
                "digest": audit.digest_of(duty.public_id for duty in [*new, *again]),
            },
            by=by,
            now=now,
        )
    return len(new) + len(again)


def _new_duty(version: RoleVersion, found: Found, now: datetime) -> Duty:
    return Duty(
        school=version.role.school,
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


def _propose_again(rules: list[Found], known: Mapping[tuple[UUID, UUID], Duty], *, on: date) -> list[Duty]:
    """Propose what had ended and stands in the text again.

    What ends on a day still ahead is work until then; the text that brings it back lets it go on (apply_version).
    """
    again = []
    for rule in rules:
        duty = known.get((rule.clause, rule.rule_key))
        if duty is None or duty.ended_on is None or duty.ended_on >= on:
            continue
        follow(duty, rule)
        duty.state, duty.ended_on, duty.first_due_after = DutyState.PROPOSED, None, None
        duty.confirmed_at, duty.confirmed_by = None, None
        again.append(duty)
    Duty.objects.bulk_update(again, [*FOLLOWED, "state", "ended_on", "first_due_after", "confirmed_at", "confirmed_by"])
    return again


@transaction.atomic
def apply_version(*, version: RoleVersion, by: Actor, now: datetime) -> None:
    """Let a text that has taken force date its duties from ``in_force_on`` on.

    Same or changed rule: the duty goes on under the new text. Removed: it ends the day before. Back again before
    that end has come: it goes on, with a gap between the two texts. Until ``in_force_on`` everything is as the text
    before says: what ends is work until then, and number, title and post change on that day (decision 19).
    """
    if version.translation_of_id is not None or version.in_force_on is None:
        return
    propose_duties(version=version, by=by, now=now)
    starts_on, today = version.in_force_on, local_day(version.role.school, now)
    found = {(rule.clause, rule.rule_key): rule for rule in rules_of(version)}
    duties = [
        duty
        for duty in Duty.objects.filter(role=version.role)
        if duty.ended_on is None or (duty.clause, duty.rule_key) in found
    ]
    _close_rules(duties, starts_on)
    held = set(DutyRule.objects.filter(duty__in=duties).touching(today, today).values_list("duty", flat=True))
    rules, kept, ended = [], [], []
    for duty in duties:
        rule = found.get((duty.clause, duty.rule_key))
        if rule is None:
            duty.ended_on = starts_on - _DAY
            ended.append(duty)
            continue
        if starts_on <= today or duty.pk not in held:
            follow(duty, rule)
        _take_back_end(duty)
        kept.append(duty)
        rules.append(_dated(duty, version, rule.rule, starts_on))
    Duty.objects.bulk_update(kept, [*FOLLOWED, "state", "ended_on", "confirmed_at", "confirmed_by"])
    _end(ended, today)
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
    if starts_on > today:
        follow_later(version=version, by=by, now=now)
    plan_school(school=version.role.school, on=today, by=by, now=now)


def _take_back_end(duty: Duty) -> None:
    """The text that a duty was to end with stands again before that day: it goes on; a refusal is asked about anew."""
    if duty.ended_on is not None and duty.state == DutyState.REFUSED:
        duty.state, duty.confirmed_at, duty.confirmed_by = DutyState.PROPOSED, None, None
    duty.ended_on = None


def _end(duties: list[Duty], today: date) -> None:
    """Write the last days. A state changes only where the day has passed; where it lies ahead, ``ended_on`` says it."""
    over = [duty for duty in duties if duty.ended_on is not None and duty.ended_on < today]
    # What was work is still planned up to the day it ended; what never was gives no dates any more.
    never_work = [duty for duty in over if duty.state != DutyState.ACTIVE]
    for duty in over:
        duty.state = DutyState.ENDED
    Duty.objects.bulk_update(duties, ["state", "ended_on"])
    DutyRule.objects.filter(duty__in=never_work).update(digest="")


@transaction.atomic
def confirm_duties(
    *,
    school: School,
    public_ids: Iterable[str],
    on: date,
    by: User,
    now: datetime,
    options: Mapping[str, DutyOptions] | None = None,
) -> int:
    """Make proposed duties work from ``on`` (the school's day): nothing is born late. Returns how many changed.

    ``options`` says, by public id, the days where the text prints none, and which daily duties are switched on.
    """
    duties = list(
        Duty.objects.for_school(school).filter(public_id__in=set(public_ids)).proposed().not_ended(on).order_by("pk")
    )
    chosen = [duty for duty in duties if duty.public_id in (options or {})]
    for duty in chosen:
        option = (options or {})[duty.public_id]
        duty.days, duty.is_on = option.days, option.is_on
        _name(duty, option.title)
    Duty.objects.bulk_update(chosen, ["days", "is_on", "title", "has_own_title"])
    _write_digests(chosen)
    changed = Duty.objects.filter(pk__in=[duty.pk for duty in duties], state=DutyState.PROPOSED).update(
        state=DutyState.ACTIVE, first_due_after=on, confirmed_at=now, confirmed_by=by
    )
    _record_choice("duties.confirmed", school, duties, by, now)
    plan_school(school=school, on=on, by=by, now=now)
    return changed


def _name(duty: Duty, title: str) -> None:
    """Give a duty the school's own title; "" or the one it has changes nothing."""
    words = one_line(title)
    if words and words != duty.title:
        duty.title, duty.has_own_title = words, True


@transaction.atomic
def refuse_duties(*, school: School, public_ids: Iterable[str], on: date, by: User, now: datetime) -> int:
    """Say of proposed or active duties that they are none here; their open occurrences are withdrawn."""
    duties = list(
        Duty.objects.for_school(school)
        .filter(
            public_id__in=set(public_ids),
            state__in=[DutyState.PROPOSED, DutyState.ACTIVE],
        )
        .not_ended(on)
        .order_by("pk")
    )
    Duty.objects.filter(pk__in=[duty.pk for duty in duties]).update(
        state=DutyState.REFUSED, confirmed_at=now, confirmed_by=by, first_due_after=None
    )
    withdraw_open(duties=duties, after=None, reason="not a duty here", now=now)
    _record_choice("duties.refused", school, duties, by, now)
    return len(duties)


@transaction.atomic
def reopen_proposal(*, duty: Duty, by: User, now: datetime) -> Duty:
    """Take a refusal back: the duty is proposed again. A duty that is not refused stays as it is."""
    refused = Duty.objects.filter(pk=duty.pk, state=DutyState.REFUSED)
    if refused.update(state=DutyState.PROPOSED, confirmed_at=None, confirmed_by=None):
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
    _write_digests([duty])
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


def _write_digests(duties: list[Duty]) -> None:
    """Let the rules of duties follow the chosen days; a replaced rule has no digest and gets none."""
    days = {duty.pk: duty.days for duty in duties}
    rules = list(DutyRule.objects.filter(duty__in=duties).exclude(digest=""))
    for dated in rules:
        dated.digest = rule_digest(dated.rule, days[dated.duty_id])
    DutyRule.objects.bulk_update(rules, ["digest"])


def _record_choice(verb: str, school: School, duties: list[Duty], by: User, now: datetime) -> None:
    if duties:
        data = {
            "count": len(duties),
            "digest": audit.digest_of(duty.public_id for duty in duties),
        }
        audit.record(verb=verb, scope=school, data=data, by=by, now=now)
