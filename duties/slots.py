"""For which people a post's duties make occurrences of their own, and which people answer for one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from roles.models import FilledBy, Role, RoleAssignment
from schools.models import GroupMember, Membership, Person, School
from schools.models.groups import GroupPart
from schools.models.spans import not_over


@dataclass(frozen=True)
class PersonSlot:
    """A person whose own occurrence a post's duty makes, from when to when (None: no bound).

    Somebody may have several, with gaps between; what has no date yet belongs to the last one.
    """

    post_id: int
    person_id: int
    starts_on: date | None
    ends_on: date | None
    is_last: bool = True


def person_slots(schools: Sequence[School], *, on: date) -> list[PersonSlot]:
    """Return the people of every "each for themselves" post of these schools, in a fixed number of queries.

    Teachers are those who teach or lead a group.
    """
    posts = list(
        Role.objects.filter(school__in=schools)
        .exclude(filled_by__in=[FilledBy.ASSIGNMENT, FilledBy.CLASS_TEACHERS])
        .only("pk", "school_id", "filled_by", "access_level")
    )
    if not posts:
        return []
    by_school: dict[int, list[Role]] = {}
    for post in posts:
        by_school.setdefault(post.school_id, []).append(post)
    found = [*_staff(by_school), *_teachers(by_school, on), *_named(posts), *_by_level(by_school, on)]
    return list(_without_overlap(found))


def _without_overlap(slots: Iterable[PersonSlot]) -> Iterator[PersonSlot]:
    """Join spans of one person and post that overlap or touch: a day belongs to one slot, or an INSERT would clash."""
    ordered = sorted(slots, key=lambda slot: (slot.post_id, slot.person_id, slot.starts_on or date.min))
    for _key, group in groupby(ordered, key=lambda slot: (slot.post_id, slot.person_id)):
        joined: list[PersonSlot] = []
        for slot in group:
            last = joined[-1] if joined else None
            if last is not None and (
                last.ends_on is None or (slot.starts_on or date.min) <= last.ends_on + timedelta(days=1)
            ):
                joined[-1] = replace(last, ends_on=_later_end(last.ends_on, slot.ends_on))
            else:
                joined.append(slot)
        yield from (replace(slot, is_last=slot is joined[-1]) for slot in joined)


def _later_end(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _staff(by_school: dict[int, list[Role]]) -> list[PersonSlot]:
    posts = _only(by_school, FilledBy.ALL_STAFF)
    people = Person.objects.staff().filter(school__in=posts).only("pk", "school_id", "starts_on", "ends_on")
    return [
        PersonSlot(post.pk, person.pk, person.starts_on, person.ends_on)
        for person in people
        for post in posts[person.school_id]
    ]


def _teachers(by_school: dict[int, list[Role]], on: date) -> list[PersonSlot]:
    posts = _only(by_school, FilledBy.TEACHERS)
    people = (
        Person.objects.staff()
        .filter(school__in=posts)
        .filter(
            pk__in=GroupMember.objects.filter(part__in=[GroupPart.TEACHER, GroupPart.CLASS_TEACHER])
            .filter(not_over(on))
            .values("person")
        )
        .only("pk", "school_id", "starts_on", "ends_on")
    )
    return [
        PersonSlot(post.pk, person.pk, person.starts_on, person.ends_on)
        for person in people
        for post in posts[person.school_id]
    ]


def _named(posts: list[Role]) -> list[PersonSlot]:
    named = [post.pk for post in posts if post.filled_by == FilledBy.NAMED_EACH]
    rows = RoleAssignment.objects.filter(role__in=named).values_list("role_id", "person_id", "starts_on", "ends_on")
    return [PersonSlot(*row) for row in rows]


def _by_level(by_school: dict[int, list[Role]], on: date) -> list[PersonSlot]:
    posts = _only(by_school, FilledBy.ACCESS_LEVEL)
    rows = (
        Membership.objects.current(on)
        .filter(school__in=posts, user__persons__school_id__in=posts)
        .values_list("school_id", "level", "user_id")
    )
    wanted = {(school_id, user_id, level) for school_id, level, user_id in rows}
    users = {user_id for _school, user_id, _level in wanted}
    found = []
    for person in Person.objects.filter(school__in=posts, user__in=users).only(
        "pk", "school_id", "user_id", "starts_on", "ends_on"
    ):
        for post in posts[person.school_id]:
            if (person.school_id, person.user_id, post.access_level) in wanted:
                found.append(PersonSlot(post.pk, person.pk, person.starts_on, person.ends_on))
    return found


def _only(by_school: dict[int, list[Role]], filled_by: FilledBy) -> dict[int, list[Role]]:
    found = {school: [post for post in posts if post.filled_by == filled_by] for school, posts in by_school.items()}
    return {school: posts for school, posts in found.items() if posts}
