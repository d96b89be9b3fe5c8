"""Classes and teaching groups of a school year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from schools import audit
from schools.actors import Actor
from schools.line_words import one_line
from schools.models import Group, GroupMember, Person, SchoolYear
from schools.models.groups import GroupKind, GroupPart
from schools.signals import groups_changed
from schools.sort_keys import sort_key


def class_sort_key(name: str, language: str) -> str:
    """Return a key under which 9a stands before 10a."""
    return sort_key(re.sub(r"\d+", lambda number: number.group().zfill(3), name), language=language)[:80]


@transaction.atomic
def add_classes(*, year: SchoolYear, names: Iterable[str], by: Actor, now: datetime) -> list[Group]:
    """Add classes to a school year; a name that is there already is left alone."""
    wanted = list(dict.fromkeys(line for name in names if (line := one_line(name))))
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


@dataclass(frozen=True)
class TeachingDraft:
    """A subject taught to a class, and who teaches it from when to when (None: the whole year)."""

    name: str
    subject: str
    teachers: tuple[tuple[Person, date | None, date | None], ...] = ()

    def __post_init__(self) -> None:
        for name in ("name", "subject"):
            object.__setattr__(self, name, one_line(getattr(self, name)))


@transaction.atomic
def add_teaching_groups(*, year: SchoolYear, drafts: Iterable[TeachingDraft], by: Actor, now: datetime) -> list[Group]:
    """Add teaching groups to a school year; one of the same name and subject that is there already is left alone.

    Raises ValueError for a teacher of another school.
    """
    present = set(year.groups.filter(kind=GroupKind.TEACHING).values_list("name", "subject"))
    wanted = {(draft.name, draft.subject): draft for draft in drafts}
    added = [draft for key, draft in wanted.items() if key not in present]
    if not added:
        return []
    if any(person.school_id != year.school_id for draft in added for person, _first, _last in draft.teachers):
        raise ValueError("A teacher belongs to another school.")
    groups = Group.objects.bulk_create(
        Group(
            school=year.school,
            school_year=year,
            kind=GroupKind.TEACHING,
            name=draft.name,
            subject=draft.subject,
            sort_key=class_sort_key(f"{draft.name} {draft.subject}", year.school.language),
        )
        for draft in added
    )
    GroupMember.objects.bulk_create(
        GroupMember(group=group, person=person, part=GroupPart.TEACHER, starts_on=first, ends_on=last)
        for group, draft in zip(groups, added, strict=True)
        for person, first, last in draft.teachers
    )
    groups_changed.send(Group, school=year.school, by=by, now=now)
    audit.record(
        verb="group.teaching_added",
        scope=year.school,
        subject=year,
        data={"count": len(groups), "digest": audit.digest_of(group.public_id for group in groups)},
        by=by,
        now=now,
    )
    return groups
