"""Duties that a text proposes: confirmed, refused, and set by the principal."""

from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from duties.addresses import duty_url
from duties.forms import OptionsForm, ProposalsForm
from duties.queries.proposals import Proposal, ProposalGroup, proposals_page
from duties.services import confirm_duties, refuse_duties, reopen_proposal, set_duty_options
from duties.views.loading import back_to, crumbs_of, load_duty, page_of, reader_of
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.form_keys import FIELD, answer_once


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DUTY_MANAGE)
def proposals(request: SchoolRequest, school: str) -> HttpResponse:
    """Show what texts propose; confirm what is ticked. One is refused by its own button (duty_refuse)."""
    reader = reader_of(request)
    page = proposals_page(reader=reader, page=page_of(request))
    rows = [row for group in page.groups for row in group.rows]
    form = ProposalsForm(request.POST or None, proposals=rows)
    if request.method == "POST" and form.is_valid():
        return answer_once(request, form="proposals", effect=lambda: _confirm(request, form), now=reader.now)
    ticked = request.POST.getlist("duty") if form.is_bound else [row.public_id for row in rows if row.is_dated]
    groups = [_with_fields(request, group, form, ticked) for group in page.groups]
    if groups:
        groups[0]["is_open"] = True
    context = {
        "title": _title(page.count),
        "page": page,
        "form": form,
        "form_key": request.POST.get(FIELD, ""),
        "crumbs": crumbs_of(request, (_("Proposed duties"), "")),
        "groups": groups,
        "ticked": ticked,
        "refused": [(row, _act(request, row.public_id, "propose")) for row in page.refused],
        "next_page": page_of(request) + 1 if page.has_next else None,
        "page_number": page_of(request),
    }
    return render(request, "duties/proposals.html", context, status=422 if form.errors else 200)


def _with_fields(
    request: SchoolRequest, group: ProposalGroup, form: ProposalsForm, ticked: list[str]
) -> dict[str, Any]:
    """Return a fold of the page: open when something in it is wrong; how much of it is ticked stands on the fold."""

    def field(row: Proposal, name: str) -> BoundField | None:
        key = f"{name}-{row.public_id}"
        return form[key] if key in form.fields else None

    rows = [
        (row, _act(request, row.public_id, "refuse"), field(row, "days"), field(row, "daily"), field(row, "title"))
        for row in group.rows
    ]
    count = sum(row.public_id in ticked for row in group.rows)
    words = _("%(ticked)d of %(n)d ticked beforehand") % {"ticked": count, "n": len(rows)}
    is_open = any(found is not None and found.errors for _row, _url, *fields in rows for found in fields)
    return {"id": group.id, "title": group.title, "sub": f"{group.sub} · {words}", "rows": rows, "is_open": is_open}


def _confirm(request: SchoolRequest, form: ProposalsForm) -> str:
    reader = reader_of(request)
    count = confirm_duties(
        school=request.school,
        public_ids=form.cleaned_data["duty"],
        options=form.options(),
        on=reader.on,
        by=request.user,
        now=reader.now,
    )
    words = ngettext("%(n)d duty confirmed.", "%(n)d duties confirmed.", count)
    messages.success(request, words % {"n": count})
    return reverse("duties:proposals", kwargs={"school": request.school.slug})


def _title(count: int) -> str:
    if not count:
        return _("No duty waits for you")
    return ngettext("%(n)d duty waits for your yes or no", "%(n)d duties wait for your yes or no", count) % {"n": count}


def _act(request: SchoolRequest, public_id: str, act: str) -> str:
    return reverse(f"duties:duty-{act}", kwargs={"school": request.school.slug, "duty": public_id})


@require_POST
@requires(Permission.DUTY_MANAGE)
def duty_options(request: SchoolRequest, school: str, duty: str) -> HttpResponse:
    """Choose the days where the text prints none; switch a duty's dates on or off."""
    reader = reader_of(request)
    found = load_duty(request, duty)
    form = OptionsForm(request.POST)
    if form.is_valid():
        set_duty_options(
            duty=found,
            days=form.cleaned_data["days"],
            is_on=form.cleaned_data["is_on"],
            on=reader.on,
            by=request.user,
            now=reader.now,
        )
        messages.success(request, _("Saved. The dates follow."))
    else:
        messages.error(request, _("Not saved: the number of days must be from 0 to 60."))
    return back_to(request, duty_url(found.public_id, request.school))


@require_POST
@requires(Permission.DUTY_MANAGE)
def duty_refuse(request: SchoolRequest, school: str, duty: str) -> HttpResponse:
    """Say that it is no duty here; htmx gets the toast in place of the proposal."""
    reader = reader_of(request)
    found = load_duty(request, duty)
    if refuse_duties(school=request.school, public_ids=[duty], on=reader.on, by=request.user, now=reader.now):
        undo = f"undo:{_act(request, duty, 'propose')}"
        messages.success(request, _("Not a duty here: %(title)s") % {"title": found.title}, extra_tags=undo)
    if request.htmx:
        response = render(request, "duties/_refused.html")
        patch_vary_headers(response, ["HX-Request"])
        return response
    return back_to(request, duty_url(found.public_id, request.school))


@require_POST
@requires(Permission.DUTY_MANAGE)
def duty_propose(request: SchoolRequest, school: str, duty: str) -> HttpResponse:
    """Take a refusal back."""
    found = load_duty(request, duty)
    reopen_proposal(duty=found, by=request.user, now=reader_of(request).now)
    return back_to(request, reverse("duties:proposals", kwargs={"school": request.school.slug}))
