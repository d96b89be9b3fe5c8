"""Approving a text, and the act that puts it in force."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from documents.services import store_file
from roles import signals
from roles.models import BasisOfChange, FilledBy, InForceBy, Role, RoleVersion, VersionState
from roles.printouts import Order, Printed, names_of, version_pdf
from roles.queries.holders import holders_on
from roles.queries.pages import act_pdf_purpose
from roles.queries.questions import open_questions
from roles.queries.texts import content_hash, read_text
from roles.services.errors import RoleError
from roles.services.texts import lock_draft
from roles.structure import Document, DocumentError, empty_clauses, parse
from schools import audit
from schools.access_levels import AccessLevel
from schools.actors import Actor
from schools.guarded import guarded_write
from schools.models import Country, School, User

PDF_PURPOSE = "role_version"


@dataclass(frozen=True)
class Basis:
    """On what a change rests: one of BasisOfChange, and which law, order or agreement that is, in words."""

    kind: str
    note: str = ""


def approve_version(
    *, version: RoleVersion, effective_on: date, by: Actor, now: datetime, basis: Basis | None = None
) -> RoleVersion:
    """Approve a draft: its text is fixed for ever, printed once, and holds from ``effective_on`` at the earliest.

    Where the employer's decision puts a text in force, that is this approval; else it waits for
    :func:`record_force_act`. ``basis`` is what a change of an earlier text rests on. Raises RoleError
    (not_after_previous, changed_meanwhile, empty_text, open_questions, no_basis_words), FrozenVersionError,
    structure.DocumentError when the text is not sound or has clauses without text, documents.pdf.PdfError.
    """
    version = RoleVersion.objects.select_related("role__school").get(pk=version.pk)
    text = read_text(version).document
    _check_text(version, text)
    if basis is not None and basis.kind == BasisOfChange.OTHER and not basis.note:
        raise RoleError("no_basis_words", "Say in words on what the change rests.")
    # Printed before the transaction: a slow page must not hold the database's lock.
    pdf = print_version(version=version, text=text, effective_on=effective_on, now=now, is_draft=False)
    with transaction.atomic():
        return _approve(version, text, pdf, effective_on, basis, by, now)


def _check_text(version: RoleVersion, text: Document) -> None:
    if version.is_draft:
        parse(text.to_json())
        if not any(clause.text.strip() for clause in text.clauses()):
            raise RoleError("empty_text", "There is nothing to approve: the text is empty.")
        if empty := empty_clauses(text):
            raise DocumentError(empty)
        waiting = len(open_questions(version))
        if waiting:
            raise RoleError(
                "open_questions",
                f"Somebody has to say first which clauses are those of the text before (open questions: {waiting}).",
                n=waiting,
            )


def _approve(
    seen: RoleVersion,
    text: Document,
    pdf: bytes,
    effective_on: date,
    basis: Basis | None,
    by: Actor,
    now: datetime,
) -> RoleVersion:
    version = lock_draft(seen)
    if version.revision != seen.revision:
        raise RoleError("changed_meanwhile", "The draft was changed while it was being approved. Look at it again.")
    _check_day(version, effective_on)
    school = version.role.school
    version.state = VersionState.APPROVED
    version.approved_at, version.approved_by = now, by if isinstance(by, User) else None
    version.effective_on = effective_on
    if basis is not None:
        version.basis_of_change, version.basis_note = basis.kind, basis.note
    version.content_hash = content_hash(text)
    version.pdf = store_file(
        school=school,
        content=pdf,
        name=f"{version.role.code}-{version.number}.pdf",
        media_type="application/pdf",
        purpose=PDF_PURPOSE,
        by=by,
        now=now,
    )
    if version.role.in_force_by == InForceBy.DECISION:
        version.force_act_on = local_day(school, now)
        version.in_force_on = max(effective_on, version.force_act_on)
        _check_order(version, version.in_force_on)
    with guarded_write():
        version.save()
    signals.version_approved.send(RoleVersion, version=version, by=by, now=now)
    if version.in_force_on is not None:
        signals.version_takes_force.send(RoleVersion, version=version, by=by, now=now)
    audit.record(
        verb="role_version.approved",
        scope=school,
        subject=version,
        data=_approved_data(version, effective_on, basis),
        by=by,
        now=now,
    )
    return version


def _approved_data(version: RoleVersion, effective_on: date, basis: Basis | None) -> dict[str, object]:
    """What the audit trail keeps of an approval."""
    data = {
        "role": version.role.code,
        "number": version.number,
        "effective_on": effective_on.isoformat(),
        "in_force_on": version.in_force_on.isoformat() if version.in_force_on else None,
        "content_hash": version.content_hash,
    }
    return data if basis is None else data | {"basis_of_change": basis.kind, "basis_note": basis.note}


def _check_day(version: RoleVersion, effective_on: date) -> None:
    """Texts begin to hold one after the other."""
    previous = _previous(version)
    if previous is not None and previous.effective_on is not None and effective_on <= previous.effective_on:
        raise RoleError(
            "not_after_previous",
            f"Version {previous.number} holds from {previous.effective_on}; this one must begin later.",
            number=previous.number,
            day=previous.effective_on,
        )


def _previous(version: RoleVersion, *, before: int | None = None) -> RoleVersion | None:
    """The approved text in the same language that begins to hold last; with ``before`` of those with a lower number."""
    others = RoleVersion.objects.approved().filter(role=version.role, language=version.language).exclude(pk=version.pk)
    if before is not None:
        others = others.filter(number__lt=before)
    return others.order_by("-effective_on").first()


def record_force_act(*, version: RoleVersion, act_on: date, note: str, by: Actor, now: datetime) -> RoleVersion:
    """Record the act that puts an approved text in force: both signatures, or the order.

    ``note`` says which; where :func:`prints_order` it is the order's number ("V-12"). With a number, a second PDF
    that names the act on top is stored beside that of the approval (decision 26). The text holds from the later of
    this day and ``effective_on``. Sending the same act again changes nothing. Raises RoleError (not_approved, has_act,
    act_ahead, newer_in_force, not_after_previous), documents.pdf.PdfError.
    """
    # Printed before the transaction: a slow page must not hold the database's lock.
    pdf = _print_with_order(version, act_on, note, now)
    with transaction.atomic():
        return _record_force_act(version, act_on, note, pdf, by, now)


def prints_order(version: RoleVersion) -> bool:
    """Whether the page has a header of its own for the order that puts the text in force: in Lithuania."""
    country = version.country or version.role.school.country
    return version.role.in_force_by == InForceBy.ORDER and country == Country.LT


def _names_act(version: RoleVersion, note: str) -> bool:
    """Whether a note is worth a second PDF: the number of an order, not only "signed in the office"."""
    return bool(note) and (prints_order(version) or any(letter.isdigit() for letter in note))


def _print_with_order(seen: RoleVersion, act_on: date, note: str, now: datetime) -> bytes | None:
    version = RoleVersion.objects.select_related("role__school").get(pk=seen.pk)
    is_due = version.effective_on is not None and version.force_act_on is None and _names_act(version, note)
    if not is_due or version.effective_on is None or act_on > local_day(version.role.school, now):
        return None
    return print_version(
        version=version,
        text=read_text(version).document,
        effective_on=max(version.effective_on, act_on),
        now=now,
        is_draft=False,
        order=Order(act_on, note),
    )


def _record_force_act(
    seen: RoleVersion, act_on: date, note: str, pdf: bytes | None, by: Actor, now: datetime
) -> RoleVersion:
    version = RoleVersion.objects.select_for_update(of=("self",)).select_related("role__school").get(pk=seen.pk)
    school = version.role.school
    if version.is_draft or version.effective_on is None:
        raise RoleError("not_approved", "The text has to be approved first.")
    if version.force_act_on is not None:
        if (version.force_act_on, version.force_act_note) == (act_on, note):
            return version
        raise RoleError("has_act", "It is recorded already what put this text in force.")
    if act_on > local_day(school, now):
        raise RoleError("act_ahead", "The day of the act lies ahead. Record it when it has happened.")
    in_force_on = max(version.effective_on, act_on)
    _check_order(version, in_force_on)
    version.force_act_on, version.force_act_note, version.in_force_on = act_on, note, in_force_on
    with guarded_write():
        version.save(update_fields=["force_act_on", "force_act_note", "in_force_on"])
    if pdf is not None:
        store_file(
            school=school,
            content=pdf,
            name=f"{version.role.code}-{version.number}-order.pdf",
            media_type="application/pdf",
            purpose=act_pdf_purpose(version),
            by=by,
            now=now,
        )
    signals.version_takes_force.send(RoleVersion, version=version, by=by, now=now)
    data = {
        "role": version.role.code,
        "number": version.number,
        "act_on": act_on.isoformat(),
        "in_force_on": in_force_on.isoformat(),
    }
    audit.record(verb="role_version.force_act_recorded", scope=school, subject=version, data=data, by=by, now=now)
    return version


def _check_order(version: RoleVersion, in_force_on: date) -> None:
    """Texts take force in the order of their numbers, never two on one day and never backwards."""
    others = RoleVersion.objects.filter(
        role=version.role, language=version.language, in_force_on__isnull=False
    ).exclude(pk=version.pk)
    newer = others.filter(number__gt=version.number).order_by("number").first()
    if newer is not None:
        raise RoleError("newer_in_force", f"Version {newer.number} has taken force already.", number=newer.number)
    before = others.order_by("-in_force_on").first()
    if before is not None and before.in_force_on is not None and in_force_on <= before.in_force_on:
        raise RoleError(
            "not_after_previous",
            f"Version {before.number} holds from {before.in_force_on}; this one must begin later.",
            number=before.number,
            day=before.in_force_on,
        )


def local_day(school: School, now: datetime) -> date:
    """The school's day at an instant."""
    return now.astimezone(ZoneInfo(school.time_zone)).date()


def print_version(
    *,
    version: RoleVersion,
    text: Document,
    effective_on: date | None,
    now: datetime,
    is_draft: bool,
    order: Order | None = None,
) -> bytes:
    """Return the PDF of a version as it stands; the approved one, and the one with its order, are stored."""
    role = version.role
    on = effective_on or local_day(role.school, now)
    principals = Role(school=role.school, filled_by=FilledBy.ACCESS_LEVEL, access_level=AccessLevel.PRINCIPAL)
    before = _previous(version, before=version.number)
    printed = Printed(
        effective_on=effective_on,
        holder=names_of(holder.person for holder in holders_on(role, on=on)),
        principal=names_of(holder.person for holder in holders_on(principals, on=on)),
        own_posts=frozenset(version.posts.filter(role=role).values_list("key", flat=True)),
        replaces=before.number if before else None,
        order=order,
    )
    return version_pdf(version=version, text=text, printed=printed, created=now, is_draft=is_draft)
