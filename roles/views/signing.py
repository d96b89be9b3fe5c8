"""One holder's signing of one text: reading it, signing it in one of three ways, or saying why not."""

from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.models import StoredFile
from documents.services import read_file
from roles.models import Signing, SigningState, SigningWay
from roles.services import (
    bring_scan,
    confirm_here,
    confirm_paper,
    decline_signing,
    register_signing,
    return_scan,
    take_signed_file,
    withdraw_signing,
)
from roles.signing_forms import ConfirmForm, DeclineForm, PaperForm, RegisterForm, ScanForm, SignedFileForm
from roles.signing_words import REFUSALS, refusal_words
from roles.views.signing_check import check_page
from roles.views.signing_page import Desk, crumbs_of, desk_or_403, sign_page
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.see_other import see_other

_ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "application/vnd.etsi.asic-e+zip": "asice",
    "application/vnd.lt.archyvai.adoc-2008": "adoc",
}


@require_safe
@requires(Permission.ROLE_VIEW)
def signing(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """The text that waits for a signature; once it is settled, what was checked."""
    desk = desk_or_403(request, public_id)
    if desk.signing.state != SigningState.WAITING:
        return _to("check", desk)
    return sign_page(request, desk)


@require_safe
@requires(Permission.ROLE_VIEW)
def signing_check(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """What was checked of the file that came, and what came of the signing."""
    return check_page(request, desk_or_403(request, public_id))


@require_POST
@requires(Permission.ROLE_VIEW)
def signing_file(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Take a file that was signed elsewhere."""
    desk = desk_or_403(request, public_id)
    form = SignedFileForm(request.POST, request.FILES, acting=desk.is_acting)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            take_signed_file(
                signing=desk.signing,
                content=file.read(),
                name=str(file.name),
                by=request.user,
                person=request.person,
                basis=form.cleaned_data.get("basis", ""),
                now=now(),
            )
            return _to("check", desk)
        except REFUSALS as error:
            form.add_error("file", refusal_words(error))
    return sign_page(request, desk, file_form=form)


@require_POST
@requires(Permission.ROLE_VIEW)
def signing_scan(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Take the scan of a signed paper; a second person compares it."""
    desk = desk_or_403(request, public_id)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["scan"]
        try:
            bring_scan(signing=desk.signing, content=file.read(), name=str(file.name), by=request.user, now=now())
            messages.success(request, _("The scan is kept. Somebody else compares it with the paper."))
            return see_other("roles:signing", school, public_id)
        except REFUSALS as error:
            form.add_error("scan", refusal_words(error))
    return sign_page(request, desk, scan_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_VIEW)
def signing_confirm(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Confirm a text in Kord; the password is asked again first, and whoever confirms comes back here."""
    desk = desk_or_403(request, public_id)
    if desk.signing.state != SigningState.WAITING:
        return _to("check", desk)
    if not desk.can_confirm:
        raise PermissionDenied
    if is_reauthentication_required(request, app="roles"):
        if request.method == "POST":
            return see_other("roles:signing-confirm", school, public_id)
        raise ReauthenticationRequired
    form = ConfirmForm(request.POST or None, acting=desk.is_acting)
    if request.method == "POST" and form.is_valid():
        basis = form.cleaned_data.get("basis", "")
        try:
            confirm_here(signing=desk.signing, by=request.user, person=request.person, basis=basis, now=now())
            return _to("check", desk)
        except REFUSALS as error:
            form.add_error(None, refusal_words(error))
    context = {
        "title": _("Confirm the text"),
        "button": _("I confirm"),
        **_form_page(request, desk, form),
    }
    return render(request, "roles/act_form.html", context, status=422 if form.errors else 200)


def _form_page(request: SchoolRequest, desk: Desk, form: Any) -> dict[str, Any]:
    version, here = desk.signing.version, [request.school.slug, desk.signing.public_id]
    return {
        "lead": _("%(role)s, version %(number)s") % {"role": version.role.name, "number": version.number},
        "crumbs": crumbs_of(request, desk),
        "form": form,
        "back_url": reverse("roles:signing", args=here),
    }


@require_POST
@requires(Permission.ROLE_VIEW)
def signing_decline(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Do not sign, and say why."""
    desk = desk_or_403(request, public_id)
    if not desk.is_holder:
        raise PermissionDenied
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            decline_signing(
                signing=desk.signing,
                reason=form.cleaned_data["reason"],
                by=request.user,
                person=request.person,
                now=now(),
            )
            return _to("check", desk)
        except REFUSALS as error:
            form.add_error("reason", refusal_words(error))
    return sign_page(request, desk, decline_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def signing_paper(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Compare a scan with the paper as a second person: confirm it, or send it back (``do=return``)."""
    desk = desk_or_403(request, public_id)
    if not desk.can_compare:
        return see_other("roles:signing", school, public_id)
    is_return = request.POST.get("do") == "return"
    initial = {"signed_on": today(request.school.time_zone)}
    form = PaperForm(request.POST if request.method == "POST" and not is_return else None, initial=initial)
    more: dict[str, Any] = {"signing": desk.signing, "by": request.user, "person": request.person, "now": now()}
    if request.method == "POST":
        try:
            if is_return:
                return_scan(**more)
                messages.info(request, _("The scan is sent back; the text waits for signatures again."))
                return see_other("roles:signing", school, public_id)
            if form.is_valid():
                confirm_paper(signed_on=form.cleaned_data["signed_on"], **more)
                return _to("check", desk)
        except REFUSALS as error:
            if is_return:
                messages.error(request, refusal_words(error))
                return see_other("roles:signing-paper", school, public_id)
            form.add_error("signed_on", refusal_words(error))
    context = {
        "title": _("Compare the scan with the paper"),
        "scan_url": reverse("roles:signing-download", args=[school, public_id]),
        "button": _("The scan shows the signed paper"),
        **_form_page(request, desk, form),
    }
    return render(request, "roles/signing_paper.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.ROLE_VIEW)
def signing_download(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """The signed file as it came, or what has come so far."""
    desk = desk_or_403(request, public_id)
    stored = file_for(desk)
    if stored is None:
        raise Http404
    role = desk.signing.version.role
    name = f"{role.code}-{desk.signing.version.number}-{public_id}.{_ENDINGS[stored.media_type]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(read_file(stored), content_type=stored.media_type, headers=headers)


def file_for(desk: Desk) -> StoredFile | None:
    """Return the file of a signing for the one who asks; a container of many texts is the office's once it is signed.

    Until then the employee needs it, to add their signature to it.
    """
    stored = desk.signing.file or desk.signing.waiting_file
    if stored is None or desk.is_office or desk.signing.file is None or desk.signing.way != SigningWay.OUTSIDE:
        return stored
    is_of_many = Signing.objects.filter(file=stored).exclude(pk=desk.signing.pk).exists()
    return None if is_of_many else stored


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def signing_register(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Note where the signed text stands in the school's register of documents."""
    desk = desk_or_403(request, public_id)
    form = RegisterForm(request.POST)
    if form.is_valid():
        try:
            register_signing(signing=desk.signing, by=request.user, now=now(), **form.cleaned_data)
            return _to("check", desk)
        except REFUSALS as error:
            form.add_error("number", refusal_words(error))
    return check_page(request, desk, register_form=form)


@require_POST
@requires(Permission.ROLE_APPROVE)
def signing_withdraw(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Ask no longer for the signature of somebody who has left the post."""
    desk = desk_or_403(request, public_id)
    try:
        withdraw_signing(signing=desk.signing, by=request.user, now=now())
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
    return see_other("roles:signings", school)


def _to(page: str, desk: Desk) -> HttpResponse:
    school = desk.signing.version.role.school
    return see_other(f"roles:signing-{page}", school.slug, desk.signing.public_id)
