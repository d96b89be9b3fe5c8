"""Who holds a post on a day, and who stands in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from roles.models import BY_NAME, FilledBy, Role, RoleAssignment
from schools.models import GroupMember, Membership, Person, School
from schools.models.groups import GroupPart
from schools.models.spans import not_over


@dataclass(frozen=True)
class Holder:
    """A person who holds a post. ``share`` is in percent, ``classes`` are those that a class teacher leads."""

    person: Person
    starts_on: date | None = None
    ends_on: date | None = None
    share: int | None = None
    classes: tuple[str, ...] = ()
    assignment_id: int | None = None


def holders(*, roles: Sequence[Role], school: School, on: date) -> Mapping[int, list[Holder]]:
    """Return who holds each of these posts on a day (role -> people in the order of their names); five queries."""
    found: dict[int, list[Holder]] = {role.pk: [] for role in roles}
    kinds = {role.filled_by for role in roles}
    if kinds & set(BY_NAME):
        _assigned(found, roles, on)
    people = {}
    if kinds - set(BY_NAME):
        people = {p.pk: p for p in Person.objects.for_school(school).staff().present(on).order_by("sort_key")}
    groups = _groups(school, on) if kinds & {FilledBy.CLASS_TEACHERS, FilledBy.TEACHERS} else {}
    levels = _levels(school, on) if FilledBy.ACCESS_LEVEL in kinds else {}
    for role in roles:
        found[role.pk] += _everybody(role, people, groups, levels)
    return found


def _assigned(found: dict[int, list[Holder]], roles: Iterable[Role], on: date) -> None:
    keys = [role.pk for role in roles if role.filled_by in BY_NAME]
    rows = RoleAssignment.objects.current(on).filter(role__in=keys).select_related("person")
    for row in rows.order_by("person__sort_key", "pk"):
        if row.person.is_present(on):
            found[row.role_id].append(Holder(row.person, row.starts_on, row.ends_on, row.share, (), row.pk))


Classes = Mapping[int, Mapping[str, tuple[str, ...]]]


def _groups(school: School, on: date) -> Classes:
    """Person -> {"class_teacher": names of classes of the school year, "teacher": names of groups of any}.

    Whoever taught in the last school year and has not left still teaches when the next one has no groups yet.
    """
    found: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    members = (
        GroupMember.objects.current(on)
        .filter(group__school=school, part__in=[GroupPart.CLASS_TEACHER, GroupPart.TEACHER])
        .order_by("group__sort_key")
        .values_list("person_id", "part", "group__name", "group__school_year__starts_on", "group__school_year__ends_on")
    )
    for person, part, name, starts_on, ends_on in members:
        counted = part if starts_on <= on <= ends_on else GroupPart.TEACHER
        found[person][counted] = (*found[person].get(counted, ()), name)
    return found


def _levels(school: School, on: date) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for user, level in Membership.objects.current(on).filter(school=school).values_list("user_id", "level"):
        found[user].add(level)
    return found


def _everybody(
    role: Role, people: Mapping[int, Person], groups: Classes, levels: Mapping[int, set[str]]
) -> Iterable[Holder]:
    for person in people.values():
        parts = groups.get(person.pk, {})
        led = parts.get(GroupPart.CLASS_TEACHER, ())
        belongs = {
            FilledBy.ALL_STAFF: True,
            FilledBy.CLASS_TEACHERS: bool(led),
            FilledBy.TEACHERS: bool(parts),
            FilledBy.ACCESS_LEVEL: role.access_level in levels.get(person.user_id or 0, ()),
        }
        if belongs.get(FilledBy(role.filled_by), False):
            yield Holder(person, classes=led if role.filled_by == FilledBy.CLASS_TEACHERS else ())


def holders_on(role: Role, *, on: date) -> list[Holder]:
    """Return who holds one post on a day."""
    return list(holders(roles=[role], school=role.school, on=on)[role.pk])


def open_assignments(role: Role, *, on: date) -> list[RoleAssignment]:
    """Appointments that hold on this day or begin later, by their first day."""
    rows = RoleAssignment.objects.filter(role=role).filter(not_over(on))
    return list(rows.select_related("person").order_by("starts_on", "person__sort_key"))


def people_of_kinds(*, school: School, kinds: Iterable[FilledBy], on: date) -> Mapping[FilledBy, list[Holder]]:
    """Return who would hold a post that is filled by each of these kinds of people; three queries at most."""
    posts = {kind: Role(pk=-number, school=school, filled_by=kind) for number, kind in enumerate(kinds, start=1)}
    found = holders(roles=list(posts.values()), school=school, on=on)
    return {kind: found[post.pk] for kind, post in posts.items()}
