"""Asking for signatures, taking a file that was signed elsewhere, declining, and what is noted of it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from documents.models import StoredFile
from documents.services import read_file, store_file
from documents.signatures import records
from documents.signatures.records import Remark, Verification
from documents.signatures.verifying import verify_file
from roles.models import Awaits, Party, RoleVersion, Signature, Signing, SigningState, SigningWay
from roles.notifications import send_reminder, send_signing
from roles.queries.holders import holders_on
from roles.queries.signings import EmployerSigner, employer_signers, holds_post, parties_of
from roles.services.approval import local_day
from roles.services.errors import RoleError, SignedFileError
from roles.services.settling import SignedPart, lock_waiting, note, pass_on, settle, take_force, write_parts
from roles.signature_parts import Expected, Part, PartsError, parts_of, same_name
from schools import audit
from schools.actors import Actor
from schools.guarded import guarded_write
from schools.models import Person, User

PURPOSE = "signed_role"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "asice": "application/vnd.etsi.asic-e+zip",
    "bdoc": "application/vnd.etsi.asic-e+zip",
    "adoc": "application/vnd.lt.archyvai.adoc-2008",
}
_SENTENCES = {
    "employer_first": "The employer signs first; this file has the employee's signature alone.",
    "wrong_order": "The employer signs first; in this file the employee did.",
    "same_signer": "Both signatures are of one certificate.",
}


@transaction.atomic
def ask_signatures(*, version: RoleVersion, by: Actor, now: datetime) -> list[Signing]:
    """Ask those who hold the post today to sign an approved text; returns the signings that are new or asked again.

    Whoever signed is not asked again; whoever declined, or left and came back, is. Raises RoleError (not_approved,
    no_signatures, newer_text, nobody_to_sign).
    """
    version = (
        RoleVersion.objects.select_for_update(of=("self",)).select_related("role__school", "pdf").get(pk=version.pk)
    )
    role, school = version.role, version.role.school
    _check_askable(version)
    people = [holder.person for holder in holders_on(role, on=local_day(school, now))]
    if not people:
        raise RoleError("nobody_to_sign", "Nobody holds this post today, so nobody can be asked.")
    asked = [one for person in people if (one := _ask(version, person, by, now)) is not None]
    for signing in asked:
        if signing.awaits == Awaits.EMPLOYEE:
            send_signing(signing, now=now)
    if asked:
        data = {
            "role": role.code,
            "number": version.number,
            "count": len(asked),
            "digest": audit.digest_of(one.person.public_id for one in asked),
        }
        audit.record(verb="signing.asked", scope=school, subject=version, data=data, by=by, now=now)
    return asked


def _check_askable(version: RoleVersion) -> None:
    if version.is_draft or version.pdf is None:
        raise RoleError("not_approved", "The text has to be approved first.")
    if not parties_of(version):
        raise RoleError("no_signatures", "The employer's decision puts this text in force; nobody signs it.")
    newer = RoleVersion.objects.approved().filter(
        role=version.role, language=version.language, number__gt=version.number
    )
    if (found := newer.order_by("number").first()) is not None:
        raise RoleError("newer_text", f"Version {found.number} is approved; that one is signed.", number=found.number)


def _ask(version: RoleVersion, person: Person, by: Actor, now: datetime) -> Signing | None:
    signing = Signing.objects.filter(version=version, person=person).select_related("person__user").first()
    if signing is not None and signing.state in (SigningState.WAITING, SigningState.SIGNED):
        return None
    signing = signing or Signing(version=version, person=person)
    signing.version = version
    signing.state, signing.awaits = SigningState.WAITING, parties_of(version)[0].value
    signing.way, signing.reason, signing.settled_at, signing.checked = "", "", None, {}
    signing.asked_at, signing.asked_by = now, by if isinstance(by, User) else None
    with guarded_write():
        signing.save()
        Signature.objects.filter(signing=signing).delete()
    return signing


def take_signed_file(
    *, signing: Signing, content: bytes, name: str, by: User, person: Person | None, now: datetime, basis: str = ""
) -> Signing:
    """Take a container or PDF that was signed elsewhere; its bytes stay as they are.

    It must hold exactly the approved PDF and only signatures that fit it, the employer's before the employee's. The
    employer's alone is kept, and the employee is told. ``person`` is who brings it, ``basis`` (of somebody who stands
    in for the principal) on what grounds they sign. The same bytes again change nothing. Raises RoleError,
    SignedFileError, documents.signatures.verifying.SignatureFileError, documents.services.FileError.
    """
    version = RoleVersion.objects.select_related("role__school", "pdf").get(pk=signing.version_id)
    if version.pdf is None:
        raise RoleError("not_approved", "The text has to be approved first.")
    digest = hashlib.sha256(content).hexdigest()
    seen = Signing.objects.select_related("file", "waiting_file").get(pk=signing.pk)
    if digest in {one.sha256 for one in (seen.file, seen.waiting_file) if one is not None}:
        return seen
    # Checked before the transaction: the limited process may take seconds.
    found = verify_file(content, against=read_file(version.pdf), now=now)
    _check_file(version, found)
    with transaction.atomic():
        signing = lock_waiting(signing, now=now)
        parts = own_parts(signing, found, now=now)
        if signing.awaits == Awaits.EMPLOYEE and all(part.party == Party.EMPLOYER for part, _signed in parts):
            raise RoleError("employee_missing", "The employee's signature is missing in this file.")
        stored = keep(signing, content, name, found, by=by, now=now)
        signing.brought_by = by
        return place(signing, found, parts, stored, by=by, now=now, basis=basis)


def _check_file(version: RoleVersion, found: Verification) -> None:
    """Refuse what does not hold this document, or holds a signature that does not fit. Raises SignedFileError."""
    codes = [remark.code for remark in found.warnings]
    if "other_document" in codes:
        hashes = [one.sha256 for one in found.files]
        other = RoleVersion.objects.filter(role=version.role, pdf__sha256__in=hashes).order_by("number").first()
        if other is not None:
            raise RoleError(
                "other_version",
                f"The file holds version {other.number}, not {version.number}.",
                number=other.number,
                wanted=version.number,
            )
    broken = next((one for one in found.signatures if one.problem), None)
    if broken is not None:
        raise SignedFileError(Remark(f"signature_{broken.problem}", {"signer": broken.signer.name or broken.place}))
    if not found.covers_document:
        grave = ("not_a_container", "other_document", "document_changed", "no_signatures")
        raise SignedFileError(Remark(next((code for code in grave if code in codes), "other_document")))


def own_parts(signing: Signing, found: Verification, *, now: datetime) -> list[tuple[Part, SignedPart]]:
    """Return whose the signatures over the document are, with the person where the name is known. Raises RoleError."""
    school = signing.version.role.school
    on = local_day(school, now)
    employers = [one for one in employer_signers(school, on=on) if one.person.pk != signing.person_id]
    expected = Expected(
        parties=tuple(party.value for party in parties_of(signing.version)),
        employers=tuple(one.person.name for one in employers),
        holder=signing.person.name,
    )
    try:
        parts = parts_of([one for one in found.signatures if one.covers_document], expected)
    except PartsError as error:
        raise RoleError(error.code, _SENTENCES[error.code]) from None
    return [(part, _signed(part, signing, employers, now)) for part in parts]


def _signed(part: Part, signing: Signing, employers: Sequence[EmployerSigner], now: datetime) -> SignedPart:
    name, at = part.signature.signer.name, part.signature.time or now
    if part.party == Party.EMPLOYEE:
        return SignedPart(Party.EMPLOYEE, name, at, None if part.differs else signing.person)
    who = next((one for one in employers if _is(one, part)), None)
    acting = who.acting_for.name if who and who.acting_for else ""
    return SignedPart(Party.EMPLOYER, name, at, who.person if who else None, acting)


def _is(one: EmployerSigner, part: Part) -> bool:
    return not part.differs and same_name(part.signature.signer, one.person.name)


def keep(signing: Signing, content: bytes, name: str, found: Verification, *, by: Actor, now: datetime) -> StoredFile:
    """Store a signed file exactly as it came."""
    return store_file(
        school=signing.version.role.school,
        content=content,
        name=name,
        media_type=MEDIA_TYPES[found.container],
        purpose=PURPOSE,
        by=by,
        now=now,
    )


def place(
    signing: Signing,
    found: Verification,
    parts: Sequence[tuple[Part, SignedPart]],
    stored: StoredFile,
    *,
    by: Actor,
    now: datetime,
    basis: str = "",
) -> Signing:
    """Write down what a checked file brings to a locked signing, and settle it where nobody is missing."""
    signing.checked = {
        **records.to_json(found),
        "differs": [part.party for part, _signed in parts if part.differs],
        "at": now.isoformat(),
    }
    write_parts(signing, [_with_basis(signed, basis) for _part, signed in parts], way=SigningWay.OUTSIDE)
    if {signed.party for _part, signed in parts} == set(parties_of(signing.version)):
        return settle(signing, way=SigningWay.OUTSIDE, file=stored, by=by, now=now)
    return pass_on(signing, way=SigningWay.OUTSIDE, file=stored, by=by, now=now)


def _with_basis(signed: SignedPart, basis: str) -> SignedPart:
    if not signed.acting_for or not basis:
        return signed
    return SignedPart(signed.party, signed.name, signed.at, signed.person, f"{signed.acting_for}; {basis}")


@transaction.atomic
def decline_signing(*, signing: Signing, reason: str, by: User, person: Person | None, now: datetime) -> Signing:
    """The holder does not sign, and says why. Raises RoleError (not_yours, no_reason, signing_settled, holder_left)."""
    signing = lock_waiting(signing, now=now)
    if person is None or person.pk != signing.person_id:
        raise RoleError("not_yours", "Nobody answers for somebody else.")
    if not reason.strip():
        raise RoleError("no_reason", "Say why.")
    signing.state, signing.awaits, signing.settled_at, signing.reason = SigningState.DECLINED, "", now, reason.strip()
    signing.way, signing.waiting_file = "", None
    with guarded_write():
        signing.save()
        Signature.objects.filter(signing=signing).delete()
    take_force(signing.version, by=by, now=now)
    note(signing, "signing.declined", {}, by=by, now=now)
    return signing


@transaction.atomic
def withdraw_signing(*, signing: Signing, by: Actor, now: datetime) -> Signing:
    """Ask no longer for the signature of somebody who has left the post. Raises RoleError (still_holds,
    signing_settled)."""
    RoleVersion.objects.select_for_update(of=("self",)).get(pk=signing.version_id)
    signing = (
        Signing.objects.select_for_update(of=("self",))
        .select_related("version__role__school", "person")
        .get(pk=signing.pk)
    )
    if signing.state not in (SigningState.WAITING, SigningState.DECLINED):
        raise RoleError("signing_settled", "This signing is settled already.")
    if holds_post(signing, on=local_day(signing.version.role.school, now)):
        raise RoleError("still_holds", "The person holds the post, so their signature is still asked for.")
    signing.state, signing.awaits, signing.settled_at, signing.reason = SigningState.WITHDRAWN, "", now, ""
    signing.way, signing.waiting_file = "", None
    with guarded_write():
        signing.save()
        Signature.objects.filter(signing=signing).delete()
    take_force(signing.version, by=by, now=now)
    note(signing, "signing.withdrawn", {}, by=by, now=now)
    return signing


@transaction.atomic
def remind_signers(*, signings: Sequence[Signing], by: Actor, now: datetime) -> int:
    """Remind those whose turn it is, each at most once a day; returns how many are reminded."""
    count = 0
    for seen in signings:
        school = seen.version.role.school
        on = local_day(school, now)
        with guarded_write():
            taken = (
                Signing.objects.waiting()
                .filter(pk=seen.pk, awaits=Awaits.EMPLOYEE)
                .exclude(reminded_on=on)
                .update(reminded_on=on)
            )
        if taken and holds_post(seen, on=on):
            send_reminder(seen, on=on, now=now)
            note(seen, "signing.reminded", {"on": on.isoformat()}, by=by, now=now)
            count += 1
    return count


@transaction.atomic
def register_signing(*, signing: Signing, number: str, link: str, by: Actor, now: datetime) -> Signing:
    """Note where the signed text stands in the school's register of documents. Raises RoleError (not_signed)."""
    signing = (
        Signing.objects.select_for_update(of=("self",))
        .select_related("version__role__school", "person")
        .get(pk=signing.pk)
    )
    if signing.state != SigningState.SIGNED:
        raise RoleError("not_signed", "Only a signed text is registered.")
    signing.registered_number, signing.registered_link = number, link
    with guarded_write():
        signing.save(update_fields=["registered_number", "registered_link"])
    note(signing, "signing.registered", {"has_link": bool(link)}, by=by, now=now)
    return signing
