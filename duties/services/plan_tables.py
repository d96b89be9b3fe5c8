"""Temporary tables in which dates are staged, and the statements that turn them into occurrences.

Plain SQL, because the join of dates, rules and slots into one INSERT … SELECT is what makes planning fast, and
Django's ORM has no such statement. It runs unchanged on PostgreSQL and SQLite; values are always parameters.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from django.db import connection
from django.db.backends.utils import CursorWrapper

from duties.models import DutyRule, DutyState, OccurrenceState
from duties.slots import PersonSlot, person_slots
from roles.models import FilledBy
from schools.deadline_rules import PeriodEnd, Rule
from schools.deadlines import Due, Offset, SchoolCalendar, WeekendPolicy, dues
from schools.models import Group, School
from schools.queries import school_calendars

_COLUMNS_OF = {
    "kord_plan_dues": (
        "calendar_key varchar(64), digest varchar(16), period_key varchar(60), year_key varchar(4), due_on date,"
        " not_before date, is_exact_day boolean, needed integer"
    ),
    "kord_plan_calendars": "school_id bigint, group_id bigint, year_key varchar(4), calendar_key varchar(64)",
    "kord_plan_people": "post_id bigint, person_id bigint, starts_on date, ends_on date, is_last boolean",
    "kord_plan_rows": (
        "school_id bigint, duty_id bigint, rule_id bigint, post_id bigint, period_key varchar(60), slot varchar(40),"
        " group_id bigint, person_id bigint, due_on date, not_before date, is_exact_day boolean, needed integer,"
        " PRIMARY KEY (duty_id, period_key, slot)"
    ),
}
_TABLES = tuple(_COLUMNS_OF)

# One row per (duty, due, slot). A due counts while its rule holds and once the duty has begun here; a due without
# a date yet counts while its rule is the last one.
_SELECT = f"""
SELECT d.school_id, d.id AS duty_id, r.id AS rule_id, d.post_id, u.period_key, {{slot}} AS slot,
       {{group_id}} AS group_id, {{person_id}} AS person_id, u.due_on, u.not_before, u.is_exact_day, u.needed,
       r.starts_on
FROM kord_plan_dues u
JOIN kord_plan_calendars c ON c.calendar_key = u.calendar_key AND {{calendar}}
JOIN duties_dutyrule r ON r.digest = u.digest
JOIN duties_duty d ON d.id = r.duty_id AND d.school_id = c.school_id AND d.is_on
     AND d.state IN ('{DutyState.ACTIVE}', '{DutyState.ENDED}')
JOIN roles_role p ON p.id = d.post_id AND {{filled_by}}
{{join}}
WHERE (u.due_on IS NULL AND r.ends_on IS NULL
       OR u.due_on >= r.starts_on AND (r.ends_on IS NULL OR u.due_on <= r.ends_on)
          AND (d.first_due_after IS NULL OR u.due_on >= d.first_due_after))
"""
_FOR_POST = _SELECT.format(
    slot="'post'",
    group_id="CAST(NULL AS bigint)",
    person_id="CAST(NULL AS bigint)",
    calendar="c.group_id IS NULL",
    filled_by=f"p.filled_by = '{FilledBy.ASSIGNMENT}'",
    join="",
)
_FOR_CLASSES = _SELECT.format(
    slot="'class:' || c.group_id",
    group_id="c.group_id",
    person_id="CAST(NULL AS bigint)",
    calendar="c.group_id IS NOT NULL AND c.year_key = u.year_key",
    filled_by=f"p.filled_by = '{FilledBy.CLASS_TEACHERS}'",
    join="",
)
# A series never ends silently: while a school year has no classes yet, the post as a whole keeps the date.
_FOR_CLASSES_TO_COME = _SELECT.format(
    slot="'post'",
    group_id="CAST(NULL AS bigint)",
    person_id="CAST(NULL AS bigint)",
    calendar="""c.group_id IS NULL AND NOT EXISTS (
     SELECT 1 FROM kord_plan_calendars k WHERE k.school_id = c.school_id AND k.year_key = u.year_key)""",
    filled_by=f"p.filled_by = '{FilledBy.CLASS_TEACHERS}'",
    join="",
)
_FOR_PEOPLE = _SELECT.format(
    slot="'person:' || w.person_id",
    group_id="CAST(NULL AS bigint)",
    person_id="w.person_id",
    calendar="c.group_id IS NULL",
    filled_by=f"p.filled_by NOT IN ('{FilledBy.ASSIGNMENT}', '{FilledBy.CLASS_TEACHERS}')",
    join="""JOIN kord_plan_people w ON w.post_id = d.post_id
     AND (u.due_on IS NULL AND w.is_last
          OR (w.starts_on IS NULL OR w.starts_on <= u.due_on) AND (w.ends_on IS NULL OR w.ends_on >= u.due_on))""",
)
_ALL = " UNION ALL ".join((_FOR_POST, _FOR_CLASSES, _FOR_CLASSES_TO_COME, _FOR_PEOPLE))

_COLUMNS = (
    "school_id, duty_id, rule_id, post_id, period_key, slot, group_id, person_id, handed_to_id, due_on, first_due_on,"
    " not_before, is_exact_day, needed, state, state_note, settled_at"
)
_VALUES = (
    "school_id, duty_id, rule_id, post_id, period_key, slot, group_id, person_id, CAST(NULL AS bigint), due_on, due_on,"
    f" not_before, is_exact_day, needed, '{OccurrenceState.OPEN}', '', NULL"
)
# An open occurrence follows its rule; one that planning had withdrawn comes back; settled ones never change.
_ON_CONFLICT = f"""
ON CONFLICT (duty_id, period_key, slot) DO UPDATE SET
    rule_id = excluded.rule_id, post_id = excluded.post_id, due_on = excluded.due_on,
    first_due_on = COALESCE(duties_occurrence.first_due_on, excluded.due_on),
    not_before = excluded.not_before, is_exact_day = excluded.is_exact_day, needed = excluded.needed,
    state = '{OccurrenceState.OPEN}', state_note = '', settled_at = NULL
WHERE duties_occurrence.state = '{OccurrenceState.WITHDRAWN}'
   OR duties_occurrence.state = '{OccurrenceState.OPEN}' AND (
      duties_occurrence.rule_id <> excluded.rule_id OR duties_occurrence.post_id <> excluded.post_id
      OR duties_occurrence.needed <> excluded.needed
      OR duties_occurrence.due_on IS DISTINCT FROM excluded.due_on
      OR duties_occurrence.not_before IS DISTINCT FROM excluded.not_before)
"""


@dataclass
class Staged:
    """What was staged: per school the digest of the ordered keys of its calendar's dues (for the audit trail)."""

    digests: dict[int, str] = field(default_factory=dict)


def stage(*, schools: Sequence[School], start: date, end: date, on: date) -> Staged:
    """Compute each distinct (rule, calendar) once and put dates, calendars and people into temporary tables."""
    with connection.cursor() as cursor:
        for table, columns in _COLUMNS_OF.items():
            cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} ({columns})")
        _clear(cursor)
        rules = _distinct_rules(schools, start, end)
        calendars = school_calendars(schools)
        classes = _classes(schools)
        calendar_rows: list[tuple[Any, ...]] = []
        due_rows: list[tuple[Any, ...]] = []
        digest_of_calendar: dict[str, str] = {}
        staged = Staged()
        for school in schools:
            calendar = calendars[school.pk]
            for group_id, year_key in [(None, None), *classes.get(school.pk, [])]:
                own = calendar if group_id is None else calendar.for_group(str(group_id))
                key = calendar_key(own, school)
                calendar_rows.append((school.pk, group_id, year_key, key))
                if key not in digest_of_calendar:
                    rows = list(_due_rows(key, own, school, rules, start, end, on))
                    due_rows += rows
                    digest_of_calendar[key] = hashlib.sha256(repr([row[1:5] for row in rows]).encode()).hexdigest()
            staged.digests[school.pk] = digest_of_calendar[calendar_rows[-1][3]]
        _fill(cursor, "kord_plan_dues", 8, due_rows)
        _fill(cursor, "kord_plan_calendars", 4, calendar_rows)
        _fill(
            cursor,
            "kord_plan_people",
            5,
            [_person_row(slot) for slot in person_slots(schools, on=on)],
        )
        _analyse(cursor)
    return staged


def materialise() -> None:
    """Write the wanted rows of the staged schools into a table; where two rules name a period, the later wins."""
    with connection.cursor() as cursor:
        # Rules ordered by their first day, the last written row stays.
        cursor.execute(
            f"INSERT INTO kord_plan_rows SELECT school_id, duty_id, rule_id, post_id, period_key, slot, group_id,"
            f" person_id, due_on, not_before, is_exact_day, needed FROM ("
            f"SELECT a.*, ROW_NUMBER() OVER (PARTITION BY duty_id, period_key, slot"
            f" ORDER BY starts_on DESC, due_on DESC) AS place FROM ({_ALL}) a) b WHERE place = 1"
            # What was done together is not asked of each again, nor what each has done of all together.
            f" AND NOT EXISTS (SELECT 1 FROM duties_occurrence o WHERE o.duty_id = b.duty_id"
            f" AND o.period_key = b.period_key AND o.slot <> b.slot AND 'post' IN (o.slot, b.slot)"
            f" AND o.state NOT IN ('{OccurrenceState.OPEN}', '{OccurrenceState.WITHDRAWN}'))"
        )


def upsert_materialised(*, on: date) -> int:
    """Turn the table's rows into occurrences; returns how many rows were made or changed.

    Nothing is born late: what would have been due before ``on`` is only re-dated where it is open already.
    """
    # S608: nothing but names of ours is put into the statement.
    statement = (
        f"INSERT INTO duties_occurrence ({_COLUMNS}) SELECT {_VALUES} FROM kord_plan_rows w"
        " WHERE (w.due_on IS NULL OR w.due_on >= %s OR EXISTS (SELECT 1 FROM duties_occurrence o"
        " WHERE o.duty_id = w.duty_id AND o.period_key = w.period_key AND o.slot = w.slot"
        f" AND o.state = '{OccurrenceState.OPEN}')) {_ON_CONFLICT}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [on])
        return int(cursor.rowcount)


def insert_directly(*, on: date) -> dict[int, int]:
    """Turn the staged dates into occurrences without a table between; returns rows per school.

    Nothing is born late: only what is due on or after ``on`` is made.
    """
    insert = (
        f"INSERT INTO duties_occurrence ({_COLUMNS}) SELECT {_VALUES} FROM ({_ALL}) a"
        f" WHERE (due_on IS NULL OR due_on >= %s) {_ON_CONFLICT}"
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"WITH made AS ({insert} RETURNING school_id) SELECT school_id, count(*) FROM made GROUP BY school_id",
                [on],
            )
            return dict(cursor.fetchall())
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM duties_occurrence")
        before = cursor.fetchone()[0]
        cursor.execute(insert, [on])
        cursor.execute(
            "SELECT school_id, count(*) FROM duties_occurrence WHERE id > %s GROUP BY school_id",
            [before],
        )
        return dict(cursor.fetchall())


def withdraw_unplanned(*, school: School, start: date, end: date, now: datetime) -> int:
    """Withdraw a school's open occurrences of the span that no rule, class or person asks for any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE duties_occurrence SET state = '{OccurrenceState.WITHDRAWN}', settled_at = %s,"
            f" state_note = 'no longer planned'"
            f" WHERE school_id = %s AND state = '{OccurrenceState.OPEN}' AND period_key NOT LIKE 'event:%%'"
            f" AND (due_on IS NULL OR due_on BETWEEN %s AND %s)"
            f" AND NOT EXISTS (SELECT 1 FROM kord_plan_rows w WHERE w.duty_id = duties_occurrence.duty_id"
            f" AND w.period_key = duties_occurrence.period_key AND w.slot = duties_occurrence.slot)",
            [connection.ops.adapt_datetimefield_value(now), school.pk, start, end],
        )
        return int(cursor.rowcount)


def clear() -> None:
    """Empty the temporary tables."""
    with connection.cursor() as cursor:
        _clear(cursor)


def calendar_key(calendar: SchoolCalendar, school: School) -> str:
    """Return a digest of everything that dates depend on besides the rule."""
    content = [
        calendar.country,
        sorted(calendar.working_days.days_off),
        sorted(calendar.working_days.extra_working_days),
        calendar.years,
        school.weekend_policy,
        school.month_rule,
    ]
    return hashlib.sha256(repr(content).encode()).hexdigest()


@dataclass(frozen=True)
class _DistinctRule:
    digest: str
    rule: Rule
    days: int | None


def _distinct_rules(schools: Sequence[School], start: date, end: date) -> list[_DistinctRule]:
    rows = (
        DutyRule.objects.touching(start, end)
        .exclude(digest="")
        .filter(duty__state__in=[DutyState.ACTIVE, DutyState.ENDED], duty__is_on=True, duty__school__in=schools)
    )
    newest = {}
    for digest, pk in rows.order_by("digest").values_list("digest", "pk").distinct():
        newest[digest] = pk
    return [
        _DistinctRule(row.digest, Rule.from_json(row.rule), row.duty.days)
        for row in DutyRule.objects.filter(pk__in=newest.values()).select_related("duty")
    ]


def _due_rows(
    key: str,
    calendar: SchoolCalendar,
    school: School,
    rules: Iterable[_DistinctRule],
    start: date,
    end: date,
    on: date,
) -> Iterable[tuple[Any, ...]]:
    this_year = calendar.year_on(on).key
    for distinct in rules:
        for due in dues_of(distinct.rule, distinct.days, calendar, school, start, end):
            year = _year_of(distinct.rule, due, calendar)
            if due.due_on is None and (year < this_year or due.reason == "no_teaching_dates"):
                # Nobody enters the terms of a year that is over; a daily duty has no row for a whole year.
                continue
            yield (
                key,
                distinct.digest,
                due.period_key,
                year,
                due.due_on,
                due.not_before,
                due.exact_day,
                max(due.needed, 1),
            )


def _year_of(rule: Rule, due: Due, calendar: SchoolCalendar) -> str:
    """Return the school year whose classes a due concerns: that of the period, also when it is due outside of it."""
    if due.due_on is None:
        return due.period_key[:4]
    if isinstance(rule, PeriodEnd) and rule.edge == "start" and due.period_starts_on is not None:
        return calendar.year_on(due.period_starts_on).key
    if isinstance(rule, PeriodEnd) and due.period_ends_on is not None:
        return calendar.year_on(due.period_ends_on).key
    return calendar.year_on(due.due_on).key


def dues_of(
    rule: Rule,
    days: int | None,
    calendar: SchoolCalendar,
    school: School,
    start: date,
    end: date,
) -> tuple[Due, ...]:
    """Return a rule's dues in a span under a school's policies."""
    return dues(
        rule,
        calendar,
        start=start,
        end=end,
        weekend_policy=cast(WeekendPolicy, school.weekend_policy),
        month_filter="teaching_months" if school.month_rule == "teaching" else "all_months",
        offset_override=Offset(days, "working_day") if days is not None else None,
    )


def _classes(schools: Sequence[School]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    rows = Group.objects.filter(school__in=schools).homerooms().values_list("school_id", "pk", "school_year__key")
    for school_id, pk, key in rows:
        found.setdefault(school_id, []).append((pk, key))
    return found


def _person_row(slot: PersonSlot) -> tuple[Any, ...]:
    return (slot.post_id, slot.person_id, slot.starts_on, slot.ends_on, slot.is_last)


def _fill(cursor: CursorWrapper, table: str, width: int, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * width)
    cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _analyse(cursor: CursorWrapper) -> None:
    if connection.vendor == "postgresql":
        for table in _TABLES[:3]:
            cursor.execute(f"ANALYZE {table}")


def _clear(cursor: CursorWrapper) -> None:
    for table in _TABLES:
        cursor.execute(f"DELETE FROM {table}")
