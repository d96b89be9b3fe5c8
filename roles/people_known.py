"""The school as it is, for a list of staff that is compared with it. Reads only."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from roles.models import Role, RoleAssignment
from schools.access_levels import AccessLevel
from schools.models import Group, GroupMember, Membership, Person, School, SchoolYear
from schools.models.groups import GroupPart
from schools.models.spans import not_over
from schools.queries import offered_levels


@dataclass(frozen=True)
class Known:
    """The school as it is; loaded in a fixed number of queries."""

    people: list[Person]
    levels: dict[int, list[AccessLevel]]  # what holds today or is offered, by person
    powers: dict[int, set[AccessLevel]]  # and what will hold
    teachers: dict[str, list[Person]]
    subjects: dict[int, set[str]]  # what somebody teaches, in small letters, by person
    year: SchoolYear | None
    groups: dict[str, Group]
    roles: dict[str, Role]


def school_year_for_classes(school: School, on: date) -> SchoolYear | None:
    """Return the school year whose classes are meant today: the present one, else the next."""
    years = SchoolYear.objects.for_school(school).filter(ends_on__gte=on)
    return years.order_by("starts_on").first()


def first_day_of_classes(school: School, on: date) -> date:
    """Return the day on which to ask who leads and teaches: this one, or the first of the school year to come."""
    year = school_year_for_classes(school, on)
    return max(on, year.starts_on) if year else on


def known_of(school: School, on: date) -> Known:
    """Read people, access, classes, subjects and posts in a fixed number of queries."""
    people = list(
        Person.objects.for_school(school)
        .select_related("user", "school")
        .prefetch_related(
            Prefetch(
                "assignments",
                RoleAssignment.objects.filter(not_over(on)).select_related("role"),
                to_attr="open_assignments",
            )
        )
        .order_by("pk")
    )
    levels, powers = _levels_and_powers(school, people, on)
    year = school_year_for_classes(school, on)
    groups = {
        group.name.casefold(): group for group in Group.objects.for_school(school).homerooms().filter(school_year=year)
    }
    by_pk = {person.pk: person for person in people}
    teachers: dict[str, list[Person]] = defaultdict(list)
    names = {group.pk: name for name, group in groups.items()}
    for member in GroupMember.objects.current(on).filter(group__in=names, part=GroupPart.CLASS_TEACHER).order_by("pk"):
        teachers[names[member.group_id]].append(by_pk[member.person_id])
    subjects: dict[int, set[str]] = defaultdict(set)
    taught = GroupMember.objects.filter(not_over(on), part=GroupPart.TEACHER)
    for pk, subject in taught.filter(group__in=Group.objects.of_subjects().filter(school_year=year)).values_list(
        "person", "group__subject"
    ):
        subjects[pk].add(subject.casefold())
    roles = {}
    for role in Role.objects.for_school(school).order_by("-pk"):
        roles[role.name.casefold()] = roles[role.code] = role
    return Known(people, levels, powers, teachers, subjects, year, groups, roles)


def _levels_and_powers(
    school: School, people: list[Person], on: date
) -> tuple[dict[int, list[AccessLevel]], dict[int, set[AccessLevel]]]:
    levels = defaultdict(list, {person.pk: list(offered_levels(person)) for person in people})
    powers = defaultdict(set, {person.pk: set(offered_levels(person)) for person in people})
    persons = {person.user_id: person.pk for person in people if person.user_id}
    lasting = Membership.objects.filter(not_over(on), school=school).order_by("pk")
    for user, level, starts_on in lasting.values_list("user_id", "level", "starts_on"):
        if user not in persons:
            continue
        powers[persons[user]].add(AccessLevel(level))
        if starts_on <= on:
            levels[persons[user]].append(AccessLevel(level))
    return levels, powers


def digest_of(known: Known) -> str:
    """What the school looked like to the one who saw the preview; answers and corrections do not change it."""
    state = [
        [(one.pk, one.name, one.email, one.job_title, one.user_id, one.starts_on, one.ends_on) for one in known.people],
        [[(a.role_id, a.share) for a in one.open_assignments] for one in known.people],  # type: ignore[attr-defined]
        sorted((person, sorted(levels)) for person, levels in known.levels.items()),
        sorted((name, [one.pk for one in people]) for name, people in known.teachers.items()),
        sorted(known.groups),
        sorted((person, sorted(names)) for person, names in known.subjects.items()),
        sorted((name, role.pk) for name, role in known.roles.items()),
        known.year.pk if known.year else None,
    ]
    return hashlib.sha256(repr(state).encode()).hexdigest()
