"""Goals 4 and 5: every list page at 1 and at 50 rows, and with many occurrences in the tables of other schools.

Queries are counted with the session's and the login's. Growth asks each page with the large and with the small
table of occurrences in turn (PostgreSQL only); the tables of schools, people and posts are the same in both.
"""

import sys

import measuring

OPTIONS = measuring.start(__doc__, occurrences=1_000_000, small=1_000)

import filling  # noqa: E402
import serving  # noqa: E402
from django.db import connection  # noqa: E402

TIMES = 10  # requests a round
PAGES = (
    "today/", "today/?page=2", "today/school/?due=all", "today/school/?by=duty&due=all", "today/school/?q=duty",
    "today/school/?page=2&due=all", "today/year/", "today/year/?page=2", "duties/proposals/", "roles/", "people/",
    "people/absences/", "calendar/", "calendar/classes/",
)  # fmt: skip


def main() -> int:
    """Fill and measure."""
    table = measuring.Table(f"pages: {OPTIONS.occurrences} occurrences, lists of 50 rows and of 1 row")
    full_user, single_user = serving.scene(OPTIONS.occurrences)
    full, single = serving.kord(full_user), serving.kord(single_user)
    grows = connection.vendor == "postgresql"
    if grows:
        filling.keep_small("duties_occurrence", f"ORDER BY school_id LIMIT {OPTIONS.small}")
    for page in PAGES:
        page = page.replace("calendar/classes/", f"calendar/{filling.KEY}/classes/")
        measure(table, page, full, single, grows=grows)
    return table.end()


def measure(table: measuring.Table, page: str, full: serving.Asker, single: serving.Asker, *, grows: bool) -> None:
    """Queries at 50 rows and 1; time at 50 rows beside 1; time with the large table beside the small one."""
    many, one = f"/s/{serving.FULL}/{page}", f"/s/{serving.SINGLE}/{page}"
    counts = full.queries(many), (single.queries(one) if "page=2" not in page else full.queries(many))
    table.figure(f"{page}: queries", "{}, {}".format(*counts), goal="<= 8, same", ok=counts[0] == counts[1] <= 8)
    if "page=2" not in page:
        pair = measuring.alternate(lambda: full.get(many), lambda: single.get(one), rounds=OPTIONS.rounds, times=TIMES)
        table.pair("  50 rows beside 1", pair, kind="cpu")
    if grows:

        def seen(schema: str) -> None:
            filling.look_at(schema)
            full.get(many)

        pair = measuring.alternate(lambda: seen("public"), lambda: seen("small"), rounds=OPTIONS.rounds, times=TIMES)
        filling.look_at("public")
        table.pair("  large beside small", pair, kind="cpu", at_most=1.2)


if __name__ == "__main__":
    sys.exit(main())
