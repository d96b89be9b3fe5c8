"""Goal 9: a school year for every school, beside one bare INSERT … SELECT of the same rows, and bulk_create.

3,600 schools x 60 duties (30 different rules, 536 dates a school). The bare statement copies the finished rows
into the same table with the same indexes and foreign keys, and, to see what the keys cost, into a copy of the
table without foreign keys. Computing the dates and the audit trail count as ours, and so does the commit.
"""

import sys
from collections.abc import Sequence

import measuring

OPTIONS = measuring.start(__doc__, schools=3600)

import filling  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from duties.models import Duty, Occurrence, Planning  # noqa: E402
from duties.services.plan_tables import dues_of  # noqa: E402
from duties.services.planning import plan_schools  # noqa: E402
from schools import audit  # noqa: E402
from schools.actors import System  # noqa: E402
from schools.deadline_rules import Rule  # noqa: E402
from schools.models import School  # noqa: E402
from schools.queries import school_calendars  # noqa: E402

BY = System("bench")
SAMPLE = 25  # schools for bulk_create and for the comparison of rows
FEW = 50  # different calendars
MANY = 3600
TABLE, KEPT, COPY = "duties_occurrence", "bench_rows", "bench_copy"
COLUMNS = filling.columns_of(Occurrence)


def main() -> int:
    """Fill, compare, measure."""
    table = measuring.Table(f"planning: {OPTIONS.schools} schools x {filling.DUTIES} duties, a school year")
    schools = filling.add_schools(OPTIONS.schools, calendars=FEW)
    filling.add_duties(schools)
    start_over()
    plan(schools)
    keep_rows()
    count = Occurrence.objects.count()
    compare(schools[:SAMPLE])

    few = measuring.alternate(lambda: plan(schools), bare, rounds=OPTIONS.rounds, before=start_over)
    goal = f"{FEW} calendars, {count} rows; baseline bare INSERT"
    table.pair(goal, few, at_most=1.5)
    table.pair(goal, few, kind="cpu")
    table.figure("  rows/s", f"{count / few.median('ours'):,.0f}", baseline=f"{count / few.median('baseline'):,.0f}")
    if connection.vendor == "postgresql":
        without_keys = measuring.cost_of(bare_copy)
        table.figure(
            "  baseline copy with indexes, no foreign keys (once)",
            measuring.seconds(few.median("ours")),
            baseline=measuring.seconds(without_keys.wall),
            ratio=f"{few.median('ours') / without_keys.wall:.2f}",
        )
    one_by_one = bulk_create_rate(schools[:SAMPLE])
    factor = count / few.median("ours") / one_by_one
    table.figure(
        "  beside bulk_create, rows/s",
        "",
        baseline=f"{one_by_one:,.0f}",
        ratio=f"{factor:.1f}x",
        goal=">= 15x",
        ok=factor >= 15,
    )

    measure_many(table, schools)
    faults = list(audit.verify())
    table.figure("audit trail holds (faults)", str(len(faults)), goal="0", ok=not faults)
    return table.end()


def measure_many(table: measuring.Table, schools: Sequence[School]) -> None:
    """Plan once with a calendar of its own for each school: nothing is shared but the statement."""
    many = min(MANY, len(schools))
    filling.give_calendars(schools, calendars=many)
    filling.analyse()
    start_over()
    plan(schools)
    compare(schools[:SAMPLE])
    keep_rows()
    start_over()
    ours = measuring.cost_of(lambda: plan(schools))
    start_over()
    base = measuring.cost_of(bare)
    for kind in ("wall", "cpu"):
        mine, other = getattr(ours, kind), getattr(base, kind)
        name = f"{many} calendars, once, {kind}"
        table.figure(name, measuring.seconds(mine), baseline=measuring.seconds(other), ratio=f"{mine / other:.2f}")


def plan(schools: Sequence[School]) -> None:
    """Ours."""
    planned = plan_schools(
        schools=schools,
        start=filling.YEAR_BEGINS,
        end=filling.YEAR_ENDS,
        on=filling.YEAR_BEGINS,
        by=BY,
        now=filling.NOW,
    )
    assert planned.rows, "nothing was planned"


@transaction.atomic
def bare() -> None:
    """The baseline: the same rows, with nothing to find out."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} ({COLUMNS}) SELECT {COLUMNS} FROM {KEPT}")


@transaction.atomic
def bare_copy() -> None:
    """The same into a copy of the table that has its indexes but no foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {COPY} (LIKE {TABLE} INCLUDING ALL)")
        cursor.execute(f"INSERT INTO {COPY} ({COLUMNS}) SELECT {COLUMNS} FROM {KEPT}")
        cursor.execute(f"DROP TABLE {COPY}")


def start_over() -> None:
    """Forget what was planned."""
    filling.empty(TABLE)
    Planning.objects.all().delete()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")


def keep_rows() -> None:
    """Keep the planned rows for the bare statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {KEPT}")
        cursor.execute(f"CREATE TABLE {KEPT} AS SELECT * FROM {TABLE} ORDER BY id")
    filling.analyse()


def naive(schools: Sequence[School]) -> list[Occurrence]:
    """Return the same occurrences computed duty by duty in Python: the way bulk_create would be fed."""
    calendars = school_calendars(schools)
    rows = []
    for duty in Duty.objects.filter(school__in=schools).select_related("school").prefetch_related("rules"):
        for rule in duty.rules.all():
            found = dues_of(
                Rule.from_json(rule.rule),
                duty.days,
                calendars[duty.school_id],
                duty.school,
                filling.YEAR_BEGINS,
                filling.YEAR_ENDS,
            )
            rows += [
                Occurrence(
                    school_id=duty.school_id,
                    duty=duty,
                    rule=rule,
                    post_id=duty.post_id,
                    period_key=due.period_key,
                    slot="post",
                    due_on=due.due_on,
                    first_due_on=due.due_on,
                    not_before=due.not_before,
                    is_exact_day=due.exact_day,
                    needed=max(due.needed, 1),
                )
                for due in found
                if due.due_on is not None and due.due_on >= filling.YEAR_BEGINS
            ]
    return rows


def compare(schools: Sequence[School]) -> None:
    """Stop unless the planned rows of some schools are exactly those computed duty by duty."""
    names = [name for name in (column.attname for column in Occurrence._meta.concrete_fields) if name != "id"]
    planned = sorted(tuple(map(str, row)) for row in Occurrence.objects.filter(school__in=schools).values_list(*names))
    computed = sorted(tuple(str(getattr(row, name)) for name in names) for row in naive(schools))
    if planned != computed or not planned:
        sys.exit(f"rows differ: {len(planned)} planned, {len(computed)} computed")


def bulk_create_rate(schools: Sequence[School]) -> float:
    """Return rows a second of bulk_create, the median of the rounds; computing the dates is not counted."""
    rates = []
    for _ in range(OPTIONS.rounds):
        start_over()
        rows = naive(schools)
        cost = measuring.cost_of(lambda rows=rows: Occurrence.objects.bulk_create(rows, batch_size=500))  # type: ignore[misc]
        rates.append(len(rows) / cost.wall)
    return sorted(rates)[len(rates) // 2]


if __name__ == "__main__":
    sys.exit(main())
