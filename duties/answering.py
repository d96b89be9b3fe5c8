"""Who answers for an occurrence on a day: computed from post, class, assignment, absence and substitution.

Nothing of this is stored, so that yesterday's substitute, or a holder who has left, sees and gets nothing today.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, F, Q, QuerySet, Value
from django.db.models.functions import Cast as SqlCast
from django.db.models.functions import Concat

from duties.models import Completion, Occurrence
from roles.models import FilledBy, RoleAssignment, Substitution
from schools import panels
from schools.models import Absence, GroupMember, Person, School
from schools.models.groups import GroupPart
from schools.prepared import Prepared


@dataclass(frozen=True)
class StandIn:
    """An accepted substitution: for whom, in what (None: everything), and for what falls due when."""

    absent_id: int
    role_id: int | None
    group_id: int | None
    starts_on: date
    ends_on: date
    absent_name: str = ""


@dataclass(frozen=True)
class Desk:
    """What lands on a person's desk on a day: own posts and classes, and those of people they stand in for.

    ``teaches`` says whether the person teaches or leads a group: such posts are filled by everybody who does.
    """

    person_id: int
    on: date
    role_ids: frozenset[int]
    group_ids: frozenset[int]
    stand_ins: tuple[StandIn, ...] = ()
    roles_of_absent: dict[int, frozenset[int]] = field(default_factory=dict)
    groups_of_absent: dict[int, frozenset[int]] = field(default_factory=dict)
    teaches: bool = False
    ticked: frozenset[int] = frozenset()  # occurrences this person ticked off since the instant asked about
    news: frozenset[str] | None = None  # providers beside Today with something to say; None: not asked about

    def rows(self) -> Q:
        """Return the condition that picks this desk's occurrences."""
        own = Q(person=self.person_id) | Q(group__in=self.group_ids) | Q(slot="post", post__in=self.role_ids)
        # What was handed to somebody who has left meanwhile is again whose it was.
        not_handed = Q(handed_to__isnull=True) | Q(handed_to__ends_on__lt=self.on)
        picked = Q(handed_to=self.person_id) | not_handed & own
        for stand_in in self.stand_ins:
            picked |= not_handed & self._of_absent(stand_in)
        return picked

    def duties(self, levels: Iterable[str]) -> Q:
        """Return the condition that picks the duties that bind this person, dated or not.

        ``levels`` are the person's access levels: some posts are filled by everybody who has one.
        """
        kinds = [FilledBy.ALL_STAFF]
        if self.group_ids:
            kinds.append(FilledBy.CLASS_TEACHERS)
        if self.teaches or self.group_ids:
            kinds.append(FilledBy.TEACHERS)
        return (
            Q(post__in=self.role_ids)
            | Q(post__filled_by__in=kinds)
            | Q(post__filled_by=FilledBy.ACCESS_LEVEL, post__access_level__in=list(levels))
        )

    def holds(self, row: Occurrence) -> bool:
        """Whether an occurrence (with ``handed_to`` loaded) lies on this desk: what :meth:`rows` asks the database."""
        if row.handed_to_id == self.person_id:
            return True
        handed_to = row.handed_to
        if handed_to is not None and (handed_to.ends_on is None or handed_to.ends_on >= self.on):
            return False
        return self._is_own(row) or self.stands_in_for(row) is not None

    def _is_own(self, row: Occurrence) -> bool:
        return (
            row.person_id == self.person_id
            or row.group_id in self.group_ids
            or (row.slot == "post" and row.post_id in self.role_ids)
        )

    def stands_in_for(self, row: Occurrence) -> StandIn | None:
        """Return the substitution under which a row of this desk is here; None when it is the person's own."""
        if row.handed_to_id == self.person_id or self._is_own(row):
            return None
        return next((found for found in self.stand_ins if self._is_of_absent(row, found)), None)

    def _is_of_absent(self, row: Occurrence, found: StandIn) -> bool:
        if row.due_on is None or not found.starts_on <= row.due_on <= found.ends_on:
            return False
        if found.role_id not in (None, row.post_id) or found.group_id not in (None, row.group_id):
            return False
        if row.person_id is not None:
            return row.person_id == found.absent_id
        if row.group_id is not None:
            return row.group_id in self.groups_of_absent.get(found.absent_id, ())
        return row.post_id in self.roles_of_absent.get(found.absent_id, ())

    def _of_absent(self, stand_in: StandIn) -> Q:
        roles = self.roles_of_absent.get(stand_in.absent_id, frozenset())
        groups = self.groups_of_absent.get(stand_in.absent_id, frozenset())
        if stand_in.role_id is not None:
            theirs = Q(slot="post", post__in=roles & {stand_in.role_id}) | Q(
                person=stand_in.absent_id, post=stand_in.role_id
            )
            # A class teachers' post is answered for class by class.
            theirs |= Q(group__in=groups, post=stand_in.role_id)
        elif stand_in.group_id is not None:
            theirs = Q(group__in=groups & {stand_in.group_id})
        else:
            theirs = Q(person=stand_in.absent_id) | Q(group__in=groups) | Q(slot="post", post__in=roles)
        # A substitute answers for what falls due while the other is away, and only until then (scenario
        # part_time_substitute).
        return theirs & Q(due_on__gte=stand_in.starts_on, due_on__lte=stand_in.ends_on)


def desk_of(person: Person, *, on: date, ticked_since: datetime | None = None) -> Desk:
    """Return a person's desk on a day; one query, because it comes before every page.

    With ``ticked_since``, as Today asks, also what this person has ticked off since then and not undone, and the news.
    """
    if ticked_since is None:
        return _desk(person, on, _DESK.ask(person.pk, on))
    desk = _desk(person, on, found := _FULL_DESK.ask(person.pk, on, ticked_since, person.school_id))
    return replace(desk, news=frozenset(row[-1] for row in found if row[0] == _NEWS))


_NO_ID = SqlCast(Value(None), BigIntegerField())
_NO_DATE = SqlCast(Value(None), DateField())
_NO_DATES = {"first": _NO_DATE, "last": _NO_DATE, "name": Value("")}
_COLUMNS = ("what", "whose", "in_role", "in_group", "first", "last", "name")
_NEWS = "news"


def _on_desk(
    person: int, on: date, ticked_since: datetime | None = None, school: int = 0
) -> "QuerySet[Any, tuple[Any, ...]]":
    """Everything that :func:`desk_of` reads, as one union; ``person`` and ``school`` are keys."""
    accepted = Substitution.objects.accepted(on).filter(substitute=person)
    people = Q(person=person) | Q(person__in=accepted.values("absence__person"))
    stand_ins = accepted.annotate(
        what=Value("stand_in"),
        whose=F("absence__person"),
        in_role=F("role"),
        in_group=F("group"),
        first=F("absence__starts_on"),
        last=F("absence__ends_on"),
        name=Concat("absence__person__given_name", Value(" "), "absence__person__family_name"),
    )
    posts = (
        RoleAssignment.objects.current(on)
        .filter(people)
        .annotate(what=Value("post"), whose=F("person"), in_role=F("role"), in_group=_NO_ID, **_NO_DATES)
    )
    groups = (
        GroupMember.objects.current(on)
        .filter(people, part__in=[GroupPart.CLASS_TEACHER, GroupPart.TEACHER])
        .annotate(what=F("part"), whose=F("person"), in_role=_NO_ID, in_group=F("group"), **_NO_DATES)
    )
    others = [posts.values_list(*_COLUMNS), groups.values_list(*_COLUMNS)]
    if ticked_since is not None:
        ticked = Completion.objects.filter(person=person, at__gte=ticked_since, undone_at__isnull=True).order_by()
        row = ticked.annotate(what=Value("ticked"), whose=F("occurrence"), in_role=_NO_ID, in_group=_NO_ID, **_NO_DATES)
        others.append(row.values_list(*_COLUMNS))
        me = Person.objects.filter(pk=person, school=school)
        others += [_news(code, me, news(school, person, on)) for code, news in panels.news_of("today-side").items()]
    return stand_ins.values_list(*_COLUMNS).union(*others, all=True)


def _news(code: str, me: "QuerySet[Person]", rows: "QuerySet[Any]") -> "QuerySet[Any, tuple[Any, ...]]":
    """One row where a provider beside Today has something to say, none where it has not."""
    columns: dict[str, Any] = {"what": Value(_NEWS), "whose": F("pk"), "in_role": _NO_ID, "in_group": _NO_ID}
    found = me.filter(Exists(rows.order_by())).order_by()
    return found.annotate(**columns, **_NO_DATES | {"name": Value(code)}).values_list(*_COLUMNS)


_DESK = Prepared(_on_desk, int, date)
_FULL_DESK = Prepared(_on_desk, int, date, datetime, int)


def _desk(person: Person, on: date, found: list[tuple[Any, ...]]) -> Desk:
    roles: dict[int, set[int]] = defaultdict(set)
    groups: dict[int, set[int]] = defaultdict(set)
    stand_ins = []
    ticked = set()
    teaches = False
    for what, whose, role_id, group_id, first, last, name in found:
        if what == "stand_in":
            stand_ins.append(StandIn(whose, role_id, group_id, first, last, name))
        elif what == "post":
            roles[whose].add(role_id)
        elif what == "ticked":
            ticked.add(whose)
        elif what == _NEWS:
            continue
        elif what == GroupPart.CLASS_TEACHER:
            groups[whose].add(group_id)
        else:
            teaches = teaches or whose == person.pk
    return Desk(
        person_id=person.pk,
        on=on,
        role_ids=frozenset(roles.get(person.pk, ())),
        group_ids=frozenset(groups.get(person.pk, ())),
        stand_ins=tuple(sorted(stand_ins, key=lambda one: (one.starts_on, one.absent_id))),
        roles_of_absent={pk: frozenset(kept) for pk, kept in roles.items()},
        groups_of_absent={pk: frozenset(kept) for pk, kept in groups.items()},
        teaches=teaches,
        ticked=frozenset(ticked),
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
    names: dict[int, str] = field(default_factory=dict)  # of everybody present
    sort_keys: dict[int, str] = field(default_factory=dict)

    def nobody(self) -> Q:
        """Return the condition that picks occurrences for which nobody answers today."""
        unfilled = Q(slot="post") & ~Q(post__in=self._filled(self.holders))
        unled = Q(group__isnull=False) & ~Q(group__in=self._filled(self.class_teachers))
        gone = Q(person__isnull=False) & ~Q(person__in=self.present)
        return ~Q(handed_to__in=self.present) & (unfilled | unled | gone)

    def _filled(self, by_key: dict[int, tuple[int, ...]]) -> list[int]:
        return [key for key, people in by_key.items() if any(pk in self.present for pk in people)]

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
    """Read who holds what in these schools on a day; two queries."""
    people = list(
        Person.objects.staff()
        .filter(school__in=schools)
        .present(on)
        .only("pk", "given_name", "family_name", "sort_key", "school_id")
    )
    holders: dict[int, list[int]] = defaultdict(list)
    teachers: dict[int, list[int]] = defaultdict(list)
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    substitutions = []
    # Who has held a post longest comes first, and the substitution that was asked for first.
    for what, whose, role_id, group_id, first, last, other, _pk in sorted(
        _holdings(schools, on), key=lambda row: (row[4] or date.min, row[7])
    ):
        if what == "post":
            holders[role_id].append(whose)
        elif what == "class":
            teachers[group_id].append(whose)
        else:
            away[whose].append((first, last))
            if other is not None:
                substitutions.append((StandIn(whose, role_id, group_id, first, last), other))
    return Cast(
        on=on,
        holders={key: tuple(found) for key, found in holders.items()},
        class_teachers={key: tuple(found) for key, found in teachers.items()},
        present=frozenset(person.pk for person in people),
        away={key: tuple(dict.fromkeys(found)) for key, found in away.items()},
        substitutions=tuple(substitutions),
        names={person.pk: person.name for person in people},
        sort_keys={person.pk: person.sort_key for person in people},
    )


_HELD = ("what", "whose", "in_role", "in_group", "first", "last", "other", "row")


def _holdings(schools: Sequence[School], on: date) -> list[tuple[Any, ...]]:
    """Posts, classes, absences and accepted substitutions in one query."""
    posts = (
        RoleAssignment.objects.current(on)
        .filter(role__school__in=schools)
        .annotate(
            what=Value("post"), whose=F("person"), in_role=F("role"), in_group=_NO_ID, first=F("starts_on"),
            last=_NO_DATE, other=_NO_ID, row=F("pk"),
        )
    )  # fmt: skip
    classes = (
        GroupMember.objects.current(on)
        .filter(group__school__in=schools, part=GroupPart.CLASS_TEACHER)
        .annotate(
            what=Value("class"), whose=F("person"), in_role=_NO_ID, in_group=F("group"), first=_NO_DATE,
            last=_NO_DATE, other=_NO_ID, row=F("pk"),
        )
    )  # fmt: skip
    absences = Absence.objects.filter(person__school__in=schools, ends_on__gte=on).annotate(
        what=Value("away"), whose=F("person"), in_role=_NO_ID, in_group=_NO_ID, first=F("starts_on"),
        last=F("ends_on"), other=_NO_ID, row=F("pk"),
    )  # fmt: skip
    stand_ins = (
        Substitution.objects.accepted(on)
        .filter(absence__person__school__in=schools)
        .annotate(
            what=Value("stand_in"), whose=F("absence__person"), in_role=F("role"), in_group=F("group"),
            first=F("absence__starts_on"), last=F("absence__ends_on"), other=F("substitute"), row=F("pk"),
        )
    )  # fmt: skip
    others = [found.order_by().values_list(*_HELD) for found in (classes, absences, stand_ins)]
    return list(posts.order_by().values_list(*_HELD).union(*others, all=True))
