"""What every way of signing ends in: a part is there, the signing is settled, and perhaps the text takes force."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.models import StoredFile
from roles.models import Awaits, InForceBy, Party, RoleVersion, Signature, Signing, SigningState, SigningWay
from roles.notifications import send_signing
from roles.queries.signings import holds_post
from roles.services.approval import local_day, record_force_act
from roles.services.errors import RoleError
from schools import audit
from schools.actors import Actor
from schools.guarded import guarded_write
from schools.models import Person


@dataclass(frozen=True)
class SignedPart:
    """One party's signature, to be written down. ``name`` is the one in the certificate, else the person's."""

    party: Party
    name: str
    at: datetime
    person: Person | None = None
    acting_for: str = ""


def lock_waiting(seen: Signing, *, now: datetime) -> Signing:
    """Return the signing locked, its text first, so that of two last signers one puts the text in force.

    Raises RoleError (signing_settled, holder_left) where nobody can sign any more.
    """
    RoleVersion.objects.select_for_update(of=("self",)).get(pk=seen.version_id)
    signing = (
        Signing.objects.select_for_update(of=("self",))
        .select_related("version__role__school", "version__pdf", "person__user", "waiting_file")
        .get(pk=seen.pk)
    )
    if signing.state != SigningState.WAITING:
        raise RoleError("signing_settled", "This signing is settled already.")
    if not holds_post(signing, on=local_day(signing.version.role.school, now)):
        raise RoleError("holder_left", "The person no longer holds this post, so their signature is not taken.")
    return signing


def write_parts(signing: Signing, parts: list[SignedPart], *, way: SigningWay) -> None:
    """Write signatures down; what stood there for the same party before is replaced (the whole file came anew)."""
    with guarded_write():
        Signature.objects.filter(signing=signing, party__in=[part.party for part in parts]).delete()
        for part in parts:
            Signature.objects.create(
                signing=signing,
                party=part.party,
                person=part.person,
                name=part.name[:200],
                way=way,
                at=part.at,
                acting_for=part.acting_for[:300],
            )


def pass_on(signing: Signing, *, way: SigningWay, file: StoredFile, by: Actor, now: datetime) -> Signing:
    """The employer has signed: the file waits for the employee, who is told."""
    signing.awaits, signing.way, signing.waiting_file = Awaits.EMPLOYEE, way, file
    with guarded_write():
        signing.save(update_fields=["awaits", "way", "waiting_file", "brought_by", "checked"])
    send_signing(signing, now=now)
    note(signing, "signing.employer_signed", {"way": way.value, "sha256": file.sha256}, by=by, now=now)
    return signing


def settle(signing: Signing, *, way: SigningWay, file: StoredFile | None, by: Actor, now: datetime) -> Signing:
    """Everybody has signed: the file stays as it is, and the text takes force where this was the last signature."""
    signing.state, signing.awaits, signing.way = SigningState.SIGNED, "", way
    signing.file, signing.waiting_file, signing.settled_at = file, None, now
    with guarded_write():
        signing.save()
    take_force(signing.version, by=by, now=now)
    note(signing, "signing.signed", {"way": way.value, "sha256": file.sha256 if file else None}, by=by, now=now)
    return signing


def take_force(version: RoleVersion, *, by: Actor, now: datetime) -> None:
    """Put a text in force once nobody's signature is waited for and one is there; its day is that of the last one.

    A signature names its own time: a day before the approval or still to come is not believed. Nothing happens where
    an order puts the text in force, where it is in force already, or where a newer text is. Raises RoleError as
    :func:`record_force_act`.
    """
    if version.role.in_force_by != InForceBy.BOTH_SIGNATURES or version.force_act_on is not None:
        return
    if version.approved_at is None or Signing.objects.filter(version=version).waiting().exists():
        return
    signed = Signature.objects.filter(signing__version=version, signing__state=SigningState.SIGNED)
    last = signed.order_by("-at").first()
    if last is None:
        return
    school = version.role.school
    day = min(max(local_day(school, last.at), local_day(school, version.approved_at)), local_day(school, now))
    try:
        record_force_act(version=version, act_on=day, note="", by=by, now=now)
    except RoleError as error:
        if error.code != "newer_in_force":
            raise


def note(signing: Signing, verb: str, data: dict[str, Any], *, by: Actor, now: datetime) -> None:
    """Write the audit event of a signing; last in its transaction."""
    role = signing.version.role
    about = {"role": role.code, "number": signing.version.number, "person": signing.person.public_id}
    audit.record(verb=verb, scope=role.school, subject=signing, data={**about, **data}, by=by, now=now)
