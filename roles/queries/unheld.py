"""Posts that nobody holds on a day, over many schools at once."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from roles.models import BY_NAME, FilledBy, Role, RoleAssignment
from schools.models import GroupMember, Membership, Person
from schools.models.groups import GroupPart


def unheld(*, roles: Sequence[Role], on: date) -> list[Role]:
    """Return those of these posts that nobody holds on a day, in their order; at most five queries.

    What :func:`roles.queries.holders.holders` says of one school, without the people.
    """
    kinds = {FilledBy(role.filled_by) for role in roles}
    schools = sorted({role.school_id for role in roles})
    present = Person.objects.staff().present(on).filter(school__in=schools)
    held: set[tuple[FilledBy, int, str]] = set()
    if kinds & set(BY_NAME):
        rows = RoleAssignment.objects.current(on).filter(role__in=[role.pk for role in roles], person__in=present)
        held |= {(FilledBy.ASSIGNMENT, key, "") for key in rows.values_list("role", flat=True)}
    if kinds & {FilledBy.CLASS_TEACHERS, FilledBy.TEACHERS}:
        held |= _teaching(present, on)
    if FilledBy.ALL_STAFF in kinds:
        held |= {
            (FilledBy.ALL_STAFF, key, "") for key in present.order_by().values_list("school", flat=True).distinct()
        }
    if FilledBy.ACCESS_LEVEL in kinds:
        levels = {role.access_level for role in roles if role.filled_by == FilledBy.ACCESS_LEVEL}
        held |= _levels(present, schools, levels, on)
    return [role for role in roles if _key(role) not in held]


def _key(role: Role) -> tuple[FilledBy, int, str]:
    """By what a post is held: its own appointments, or what people of its school are."""
    kind = FilledBy(role.filled_by)
    if kind.is_by_name:
        return FilledBy.ASSIGNMENT, role.pk, ""
    return kind, role.school_id, role.access_level if kind == FilledBy.ACCESS_LEVEL else ""


def _teaching(present: QuerySet[Person], on: date) -> set[tuple[FilledBy, int, str]]:
    members = (
        GroupMember.objects.current(on)
        .filter(person__in=present, part__in=[GroupPart.CLASS_TEACHER, GroupPart.TEACHER])
        .annotate(is_now=Q(group__school_year__starts_on__lte=on, group__school_year__ends_on__gte=on))
    )
    found: set[tuple[FilledBy, int, str]] = set()
    for school, part, is_now in members.order_by().values_list("group__school", "part", "is_now").distinct():
        found.add((FilledBy.TEACHERS, school, ""))
        if is_now and part == GroupPart.CLASS_TEACHER:
            found.add((FilledBy.CLASS_TEACHERS, school, ""))
    return found


def _levels(
    present: QuerySet[Person], schools: Sequence[int], levels: set[str], on: date
) -> set[tuple[FilledBy, int, str]]:
    given = list(
        Membership.objects.current(on)
        .filter(school__in=schools, level__in=levels)
        .values_list("school", "user", "level")
    )
    here = set(present.filter(user__in={user for _school, user, _level in given}).values_list("school", "user"))
    return {(FilledBy.ACCESS_LEVEL, school or 0, level) for school, user, level in given if (school, user) in here}
