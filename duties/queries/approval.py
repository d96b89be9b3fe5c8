"""What approving a draft would do to the duties of its role, before anything is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from duties.models import Duty, DutyRule, DutyState
from duties.queries.rows import Reader
from duties.rule_digests import rule_digest
from duties.text_rules import Found, rules_of
from roles.models import RoleVersion
from roles.rule_words import rule_words
from schools.deadlines import SchoolCalendar
from schools.queries import next_days, school_calendar


@dataclass(frozen=True)
class DutyChange:
    """A duty and what happens to it. ``before`` and ``after`` are its rule and next date in words, "" for none."""

    number: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class DutyChanges:
    """What a draft does to duties; ``last_words`` name the last day of those which end."""

    last_words: str
    new: tuple[DutyChange, ...]
    changed: tuple[DutyChange, ...]
    ended: tuple[DutyChange, ...]
    kept: tuple[DutyChange, ...]


def duty_changes(*, version: RoleVersion, day: date, reader: Reader) -> DutyChanges:
    """Return which duties of the role are new, change their dates, end or go on when a draft holds from ``day``.

    About a dozen queries, whatever the size. Duties that the school refused are none, whatever the text says.
    """
    duties = {
        (duty.clause, duty.rule_key): duty
        for duty in Duty.objects.filter(role=version.role).not_ended(day).order_by("pk")
        if duty.ended_on is None or duty.state != DutyState.REFUSED
    }
    dated = _rules(duties.values())
    calendar = school_calendar(reader.school)
    sorted_in: dict[str, list[DutyChange]] = {"new": [], "changed": [], "ended": [], "kept": []}
    found = {(rule.clause, rule.rule_key): rule for rule in rules_of(version)}
    for key, rule in found.items():
        duty = duties.get(key)
        if duty is not None and duty.state == DutyState.REFUSED:
            continue
        before = dated.get(duty.pk) if duty is not None else None
        kind = "new" if duty is None else "kept" if _same_dates(before, rule.rule, duty.days) else "changed"
        sorted_in[kind].append(_change(rule, duty, before if kind == "changed" else None, day, calendar, reader))
    for key, duty in duties.items():
        if key not in found and duty.ended_on is None and duty.state != DutyState.REFUSED:
            rule_before = dated.get(duty.pk)
            words = rule_words(rule_before) if rule_before is not None else ""
            sorted_in["ended"].append(DutyChange(duty.number, duty.title, words, ""))
    last = _("last day %(day)s") % {"day": reader.day(day - timedelta(days=1))}
    return DutyChanges(last, **{kind: tuple(rows) for kind, rows in sorted_in.items()})


def _rules(duties: Any) -> Mapping[int, dict[str, Any]]:
    """The rule that dates each duty last: the one that the draft would follow."""
    rows = DutyRule.objects.filter(duty__in=list(duties)).order_by("starts_on", "pk")
    return {dated.duty_id: dated.rule for dated in rows}


def _same_dates(before: dict[str, Any] | None, after: dict[str, Any], days: int | None) -> bool:
    """Whether two rules give the same dates; without dates, whether they say the same."""
    if before is None:
        return True  # approved already, but no text in force dates it yet
    digests = rule_digest(before, days), rule_digest(after, days)
    return digests[0] == digests[1] if any(digests) else rule_words(before) == rule_words(after)


def _change(
    rule: Found,
    duty: Duty | None,
    before: dict[str, Any] | None,
    day: date,
    calendar: SchoolCalendar,
    reader: Reader,
) -> DutyChange:
    days = duty.days if duty is not None else None
    title = duty.title if duty is not None and duty.has_own_title else rule.title
    return DutyChange(
        rule.number,
        title,
        _words(before, days, day, calendar, reader) if before is not None else "",
        _words(rule.rule, days, day, calendar, reader),
    )


def _words(rule: dict[str, Any], days: int | None, day: date, calendar: SchoolCalendar, reader: Reader) -> str:
    words = rule_words(rule)
    if not rule_digest(rule, days):
        return words
    coming = next((found for found in next_days(rule, reader.school, calendar, on=day, days=days) if found), None)
    if coming is None:
        return words
    return _("%(rule)s, next %(day)s") % {"rule": words, "day": reader.day(coming)}
