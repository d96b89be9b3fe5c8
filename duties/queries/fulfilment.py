"""How the clauses of a text were fulfilled in a school year: counts, never shares, and who did it last."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, TruncDate
from django.db.models.lookups import GreaterThan

from duties.models import Completion, Duty, DutyState, Occurrence, OccurrenceState
from roles.models import Role
from schools.models import SchoolYear
from schools.prepared import Prepared

_ALWAYS = (date(1900, 1, 1), date(2199, 12, 31))
MOST_REMARKS = 200  # of a role and year; the page shows a few for each clause


@dataclass(frozen=True)
class Doing:
    """The last time that somebody did it."""

    done_on: date
    person_id: int | None
    name: str


@dataclass(frozen=True)
class DutyWork:
    """A duty's occurrences of a year: done in time, done after their day, left out, past and not done, still ahead."""

    public_id: str
    title: str
    is_dated: bool
    is_over: bool
    in_time: int
    after: int
    waived: int
    missed: int
    ahead: int
    next_on: date | None
    last: Doing | None

    @property
    def total(self) -> int:
        """How many occurrences there are."""
        return self.in_time + self.after + self.waived + self.missed + self.ahead


def work_of_role(*, role: Role, year: SchoolYear | None, on: date) -> Mapping[UUID, list[DutyWork]]:
    """Return for each clause of a role its confirmed duties with their year; one query, whatever the size.

    A duty that has ended is there while the year knows work of it: what was done stays. ``year`` None is all time.
    """
    first, last = (year.starts_on, year.ends_on) if year is not None else _ALWAYS
    question = _question(role.school.time_zone)
    found: dict[UUID, list[DutyWork]] = defaultdict(list)
    for duty in question.ask(role.school_id, role.pk, first, last, on):
        work = _work(duty, on)
        if work.total or not work.is_over:
            found[duty.clause].append(work)
    return found


@cache
def _question(time_zone: str) -> Prepared:
    """The duties of a role with their counts, as schools of a time zone ask for them: every role page does."""

    def build(school: int, role: int, first: date, last: date, on: date) -> QuerySet[Any]:
        asked = Q(occurrences__due_on__range=(first, last))
        is_open, is_done = Q(occurrences__state=OccurrenceState.OPEN), Q(occurrences__state=OccurrenceState.DONE)
        settled_on = TruncDate("occurrences__settled_at", tzinfo=ZoneInfo(time_zone))
        is_late = Q(GreaterThan(settled_on, F("occurrences__due_on")))
        doings = _doings(first, last)
        return (
            Duty.objects.filter(school=school, role=role, state__in=[DutyState.ACTIVE, DutyState.ENDED])
            .annotate(
                done=Count("occurrences", filter=asked & is_done),
                after=Count("occurrences", filter=asked & is_done & is_late),
                waived=Count("occurrences", filter=asked & Q(occurrences__state=OccurrenceState.WAIVED)),
                missed=Count("occurrences", filter=asked & is_open & Q(occurrences__due_on__lt=on)),
                ahead=Count("occurrences", filter=asked & is_open & Q(occurrences__due_on__gte=on)),
                next_on=Min("occurrences__due_on", filter=is_open & Q(occurrences__due_on__gte=on)),
                last_on=Subquery(doings.values("done_on")[:1]),
                last_person=Subquery(doings.values("person")[:1]),
                last_name=Subquery(doings.values("name")[:1]),
            )
            .order_by("pk")
        )

    return Prepared(build, int, int, date, date, date)


def _doings(first: date, last: date) -> Any:
    """The doings of a duty that stand, the last one first."""
    name = Concat("person__given_name", Value(" "), "person__family_name", output_field=CharField())
    return (
        Completion.objects.filter(
            occurrence__duty=OuterRef("pk"), occurrence__due_on__range=(first, last), undone_at__isnull=True
        )
        .annotate(name=name)
        .order_by("-at", "-pk")
    )


@dataclass(frozen=True)
class MonthCounts:
    """What fell due for a clause in a month: done in time, done after its day, left out, not done, still ahead."""

    counts: tuple[int, int, int, int, int]


def months_of_role(*, role: Role, year: SchoolYear, on: date) -> Mapping[UUID, Mapping[tuple[int, int], MonthCounts]]:
    """Return for each clause of a role what fell due in each (year, month) of a school year; one query."""
    is_open, is_done = Q(state=OccurrenceState.OPEN), Q(state=OccurrenceState.DONE)
    is_late = Q(GreaterThan(TruncDate("settled_at", tzinfo=ZoneInfo(role.school.time_zone)), F("due_on")))
    rows = (
        Occurrence.objects.for_school(role.school)
        .filter(duty__role=role, duty__state__in=[DutyState.ACTIVE, DutyState.ENDED])
        .due_between(year.starts_on, year.ends_on)
        .order_by()
        .values_list("duty__clause", "due_on__year", "due_on__month")
        .annotate(
            done=Count("pk", filter=is_done),
            after=Count("pk", filter=is_done & is_late),
            waived=Count("pk", filter=Q(state=OccurrenceState.WAIVED)),
            missed=Count("pk", filter=is_open & Q(due_on__lt=on)),
            ahead=Count("pk", filter=is_open & Q(due_on__gte=on)),
        )
    )
    found: dict[UUID, dict[tuple[int, int], MonthCounts]] = defaultdict(dict)
    for clause, calendar_year, month, done, after, waived, missed, ahead in rows:
        found[clause][calendar_year, month] = MonthCounts((done - after, after, waived, missed, ahead))
    return found


@dataclass(frozen=True)
class Remark:
    """What was said when something was done late or left out."""

    due_on: date | None
    kind: str  # "after" or "waived"
    words: str


def remarks_of_role(*, role: Role, year: SchoolYear) -> Mapping[UUID, list[Remark]]:
    """Return for each clause of a role the newest notes of a school year on late doings and waivers; two queries."""
    span = {"due_on__range": (year.starts_on, year.ends_on)}
    waived = (
        Occurrence.objects.for_school(role.school)
        .filter(duty__role=role, state=OccurrenceState.WAIVED, **span)
        .exclude(state_note="")
        .order_by("-due_on", "-pk")
        .values_list("duty__clause", "due_on", "state_note")[:MOST_REMARKS]
    )
    late = (
        Completion.objects.filter(
            occurrence__school=role.school,
            occurrence__duty__role=role,
            occurrence__due_on__range=span["due_on__range"],
            undone_at__isnull=True,
            done_on__gt=F("occurrence__due_on"),
        )
        .exclude(note="")
        .order_by("-occurrence__due_on", "-pk")
        .values_list("occurrence__duty__clause", "occurrence__due_on", "note")[:MOST_REMARKS]
    )
    found: dict[UUID, list[Remark]] = defaultdict(list)
    for kind, rows in (("after", late), ("waived", waived)):
        for clause, due_on, words in rows:
            found[clause].append(Remark(due_on, kind, words))
    return found


def _work(duty: Any, on: date) -> DutyWork:
    last = Doing(duty.last_on, duty.last_person, (duty.last_name or "").strip()) if duty.last_on else None
    return DutyWork(
        public_id=duty.public_id,
        title=duty.title,
        is_dated=duty.kind not in {"event", "continuous"} and duty.binding == "duty",
        is_over=duty.state_on(on) == DutyState.ENDED.value,
        in_time=duty.done - duty.after,
        after=duty.after,
        waived=duty.waived,
        missed=duty.missed,
        ahead=duty.ahead,
        next_on=duty.next_on,
        last=last,
    )
