"""Signing on paper: a scan is brought, and a second person compares it with the paper."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from documents.services import store_file
from roles.models import Awaits, Party, Signature, Signing, SigningWay
from roles.queries.signings import employer_signers, parties_of
from roles.services.approval import local_day
from roles.services.errors import RoleError
from roles.services.settling import SignedPart, lock_waiting, note, settle, write_parts
from schools.actors import Actor
from schools.guarded import guarded_write
from schools.models import Person, User

SCAN_PURPOSE = "signed_role_scan"
_HEADS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def scan_type(content: bytes) -> str:
    """Return what kind of file a scan is by its first bytes, "" when it is none that is taken."""
    return next((kind for head, kind in _HEADS.items() if content.startswith(head)), "")


@transaction.atomic
def bring_scan(*, signing: Signing, content: bytes, name: str, by: User, now: datetime) -> Signing:
    """Keep the scan of the signed paper until a second person has compared it. Raises RoleError (not_a_scan,
    signing_settled, holder_left)."""
    kind = scan_type(content)
    if not kind:
        raise RoleError("not_a_scan", "A scan is a PDF, a JPEG or a PNG.")
    signing = lock_waiting(signing, now=now)
    signing.waiting_file = store_file(
        school=signing.version.role.school,
        content=content,
        name=name,
        media_type=kind,
        purpose=SCAN_PURPOSE,
        by=by,
        now=now,
    )
    signing.awaits, signing.way, signing.brought_by = Awaits.SECOND_PERSON, SigningWay.PAPER, by
    signing.checked = {}
    with guarded_write():
        signing.save()
        Signature.objects.filter(signing=signing).delete()
    note(signing, "signing.scan_brought", {"sha256": signing.waiting_file.sha256}, by=by, now=now)
    return signing


def confirm_paper(*, signing: Signing, signed_on: date, by: User, person: Person | None, now: datetime) -> Signing:
    """Confirm as a second person that the scan shows the paper, signed by everybody; the last of them on ``signed_on``.

    Raises RoleError (no_scan, second_person, day_ahead, day_before_approval, signing_settled, holder_left).
    """
    with transaction.atomic():
        signing = _lock_scan(signing, now=now)
        _check_second(signing, by, person)
        at = _instant(signing, signed_on, now)
        write_parts(signing, _parts(signing, signed_on, at), way=SigningWay.PAPER)
        return settle(signing, way=SigningWay.PAPER, file=signing.waiting_file, by=by, now=now)


@transaction.atomic
def return_scan(*, signing: Signing, by: User, person: Person | None, now: datetime) -> Signing:
    """Say as a second person that the scan does not show the signed paper: it is brought, or signed, anew."""
    signing = _lock_scan(signing, now=now)
    _check_second(signing, by, person)
    signing.awaits, signing.way, signing.waiting_file = parties_of(signing.version)[0].value, "", None
    signing.brought_by = None
    with guarded_write():
        signing.save()
    note(signing, "signing.scan_returned", {}, by=by, now=now)
    return signing


def _lock_scan(seen: Signing, *, now: datetime) -> Signing:
    signing = lock_waiting(seen, now=now)
    if signing.awaits != Awaits.SECOND_PERSON:
        raise RoleError("no_scan", "There is no scan that waits for a second person.")
    return signing


def _check_second(signing: Signing, by: Actor, person: Person | None) -> None:
    is_signer = person is not None and person.pk == signing.person_id
    if signing.brought_by == by or is_signer:
        raise RoleError("second_person", "Somebody else has to compare the scan with the paper.")


def _instant(signing: Signing, signed_on: date, now: datetime) -> datetime:
    """The instant that stands for a day on paper: its noon, or now where that is still to come."""
    version, school = signing.version, signing.version.role.school
    if signed_on > local_day(school, now):
        raise RoleError("day_ahead", "The day lies ahead.")
    if version.approved_at is not None and signed_on < local_day(school, version.approved_at):
        raise RoleError("day_before_approval", "The text was not approved yet on that day.")
    return min(datetime.combine(signed_on, time(12), tzinfo=ZoneInfo(school.time_zone)), now)


def _parts(signing: Signing, signed_on: date, at: datetime) -> list[SignedPart]:
    """Whose hands are on the paper; the employer's name is known where only one person signs for them."""
    found = []
    for party in parties_of(signing.version):
        if party == Party.EMPLOYEE:
            found.append(SignedPart(party, signing.person.name, at, signing.person))
            continue
        signers = employer_signers(signing.version.role.school, on=signed_on)
        who = signers[0] if len(signers) == 1 else None
        acting = who.acting_for.name if who and who.acting_for else ""
        found.append(SignedPart(party, who.person.name if who else "", at, who.person if who else None, acting))
    return found
