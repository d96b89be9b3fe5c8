"""Which classes one person leads, and a post besides."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from roles.models import Role
from roles.services.posts import assign_holder
from schools.actors import Actor
from schools.models import Group, GroupMember, Person, SchoolYear
from schools.models.groups import GroupPart
from schools.services import set_class_teachers, teach_subjects


@transaction.atomic
def set_places(
    *,
    person: Person,
    classes: Iterable[Group] | None,
    from_day: date,
    by: Actor,
    now: datetime,
    subjects: Iterable[str] | None = None,
    year: SchoolYear | None = None,
    post: Role | None = None,
    share: int | None = None,
    on: date,
) -> None:
    """Let a person lead exactly these classes of their year from ``from_day`` on and teach exactly these subjects in
    ``year`` (None: leave them), and hold a post from ``on`` on. Whoever led a class that they get stops the day
    before. Raises RoleError (overlap)."""
    if classes is not None:
        _lead(person, {group.pk: group for group in classes}, from_day, by, now)
    if subjects is not None and year is not None:
        teach_subjects(person=person, year=year, subjects=subjects, starts_on=from_day, only_these=True, by=by, now=now)
    if post is not None:
        assign_holder(role=post, person=person, starts_on=on, share=share, by=by, now=now)


def _lead(person: Person, wanted: dict[int, Group], from_day: date, by: Actor, now: datetime) -> None:
    leading = GroupMember.objects.current(from_day).filter(part=GroupPart.CLASS_TEACHER)
    mine = leading.filter(person=person, group__school_year__starts_on__lte=from_day)
    led = {member.group_id: member.group for member in mine.select_related("group__school")}
    for pk in wanted.keys() - led.keys():
        set_class_teachers(group=wanted[pk], people=[person], starts_on=from_day, by=by, now=now)
    for pk in led.keys() - wanted.keys():
        others = [member.person for member in leading.filter(group=pk).exclude(person=person).select_related("person")]
        set_class_teachers(group=led[pk], people=others, starts_on=from_day, by=by, now=now)
