"""Today's page: at 10,000 and at 2,000,000 occurrences, at 1 and at 50 rows, beside the minimal view F1.

Small and large table are asked in turn by the same process (a schema for each, PostgreSQL only). F1 is a minimal
view with session, login and CSRF, one indexed query and a template of as many rows.
"""

import sys

import measuring

OPTIONS = measuring.start(__doc__, occurrences=2_000_000, small=10_000)

import filling  # noqa: E402
import serving  # noqa: E402
from django.db import connection  # noqa: E402

from duties.models import Occurrence  # noqa: E402
from schools.models import School  # noqa: E402

TIMES = 20  # requests a round


def main() -> int:
    """Fill and measure."""
    table = measuring.Table(f"today: {OPTIONS.occurrences} occurrences, {TIMES} requests a round")
    full_user, single_user = serving.scene(OPTIONS.occurrences)
    full, single = serving.kord(full_user), serving.kord(single_user)
    page, one_page = f"/s/{serving.FULL}/today/", f"/s/{serving.SINGLE}/today/"
    rows = [full.get(page).count(b'class="entry duty'), single.get(one_page).count(b'class="entry duty')]
    assert rows == [serving.MANY, 1], rows
    counts = full.queries(page), single.queries(one_page)
    table.figure(
        "queries at 50 rows, at 1 row", "{}, {}".format(*counts), goal="<= 8, same", ok=counts[0] == counts[1] <= 8
    )

    school = School.objects.get(slug=serving.FULL)
    floor, floor_page = serving.minimal(full_user), f"/rows/{school.pk}/{serving.MANY}/"
    assert floor.get(floor_page).count(b"<tr>") == serving.MANY
    sizes = len(full.get(page)), len(floor.get(floor_page))
    table.figure("bytes", str(sizes[0]), baseline=str(sizes[1]), ratio=f"{sizes[0] / sizes[1]:.1f}")
    table.figure("queries of F1", "", baseline=str(floor.queries(floor_page)))
    beside = measuring.alternate(
        lambda: full.get(page), lambda: floor.get(floor_page), rounds=OPTIONS.rounds, times=TIMES
    )
    table.pair("50 rows beside F1", beside)
    table.pair("50 rows beside F1", beside, kind="cpu", at_most=2)
    few = measuring.alternate(lambda: full.get(page), lambda: single.get(one_page), rounds=OPTIONS.rounds, times=TIMES)
    table.pair("50 rows beside 1 row", few, kind="cpu")
    if connection.vendor == "postgresql":
        growth(table, full, page)
    return table.end()


def growth(table: measuring.Table, full: serving.Asker, page: str) -> None:
    """The large table beside the small one, which holds the same school."""
    filling.keep_small("duties_occurrence", f"ORDER BY school_id LIMIT {OPTIONS.small}")

    def large() -> None:
        filling.look_at("public")
        assert full.get(page)

    def small() -> None:
        filling.look_at("small")
        assert full.get(page)

    filling.look_at("small")
    counts = [Occurrence.objects.count()]
    filling.look_at("public")
    counts.append(Occurrence.objects.count())
    pair = measuring.alternate(large, small, rounds=OPTIONS.rounds, times=TIMES)
    name = f"{counts[1]:,} beside {counts[0]:,} occurrences"
    table.pair(name, pair)
    table.pair(name, pair, kind="cpu", at_most=1.2)


if __name__ == "__main__":
    sys.exit(main())
