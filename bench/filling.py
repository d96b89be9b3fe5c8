"""Many schools with duties, made by set-based statements. Import after ``measuring.start``."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from duties.models import Duty, DutyRule
from duties.rule_digests import rule_digest
from roles.models import Role, RoleVersion
from schools.guarded import guarded_write
from schools.models import Closure, Owner, School, SchoolYear, Term

TODAY = datetime.now(UTC).date()
KEY = (
    TODAY.year if TODAY.month >= 9 else TODAY.year - 1
)  # the present school year, so that pages have something to show
YEAR_BEGINS, YEAR_ENDS = date(KEY, 9, 1), date(KEY + 1, 8, 31)
NOW = datetime(KEY, 9, 1, 6, tzinfo=UTC)
DUTIES = 60
_YEARS = ((KEY - 1, date(KEY - 1, 9, 1), date(KEY, 8, 31)), (KEY, YEAR_BEGINS, YEAR_ENDS))
_TERMS = ((1, (9, 1), (11, 27)), (2, (11, 30), (3, 12)), (3, (3, 15), (6, 12)))


@dataclass(frozen=True)
class Template:
    """A duty that every school has."""

    number: str
    rule: dict[str, Any]
    clause: uuid.UUID

    @property
    def digest(self) -> str:
        """What tells whether dates can be shared."""
        return rule_digest(self.rule, None)


def templates() -> list[Template]:
    """Return 60 duties with 30 different rules: 40 monthly, 12 by trimester and year end, 8 on a fixed day.

    With months counted all year they give 536 dates a school year.
    """
    month: dict[str, Any] = {"kind": "period_end", "period": ["month"], "unit": "working_day"}
    term: dict[str, Any] = {"kind": "period_end", "period": ["trimester", "school_year"], "unit": "working_day"}
    fixed: dict[str, Any] = {"kind": "fixed_date", "basis": "school_year"}
    rules = [month | {"offset": number % 20} for number in range(40)]
    rules += [term | {"offset": number % 6} for number in range(12)]
    rules += [fixed | {"month": 9 + number % 4, "day": 5 + number % 4} for number in range(8)]
    return [
        Template(
            f"{number + 1}",
            {"words": "at that time", "binding": "duty"} | rule,
            uuid.uuid5(uuid.NAMESPACE_OID, f"{number}"),
        )
        for number, rule in enumerate(rules)
    ]


def add_schools(count: int, *, calendars: int) -> list[School]:
    """Make schools with two school years and as many different calendars; a statement per 500 rows."""
    owner, _is_new = Owner.objects.get_or_create(
        slug="bench", defaults={"name": "Bench", "country": "LT", "language": "lt", "created_at": NOW}
    )
    schools = School.objects.bulk_create(
        [
            School(
                owner=owner, slug=f"bench-{number}", name=f"School {number}", country="LT", language="lt",
                time_zone="Europe/Vilnius", month_rule="all", created_at=NOW, started_at=NOW - timedelta(days=400),
            )
            for number in range(count)
        ],
        batch_size=500,
    )  # fmt: skip
    years = SchoolYear.objects.bulk_create(
        [
            SchoolYear(
                school=school, key=str(year), starts_on=begins, ends_on=ends,
                teaching_starts_on=begins, teaching_ends_on=date(year + 1, 6, 12),
            )
            for school in schools
            for year, begins, ends in _YEARS
        ],
        batch_size=500,
    )  # fmt: skip
    Term.objects.bulk_create(
        [
            Term(
                school_year=year, kind="trimester", number=number,
                starts_on=_in_year(int(year.key), *begins), ends_on=_in_year(int(year.key), *ends),
            )
            for year in years
            for number, begins, ends in _TERMS
        ],
        batch_size=500,
    )  # fmt: skip
    give_calendars(schools, calendars=calendars)
    return schools


def _in_year(key: int, month: int, day: int) -> date:
    return date(key if month >= 9 else key + 1, month, day)


def give_calendars(schools: Sequence[School], *, calendars: int) -> None:
    """Give the schools ``calendars`` different sets of days off (two each), in turn."""
    Closure.objects.filter(school__in=schools).delete()
    first, second = YEAR_BEGINS + timedelta(days=27), YEAR_BEGINS + timedelta(days=130)
    rows = []
    for place, school in enumerate(schools):
        number = place % calendars
        for day in (first + timedelta(days=number % 60), second + timedelta(days=number // 60)):
            rows.append(Closure(school=school, kind="day_off", name="Own day", starts_on=day, ends_on=day))
    Closure.objects.bulk_create(rows, batch_size=500)


def add_duties(schools: Sequence[School]) -> None:
    """Give every school one post with 60 active duties; duties and rules are one statement each."""
    posts = Role.objects.bulk_create(
        [
            Role(school=school, code="it", name="IT specialist", in_force_by="order", created_at=NOW)
            for school in schools
        ],
        batch_size=500,
    )
    with guarded_write():
        _add_versions(posts)
    # One school's duties by the ORM say what a duty's row looks like; the others' are copied from it.
    first, *others = posts
    version = first.versions.get()
    for template in templates():
        duty = Duty.objects.create(
            school_id=first.school_id, role=first, post=first, clause=template.clause, rule_key=template.clause,
            number=template.number, title=f"Duty {template.number} of the school", kind=template.rule["kind"],
            binding="duty", state="active", created_at=NOW,
        )  # fmt: skip
        DutyRule.objects.create(
            duty=duty, version=version, rule=template.rule, digest=template.digest, starts_on=date(KEY - 1, 9, 1)
        )
    if others:
        _copy_duties(first, [post.pk for post in others])
    analyse()


def _add_versions(posts: Sequence[Role]) -> None:
    RoleVersion.objects.bulk_create(
        [
            RoleVersion(
                role=post, number=1, language="lt", title="IT specialist", created_at=NOW, state="approved",
                approved_at=NOW, effective_on=date(KEY - 1, 9, 1), in_force_on=date(KEY - 1, 9, 1),
            )
            for post in posts
        ],
        batch_size=500,
    )  # fmt: skip


def _copy_duties(first: Role, posts: Sequence[int]) -> None:
    columns = _columns(Duty, but=("id", "school_id", "role_id", "post_id", "public_id"))
    rule_columns = _columns(DutyRule, but=("id", "duty_id", "version_id"))
    public_id = (
        "lpad(to_hex(p.id * 100 + (d.number)::int), 10, '0')"
        if connection.vendor == "postgresql"
        else "printf('%%010x', p.id * 100 + CAST(d.number AS integer))"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO duties_duty (school_id, role_id, post_id, public_id, {', '.join(columns)})"
            f" SELECT p.school_id, p.id, p.id, {public_id}, {', '.join(f'd.{name}' for name in columns)}"
            " FROM duties_duty d CROSS JOIN roles_role p WHERE d.role_id = %s AND p.id BETWEEN %s AND %s",
            [first.pk, min(posts), max(posts)],
        )
        cursor.execute(
            f"INSERT INTO duties_dutyrule (duty_id, version_id, {', '.join(rule_columns)})"
            f" SELECT n.id, v.id, {', '.join(f'r.{name}' for name in rule_columns)}"
            " FROM duties_dutyrule r JOIN duties_duty d ON d.id = r.duty_id AND d.role_id = %s"
            " JOIN duties_duty n ON n.clause = d.clause JOIN roles_roleversion v ON v.role_id = n.role_id"
            " WHERE n.role_id BETWEEN %s AND %s",
            [first.pk, min(posts), max(posts)],
        )


def _columns(model: type[Duty] | type[DutyRule], *, but: Sequence[str]) -> list[str]:
    return [column.column for column in model._meta.concrete_fields if column.column not in but]


def columns_of(model: Any, *, but: Sequence[str] = ("id",)) -> str:
    """Return a model's columns for a statement."""
    return ", ".join(column.column for column in model._meta.concrete_fields if column.column not in but)


def analyse() -> None:
    """Let the database count its rows."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def empty(*tables: str) -> None:
    """Empty tables quickly, without what an append-only trail's triggers forbid."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}")


def drop_foreign_keys(*tables: str) -> None:
    """Let a bench that only reads fill its tables faster; indexes stay. SQLite checks none while filling."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("PRAGMA foreign_keys = OFF")
            return
        for table in tables:
            cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def keep_small(table: str, condition: str) -> None:
    """Copy a part of a table, with its indexes, into the schema "small": see :func:`look_at`. PostgreSQL only."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS small")
        cursor.execute(f"CREATE TABLE small.{table} (LIKE public.{table} INCLUDING ALL)")
        cursor.execute(f"INSERT INTO small.{table} SELECT * FROM public.{table} {condition}")
        cursor.execute(f"VACUUM ANALYZE small.{table}")


def look_at(schema: str) -> None:
    """Let all that follows see the tables of a schema ("small", "public") before those of "public".

    So the same code asks the small and the large table in turn, in one process, on one connection.
    """
    connection.close_at = None  # a new connection would not know it
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {schema}, public")
