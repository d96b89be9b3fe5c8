"""Several roles side by side, on screen and as a PDF."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.pdf import PdfError
from roles.models import RoleVersion
from roles.printouts import comparison_pdf
from roles.queries.side_by_side import Row, SideBySide, side_by_side, texts_to_compare
from roles.side_by_side_forms import SideBySideForm
from roles.views.words import version_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today


@require_safe
@requires(Permission.ROLE_VIEW)
def roles_compare(request: SchoolRequest, school: str) -> HttpResponse:
    """Approved texts of roles that are ticked, side by side."""
    texts = texts_to_compare(school=request.school, on=today(request.school.time_zone))
    form = SideBySideForm(request.GET if "role" in request.GET else None, texts=texts)
    found = side_by_side(form.chosen()) if form.is_valid() else None
    pdf = reverse("roles:roles-compare-pdf", args=[school])
    context = {
        "title": _("Roles side by side"),
        "lead": _("What the texts share stands in one line; the rest by the kind of its part."),
        "crumbs": [(_("Roles"), reverse("roles:role-list", args=[school])), (_("Side by side"), "")],
        "form": form,
        "columns": [_column(version, school) for version in found.versions] if found else [],
        "kinds": _kinds(found) if found else [],
        "pdf_url": f"{pdf}?{_chosen(form)}" if found else "",
    }
    return render(request, "roles/side_by_side.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.ROLE_VIEW)
def roles_compare_pdf(request: SchoolRequest, school: str) -> HttpResponse:
    """The same table as a PDF in landscape."""
    on = today(request.school.time_zone)
    form = SideBySideForm(request.GET, texts=texts_to_compare(school=request.school, on=on))
    if not form.is_valid():
        raise Http404
    try:
        content = comparison_pdf(found=side_by_side(form.chosen()), school=request.school, on=on, created=now())
    except PdfError as error:
        form.add_error(None, str(error))
        return render(request, "roles/side_by_side.html", {"title": _("Roles side by side"), "form": form}, status=422)
    headers = {
        "Content-Disposition": f'attachment; filename="{"-".join(form.cleaned_data["role"])[:100]}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _chosen(form: forms.Form) -> str:
    """The chosen roles as they stand in an address."""
    query = QueryDict(mutable=True)
    query.setlist("role", form.cleaned_data["role"])
    return query.urlencode()


def _column(version: RoleVersion, school: str) -> dict[str, Any]:
    return {
        "title": version.title,
        "lang": version.language,
        "level": str(version.frame.get("level") or ""),
        "words": f"{version.number}, {version_words(version)}",
        "url": reverse("roles:version-detail", args=[school, version.role.code, version.number]),
    }


def _kinds(found: SideBySide) -> list[dict[str, Any]]:
    heads = [(version.role.name, version.language) for version in found.versions]
    return [
        {"title": capfirst(str(kind.kind.label)), "rows": [_row(row, heads) for row in kind.rows]}
        for kind in found.kinds
    ]


def _row(row: Row, heads: Sequence[tuple[str, str]]) -> dict[str, Any]:
    words = _("The same in all") if row.is_same else _("In several") if row.is_shared else ""
    return {"words": words, "cells": [(*head, cell) for head, cell in zip(heads, row.cells, strict=True)]}
