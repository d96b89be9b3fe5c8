"""What was checked of a signed file, and what came of a signing."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.signatures.words import SELF_MADE, TECHNICAL
from roles.models import Party, SigningState, SigningWay
from roles.signing_forms import RegisterForm
from roles.signing_words import checked_words, container_words, party_words, signing_chip, warning_words
from roles.views.signing_page import Desk, crumbs_of, instant_words, party_rows
from roles.views.words import day_words
from schools.access import SchoolRequest
from schools.access_rules import Permission


def check_page(request: SchoolRequest, desk: Desk, *, register_form: RegisterForm | None = None) -> HttpResponse:
    """Show what the check found, who has signed and when the text holds; for those whom the signing concerns."""
    signing, school = desk.signing, request.school.slug
    version = signing.version
    stored = signing.file or signing.waiting_file
    may_read_reason = desk.is_office or desk.is_holder or desk.employer is not None
    chip, kind = signing_chip(signing)
    number = {"number": signing.registered_number, "link": signing.registered_link}
    is_registrable = signing.state == SigningState.SIGNED and request.access.can(Permission.PEOPLE_MANAGE)
    context = {
        "title": _title(desk),
        "lead": _lead(desk),
        "margin": version.number,
        "margin_sub": _("version"),
        "crumbs": crumbs_of(request, desk),
        "chip": chip,
        "chip_kind": kind,
        "reason": signing.reason if may_read_reason else "",
        "parties": party_rows(request, desk),
        "checked": _checked(request, desk),
        "checked_at": instant_words(request, stored.created_at) if stored else "",
        "warnings": warning_words(signing.checked.get("warnings", [])),
        "differs": [party_words(party) for party in signing.checked.get("differs", [])],
        "technical": TECHNICAL if signing.checked else "",
        "self_made": SELF_MADE if signing.way == SigningWay.IN_KORD else "",
        "file": stored,
        "pdf": version.pdf,
        "kind_words": container_words(signing.checked["container"]) if signing.checked else "",
        "download_url": reverse("roles:signing-download", args=[school, signing.public_id]) if stored else "",
        "text_url": reverse("roles:version-detail", args=[school, version.role.code, version.number]),
        "registered": signing.registered_number,
        "registered_link": signing.registered_link,
        "form": register_form,
        "register_form": (register_form or RegisterForm(initial=number)) if is_registrable else None,
        "register_url": reverse("roles:signing-register", args=[school, signing.public_id]),
    }
    is_wrong = register_form is not None and bool(register_form.errors)
    return render(request, "roles/signing_check.html", context, status=422 if is_wrong else 200)


def _title(desk: Desk) -> str:
    signing = desk.signing
    words = {"name": signing.person.name}
    if signing.state == SigningState.SIGNED:
        if signing.way == SigningWay.ACKNOWLEDGED:
            return _("%(name)s has acknowledged the text") % words
        return _("The text is signed")
    if signing.state == SigningState.DECLINED:
        return _("%(name)s has not signed, and says why") % words
    if signing.state == SigningState.WITHDRAWN:
        return _("The signature of %(name)s is no longer asked for") % words
    return _("The text waits for the next signature")


def _lead(desk: Desk) -> str:
    version = desk.signing.version
    role = _("%(role)s, version %(number)s") % {"role": version.role.name, "number": version.number}
    if version.in_force_on is None:
        return role
    force = _("Version %(number)s is in force from %(day)s.") % {
        "number": version.number,
        "day": day_words(version.in_force_on),
    }
    return f"{role}. {force}"


def _checked(request: SchoolRequest, desk: Desk) -> list[dict[str, str]]:
    """Return what was checked, as margin, chip, words and small words."""
    found = desk.signing.checked
    if not found:
        return []
    same = [one["name"] for one in found["files"] if one["is_document"]]
    others = [one["name"] for one in found["files"] if not one["is_document"] and one["role"] == "document"]
    rows = [
        {
            "margin": _("file"),
            "chip": _("same text"),
            "words": _("The file holds exactly the PDF that was approved"),
            "small": ", ".join(same),
        }
    ]
    if others:
        rows[0]["small"] += " " + _("Other files in it, left aside: %(names)s.") % {"names": ", ".join(others)}
    for place, one in enumerate(found["signatures"], start=1):
        rows.append(_signature(request, place, one))
    if any(party == Party.EMPLOYER for party in _parties(desk)) and len(found["signatures"]) > 1:
        rows.append(
            {
                "margin": _("who first"),
                "chip": _("right order"),
                "words": _("First the employer, then the employee"),
                "small": "",
            }
        )
    return rows


def _parties(desk: Desk) -> list[str]:
    return [row.party for row in desk.signing.signatures.all()]


def _signature(request: SchoolRequest, place: int, one: dict[str, Any]) -> dict[str, str]:
    at = one["stamped"] or one["claimed"] or ""
    kind = _("Time stamp %(at)s.") if one["stamped"] else _("Time as the signer’s program gave it: %(at)s.")
    shown = instant_words(request, datetime.fromisoformat(at)) if at else _("no time given")
    return {
        "margin": _("signature %(n)d") % {"n": place},
        "chip": _("intact"),
        "words": one["signer"]["name"] or _("without a name"),
        "small": f"{kind % {'at': shown}} {checked_words(one)}",
    }
