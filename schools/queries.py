"""Reads of the ground floor that span models: calendars, the people page, what a school still needs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, cast

from django.db.models import Count, Q, QuerySet

from schools.access import Access, levels_given_by
from schools.access_levels import SCHOOL_LEVELS, AccessLevel
from schools.calendar_drafts import ClosureCode, ClosureDraft
from schools.day_counting import Offset, WeekendPolicy
from schools.deadline_moves import next_dates
from schools.deadline_rules import Rule
from schools.invitation_days import BEFORE
from schools.models import Closure, GroupMember, Membership, PeriodEnd, Person, School, SchoolYear, Term
from schools.models.calendar import ClosureKind
from schools.models.groups import GroupPart
from schools.models.people import PersonKind
from schools.models.spans import not_over
from schools.school_calendars import (
    Break,
    GroupDates,
    SchoolCalendar,
    SchoolYearDates,
    TermDates,
    TermKind,
)
from schools.workdays import Country, WorkingDays


@dataclass(frozen=True)
class SchoolYears:
    """The school years that have begun, the newest first, and the one that a page shows (None: the school has none)."""

    begun: tuple[SchoolYear, ...]
    chosen: SchoolYear | None

    @property
    def label(self) -> str:
        """How the shown year is called."""
        return self.chosen.label if self.chosen is not None else ""


def school_years(school: School, *, key: str, on: date) -> SchoolYears:
    """Return the years of a school that a page may show: the one with this key, else the one of the day; one query."""
    begun = tuple(SchoolYear.objects.for_school(school).filter(starts_on__lte=on).order_by("-starts_on"))
    return SchoolYears(begun, next((year for year in begun if year.key == key), begun[0] if begun else None))


def school_calendar(school: School) -> SchoolCalendar:
    """Return the calendar of one school as deadlines are computed from it; four queries.

    Groups are known by ``str(group.pk)``: ``calendar.for_group(str(member.group_id))``.
    """
    return school_calendars([school])[school.pk]


def next_days(
    rule: Mapping[str, Any], school: School, calendar: SchoolCalendar, *, on: date, days: int | None = None
) -> list[date | None]:
    """Return the next three dates of a rule (as role.schema.json writes it) in a school, from a day on.

    None stands for a period whose end is not known; ``days`` is the number chosen where the text prints none.
    """
    found = next_dates(
        Rule.from_json(rule),
        calendar,
        on=on,
        weekend_policy=cast(WeekendPolicy, school.weekend_policy),
        month_filter="teaching_months" if school.month_rule == "teaching" else "all_months",
        offset_override=Offset(days, "working_day") if days is not None else None,
    )
    return [due.due_on for due in found]


def school_calendars(schools: Iterable[School]) -> dict[int, SchoolCalendar]:
    """Return the calendars of many schools by the school's primary key; four queries for all of them."""
    wanted = {school.pk: school for school in schools}
    years: dict[int, list[SchoolYear]] = defaultdict(list)
    for year in SchoolYear.objects.filter(school__in=wanted).order_by("starts_on"):
        years[year.school_id].append(year)
    terms: dict[int, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(school_year__school__in=wanted).order_by("starts_on", "number"):
        terms[term.school_year_id].append(term)
    ends: dict[int, list[PeriodEnd]] = defaultdict(list)
    for end in PeriodEnd.objects.filter(school_year__school__in=wanted).select_related("term").order_by("pk"):
        ends[end.school_year_id].append(end)
    closures: dict[int, list[Closure]] = defaultdict(list)
    for closure in Closure.objects.filter(school__in=wanted).order_by("starts_on", "pk"):
        closures[closure.school_id].append(closure)
    return {
        pk: SchoolCalendar(
            country=cast(Country, school.country),
            time_zone=school.time_zone,
            working_days=working_days_of(school, closures[pk]),
            years=tuple(year_dates(year, terms[year.pk], ends[year.pk], closures[pk]) for year in years[pk]),
        )
        for pk, school in wanted.items()
    }


def working_days_by_school(schools: Iterable[School]) -> dict[int, WorkingDays]:
    """Return the working days of many schools by the school's primary key; one query."""
    wanted = {school.pk: school for school in schools}
    closures: dict[int, list[Closure]] = defaultdict(list)
    for closure in Closure.objects.filter(school__in=wanted).order_by("starts_on", "pk"):
        closures[closure.school_id].append(closure)
    return {pk: working_days_of(school, closures[pk]) for pk, school in wanted.items()}


def working_days_of(school: School, closures: Iterable[Closure]) -> WorkingDays:
    """Return the working days that follow from the country and these closures."""
    kept = list(closures)
    return WorkingDays(
        country=cast(Country, school.country),
        days_off=frozenset(_days(kept, ClosureKind.DAY_OFF)),
        extra_working_days=frozenset(_days(kept, ClosureKind.WORKING_DAY)),
    )


def year_dates(
    year: SchoolYear,
    terms: Iterable[Term],
    ends: Iterable[PeriodEnd],
    closures: Iterable[Closure],
) -> SchoolYearDates:
    """Return one school year's rows as data; the rows need not be saved yet."""
    return SchoolYearDates(
        key=year.key,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        teaching_starts_on=year.teaching_starts_on,
        teaching_ends_on=year.teaching_ends_on,
        terms=tuple(
            TermDates(
                cast(TermKind, str(term.kind)),
                term.number,
                term.starts_on,
                term.ends_on,
            )
            for term in terms
        ),
        breaks=tuple(
            Break(closure.starts_on, closure.ends_on)
            for closure in closures
            if closure.kind == ClosureKind.BREAK
            and closure.starts_on <= year.ends_on
            and closure.ends_on >= year.starts_on
        ),
        groups=_groups(ends),
    )


def closure_drafts(school: School) -> list[ClosureDraft]:
    """Return a school's closures as data, oldest first."""
    return [
        ClosureDraft(cast(ClosureCode, str(row.kind)), row.name, row.starts_on, row.ends_on)
        for row in Closure.objects.for_school(school).order_by("starts_on", "pk")
    ]


def _groups(ends: Iterable[PeriodEnd]) -> tuple[GroupDates, ...]:
    by_group: dict[int, list[PeriodEnd]] = defaultdict(list)
    for end in ends:
        by_group[end.group_id].append(end)
    return tuple(
        GroupDates(
            group_id=str(group_id),
            teaching_ends_on=next((end.ends_on for end in own if end.term is None), None),
            term_ends=tuple(
                (cast(TermKind, str(end.term.kind)), end.term.number, end.ends_on)
                for end in own
                if end.term is not None
            ),
        )
        for group_id, own in sorted(by_group.items())
    )


def _days(closures: Iterable[Closure], kind: ClosureKind) -> Iterator[date]:
    for closure in closures:
        if closure.kind == kind:
            for ahead in range((closure.ends_on - closure.starts_on).days + 1):
                yield closure.starts_on + timedelta(days=ahead)


class SignInState(StrEnum):
    """How far somebody is from using Kord."""

    LEFT = "left"
    NO_ADDRESS = "no_address"
    NOT_INVITED = "not_invited"
    INVITED = "invited"
    ACTIVE = "active"


@dataclass(frozen=True)
class PersonLine:
    """One of the staff as the people page shows them. ``classes`` are those they lead on the day asked about."""

    person: Person
    levels: tuple[AccessLevel, ...]
    classes: tuple[str, ...]
    subjects: tuple[str, ...]
    state: SignInState


def sign_in_state(person: Person, on: date) -> SignInState:
    """Return how far somebody is: left, without address, not invited, invited, or signed in once."""
    if person.ends_on is not None and person.ends_on < on:
        return SignInState.LEFT
    if person.user is not None and person.user.last_login is not None:
        return SignInState.ACTIVE
    if not person.email:
        return SignInState.NO_ADDRESS
    return SignInState.NOT_INVITED if person.invited_at is None else SignInState.INVITED


def staff_in_state(school: School, on: date, state: SignInState | None) -> QuerySet[Person]:
    """Return the school's staff in the order of its alphabet; ``state`` narrows down, None leaves out who has left."""
    staff = Person.objects.for_school(school).staff().select_related("user").order_by("sort_key", "pk")
    if state is SignInState.LEFT:
        return staff.filter(ends_on__lt=on)
    staff = staff.exclude(ends_on__lt=on)
    if state is None:
        return staff
    if state is SignInState.ACTIVE:
        return staff.filter(user__last_login__isnull=False)
    staff = staff.filter(Q(user__isnull=True) | Q(user__last_login__isnull=True))
    if state is SignInState.NO_ADDRESS:
        return staff.filter(email="")
    return staff.exclude(email="").filter(invited_at__isnull=state is SignInState.NOT_INVITED)


def person_lines(school: School, people: Iterable[Person], on: date) -> list[PersonLine]:
    """Return what the people page says about these people; two queries for all of them."""
    shown = list(people)
    levels: dict[int, list[AccessLevel]] = defaultdict(list)
    users = [person.user_id for person in shown if person.user_id]
    memberships = Membership.objects.current(on).filter(school=school, user__in=users).order_by("pk")
    for user, level in memberships.values_list("user_id", "level"):
        levels[user].append(AccessLevel(level))
    classes: dict[int, list[str]] = defaultdict(list)
    subjects: dict[int, dict[str, None]] = defaultdict(dict)
    members = GroupMember.objects.current(on).filter(
        person__in=shown,
        part__in=[GroupPart.CLASS_TEACHER, GroupPart.TEACHER],
        group__school_year__ends_on__gte=on,
    )
    for person, part, name, subject in members.order_by("group__sort_key").values_list(
        "person_id", "part", "group__name", "group__subject"
    ):
        if part == GroupPart.CLASS_TEACHER:
            classes[person].append(name)
        else:
            subjects[person][subject] = None  # taught to several classes, it is one subject
    return [
        PersonLine(
            person=person,
            levels=tuple(levels[person.user_id]) if person.user_id else offered_levels(person),
            classes=tuple(classes[person.pk]),
            subjects=tuple(subjects[person.pk]),
            state=sign_in_state(person, on),
        )
        for person in shown
    ]


def offered_levels(person: Person) -> tuple[AccessLevel, ...]:
    """Return the access level that waits until a login joins as this person."""
    return (AccessLevel(person.offered_level),) if person.offered_level else ()


def may_correct(access: Access, person: Person) -> bool:
    """Whether the one who asks may change this person: not somebody with more power than they may give."""
    given = levels_given_by(access)
    if given.issuperset(SCHOOL_LEVELS):
        return True
    held = Membership.objects.filter(user=person.user_id or 0, school=person.school_id).levels()
    return {*map(AccessLevel, held), *offered_levels(person)} <= given


@dataclass(frozen=True)
class StaffCounts:
    """How many of the staff there are, and how many of them can be reached."""

    staff: int
    with_email: int
    signed_in: int
    to_invite: int
    to_invite_later: int  # of them, whose mail waits because they come later than in two weeks
    class_teachers: int
    teachers: int  # who teach or lead a class


def staff_counts(schools: Iterable[School], on: date) -> dict[int, StaffCounts]:
    """Return the counts of many schools by primary key; one query."""
    wanted = [school.pk for school in schools]
    here = Q(people__kind=PersonKind.STAFF) & not_over(on, of="people__")
    unseen = Q(people__user__isnull=True) | Q(people__user__last_login__isnull=True)
    uninvited = Q(people__invited_at__isnull=True)
    invited = here & ~Q(people__email="") & unseen & uninvited
    teaches = (
        (Q(people__starts_on__isnull=True) | Q(people__starts_on__lte=on))  # as the posts count who is here
        & Q(people__group_memberships__part__in=[GroupPart.CLASS_TEACHER, GroupPart.TEACHER])
        & (Q(people__group_memberships__starts_on__isnull=True) | Q(people__group_memberships__starts_on__lte=on))
        & not_over(on, of="people__group_memberships__")
    )
    leads = Q(people__group_memberships__part=GroupPart.CLASS_TEACHER)
    rows = School.objects.filter(pk__in=wanted).annotate(
        staff=Count("people", filter=here, distinct=True),
        with_email=Count("people", filter=here & ~Q(people__email=""), distinct=True),
        signed_in=Count("people", filter=here & Q(people__user__last_login__isnull=False), distinct=True),
        to_invite=Count("people", filter=invited, distinct=True),
        later=Count("people", filter=invited & Q(people__starts_on__gt=on + BEFORE), distinct=True),
        class_teachers=Count("people", filter=here & teaches & leads, distinct=True),
        teachers=Count("people", filter=here & teaches, distinct=True),
    )
    return {
        pk: StaffCounts(*counts)
        for pk, *counts in rows.values_list(
            "pk", "staff", "with_email", "signed_in", "to_invite", "later", "class_teachers", "teachers"
        )
    }
