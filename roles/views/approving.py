"""Approving a text, and recording the act that puts it in force."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from documents.pdf import PdfError
from roles.approval_forms import ApproveForm, ForceActForm
from roles.models import InForceBy, RoleVersion, SectionKind
from roles.problem_words import in_words
from roles.queries.bound_posts import waiting_posts
from roles.queries.pages import RolePage, role_page
from roles.queries.questions import open_questions
from roles.services import FrozenVersionError, RoleError, approve_version, prints_order, record_force_act
from roles.structure import DocumentError
from roles.views.changes import change_rows, changes_words
from roles.views.loading import version_or_404
from roles.views.words import act_label, day_words, error_words, section_title
from schools import panels
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.see_other import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_APPROVE)
def version_approve(request: SchoolRequest, school: str, code: str, number: int) -> HttpResponse:
    """Approve a draft: from which day it holds. Afterwards its text never changes.

    What the approval does is shown for a day: ``do=show`` shows another one, and whoever approves for another day than
    the one they have seen sees that one first.
    """
    version = version_or_404(request, code, number)
    if not version.is_draft:
        return see_other("roles:version-detail", school, code, number)
    on = today(request.school.time_zone)
    initial: dict[str, Any] = {"effective_on": on, "revision": version.revision}
    is_change = number > 1
    form = ApproveForm(request.POST or None, initial=initial, on=on, is_change=is_change)
    problems = []
    is_seen = not _shows_first(request, form)
    if not is_seen:
        initial |= {"effective_on": form.day(), **form.said_of_basis()}
        form = ApproveForm(initial=initial, on=on, is_change=is_change)
    elif request.method == "POST" and form.is_valid():
        try:
            return _approve(request, version, form)
        except DocumentError as error:
            problems = in_words(error.problems)
            form.add_error(None, _("The text cannot be approved as it stands."))
        except RoleError as error:
            field = "effective_on" if error.code == "not_after_previous" else None
            form.add_error(field, error_words(error))
        except PdfError as error:
            form.add_error(None, str(error))
    effects = _effects(request, version, day=form.day() or on, on=on)
    context = {
        "title": _("Approve draft %(number)s") % {"number": number},
        "lead": _what_happens(version),
        "form": form,
        "problems": problems if not effects["blocks"] else [],
        "back_url": reverse("roles:version-detail", args=[school, code, number]),
        "button": _("Approve for good"),
        "look_words": _("This is what %(day)s means. Look at it, then approve.") % {"day": day_words(form.day())}
        if not is_seen and request.POST.get("do") != "show"
        else "",
        **_unanswered(version, [school, code, number]),
        **effects,
    }
    return render(request, "roles/version_approve.html", context, status=422 if form.errors else 200)


def _shows_first(request: SchoolRequest, form: ApproveForm) -> bool:
    """Whether the effects of the day that was sent are to be shown before anything is approved."""
    day = form.day()
    if request.method != "POST" or day is None:
        return False
    if request.htmx or request.POST.get("do") == "show":
        return True
    return bool(request.POST.get("shown_on", day.isoformat()) != day.isoformat())


def _blocks(page: RolePage, here: list[Any]) -> list[tuple[str, str]]:
    """The clauses that nobody can approve as they stand: what is wrong with them, and where they are edited."""
    found = []
    for row in page.sections:
        editor = reverse("roles:section-edit", args=[*here, row.section.position + 1])
        for clause in row.clauses():
            name = {"number": clause.number.rstrip("."), "part": section_title(row.section)}
            where = _("Clause %(number)s") if clause.number else _("A clause of “%(part)s”")
            why = ""
            if not clause.text.strip() and not clause.label.strip():
                why = _("has no text; write it or delete the clause")
            elif any(rule.rule["words"] not in clause.rule_text for rule in clause.rules):
                why = _("the words of its deadline no longer stand in it")
            if why:
                found.append((f"{where % name}: {why}", f"{editor}#c-{clause.key}"))
    return found


def _empty_parts(page: RolePage) -> str:
    """Name the parts without a word, which are not printed."""
    empty = [
        section_title(row.section)
        for row in page.sections
        if not row.items and row.section.kind != SectionKind.SIGNATURES
    ]
    if not empty:
        return ""
    return _("Empty, so not printed: %(parts)s.") % {"parts": ", ".join(empty)}


def _unanswered(version: RoleVersion, here: list[Any]) -> dict[str, str]:
    """What still waits for an answer before this draft can be approved, or should have one."""
    waiting = waiting_posts(version.posts.all()).count()
    asked = len(open_questions(version))
    return {
        "posts_words": ngettext(
            "%(n)d post still waits for the answer who this is here.",
            "%(n)d posts still wait for the answer who this is here.",
            waiting,
        )
        % {"n": waiting}
        if waiting
        else "",
        "posts_url": reverse("roles:posts", args=here),
        "questions_words": ngettext(
            "%(n)d clause looks like one of the text before. Say whether it is the same, then approve.",
            "%(n)d clauses look like those of the text before. Say which are the same, then approve.",
            asked,
        )
        % {"n": asked}
        if asked
        else "",
        "questions_url": reverse("roles:version-questions", args=here),
    }


def _effects(request: SchoolRequest, version: RoleVersion, *, day: date, on: date) -> dict[str, Any]:
    """What the approval changes: clauses against the version in force, and what the apps say of the work."""
    page = role_page(role=version.role, on=on, with_drafts=True, number=version.number, against_force=True)
    found = panels.collect("approval", request.school, [version], day)[version]
    base = page.base if page is not None else None
    here = [request.school.slug, version.role.code, version.number]
    return {
        "document_lang": version.language,
        "shown_on": day.isoformat(),
        "blocks": _blocks(page, here) if page is not None else [],
        "empty_words": _empty_parts(page) if page is not None else "",
        "base_words": _("Against version %(number)s.") % {"number": base.number}
        if base is not None
        else _("This is the first text of the role."),
        "changes": change_rows(page) if page is not None else [],
        "changes_words": changes_words(page) if page is not None else "",
        "has_base": base is not None,
        "effects": [render_to_string(panels.template_of(code), {"panel": panel}, request) for code, panel in found],
    }


def _approve(request: SchoolRequest, version: RoleVersion, form: ApproveForm) -> HttpResponse:
    """Approve what the person has seen; a second sending of the same form finds it approved."""
    if form.cleaned_data["revision"] != version.revision:
        raise RoleError("changed_meanwhile", "The draft was changed while it was being approved.")
    here = [request.school.slug, version.role.code, version.number]
    try:
        approve_version(
            version=version,
            effective_on=form.cleaned_data["effective_on"],
            basis=form.chosen_basis(),
            by=request.user,
            now=now(),
        )
        messages.success(request, _("Approved. The text can no longer change."))
    except FrozenVersionError:
        messages.info(request, _("This text is approved already."))
    return see_other(reverse("roles:version-detail", args=here))


def _what_happens(version: RoleVersion) -> str:
    acts = {
        InForceBy.DECISION: _("Your approval is the decision: the text holds from the day that you name."),
        InForceBy.ORDER: _("The text then waits for the principal’s order."),
        InForceBy.BOTH_SIGNATURES: _("The text then waits for both signatures."),
    }
    return (
        _("An approved text never changes; what is to change becomes a new version.")
        + " "
        + acts[InForceBy(version.role.in_force_by)]
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_APPROVE)
def version_force_act(request: SchoolRequest, school: str, code: str, number: int) -> HttpResponse:
    """Record the act that puts an approved text in force."""
    version = version_or_404(request, code, number)
    if version.is_draft:
        raise Http404
    back = reverse("roles:version-detail", args=[school, code, number])
    initial = {"act_on": today(request.school.time_zone)}
    form = ForceActForm(request.POST or None, initial=initial, prints_order=prints_order(version))
    if request.method == "POST" and form.is_valid():
        try:
            record_force_act(version=version, by=request.user, now=now(), **form.cleaned_data)
            return see_other(back)
        except RoleError as error:
            form.add_error("act_on", error_words(error))
        except PdfError as error:
            form.add_error(None, str(error))
    context = {
        "title": act_label(version),
        "lead": _("The text holds from the later of this day and the day named at its approval."),
        "form": form,
        "back_url": back,
        "button": act_label(version),
    }
    return render(request, "roles/act_form.html", context, status=422 if form.errors else 200)
