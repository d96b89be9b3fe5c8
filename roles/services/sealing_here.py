"""Signing in Kord: both confirm, and the PDF gets the school's seal in the prepared fields, the employer's first."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from cryptography import x509
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from documents.models import StoredFile
from documents.services import read_file, store_file
from documents.signatures.school_certificates import make_school_certificate
from documents.signatures.sealing import Stamp, sign_pdf
from roles.models import Awaits, Party, SchoolSeal, Signing, SigningWay
from roles.queries.signings import EmployerSigner, employer_signer, parties_of
from roles.services.approval import local_day
from roles.services.errors import RoleError
from roles.services.settling import SignedPart, lock_waiting, pass_on, settle, write_parts
from roles.services.signing import PURPOSE
from schools import audit
from schools.actors import Actor
from schools.guarded import guarded_write
from schools.models import Person, School, User
from schools.sealing import seal, unseal
from schools.words import format_date

FIELDS = {Party.EMPLOYER: "sig_employer", Party.EMPLOYEE: "sig_employee"}


@dataclass(frozen=True)
class _Confirming:
    """Who confirms, for which party, and on what grounds where they stand in for the principal."""

    party: Party
    person: Person
    acting_for: str


def confirm_here(*, signing: Signing, by: User, person: Person | None, now: datetime, basis: str = "") -> Signing:
    """Confirm a text in Kord as the one whose turn it is; the caller has just asked for the password again.

    Where both sign, the PDF is sealed with the school's certificate in this party's field. Where an order puts the
    text in force, the employee acknowledges it and no file is made. Raises RoleError (not_yours, other_way,
    no_basis, signing_settled, holder_left, moved_on), documents.signatures.sealing.SealingError.
    """
    seen = Signing.objects.select_related("version__role__school", "version__pdf", "person", "waiting_file").get(
        pk=signing.pk
    )
    confirming = _who(seen, person, basis=basis, now=now)
    if Party.EMPLOYER not in parties_of(seen.version):
        return _acknowledge(seen, confirming, by=by, now=now)
    sealed = _seal_pdf(seen, confirming, by=by, now=now)
    with transaction.atomic():
        signing = lock_waiting(seen, now=now)
        if (signing.awaits, signing.waiting_file_id) != (seen.awaits, seen.waiting_file_id):
            raise RoleError("moved_on", "Somebody else has acted on this signing meanwhile.")
        stored = _store(signing, sealed, by=by, now=now)
        _write(signing, confirming, SigningWay.IN_KORD, now)
        signing.brought_by = by
        if confirming.party == Party.EMPLOYER:
            return pass_on(signing, way=SigningWay.IN_KORD, file=stored, by=by, now=now)
        return settle(signing, way=SigningWay.IN_KORD, file=stored, by=by, now=now)


def _who(signing: Signing, person: Person | None, *, basis: str, now: datetime) -> _Confirming:
    """Nobody signs for somebody else, and nobody for both parties."""
    if signing.awaits == Awaits.EMPLOYEE and person is not None and person.pk == signing.person_id:
        return _Confirming(Party.EMPLOYEE, person, "")
    school = signing.version.role.school
    who = employer_signer(school, person, on=local_day(school, now))
    if signing.awaits != Awaits.EMPLOYER or who is None or who.person.pk == signing.person_id:
        raise RoleError("not_yours", "Nobody signs for somebody else, and nobody for both sides.")
    return _Confirming(Party.EMPLOYER, who.person, _grounds(who, basis))


def _grounds(who: EmployerSigner, basis: str) -> str:
    if who.acting_for is None:
        return ""
    if not basis.strip():
        raise RoleError("no_basis", "Say on what basis you stand in for the principal.")
    return f"{who.acting_for.name}; {basis.strip()}"


@transaction.atomic
def _acknowledge(seen: Signing, confirming: _Confirming, *, by: User, now: datetime) -> Signing:
    signing = lock_waiting(seen, now=now)
    _write(signing, confirming, SigningWay.ACKNOWLEDGED, now)
    signing.brought_by = by
    return settle(signing, way=SigningWay.ACKNOWLEDGED, file=None, by=by, now=now)


def _write(signing: Signing, confirming: _Confirming, way: SigningWay, now: datetime) -> None:
    part = SignedPart(confirming.party, confirming.person.name, now, confirming.person, confirming.acting_for)
    write_parts(signing, [part], way=way)


def _seal_pdf(signing: Signing, confirming: _Confirming, *, by: Actor, now: datetime) -> bytes:
    """Return the PDF so far with this party's seal; made before the transaction, because it takes a second."""
    if signing.way not in ("", SigningWay.IN_KORD):
        raise RoleError("other_way", "The employer has signed in another way; sign in the same one, or on paper.")
    version, school = signing.version, signing.version.role.school
    before = signing.waiting_file or version.pdf
    if before is None:
        raise RoleError("not_approved", "The text has to be approved first.")
    certificate, key = school_seal(school=school, by=by, now=now)
    local = now.astimezone(ZoneInfo(school.time_zone))
    with translation.override(version.language):
        role = _("Employer") if confirming.party == Party.EMPLOYER else _("Employee")
        reason = _("Confirmed in Kord by %(name)s") % {"name": confirming.person.name}
        day = format_date(local.date(), version.language)
        lines = (confirming.person.name, f"{role}. " + _("Confirmed in Kord"), f"{day} {local:%H:%M}", school.name)
    return sign_pdf(
        read_file(before),
        field=FIELDS[confirming.party],
        certificate=certificate,
        key=key,
        signer_name=confirming.person.name,
        reason=reason,
        place=school.name,
        at=now,
        stamp=Stamp(version.language, lines),
    )


def _store(signing: Signing, content: bytes, *, by: Actor, now: datetime) -> StoredFile:
    version = signing.version
    return store_file(
        school=version.role.school,
        content=content,
        name=f"{version.role.code}-{version.number}.pdf",
        media_type="application/pdf",
        purpose=PURPOSE,
        by=by,
        now=now,
    )


@transaction.atomic
def school_seal(*, school: School, by: Actor, now: datetime) -> tuple[bytes, bytes]:
    """Return the school's certificate and its opened key (both DER), made when there is none that holds today."""
    School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    found = SchoolSeal.objects.filter(school=school, made_at__lte=now, ends_at__gt=now).order_by("-made_at").first()
    if found is None:
        found = _make_seal(school, by, now)
    return bytes(found.certificate), unseal(bytes(found.key), context=_context(found))


def _make_seal(school: School, by: Actor, now: datetime) -> SchoolSeal:
    made = make_school_certificate(name=school.name, country=school.country, now=now)
    found = SchoolSeal(school=school, certificate=made.certificate, made_at=now)
    found.key = seal(made.key, context=_context(found))
    found.ends_at = x509.load_der_x509_certificate(made.certificate).not_valid_after_utc
    with guarded_write():
        found.save()
    audit.record(
        verb="school_seal.made",
        scope=school,
        subject=found,
        data={"ends_at": found.ends_at.isoformat()},
        by=by,
        now=now,
    )
    return found


def _context(row: SchoolSeal) -> str:
    return f"school-seal:{row.public_id}"
