"""Classes and teaching groups of a school year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from schools import audit
from schools.actors import Actor
from schools.line_words import one_line
from schools.models import Group, GroupMember, Person, SchoolYear
from schools.models.groups import GroupKind, GroupPart
from schools.models.spans import not_over
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


@transaction.atomic
def teach_subjects(
    *,
    person: Person,
    year: SchoolYear,
    subjects: Iterable[str],
    starts_on: date,
    by: Actor,
    now: datetime,
    only_these: bool = False,
) -> None:
    """Let a person teach subjects in a school year from a day on; what they teach already is left alone.

    With ``only_these`` they teach no other subject any more; what would end before it began is removed. Capital
    letters make no other subject. Raises ValueError for a school year of another school.
    """
    if person.school_id != year.school_id:
        raise ValueError("The school year belongs to another school.")
    wanted = {line.casefold(): line for name in subjects if (line := one_line(name))}
    groups = {group.subject.casefold(): group for group in year.groups.of_subjects().select_for_update(of=("self",))}
    lasting = GroupMember.objects.filter(not_over(starts_on), person=person, part=GroupPart.TEACHER)
    taught = {member.group.subject.casefold(): member for member in lasting.filter(group__in=groups.values())}
    added = [name for name in wanted if name not in taught]
    ended = sorted(name for name in taught if only_these and name not in wanted)
    if not added and not ended:
        return
    for name in added:
        group = groups.get(name) or _subject_group(year, wanted[name])
        GroupMember.objects.create(group=group, person=person, part=GroupPart.TEACHER, starts_on=starts_on)
    for name in ended:
        _end_before(taught[name], starts_on)
    groups_changed.send(Group, school=year.school, by=by, now=now)
    audit.record(
        verb="group.subjects_taught",
        scope=year.school,
        subject=person,
        data={
            "year": year.key,
            "from": starts_on.isoformat(),
            "added": [wanted[name] for name in added],
            "ended": [taught[name].group.subject for name in ended],
        },
        by=by,
        now=now,
    )


def _subject_group(year: SchoolYear, subject: str) -> Group:
    return Group.objects.create(
        school=year.school,
        school_year=year,
        kind=GroupKind.TEACHING,
        subject=subject,
        sort_key=class_sort_key(subject, year.school.language),
    )


def _end_before(member: GroupMember, day: date) -> None:
    if member.starts_on is not None and member.starts_on >= day:
        member.delete()
        return
    member.ends_on = day - timedelta(days=1)
    member.save(update_fields=["ends_on"])
