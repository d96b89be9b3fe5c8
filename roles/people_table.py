"""Writing a pasted list of staff: one service, one transaction."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roles.models import FilledBy
from roles.people_plan import Decisions, Plan, PlannedPost, PlannedRow, plan_people_table
from roles.services import assign_holder
from schools import audit
from schools.access_levels import AccessLevel
from schools.actors import Actor
from schools.models import Group, Membership, Person, School
from schools.models.groups import GroupPart
from schools.models.spans import not_over
from schools.people_reading import Table
from schools.queries import offered_levels
from schools.services import (
    PersonDraft,
    add_classes,
    add_person,
    end_person,
    set_class_teachers,
    set_level,
    teach_subjects,
    update_person,
)


class PeopleMovedError(Exception):
    """Somebody else has changed the people since the preview; ``plan`` is the new one."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("The people have changed since the preview.")
        self.plan = plan


class OpenQuestionsError(Exception):
    """Rows are wrong or questions unanswered; nothing was written. ``plan`` says which."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("There are open questions.")
        self.plan = plan


@dataclass(frozen=True)
class Applied:
    """How many people were added and changed, and how many classes made; ``people`` in the order of the rows."""

    added: int
    changed: int
    classes: int
    people: tuple[Person, ...] = ()


@dataclass(frozen=True)
class _Act:
    """Who writes, when, and from which day what is written holds."""

    school: School
    by: Actor
    now: datetime
    on: date


@transaction.atomic
def apply_people_table(
    *,
    school: School,
    table: Table,
    decisions: Decisions,
    expected: str,
    levels: frozenset[AccessLevel],
    on: date,
    by: Actor,
    now: datetime,
) -> Applied:
    """Write what the preview showed: people, their logins and access, classes, class teachers and posts.

    Nobody is invited and nothing mailed. ``expected`` is the digest of the plan that was shown. Raises
    PeopleMovedError when the school has changed since, OpenQuestionsError when a row is wrong or open.
    """
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    plan = plan_people_table(school=school, table=table, decisions=decisions, on=on, levels=levels)
    if plan.digest != expected:
        raise PeopleMovedError(plan)
    if plan.is_open:
        raise OpenQuestionsError(plan)
    act = _Act(school, by, now, on)
    classes = add_classes(year=plan.year, names=plan.new_classes, by=by, now=now) if plan.year else []
    people = [(row, _write_person(row, act)) for row in plan.rows if row.state in ("new", "changed", "same")]
    _write_classes(plan, people, act)
    _write_subjects(plan, people, act)
    added, changed = plan.of_state("new"), plan.of_state("changed")
    audit.record(
        verb="people.table_applied",
        scope=school,
        subject=f"school:{school.slug}",
        data={
            "added": len(added),
            "changed": len(changed),
            "classes": len(classes),
            "digest": audit.digest_of(person.public_id for _row, person in people),
        },
        by=by,
        now=now,
    )
    return Applied(len(added), len(changed), len(classes), tuple(person for _row, person in people))


def _write_person(row: PlannedRow, act: _Act) -> Person:
    cells = row.cells
    if row.person is None:
        draft = PersonDraft(
            cells.given_name, cells.family_name, cells.email, cells.job_title, cells.starts_on, cells.ends_on
        )
        person = add_person(school=act.school, draft=draft, by=act.by, now=act.now)
    else:
        person = row.person
        if row.state == "changed":
            _correct(row, person, act)
    _give_access(row, person, act)
    for held in row.posts:
        _give_post(person, held, act, cells.starts_on)
    if row.person is not None and cells.ends_on and cells.ends_on != person.ends_on:
        end_person(person=person, last_day=cells.ends_on, by=act.by, now=act.now)
    return person


def _correct(row: PlannedRow, person: Person, act: _Act) -> None:
    cells = row.cells
    draft = PersonDraft(
        given_name=cells.given_name,
        family_name=cells.family_name,
        email=cells.email or person.email,
        job_title=cells.job_title or person.job_title,
        starts_on=cells.starts_on or person.starts_on,
    )
    before = (person.given_name, person.family_name, person.email, person.job_title, person.starts_on)
    wanted = (draft.given_name, draft.family_name, draft.email, draft.job_title, draft.starts_on)
    if before != wanted:
        update_person(person=person, draft=draft, by=act.by, now=act.now)


def _give_access(row: PlannedRow, person: Person, act: _Act) -> None:
    """A login without a password, and the access level: nothing is mailed, nobody can sign in before an invitation.

    An address that has a login gets neither: the level is kept until that login joins.
    """
    if not person.email or (person.user is not None and row.cells.level is None):
        return
    held = Membership.objects.current(act.on).filter(user=person.user_id or 0, school=act.school)
    current = {*held.levels(), *offered_levels(person)}
    level = row.cells.level or (None if current else AccessLevel.STAFF)
    if level is not None and level not in current:
        set_level(person=person, level=level, on=act.on, by=act.by, now=act.now)


def _give_post(person: Person, held: PlannedPost, act: _Act, starts_on: date | None) -> None:
    if not FilledBy(held.role.filled_by).is_by_name:
        return  # class teachers, teachers and all staff hold their posts by what they are
    lasting = not_over(act.on)
    if held.role.assignments.filter(lasting, person=person).exists():
        return
    assign_holder(
        role=held.role,
        person=person,
        starts_on=starts_on or act.on,
        share=held.share,
        by=act.by,
        now=act.now,
    )


def _write_classes(plan: Plan, people: list[tuple[PlannedRow, Person]], act: _Act) -> None:
    """Make those who are named the class teachers; classes that no row names keep theirs."""
    wanted: dict[str, list[Person]] = defaultdict(list)
    for row, person in people:
        for name in row.cells.class_teacher_of:
            wanted[name.casefold()].append(person)
    if not wanted or plan.year is None:
        return
    starts_on = max(act.on, plan.year.starts_on)
    for group in Group.objects.for_school(act.school).homerooms().of_year(plan.year).select_related("school"):
        teachers = wanted.get(group.name.casefold())
        if teachers is None:
            continue
        members = group.members.current(starts_on).filter(part=GroupPart.CLASS_TEACHER)
        current = set(members.values_list("person_id", flat=True))
        if current != {person.pk for person in teachers}:
            set_class_teachers(group=group, people=teachers, starts_on=starts_on, by=act.by, now=act.now)


def _write_subjects(plan: Plan, people: list[tuple[PlannedRow, Person]], act: _Act) -> None:
    """Let those who are named teach what their rows say, besides what they teach already."""
    if plan.year is None:
        return
    starts_on = max(act.on, plan.year.starts_on)
    for row, person in people:
        if row.cells.subjects:
            teach_subjects(
                person=person,
                year=plan.year,
                subjects=row.cells.subjects,
                starts_on=starts_on,
                by=act.by,
                now=act.now,
            )
