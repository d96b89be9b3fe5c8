"""Goal 10: the first 500 due and unreminded occurrences out of 10,000,000, beside the same out of 1,000,000.

Three questions of the planner of reminders, its own QuerySets: ``to_remind`` across all schools without what has
been told; ``to_remind`` of one chunk of schools, as each transaction of the planner asks it, first 500 and whole;
and which stages were told in that chunk. The unindexed baseline asks the first question with index scans off.
PostgreSQL only: SQLite has no schemas to switch between.
"""

import statistics
import sys
from collections.abc import Callable, Sequence

import measuring

OPTIONS = measuring.start(__doc__, rows=10_000_000, small=1_000_000, schools=3600)

import filling  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Exists, OuterRef, QuerySet  # noqa: E402

from duties.models import Occurrence, Reminder  # noqa: E402
from duties.services.reminding import CHUNK  # noqa: E402
from duties.stages import AHEAD  # noqa: E402

FIRST = 500
TIMES = 20
TABLE, TOLD = "duties_occurrence", "duties_reminder"


def main() -> int:
    """Fill, compare, measure."""
    if connection.vendor != "postgresql":
        sys.exit("This one needs PostgreSQL.")
    table = measuring.Table(f"due list: {OPTIONS.rows:,} and {OPTIONS.small:,} occurrences")
    schools = filling.add_schools(OPTIONS.schools, calendars=1)
    filling.add_duties(schools)
    fill()
    chunk = [school.pk for school in schools[:CHUNK]]
    for name, ask in (("all schools", first_unreminded), (f"{CHUNK} schools", lambda: first_of_chunk(chunk))):
        measure(table, name, ask)
    whole(table, "whole chunk, ids only", lambda: whole_chunk(chunk))
    whole(table, "told of the chunk", lambda: told(chunk))
    unindexed(table)
    return table.end()


def fill() -> None:
    """Dates spread over a year, one statement; what is past is done but for one in 250, a third of the due is told."""
    filling.drop_foreign_keys(TABLE, TOLD)
    each = OPTIONS.rows // (OPTIONS.schools * filling.DUTIES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {TABLE} (school_id, duty_id, rule_id, post_id, period_key, slot, due_on, first_due_on,
                                     is_exact_day, needed, state, state_note, settled_at)
                SELECT school_id, duty_id, rule_id, post_id, period_key, 'post', due_on, due_on, false, 1,
                       CASE WHEN is_done THEN 'done' ELSE 'open' END, '', CASE WHEN is_done THEN now() END
                FROM (SELECT d.school_id, d.id AS duty_id, r.id AS rule_id, d.post_id, 'p' || n AS period_key, s.due_on,
                             s.due_on < %(on)s AND (d.id * 7 + n) %% 250 <> 0 AS is_done
                      FROM duties_duty d JOIN duties_dutyrule r ON r.duty_id = d.id
                      CROSS JOIN generate_series(1, %(each)s) n
                      CROSS JOIN LATERAL
                           (SELECT %(begin)s::date + ((n * 366 / %(each)s + d.id) %% 366)::int AS due_on) s
                     ) x""",
            {"on": filling.TODAY, "begin": filling.YEAR_BEGINS, "each": each},
        )
        cursor.execute(f"VACUUM ANALYZE {TABLE}")
        cursor.execute(
            f"""INSERT INTO {TOLD} (occurrence_id, person_id, stage, due_on, created_at)
                SELECT id, 1, 'week', due_on, now() FROM {TABLE}
                WHERE state = 'open' AND due_on <= %s AND id %% 3 = 0""",
            [filling.TODAY + AHEAD],
        )
        cursor.execute(f"VACUUM ANALYZE {TOLD}")
    share = OPTIONS.schools * OPTIONS.small // OPTIONS.rows
    filling.keep_small(TABLE, f"WHERE school_id <= (SELECT min(school_id) + {share} - 1 FROM public.{TABLE})")
    filling.keep_small(TOLD, f"WHERE occurrence_id IN (SELECT id FROM small.{TABLE})")


def first_unreminded() -> list[int]:
    """The first across all schools, the oldest first."""
    told_of = Reminder.objects.filter(occurrence=OuterRef("pk"))
    rows = Occurrence.objects.to_remind(filling.TODAY).filter(~Exists(told_of)).order_by("due_on")
    return list(rows.values_list("pk", flat=True)[:FIRST])


def first_of_chunk(chunk: Sequence[int]) -> list[int]:
    """The first of a chunk of schools."""
    return list(_of_chunk(chunk).values_list("pk", flat=True)[:FIRST])


def whole_chunk(chunk: Sequence[int]) -> list[int]:
    """All of a chunk: what one transaction of the planner reads (as keys, so that the database is measured)."""
    return list(_of_chunk(chunk).values_list("pk", flat=True))


def _of_chunk(chunk: Sequence[int]) -> "QuerySet[Occurrence]":
    rows = Occurrence.objects.to_remind(filling.TODAY).filter(school__in=chunk)
    return rows.order_by("school_id", "due_on", "pk")


def told(chunk: Sequence[int]) -> list[int]:
    """What was told of a chunk."""
    rows = Reminder.objects.filter(occurrence__in=Occurrence.objects.to_remind(filling.TODAY).filter(school__in=chunk))
    return list(rows.values_list("occurrence_id", flat=True))


def _in_turn(ask: Callable[[], list[int]], times: int) -> measuring.Pair:
    def seen(schema: str) -> Callable[[], None]:
        def act() -> None:
            filling.look_at(schema)
            assert ask()

        return act

    return measuring.alternate(seen("public"), seen("small"), rounds=OPTIONS.rounds, times=times)


def measure(table: measuring.Table, name: str, ask: Callable[[], list[int]]) -> None:
    """The first 500 from the large table beside the small one: time, and growth."""
    filling.look_at("public")
    keys = ask()
    assert len(keys) == len(set(keys)) == FIRST, len(keys)
    pair = _in_turn(ask, TIMES)
    wall = statistics.median(cost.wall for cost in pair.ours)
    table.figure(f"first {FIRST}, {name}", measuring.seconds(wall), goal="<= 10 ms", ok=wall <= 0.010)
    table.pair("  beside the small table", pair, at_most=1.2)
    table.pair("  beside the small table", pair, kind="cpu")


def whole(table: measuring.Table, name: str, ask: Callable[[], list[int]]) -> None:
    """A question without a goal."""
    filling.look_at("public")
    table.pair(f"{name} ({len(ask()):,} rows)", _in_turn(ask, 3))


def unindexed(table: measuring.Table) -> None:
    """What the partial index is for."""
    filling.look_at("public")
    with_index = first_unreminded()
    fast = measuring.cost_of(first_unreminded, times=TIMES)
    with connection.cursor() as cursor:
        cursor.execute("SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off")
        slow = measuring.cost_of(first_unreminded)
        days = Occurrence.objects.in_bulk(first_unreminded())
        cursor.execute("RESET ALL")
    filling.look_at("public")
    same = sorted(row.due_on for row in days.values()) == sorted(
        row.due_on for row in Occurrence.objects.in_bulk(with_index).values()
    )
    assert same, "the answers differ"
    factor = slow.wall / fast.wall
    table.figure(
        "  beside no index scans", measuring.seconds(fast.wall), baseline=measuring.seconds(slow.wall),
        ratio=f"{factor:.0f}x", goal=">= 50x", ok=factor >= 50,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
