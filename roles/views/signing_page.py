"""What the pages of one signing show, and who may do what there."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from roles.models import Awaits, InForceBy, Signing, SigningState, SigningWay
from roles.queries.pages import role_page
from roles.queries.signings import EmployerSigner, employer_signer, employer_signers, parties_of
from roles.signing_forms import DeclineForm, ScanForm, SignedFileForm
from roles.signing_words import party_words, signing_chip, way_words
from roles.views.changes import change_rows, changes_words
from roles.views.words import day_words
from schools.access import SchoolRequest
from schools.access_rules import Permission
from schools.clock import today


@dataclass(frozen=True)
class Desk:
    """A signing and what the one who asks is in it: the holder, one who signs for the employer, or of the office."""

    signing: Signing
    is_holder: bool
    employer: EmployerSigner | None
    is_office: bool

    @property
    def can_confirm(self) -> bool:
        """Whether it is their turn, and may be done in Kord."""
        if self.signing.state != SigningState.WAITING or self.signing.way not in ("", SigningWay.IN_KORD):
            return False
        if self.signing.awaits == Awaits.EMPLOYEE:
            return self.is_holder
        return self.signing.awaits == Awaits.EMPLOYER and self.employer is not None and not self.is_holder

    @property
    def is_acting(self) -> bool:
        """Whether they would sign in place of an absent principal."""
        is_employers = self.signing.awaits == Awaits.EMPLOYER and not self.is_holder
        return is_employers and self.employer is not None and self.employer.acting_for is not None

    @property
    def can_compare(self) -> bool:
        """Whether they are of the office and neither signed the paper nor brought its scan: the page of a scan."""
        return self.is_office and not self.is_holder and self.signing.awaits == Awaits.SECOND_PERSON


def desk_or_403(request: SchoolRequest, public_id: str) -> Desk:
    """Return a signing of the school to those it concerns; others are refused."""
    signing = (
        Signing.objects.for_school(request.school)
        .filter(public_id=public_id)
        .select_related("version__role__school", "version__pdf", "person", "file", "waiting_file", "brought_by")
        .first()
    )
    if signing is None:
        raise Http404
    person = request.person
    is_office = request.access.can(Permission.PEOPLE_MANAGE) or request.access.can(Permission.ROLE_APPROVE)
    is_holder = person is not None and person.pk == signing.person_id
    employer = employer_signer(request.school, person, on=today(request.school.time_zone))
    if not (is_holder or is_office or employer):
        raise PermissionDenied
    return Desk(signing, is_holder, employer, is_office)


def sign_page(
    request: SchoolRequest,
    desk: Desk,
    *,
    file_form: SignedFileForm | None = None,
    scan_form: ScanForm | None = None,
    decline_form: DeclineForm | None = None,
) -> HttpResponse:
    """Show what changed, who has signed, and the ways to sign; with a form that was sent, its mistakes."""
    signing = desk.signing
    version, role = signing.version, signing.version.role
    on = today(request.school.time_zone)
    sent = next((form for form in (file_form, scan_form, decline_form) if form is not None), None)
    page = role_page(role=role, on=on, number=version.number, with_drafts=False)
    here = [request.school.slug, signing.public_id]
    addresses = {
        f"{name}_url": reverse(f"roles:signing-{name}", args=here)
        for name in ("file", "scan", "confirm", "decline", "paper", "download", "withdraw", "check")
    }
    context = {
        "title": _title(desk),
        "lead": _("%(role)s, version %(number)s") % {"role": role.name, "number": version.number},
        "margin": version.number,
        "margin_sub": _("version"),
        "crumbs": _crumbs(request, desk),
        "document_lang": version.language,
        "changes": change_rows(page) if page is not None else [],
        "changes_words": changes_words(page) if page is not None else "",
        "text_url": reverse("roles:version-detail", args=[here[0], role.code, version.number]),
        "pdf_url": reverse("roles:version-pdf", args=[here[0], role.code, version.number]),
        "parties": party_rows(request, desk),
        "force_words": _force_words(desk, on),
        "desk": desk,
        "form": sent,
        "file_form": file_form or SignedFileForm(acting=desk.is_acting),
        "scan_form": scan_form or ScanForm(),
        "decline_form": decline_form or DeclineForm(),
        "can_decline": desk.is_holder and signing.awaits != Awaits.SECOND_PERSON,
        "way_words": _in_kord_words(desk),
        **addresses,
    }
    return render(request, "roles/signing.html", context, status=422 if sent is not None else 200)


def _title(desk: Desk) -> str:
    name = {"name": desk.signing.person.name}
    if desk.signing.awaits == Awaits.SECOND_PERSON:
        return _("The signed paper of %(name)s waits for a second person") % name
    if desk.can_confirm or (desk.is_holder and desk.signing.awaits == Awaits.EMPLOYEE):
        return _("A text waits for your signature")
    if desk.signing.awaits == Awaits.EMPLOYER:
        return _("The text of %(name)s waits for the employer’s signature") % name
    return _("The text waits for the signature of %(name)s") % name


def _crumbs(request: SchoolRequest, desk: Desk) -> list[tuple[str, str]]:
    role = desk.signing.version.role
    crumbs = [(role.name, reverse("roles:role-detail", args=[request.school.slug, role.code]))]
    if desk.is_office:
        crumbs.insert(0, (_("Signatures"), reverse("roles:signings", args=[request.school.slug])))
    return [*crumbs, (desk.signing.person.name, "")]


def crumbs_of(request: SchoolRequest, desk: Desk) -> list[tuple[str, str]]:
    """Return where a page of a signing is."""
    return _crumbs(request, desk)


def instant_words(request: SchoolRequest, at: datetime) -> str:
    """An instant as the school's day and time."""
    local = at.astimezone(ZoneInfo(request.school.time_zone))
    return f"{day_words(local.date())} {local:%H:%M}"


def _local_day(request: SchoolRequest, at: datetime) -> str:
    return day_words(at.astimezone(ZoneInfo(request.school.time_zone)).date())


def party_rows(request: SchoolRequest, desk: Desk) -> list[dict[str, str]]:
    """Return who has signed and who has still to, in their order."""
    signing = desk.signing
    there = {row.party: row for row in signing.signatures.all()}
    rows = []
    for party in parties_of(signing.version):
        row = there.get(party)
        is_theirs = party == "employee"
        if row is not None:
            rows.append(
                {
                    "who": row.name or party_words(party),
                    "chip": _("acknowledged") if row.way == SigningWay.ACKNOWLEDGED else _("signed"),
                    "kind": "done",
                    "what": f"{party_words(party)}, {way_words(row)}",
                    "when": instant_words(request, row.at),
                }
            )
            continue
        who = signing.person.name if is_theirs else _employer_names(request, signing)
        chip, kind = signing_chip(signing) if signing.awaits == party else ("", "")
        asked = _("asked on %(day)s") % {"day": _local_day(request, signing.asked_at)} if is_theirs else ""
        rows.append({"who": who, "chip": chip, "kind": kind, "what": party_words(party), "when": asked})
    return rows


def _employer_names(request: SchoolRequest, signing: Signing) -> str:
    """Who may sign for the employer today; where nobody may, the owner of the school has to see to it."""
    found = employer_signers(request.school, on=today(request.school.time_zone))
    names = ", ".join(one.person.name for one in found if one.person.pk != signing.person_id)
    return names or _("Nobody at the school can sign for the employer")


def _force_words(desk: Desk, on: date) -> str:
    version = desk.signing.version
    if version.in_force_on is not None:
        return _("Version %(number)s is in force from %(day)s.") % {
            "number": version.number,
            "day": day_words(version.in_force_on),
        }
    if version.role.in_force_by == InForceBy.ORDER:
        return _("The principal’s order puts the text in force; you say that you have read it.")
    if version.effective_on is None:
        return ""
    words = {"number": version.number, "day": day_words(max(on, version.effective_on))}
    return (
        _("If the last signature is given today, version %(number)s holds from %(day)s.") % words
        + " "
        + _("Until everybody who is asked has answered, what held before goes on.")
    )


def _in_kord_words(desk: Desk) -> str:
    if desk.signing.version.role.in_force_by == InForceBy.ORDER:
        return _("You confirm that you have read the text. No signature is made and no file.")
    return _(
        "Kord adds the school’s electronic seal to the PDF and notes that you confirmed it yourself. "
        "It is no qualified signature of yours."
    )
