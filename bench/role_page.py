"""A role's page with 150 items, 60 of them with work this school year, beside the minimal view F1 with as many rows.

The page shows what the version changes against the one before it and how each clause was fulfilled.
"""

import sys
import uuid
from datetime import timedelta

import measuring

OPTIONS = measuring.start(__doc__, occurrences=20_000, items=150)

import filling  # noqa: E402
import serving  # noqa: E402

from roles.models import Role, RoleVersion, VersionState  # noqa: E402
from roles.queries.texts import ClauseKeys  # noqa: E402
from roles.services.loading import add_version  # noqa: E402
from roles.services.texts import write_text  # noqa: E402
from roles.structure import parse  # noqa: E402
from schools.guarded import guarded_write  # noqa: E402
from schools.models import School  # noqa: E402

TIMES = 10  # requests a round
ITEMS = 150 if OPTIONS.sqlite else OPTIONS.items  # the size that the goal names, on either database


def main() -> int:
    """Fill and measure."""
    table = measuring.Table(f"role page: {ITEMS} items, {TIMES} requests a round")
    full_user, _single_user = serving.scene(OPTIONS.occurrences)
    school = School.objects.get(slug=serving.FULL)
    full, page = serving.kord(full_user), _role_page(school)
    few_page = f"/s/{serving.FULL}/roles/{_few(school)}/"
    body = full.get(page)
    assert body.count(b'class="entry"') == ITEMS, body.count(b'class="entry"')
    assert body.count(b'class="work"') == filling.DUTIES, body.count(b'class="work"')
    counts = full.queries(page), full.queries(few_page)
    table.figure(
        f"queries at {ITEMS} items, at 1", "{}, {}".format(*counts), goal="<= 8, same", ok=counts[0] == counts[1] <= 8
    )
    floor, floor_page = serving.minimal(full_user), f"/rows/{school.pk}/{ITEMS}/"
    assert floor.get(floor_page).count(b"<tr>") == ITEMS
    sizes = len(full.get(page)), len(floor.get(floor_page))
    table.figure("bytes", str(sizes[0]), baseline=str(sizes[1]), ratio=f"{sizes[0] / sizes[1]:.1f}")
    pair = measuring.alternate(
        lambda: full.get(page), lambda: floor.get(floor_page), rounds=OPTIONS.rounds, times=TIMES
    )
    table.pair(f"{ITEMS} items beside F1", pair)
    table.pair(f"{ITEMS} items beside F1", pair, kind="cpu", at_most=2)
    few = measuring.alternate(lambda: full.get(page), lambda: full.get(few_page), rounds=OPTIONS.rounds, times=TIMES)
    table.pair(f"{ITEMS} items beside 1", few, kind="cpu")
    return table.end()


def _role_page(school: School) -> str:
    """Give the post with the duties a second text: its clauses are those of the duties, and others; its address."""
    role = Role.objects.filter(school=school, duties__isnull=False).distinct().get()
    keys = [template.clause for template in filling.templates()]
    _texts(role, [*keys, *(uuid.uuid4() for _place in range(ITEMS - len(keys)))])
    return f"/s/{school.slug}/roles/{role.code}/"


def _few(school: School) -> str:
    """A post with one item; its code."""
    role = Role.objects.filter(school=school, duties__isnull=True).order_by("pk")[0]
    _texts(role, [uuid.uuid4()])
    return role.code


def _texts(role: Role, clauses: list[uuid.UUID]) -> None:
    """Two texts of the same clauses, so that the page compares as much as it shows."""
    for number in (1, 2):
        _text(role, clauses, number)


def _text(role: Role, clauses: list[uuid.UUID], number: int) -> None:
    text = "keeps the devices of the school in order and says in writing once a month what is missing from the list"
    items = [{"number": f"{place}.", "text": f"{text} ({place})."} for place in range(1, len(clauses) + 1)]
    sections = [
        {"heading": f"Part {part}", "kind": "duties", "items": items[first : first + 15]}
        for part, first in enumerate(range(0, len(items), 15), 1)
    ]
    document = parse({"language": "lt", "title": "Text", "posts": {}, "sections": sections})
    version = add_version(role=role, text=document, by=serving.BY, now=filling.NOW)
    write_text(version=version, document=document, keys=[ClauseKeys(clause) for clause in clauses], posts={})
    day = filling.YEAR_BEGINS + timedelta(days=number)
    with guarded_write():
        RoleVersion.objects.filter(pk=version.pk).update(
            state=VersionState.APPROVED, approved_at=filling.NOW, effective_on=day, in_force_on=day
        )


if __name__ == "__main__":
    sys.exit(main())
