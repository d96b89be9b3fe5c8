"""Classes of a school year."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from schools import audit
from schools.actors import Actor
from schools.models import Group, SchoolYear
from schools.models.groups import GroupKind
from schools.sort_keys import sort_key


def class_sort_key(name: str, language: str) -> str:
    """Return a key under which 9a stands before 10a."""
    return sort_key(re.sub(r"\d+", lambda number: number.group().zfill(3), name), language=language)[:80]


@transaction.atomic
def add_classes(*, year: SchoolYear, names: Iterable[str], by: Actor, now: datetime) -> list[Group]:
    """Add classes to a school year; a name that is there already is left alone."""
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    present = set(year.groups.homerooms().values_list("name", flat=True))
    groups = [
        Group(
            school=year.school,
            school_year=year,
            kind=GroupKind.HOMEROOM,
            name=name,
            sort_key=class_sort_key(name, year.school.language),
        )
        for name in wanted
        if name not in present
    ]
    if not groups:
        return []
    Group.objects.bulk_create(groups)
    audit.record(
        verb="group.classes_added",
        scope=year.school,
        subject=year,
        data={"count": len(groups), "names": [group.name for group in groups]},
        by=by,
        now=now,
    )
    return groups
