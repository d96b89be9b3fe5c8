"""An absence that was noted wrongly, and who stands in during it."""

from datetime import date, datetime

from django.db import transaction

from roles import signals
from roles.models import Substitution
from roles.services.substitution import ask_substitute
from schools import audit
from schools.actors import Actor
from schools.models import Absence, Person
from schools.services import move_absence, remove_absence


@transaction.atomic
def end_substitution(*, substitution: Substitution, by: Actor, now: datetime) -> bool:
    """Let somebody no longer stand in, or take the question back. False when it is gone already.

    The row goes, and the audit trail keeps it: who has done something for whom stands with the work itself.
    """
    found = (
        Substitution.objects.select_for_update(of=("self",))
        .select_related("absence__person__school", "substitute", "role")
        .filter(pk=substitution.pk)
        .first()
    )
    if found is None:
        return False
    _tell(found.absence, by=by, now=now)
    _release(found, by=by, now=now)
    return True


@transaction.atomic
def correct_absence(*, absence: Absence, starts_on: date, ends_on: date, by: Actor, now: datetime) -> list[Person]:
    """Correct the days of an absence; return who is asked again.

    Whoever agreed to stand in goes on where only days fall away. Where days are added, nobody is bound to them by an
    older yes: they are asked again, and so is whoever has not answered yet.
    """
    absence = Absence.objects.select_for_update(of=("self",)).select_related("person__school").get(pk=absence.pk)
    if (absence.starts_on, absence.ends_on) == (starts_on, ends_on):
        return []
    _tell(absence, by=by, now=now)
    is_longer = starts_on < absence.starts_on or ends_on > absence.ends_on
    rows = absence.substitutions.filter(refused_at__isnull=True).select_related(
        "substitute__user", "substitute__school", "role", "group", "absence__person__school"
    )
    asked = list(rows.order_by("pk")) if is_longer else []
    for one in asked:
        _release(one, by=by, now=now)
    move_absence(absence=absence, starts_on=starts_on, ends_on=ends_on, by=by, now=now)
    for one in asked:
        ask_substitute(absence=absence, substitute=one.substitute, role=one.role, group=one.group, by=by, now=now)
    return list({one.substitute_id: one.substitute for one in asked}.values())


@transaction.atomic
def take_back_absence(*, absence: Absence, by: Actor, now: datetime) -> list[Person]:
    """Take an absence back, and with it whoever stands in or is asked to; return who had agreed."""
    absence = Absence.objects.select_for_update(of=("self",)).select_related("person__school").get(pk=absence.pk)
    _tell(absence, by=by, now=now)
    rows = absence.substitutions.select_related("substitute", "role", "absence__person__school")
    agreed: dict[int, Person] = {}
    for one in rows.order_by("pk"):
        if one.accepted_at is not None:
            agreed[one.substitute_id] = one.substitute
        _release(one, by=by, now=now)
    remove_absence(absence=absence, by=by, now=now)
    return list(agreed.values())


def _release(substitution: Substitution, *, by: Actor, now: datetime) -> None:
    audit.record(
        verb="substitution.ended",
        scope=substitution.absence.person.school,
        subject=substitution,
        data={
            "absence": substitution.absence.public_id,
            "substitute": substitution.substitute.public_id,
            "role": substitution.role.code if substitution.role else None,
            "had_agreed": substitution.accepted_at is not None,
        },
        by=by,
        now=now,
    )
    substitution.delete()


def _tell(absence: Absence, *, by: Actor, now: datetime) -> None:
    person = absence.person
    signals.holders_changed.send(Absence, school=person.school, role=None, person=person, by=by, now=now)
