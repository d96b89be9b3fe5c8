"""Where an occurrence is found: it has no public id of its own, but its duty's, its period and its slot.

"2026/T1" is written "2026.T1" in an address; the slot is "post", "class-<public id>" or "person-<public id>".
"""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.db.models import Q
from django.urls import get_script_prefix, reverse
from django.utils.http import RFC3986_SUBDELIMS

from duties.models import Occurrence
from schools.models import School

_AS_THEY_ARE = RFC3986_SUBDELIMS + "/~:@"  # what may stand in a path (RFC 3986, 3.3), as Django has it
_SLOT = re.compile(r"(class|person)-([a-z0-9]{10})")


def slot_part(occurrence: Occurrence) -> str:
    """Return the slot as addresses write it; ``group`` and ``person`` should be loaded."""
    if occurrence.person is not None:
        return f"person-{occurrence.person.public_id}"
    if occurrence.group is not None:
        return f"class-{occurrence.group.public_id}"
    return "post"


def address_parts(occurrence: Occurrence) -> dict[str, str]:
    """Return the parts of an occurrence's address; ``duty``, ``group`` and ``person`` should be loaded."""
    return {
        "duty": occurrence.duty.public_id,
        "period": occurrence.period_key.replace("/", "."),
        "slot": slot_part(occurrence),
    }


def occurrence_url(occurrence: Occurrence, school: School, act: str = "detail") -> str:
    """Return the address of an occurrence's page, or of an act: tick, undo, waive, undo-waiver, hand-over,
    undo-hand-over.
    """
    before, after = _around(get_script_prefix(), school.slug, act)
    return f"{before}{quote('/'.join(address_parts(occurrence).values()), safe=_AS_THEY_ARE)}{after}"


@lru_cache(maxsize=1024)
def _around(prefix: str, slug: str, act: str) -> tuple[str, str]:
    """Return what stands before and behind the parts of an address: fifty rows of a page have it in common.

    ``prefix`` is where the installation lies on its server; Django puts it before every address.
    """
    parts = {"duty": "~duty~", "period": "~period~", "slot": "~slot~"}  # no school's slug holds such a sign
    before, _parts, after = reverse(f"duties:occurrence-{act}", kwargs={"school": slug, **parts}).partition(
        "/".join(parts.values())
    )
    return before, after


def duty_url(public_id: str, school: School) -> str:
    """Return the address of a duty's page."""
    return reverse("duties:duty-detail", kwargs={"school": school.slug, "duty": public_id})


def row_id(occurrence: Occurrence) -> str:
    """Return a name for the row on a page, the same for the same occurrence; also what a box sends when ticked."""
    return "~".join(address_parts(occurrence).values())


def at_address(duty: str, period: str, slot: str) -> Q:
    """Return the condition that picks the occurrence at an address; none for an address that cannot be."""
    found: dict[str, Any] = {"duty__public_id": duty, "period_key": period.replace(".", "/")}
    if slot == "post":
        return Q(**found, slot="post")
    match = _SLOT.fullmatch(slot)
    if match is None:
        return Q(pk__in=[])
    key = "group__public_id" if match[1] == "class" else "person__public_id"
    return Q(**found, **{key: match[2]})
