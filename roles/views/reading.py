"""The list of roles, a role, a version, its PDF."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents.services import read_file
from roles.approval_forms import ForceDayForm
from roles.models import RoleVersion, Signing, SigningState
from roles.queries.pages import (
    RoleLine,
    RolePage,
    act_pdf,
    awaiting_act,
    force_spans,
    role_lines,
    role_page,
    role_with_versions,
)
from roles.queries.signings import parties_of, signings_of
from roles.queries.texts import read_text
from roles.services import print_version
from roles.views.changes import change_rows, changes_words
from roles.views.comparing import pick_of
from roles.views.force_days import force_day_words
from roles.views.loading import version_or_404
from roles.views.role_text import text_context
from roles.views.signings import signature_rows
from roles.views.words import (
    act_label,
    act_words,
    ahead_words,
    basis_words,
    day_words,
    holder_words,
    state_chip,
    version_words,
)
from schools import panels
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today


@require_safe
@requires(Permission.ROLE_VIEW)
def role_list(request: SchoolRequest, school: str) -> HttpResponse:
    """The school's roles: who holds them, what is in force, which draft is open."""
    on = today(request.school.time_zone)
    lines = role_lines(school=request.school, on=on)
    heads = panels.collect("role-head", request.school, [line.role for line in lines])
    can_edit = request.access.can(Permission.ROLE_EDIT)
    can_approve = request.access.can(Permission.ROLE_APPROVE)
    if not can_edit:  # a draft is the principal's desk: nobody else hears that there is one
        lines = sorted((replace(line, draft=None) for line in lines), key=lambda line: not line.has_text)
    rows = [(line, _row(request, line, heads[line.role], can_edit=can_edit, can_approve=can_approve)) for line in lines]
    groups = [
        {"title": title, "rows": chosen}
        for title, has_text in ((_("With a text of their own"), True), (_("Named in other texts"), False))
        if (chosen := [row for line, row in rows if line.has_text is has_text])
    ]
    texts = sum(line.has_text for line in lines)
    context = {
        "title": _("Roles"),
        "lead": _("Every text says who holds it, from when it holds, and what work comes from it."),
        "margin": texts,
        "margin_sub": ngettext("text", "texts", texts),
        "groups": groups,
        "signings_url": reverse("roles:signings", args=[school])
        if request.access.can(Permission.PEOPLE_MANAGE)
        else "",
        "new_url": reverse("roles:role-write", args=[school]) if can_edit else "",
        "read_url": reverse("roles:role-new", args=[school]) if can_edit else "",
        "compare_url": reverse("roles:roles-compare", args=[school]) if texts > 1 else "",
        "empty_text": _(
            "A job description belongs here: its clauses become work with deadlines. "
            "One that you have as a file (Word, OpenDocument, PDF) is read; another one is written here."
        )
        if can_edit
        else _("The job descriptions of the school come here once they are entered."),
    }
    return render(request, "roles/role_list.html", context)


def _row(
    request: SchoolRequest, line: RoleLine, head: list[tuple[str, Any]], *, can_edit: bool, can_approve: bool
) -> dict[str, Any]:
    role, school = line.role, request.school.slug
    shown = line.in_force or line.waiting or line.draft
    chip, kind = (
        state_chip(shown, in_force=line.in_force, on=today(request.school.time_zone)) if shown else (_("No text"), "")
    )
    draft, ahead = line.draft, line.waiting if line.in_force else None
    acts = line.waiting if line.waiting and line.waiting.in_force_on is None and can_approve else None
    return {
        "url": reverse("roles:role-detail", args=[school, role.code]),
        "title": role.name,
        "lang": request.school.language,
        "holders": holder_words(role, line.holders),
        "has_gap": not line.holders,
        "state": chip,
        "state_kind": kind,
        "version": shown.number if shown else "",
        "duties": " ".join(str(content) for _code, content in head),
        "ahead": ahead_words(ahead) if ahead else "",
        "force_url": reverse("roles:version-force-act", args=[school, role.code, acts.number]) if acts else "",
        "act_label": act_label(acts) if acts else "",
        "draft_url": reverse("roles:version-detail", args=[school, role.code, draft.number])
        if draft and can_edit
        else "",
    }


@require_safe
@requires(Permission.ROLE_VIEW)
def role_detail(request: SchoolRequest, school: str, code: str) -> HttpResponse:
    """A role: the text in force, else the newest one; with ``?on=`` the one that was in force on that day."""
    form = ForceDayForm(request.GET) if "on" in request.GET else None
    return _page(request, code, None, form)


@require_safe
@requires(Permission.ROLE_VIEW)
def version_detail(request: SchoolRequest, school: str, code: str, number: int) -> HttpResponse:
    """One version of a role's text."""
    return _page(request, code, number)


def _page(request: SchoolRequest, code: str, number: int | None, form: ForceDayForm | None = None) -> HttpResponse:
    found = role_with_versions(school=request.school, code=code)
    if found is None:
        raise Http404
    role, versions = found
    on = today(request.school.time_zone)
    day = form.cleaned_data["on"] if form is not None and form.is_valid() else None
    page = role_page(
        role=role,
        on=on,
        number=number,
        day=day,
        versions=versions,
        # A draft is the principal's desk, not yet a text.
        with_drafts=request.access.can(Permission.ROLE_EDIT),
    )
    if page is None:
        raise Http404
    context = _context(request, page)
    if page.versions:
        context |= {
            "day_form": form or ForceDayForm(),
            "day_url": reverse("roles:role-detail", args=[role.school.slug, code]),
        }
    if day is not None:
        context["day_words"], context["day_why"] = force_day_words(page.versions, day, today=on)
    status = 422 if form is not None and form.errors else 200
    return render(request, "roles/role_detail.html", context, status=status)


def _context(request: SchoolRequest, page: RolePage) -> dict[str, Any]:
    school, role, version = request.school.slug, page.role, page.version
    can_edit = request.access.can(Permission.ROLE_EDIT)
    context: dict[str, Any] = {
        "title": version.title if version else role.name,
        "document_lang": version.language if version else request.school.language,
        "crumbs": [(_("Roles"), reverse("roles:role-list", args=[school])), (role.name, "")],
        "holders": [holder_words(role, page.holders)],
        "holders_url": reverse("roles:holders", args=[school, role.code])
        if request.access.can(Permission.PEOPLE_MANAGE)
        else "",
        "edit_url": "",
        "versions": _versions(page, school),
        "template_url": reverse("roles:role-template", args=[school, role.code]) if can_edit and role.template else "",
        "heads": panels.collect("role-head", request.school, [role])[role],
    }
    if version is None:
        return {**context, "margin": "", "margin_sub": "", "chip": _("No text"), "chip_kind": ""}
    here = [school, role.code, version.number]
    chip, kind = state_chip(version, in_force=page.in_force, on=today(request.school.time_zone))
    return {
        **context,
        "margin": version.number,
        "margin_sub": _("draft") if version.is_draft else _("version"),
        "chip": chip,
        "chip_kind": kind,
        "act_words": act_words(version),
        "basis_words": basis_words(version),
        "act_label": act_label(version),
        "pdf_url": reverse("roles:version-pdf", args=here),
        "act_pdf_url": reverse("roles:version-act-pdf", args=here) if getattr(version, "has_act_pdf", False) else "",
        "posts_url": reverse("roles:posts", args=here) if can_edit and page.posts else "",
        **text_context(request, page, can_edit=can_edit),
        "changes": change_rows(page),
        "changes_words": changes_words(page),
        **_comparing(page, here),
        **_reviewing(request, page),
        **_ahead(request, page),
        **(_editing(page, here) if can_edit else {}),
        **_signatures(request, page, version),
    }


def _comparing(page: RolePage, here: list[Any]) -> dict[str, Any]:
    """Where this version is compared: with the one before it, and any two that the reader may see."""
    if len(page.versions) < 2 or page.version is None:
        return {}
    other = page.base or next(one for one in reversed(page.versions) if one.pk != page.version.pk)
    return {
        "compare_url": reverse("roles:version-compare", args=[*here, page.base.number]) if page.base else "",
        "pick": pick_of(page.versions, old=other.number, new=page.version.number),
        "pick_url": reverse("roles:role-compare", args=here[:2]),
    }


def _reviewing(request: SchoolRequest, page: RolePage) -> dict[str, str]:
    """The way to the review, for those who decide about the text and those who hold the post; when the next one is."""
    holds = any(request.person is not None and one.person.pk == request.person.pk for one in page.holders)
    can_see = holds or request.access.can(Permission.ROLE_EDIT)
    if page.version is None or page.version.is_draft or not can_see:
        return {}
    next_on = getattr(page.version, "next_review_on", None)
    return {
        "review_url": reverse("roles:review", args=[request.school.slug, page.role.code]),
        "review_words": _("By %(day)s") % {"day": day_words(next_on)} if next_on else "",
        "open_review": _("A review of this text is open.") if getattr(page.version, "has_open_review", False) else "",
    }


def _ahead(request: SchoolRequest, page: RolePage) -> dict[str, str]:
    """What is said beside a text about the approved one that comes after it, and its next step."""
    waiting = awaiting_act(page.versions)
    coming = [one for one in page.versions if page.in_force and one.in_force_on and one.number > page.in_force.number]
    ahead = waiting or (coming[-1] if coming else None)
    if ahead is None or page.version is None or ahead.number <= page.version.number:
        return {}
    here = [request.school.slug, page.role.code, ahead.number]
    can_act = ahead.in_force_on is None and request.access.can(Permission.ROLE_APPROVE)
    return {
        "ahead_words": ahead_words(ahead),
        "ahead_url": reverse("roles:version-detail", args=here),
        "ahead_act_label": act_label(ahead),
        "ahead_force_url": reverse("roles:version-force-act", args=here) if can_act else "",
    }


def _signatures(request: SchoolRequest, page: RolePage, version: RoleVersion) -> dict[str, Any]:
    """Who signs the text, and the button that asks its holders to; nothing of a draft."""
    if version.is_draft or not parties_of(version):
        return {}
    rows = signings_of(version) if getattr(version, "has_signings", True) else []
    is_newest = version.pk == max((one for one in page.versions if not one.is_draft), key=lambda one: one.number).pk
    can_ask = is_newest and version.pdf_id is not None and request.access.can(Permission.ROLE_APPROVE)
    here = [request.school.slug, page.role.code, version.number]
    return {
        "signatures": signature_rows(request, rows),
        "signatures_words": _("Signatures"),
        "ask_url": reverse("roles:version-ask", args=here) if can_ask and _unasked(page, rows) else "",
    }


def _unasked(page: RolePage, rows: list[Signing]) -> bool:
    """Whether somebody holds the post who is not asked to sign, or has declined."""
    asked = {row.person_id for row in rows if row.state in (SigningState.WAITING, SigningState.SIGNED)}
    return any(holder.person.pk not in asked for holder in page.holders)


def _editing(page: RolePage, here: list[Any]) -> dict[str, Any]:
    """What only those who edit are offered."""
    version = page.version
    if version is None:
        return {}
    if version.is_draft:
        return {
            "approve_url": reverse("roles:version-approve", args=here),
            "delete_url": reverse("roles:draft-delete", args=here),
            "act_hint": _("Nothing of a draft holds until it is approved."),
            "questions_url": reverse("roles:version-questions", args=here)
            if getattr(version, "has_questions", False)
            else "",
        }
    found: dict[str, Any] = {}
    draft = next((other for other in page.versions if other.is_draft), None)
    if draft is not None:
        found["edit_url"] = reverse("roles:version-detail", args=[*here[:2], draft.number])
    elif version.pk == max(page.versions, key=lambda other: other.number).pk:
        found["acts"] = [(_("Begin a new draft"), reverse("roles:new-draft", args=here[:2]), "")]
    if version.in_force_on is None:
        found["force_url"] = reverse("roles:version-force-act", args=here)
    return found


def _versions(page: RolePage, school: str) -> list[dict[str, Any]]:
    rows = []
    last = {span.version.pk: span.last_on for span in force_spans(page.versions)}
    for version in reversed(page.versions):
        here = [school, page.role.code, version.number]
        is_shown = page.version is not None and version.pk == page.version.pk
        is_past = page.in_force is not None and version.number <= page.in_force.number
        rows.append(
            {
                "state": "now" if is_shown else "done" if is_past else "",
                "title": f"{version.number}",
                "words": version_words(version, last_on=last.get(version.pk)),
                "url": "" if is_shown else reverse("roles:version-detail", args=here),
                "pdf_url": reverse("roles:version-pdf", args=here),
            }
        )
    return rows


@require_safe
@requires(Permission.ROLE_VIEW)
def version_pdf(request: SchoolRequest, school: str, code: str, number: int) -> HttpResponse:
    """The PDF: of an approved text always the same stored bytes, of a draft printed now and marked."""
    version = version_or_404(request, code, number)
    if version.pdf is not None:
        content = read_file(version.pdf)
    elif request.access.can(Permission.ROLE_EDIT):
        text = read_text(version).document
        content = print_version(version=version, text=text, effective_on=None, now=now(), is_draft=True)
    else:
        raise Http404
    return _pdf(content, f"{code}-{number}.pdf")


@require_safe
@requires(Permission.ROLE_VIEW)
def version_act_pdf(request: SchoolRequest, school: str, code: str, number: int) -> HttpResponse:
    """The second stored PDF of a text: its header names the order that put it in force."""
    stored = act_pdf(version_or_404(request, code, number))
    if stored is None:
        raise Http404
    return _pdf(read_file(stored), stored.name)


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
