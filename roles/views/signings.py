"""Who has signed and who has not; reminding them, and one container for many texts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roles.models import Awaits, Signing, SigningState
from roles.queries.signings import SigningLine, signing_list
from roles.services import ContainerTaken, ask_signatures, remind_signers, take_container
from roles.signing_forms import ContainerForm
from roles.signing_words import REFUSALS, left_words, refusal_words, signing_chip, waited_words, way_words
from roles.views.loading import version_or_404
from roles.views.signing_page import instant_words
from roles.views.words import day_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.see_other import see_other
from schools.words import format_date


@require_safe
@requires(Permission.PEOPLE_MANAGE)
def signings(request: SchoolRequest, school: str) -> HttpResponse:
    """The school's list: who has not signed yet, and who has."""
    return _list(request, ContainerForm())


def _list(request: SchoolRequest, form: ContainerForm) -> HttpResponse:
    on = today(request.school.time_zone)
    found = signing_list(request.school, on=on)
    count = len(found.open)
    context = {
        "title": ngettext("%(n)d person has not signed yet", "%(n)d people have not signed yet", count) % {"n": count}
        if count
        else _("Signatures"),
        "lead": _(
            "Approved texts that people are asked to sign. What held before goes on until everybody has answered."
        )
        if count or found.signed
        else _("Nobody is asked for a signature. On the page of an approved text you can ask its holders to sign."),
        "margin": f"{len(found.signed)}/{len(found.signed) + count}",
        "margin_sub": _("signed"),
        "crumbs": [(_("Roles"), reverse("roles:role-list", args=[request.school.slug])), (_("Signatures"), "")],
        "rows": [_open_row(request, line) for line in found.open],
        "signed": [_signed_row(request, signing) for signing in found.signed],
        "form": form,
        "remind_url": reverse("roles:signings-remind", args=[request.school.slug]),
        "container_url": reverse("roles:signings-container", args=[request.school.slug]),
        "can_remind": any(line.signing.awaits == Awaits.EMPLOYEE and not line.has_left for line in found.open),
    }
    return render(request, "roles/signings.html", context, status=422 if form.errors else 200)


def _row(request: SchoolRequest, signing: Signing) -> dict[str, Any]:
    role = signing.version.role
    return {
        "id": signing.public_id,
        "name": signing.person.name,
        "what": _("%(role)s, version %(number)s") % {"role": role.name, "number": signing.version.number},
        "url": reverse("roles:signing", args=[request.school.slug, signing.public_id]),
    }


def _open_row(request: SchoolRequest, line: SigningLine) -> dict[str, Any]:
    signing, here = line.signing, [request.school.slug, line.signing.public_id]
    on, language = today(request.school.time_zone), get_language() or "en"
    chip, kind = signing_chip(signing)
    notes = [waited_words(signing, on)] if signing.state == SigningState.WAITING else [f"“{signing.reason}”"]
    if signing.reminded_on:
        notes.append(_("reminded on %(day)s") % {"day": format_date(signing.reminded_on, language)})
    if line.away_until:
        notes.append(_("away until %(day)s") % {"day": format_date(line.away_until, language)})
    if line.has_left:
        chip, kind = _("no longer holds the post"), "gap"
    is_paper = signing.awaits == Awaits.SECOND_PERSON and signing.brought_by_id != request.user.pk
    can_withdraw = line.has_left and request.access.can(Permission.ROLE_APPROVE)
    return {
        **_row(request, signing),
        "chip": chip,
        "kind": kind,
        "notes": "; ".join(note for note in notes if note),
        "can_remind": signing.awaits == Awaits.EMPLOYEE and not line.has_left and signing.reminded_on != on,
        "paper_url": reverse("roles:signing-paper", args=here) if is_paper and not line.has_left else "",
        "withdraw_url": reverse("roles:signing-withdraw", args=here) if can_withdraw else "",
    }


def _signed_row(request: SchoolRequest, signing: Signing) -> dict[str, Any]:
    last = list(signing.signatures.all())[-1:]
    return {
        **_row(request, signing),
        "when": instant_words(request, last[0].at) if last else "",
        "way": way_words(last[0]) if last else "",
        "registered": signing.registered_number,
        "file_url": reverse("roles:signing-download", args=[request.school.slug, signing.public_id])
        if signing.file_id
        else "",
    }


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def signings_remind(request: SchoolRequest, school: str) -> HttpResponse:
    """Remind those who were ticked, each at most once a day."""
    wanted = Signing.objects.for_school(request.school).waiting().filter(public_id__in=request.POST.getlist("who"))
    chosen = list(wanted.select_related("version__role__school", "person__user").order_by("pk"))
    count = remind_signers(signings=chosen, by=request.user, now=now())
    words = ngettext("%(n)d person is reminded.", "%(n)d people are reminded.", count) % {"n": count}
    messages.success(request, words if count else _("Nobody is reminded: it was done today, or nobody was chosen."))
    return see_other("roles:signings", school)


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def signings_container(request: SchoolRequest, school: str) -> HttpResponse:
    """Take one container with the signed PDFs of many texts."""
    form = ContainerForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = take_container(
                school=request.school, content=file.read(), name=str(file.name), by=request.user, now=now()
            )
            _tell(request, taken)
            return see_other("roles:signings", school)
        except REFUSALS as error:
            form.add_error("file", refusal_words(error))
    return _list(request, form)


def _tell(request: SchoolRequest, taken: ContainerTaken) -> None:
    if taken.settled:
        count = len(taken.settled)
        words = ngettext("%(n)d text is signed by everybody.", "%(n)d texts are signed by everybody.", count)
        messages.success(request, words % {"n": count})
    if taken.passed_on:
        count = len(taken.passed_on)
        words = ngettext(
            "%(n)d text has the employer’s signature and waits for the employee.",
            "%(n)d texts have the employer’s signature and wait for the employees.",
            count,
        )
        messages.success(request, words % {"n": count})
    for one in taken.left:
        messages.warning(request, left_words(one.name, one.code))


@require_POST
@requires(Permission.ROLE_APPROVE)
def version_ask(request: SchoolRequest, school: str, code: str, number: int) -> HttpResponse:
    """Ask those who hold the post to sign an approved text."""
    version = version_or_404(request, code, number)
    try:
        asked = ask_signatures(version=version, by=request.user, now=now())
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
    else:
        names = ", ".join(one.person.name for one in asked)
        words = _("Asked to sign: %(names)s.") % {"names": names} if asked else _("Everybody was asked already.")
        messages.success(request, words)
    return see_other("roles:version-detail", school, code, number)


def signature_rows(request: SchoolRequest, rows: list[Signing]) -> list[dict[str, str]]:
    """Return who signs a text, for its page: everybody for the office, oneself otherwise."""
    is_office = request.access.can(Permission.PEOPLE_MANAGE) or request.access.can(Permission.ROLE_APPROVE)
    found = []
    for row in rows:
        is_own = request.person is not None and request.person.pk == row.person_id
        if not (is_office or is_own) or row.state == SigningState.WITHDRAWN:
            continue
        chip, kind = signing_chip(row)
        found.append(
            {
                "who": row.person.name,
                "chip": chip,
                "chip_kind": kind,
                "what": "",
                "when": day_words(row.settled_at.date()) if row.settled_at else "",
                "url": reverse("roles:signing", args=[request.school.slug, row.public_id]),
            }
        )
    return found
