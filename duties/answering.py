"""Who answers for an occurrence on a day: computed from post, class, assignment, absence and substitution.

Nothing of this is stored, so that yesterday's substitute, or a holder who has left, sees and gets nothing today.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from duties.models import Occurrence
from roles.models import RoleAssignment, Substitution
from schools.models import Absence, GroupMember, Person, School
from schools.models.groups import GroupPart


@dataclass(frozen=True)
class StandIn:
    """An accepted substitution: for whom, in what (None: everything), and for what falls due when."""

    absent_id: int
    role_id: int | None
    group_id: int | None
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Desk:
    """What lands on a person's desk on a day: own posts and classes, and those of people they stand in for."""

    person_id: int
    role_ids: frozenset[int]
    group_ids: frozenset[int]
    stand_ins: tuple[StandIn, ...] = ()
    roles_of_absent: dict[int, frozenset[int]] = field(default_factory=dict)
    groups_of_absent: dict[int, frozenset[int]] = field(default_factory=dict)

    def rows(self) -> Q:
        """Return the condition that picks this desk's occurrences."""
        own = Q(person=self.person_id) | Q(group__in=self.group_ids) | Q(slot="post", post__in=self.role_ids)
        picked = Q(handed_to=self.person_id) | Q(handed_to__isnull=True) & own
        for stand_in in self.stand_ins:
            picked |= Q(handed_to__isnull=True) & self._of_absent(stand_in)
        return picked

    def _of_absent(self, stand_in: StandIn) -> Q:
        roles = self.roles_of_absent.get(stand_in.absent_id, frozenset())
        groups = self.groups_of_absent.get(stand_in.absent_id, frozenset())
        if stand_in.role_id is not None:
            theirs = Q(slot="post", post__in=roles & {stand_in.role_id}) | Q(
                person=stand_in.absent_id, post=stand_in.role_id
            )
        elif stand_in.group_id is not None:
            theirs = Q(group__in=groups & {stand_in.group_id})
        else:
            theirs = Q(person=stand_in.absent_id) | Q(group__in=groups) | Q(slot="post", post__in=roles)
        # A substitute answers for what falls due while the other is away, and only until then (scenario
        # part_time_substitute).
        return theirs & Q(due_on__gte=stand_in.starts_on, due_on__lte=stand_in.ends_on)


def desk_of(person: Person, *, on: date) -> Desk:
    """Return a person's desk on a day; three queries."""
    stand_ins = tuple(
        StandIn(
            row.absence.person_id,
            row.role_id,
            row.group_id,
            row.absence.starts_on,
            row.absence.ends_on,
        )
        for row in Substitution.objects.accepted(on).filter(substitute=person).select_related("absence")
    )
    people = {person.pk} | {stand_in.absent_id for stand_in in stand_ins}
    roles = _collect(RoleAssignment.objects.current(on).filter(person__in=people).values_list("person_id", "role_id"))
    groups = _collect(
        GroupMember.objects.current(on)
        .filter(person__in=people, part=GroupPart.CLASS_TEACHER)
        .values_list("person_id", "group_id")
    )
    return Desk(
        person_id=person.pk,
        role_ids=frozenset(roles.get(person.pk, ())),
        group_ids=frozenset(groups.get(person.pk, ())),
        stand_ins=stand_ins,
        roles_of_absent={pk: frozenset(found) for pk, found in roles.items()},
        groups_of_absent={pk: frozenset(found) for pk, found in groups.items()},
    )


@dataclass(frozen=True)
class Answer:
    """Who answers for an occurrence today: ``people`` (ids; empty means nobody), and for whom they stand in."""

    people: tuple[int, ...]
    stands_in_for: int | None = None


@dataclass(frozen=True)
class Cast:
    """Who holds what in some schools on a day, read in five queries, whatever the number of occurrences."""

    on: date
    holders: dict[int, tuple[int, ...]]
    class_teachers: dict[int, tuple[int, ...]]
    present: frozenset[int]
    away: dict[int, tuple[tuple[date, date], ...]]
    substitutions: tuple[tuple[StandIn, int], ...]

    def answer(self, row: Occurrence) -> Answer:
        """Return who answers for this occurrence."""
        if row.handed_to_id is not None and row.handed_to_id in self.present:
            return Answer((row.handed_to_id,))
        own = self._own(row)
        if row.due_on is None:
            return Answer(own)
        for stand_in, substitute in self.substitutions:
            if (
                stand_in.absent_id in own
                and substitute in self.present
                and stand_in.starts_on <= row.due_on <= stand_in.ends_on
                and stand_in.role_id in (None, row.post_id)
                and stand_in.group_id in (None, row.group_id)
            ):
                return Answer((substitute,), stand_in.absent_id)
        return Answer(own)

    def _own(self, row: Occurrence) -> tuple[int, ...]:
        if row.person_id is not None:
            people: tuple[int, ...] = (row.person_id,)
        elif row.group_id is not None:
            people = self.class_teachers.get(row.group_id, ())
        else:
            people = self.holders.get(row.post_id, ())
        return tuple(pk for pk in people if pk in self.present)

    def is_away(self, person_id: int, day: date) -> bool:
        """Whether a person is absent on a day."""
        return any(start <= day <= end for start, end in self.away.get(person_id, ()))


def cast_of(schools: Sequence[School], *, on: date) -> Cast:
    """Read who holds what in these schools on a day."""
    people = Person.objects.staff().filter(school__in=schools).present(on)
    holders = _collect(
        RoleAssignment.objects.current(on)
        .filter(role__school__in=schools)
        .order_by("starts_on", "pk")
        .values_list("role_id", "person_id")
    )
    teachers = _collect(
        GroupMember.objects.current(on)
        .filter(group__school__in=schools, part=GroupPart.CLASS_TEACHER)
        .order_by("pk")
        .values_list("group_id", "person_id")
    )
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for absent, start, end in Absence.objects.filter(person__school__in=schools, ends_on__gte=on).values_list(
        "person_id", "starts_on", "ends_on"
    ):
        away[absent].append((start, end))
    return Cast(
        on=on,
        holders={key: tuple(found) for key, found in holders.items()},
        class_teachers={key: tuple(found) for key, found in teachers.items()},
        present=frozenset(people.values_list("pk", flat=True)),
        away={key: tuple(found) for key, found in away.items()},
        substitutions=_substitutions(schools, on),
    )


def _substitutions(schools: Sequence[School], on: date) -> tuple[tuple[StandIn, int], ...]:
    rows: QuerySet[Substitution] = (
        Substitution.objects.accepted(on)
        .filter(absence__person__school__in=schools)
        .select_related("absence")
        .order_by("accepted_at", "pk")
    )
    return tuple(
        (
            StandIn(
                row.absence.person_id,
                row.role_id,
                row.group_id,
                row.absence.starts_on,
                row.absence.ends_on,
            ),
            row.substitute_id,
        )
        for row in rows
    )


def _collect(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
