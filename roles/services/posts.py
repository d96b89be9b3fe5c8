"""Who is this here? Posts that a text binds, and who holds them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from roles import signals
from roles.models import BoundPost, FilledBy, Role, RoleAssignment
from roles.services.approval import local_day
from roles.services.errors import RoleError
from schools import audit
from schools.actors import Actor
from schools.models import Person


@transaction.atomic
def map_post(
    *,
    bound_post: BoundPost,
    by: Actor,
    now: datetime,
    role: Role | None = None,
    filled_by: str | None = None,
    access_level: str = "",
    people: Sequence[Person] | None = None,
    is_each: bool = False,
) -> BoundPost:
    """Say who a bound post is here: another post of the school, everybody of a kind, or named people.

    Exactly one of ``role``, ``filled_by`` and ``people``; ``people=[]`` means nobody yet. Named people have one row
    together, which any of them ticks off, or with ``is_each`` one each. A kind or people change the textless Role
    that stands for the post, so every text that binds it is meant; who was named before is named no more. Raises
    RoleError (one_answer, other_school, has_text).
    """
    if sum(answer is not None for answer in (role, filled_by, people)) != 1:
        raise RoleError("one_answer", "A post is one thing: a post of the school, a kind of people, or named people.")
    post = (
        BoundPost.objects.select_for_update(of=("self",))
        .select_related("role", "version__role__school")
        .get(pk=bound_post.pk)
    )
    school = post.version.role.school
    before = post.role
    if role is not None:
        if role.school_id != school.pk:
            raise RoleError("other_school", "The post belongs to another school.")
        post.role = role
    else:
        named = FilledBy.NAMED_EACH if is_each else FilledBy.ASSIGNMENT
        _fill(post, FilledBy(filled_by or named), access_level, people, by=by, now=now)
    post.is_confirmed = True
    post.save(update_fields=["role", "is_confirmed"])
    signals.post_mapped.send(BoundPost, school=school, post=post, before=before, after=post.role, by=by, now=now)
    audit.record(
        verb="bound_post.mapped",
        scope=school,
        subject=post.version,
        data={"post": post.key, "from": before.code, "to": post.role.code, "filled_by": post.role.filled_by},
        by=by,
        now=now,
    )
    return post


def _fill(
    post: BoundPost,
    wanted: FilledBy,
    access_level: str,
    people: Sequence[Person] | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    role = post.role
    if wanted == FilledBy.ACCESS_LEVEL and not access_level:
        raise RoleError("one_answer", "Say which access level fills the post.")
    role.filled_by = wanted
    role.access_level = access_level if wanted == FilledBy.ACCESS_LEVEL else ""
    role.save(update_fields=["filled_by", "access_level"])
    if people is not None or not wanted.is_by_name:
        set_holders(role=role, people=people or (), starts_on=local_day(role.school, now), by=by, now=now)


@transaction.atomic
def set_filling(*, role: Role, is_each: bool, by: Actor, now: datetime) -> None:
    """Say whether those who are named for a post do its work together or each for themselves.

    Raises RoleError (not_assigned) for a post that is filled by a kind of people.
    """
    role = Role.objects.select_for_update(of=("self",)).select_related("school").get(pk=role.pk)
    if not FilledBy(role.filled_by).is_by_name:
        raise RoleError("not_assigned", "This post is filled by a kind of people, not by names.")
    wanted = FilledBy.NAMED_EACH if is_each else FilledBy.ASSIGNMENT
    if role.filled_by == wanted:
        return
    audit.record(
        verb="role.filling_changed",
        scope=role.school,
        subject=f"role:{role.code}",
        data={"from": role.filled_by, "to": wanted},
        by=by,
        now=now,
    )
    role.filled_by = wanted
    role.save(update_fields=["filled_by"])
    signals.filling_changed.send(Role, school=role.school, role=role, by=by, now=now)


@transaction.atomic
def set_holders(*, role: Role, people: Sequence[Person], starts_on: date, by: Actor, now: datetime) -> None:
    """Make these the holders from a day on; appointments of others end the day before, those of the same stay."""
    wanted = {person.pk: person for person in people}
    for assignment in RoleAssignment.objects.filter(role=role).current(starts_on):
        if assignment.person_id in wanted and assignment.ends_on is None:
            del wanted[assignment.person_id]
        else:
            end_assignment(assignment=assignment, last_day=starts_on - timedelta(days=1), by=by, now=now)
    for person in wanted.values():
        assign_holder(role=role, person=person, starts_on=starts_on, by=by, now=now)


@transaction.atomic
def assign_holder(
    *,
    role: Role,
    person: Person,
    starts_on: date,
    by: Actor,
    now: datetime,
    ends_on: date | None = None,
    share: int | None = None,
) -> RoleAssignment:
    """Let a person hold a post from a day on (``share`` in percent of full time).

    The same appointment again is returned as it is. Raises RoleError (other_school, not_assigned, overlap, order).
    """
    if person.school_id != role.school_id:
        raise RoleError("other_school", "The person belongs to another school.")
    if not FilledBy(role.filled_by).is_by_name:
        raise RoleError("not_assigned", "This post is filled by a kind of people, not by names.")
    if ends_on is not None and ends_on < starts_on:
        raise RoleError("order", "The last day lies before the first.")
    Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    for other in RoleAssignment.objects.filter(role=role, person=person):
        if (other.starts_on, other.ends_on, other.share) == (starts_on, ends_on, share):
            return other
        if other.starts_on <= (ends_on or date.max) and starts_on <= (other.ends_on or date.max):
            raise RoleError("overlap", "The person holds this post already in that time.", starts_on=other.starts_on)
    assignment = RoleAssignment.objects.create(
        role=role, person=person, starts_on=starts_on, ends_on=ends_on, share=share
    )
    _tell(assignment, "role.holder_assigned", by=by, now=now)
    return assignment


@transaction.atomic
def end_assignment(*, assignment: RoleAssignment, last_day: date, by: Actor, now: datetime) -> RoleAssignment | None:
    """End an appointment; the last day still counts. One that would end before it began is removed (None)."""
    assignment = (
        RoleAssignment.objects.select_for_update(of=("self",))
        .select_related("role__school", "person")
        .get(pk=assignment.pk)
    )
    if last_day < assignment.starts_on:
        _tell(assignment, "role.holder_removed", by=by, now=now)
        assignment.delete()
        return None
    assignment.ends_on = last_day
    assignment.save(update_fields=["ends_on"])
    _tell(assignment, "role.holder_ended", by=by, now=now)
    return assignment


def _tell(assignment: RoleAssignment, verb: str, *, by: Actor, now: datetime) -> None:
    school = assignment.role.school
    signals.holders_changed.send(
        RoleAssignment, school=school, role=assignment.role, person=assignment.person, by=by, now=now
    )
    audit.record(
        verb=verb,
        scope=school,
        subject=f"role:{assignment.role.code}",
        data={
            "person": assignment.person.public_id,
            "starts_on": assignment.starts_on.isoformat(),
            "ends_on": assignment.ends_on.isoformat() if assignment.ends_on else None,
            "share": assignment.share,
        },
        by=by,
        now=now,
    )
