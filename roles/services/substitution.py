"""Standing in for somebody who is away: asked, then accepted or refused."""

from datetime import datetime

from django.db import transaction

from roles import signals
from roles.models import Role, Substitution
from roles.notifications import send_question
from roles.services.errors import RoleError
from schools import audit
from schools.actors import Actor
from schools.models import Absence, Group, Person


@transaction.atomic
def ask_substitute(
    *,
    absence: Absence,
    substitute: Person,
    by: Actor,
    now: datetime,
    role: Role | None = None,
    group: Group | None = None,
) -> Substitution:
    """Ask somebody to stand in: in one post, in one class, or (neither) in everything of the absent person.

    An open question to the same person about the same thing is returned as it is. Raises RoleError
    (other_school, one_answer, same_person, taken).
    """
    school = absence.person.school
    if any(thing is not None and thing.school_id != school.pk for thing in (substitute, role, group)):
        raise RoleError("other_school", "Only one's own school can stand in.")
    if role is not None and group is not None:
        raise RoleError("one_answer", "A substitute stands in for a post or for a class.")
    if substitute.pk == absence.person_id:
        raise RoleError("same_person", "Nobody stands in for themselves.")
    # The absence is the lock: two questions about it are asked one after the other.
    Absence.objects.select_for_update().get(pk=absence.pk)
    about = Substitution.objects.filter(absence=absence, role=role, group=group, refused_at__isnull=True)
    existing = about.filter(substitute=substitute).first()
    if existing is not None:
        return existing
    if about.filter(accepted_at__isnull=False).exists():
        raise RoleError("taken", "Somebody has agreed to stand in already.")
    substitution = Substitution.objects.create(
        absence=absence, substitute=substitute, role=role, group=group, asked_at=now
    )
    send_question(substitution, now=now)
    audit.record(
        verb="substitution.asked",
        scope=school,
        subject=substitution,
        data={
            "absence": absence.public_id,
            "substitute": substitute.public_id,
            "role": role.code if role else None,
            "group": group.public_id if group else None,
        },
        by=by,
        now=now,
    )
    return substitution


@transaction.atomic
def answer_substitution(*, substitution: Substitution, accept: bool, by: Actor, now: datetime) -> Substitution:
    """Accept or refuse; the first answer stays. Raises RoleError (answered, taken)."""
    substitution = (
        Substitution.objects.select_for_update(of=("self",))  # the post and the class may be none: no lock there
        .select_related("absence__person__school", "substitute", "role", "group")
        .get(pk=substitution.pk)
    )
    if substitution.accepted_at or substitution.refused_at:
        if bool(substitution.accepted_at) is accept:
            return substitution
        raise RoleError("answered", "This was answered already.")
    about = Substitution.objects.filter(
        absence=substitution.absence, role=substitution.role, group=substitution.group, accepted_at__isnull=False
    )
    if accept and about.exists():
        raise RoleError("taken", "Somebody has agreed to stand in already.")
    if accept:
        substitution.accepted_at = now
    else:
        substitution.refused_at = now
    substitution.save(update_fields=["accepted_at", "refused_at"])
    school = substitution.absence.person.school
    if accept:
        signals.holders_changed.send(
            Substitution,
            school=school,
            role=substitution.role,
            person=substitution.absence.person,
            by=by,
            now=now,
        )
    audit.record(
        verb="substitution.accepted" if accept else "substitution.refused",
        scope=school,
        subject=substitution,
        by=by,
        now=now,
    )
    return substitution
