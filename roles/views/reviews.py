"""Looking a text over: the school year clause by clause, and what came of it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from roles.clause_work import WorkAsked
from roles.models import Role, RoleReview, SectionKind
from roles.queries.pages import RolePage, role_page
from roles.queries.reviews import ReviewLine, reviews_of
from roles.review_forms import OpenReviewForm, OutcomeForm
from roles.services import RoleError, open_review, settle_review
from roles.views.loading import role_or_404
from roles.views.words import day_words, error_words, holder_words
from schools import panels
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.form_keys import answer_once
from schools.queries import SchoolYears, school_years
from schools.school_calendars import short_year_label

_OF_DUTIES = {SectionKind.DUTIES, SectionKind.DUTIES_WITH_OUTCOMES}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_VIEW)
def review(request: SchoolRequest, school: str, code: str) -> HttpResponse:
    """A role's school year, clause by clause, for those who decide about its text and those who hold the post.

    POST says what came of it; that is for those who decide alone.
    """
    role = role_or_404(request, code)
    page = _page_of(request, role)
    on = today(request.school.time_zone)
    years = school_years(request.school, key=request.GET.get("year", ""), on=on)
    form = OutcomeForm(request.POST or None, on=on)
    if request.method == "POST":
        if not request.access.can(Permission.ROLE_EDIT):
            raise PermissionDenied
        if form.is_valid():
            effect = partial(_settle, request, role, years, form)
            return answer_once(request, form="role-review", effect=effect, now=now())
    context = _context(request, page, years) | {"form": form, "open_form": OpenReviewForm()}
    return render(request, "roles/review.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.ROLE_EDIT)
def review_open(request: SchoolRequest, school: str, code: str) -> HttpResponse:
    """Open a review because something has happened."""
    role = role_or_404(request, code)
    on = today(request.school.time_zone)
    form = OpenReviewForm(request.POST)
    here = reverse("roles:review", args=[school, code])
    if form.is_valid():

        def effect() -> str:
            open_review(role=role, by=request.user, now=now(), **form.cleaned_data)
            return here

        try:
            return answer_once(request, form="role-review-open", effect=effect, now=now())
        except RoleError as error:
            form.add_error(None, error_words(error))
    years = school_years(request.school, key="", on=on)
    context = _context(request, _page_of(request, role), years) | {"form": OutcomeForm(on=on), "open_form": form}
    return render(request, "roles/review.html", context, status=422)


def _page_of(request: SchoolRequest, role: Role) -> RolePage:
    """The text in force with its holders; only for those who decide about it and those who hold the post."""
    page = role_page(role=role, on=today(request.school.time_zone), with_drafts=False)
    if page is None or page.version is None:
        raise Http404
    holds = any(request.person is not None and one.person.pk == request.person.pk for one in page.holders)
    if not holds and not request.access.can(Permission.ROLE_EDIT):
        raise PermissionDenied
    return page


def _settle(request: SchoolRequest, role: Role, years: SchoolYears, form: OutcomeForm) -> str:
    found = settle_review(role=role, school_year=years.chosen, by=request.user, now=now(), **form.cleaned_data)
    here = [request.school.slug, role.code]
    if found.draft is not None:
        messages.success(request, _("The review is recorded. This is the new draft."))
        return reverse("roles:version-detail", args=[*here, found.draft.number])
    messages.success(request, _("The review is recorded."))
    return reverse("roles:role-detail", args=here)


def _context(request: SchoolRequest, page: RolePage, years: SchoolYears) -> dict[str, Any]:
    role, version = page.role, page.version
    here = reverse("roles:review", args=[request.school.slug, role.code])
    asked = WorkAsked(role, years.chosen, request.person, sees_names=True)
    keys = [clause.key for clause in page.clauses()]
    work = panels.collect("role-review", request.school, keys, asked)
    total = panels.collect("role-review-sum", request.school, [role], asked)[role]
    reviews = reviews_of(role)
    opened = next((line.review for line in reviews if line.review.settled_at is None), None)
    return {
        "title": _("The school year, clause by clause"),
        "lead": " ".join(str(content) for _code, content in total),
        "margin": short_year_label(years.label),
        "year_label": years.label,
        "margin_sub": _("school year"),
        "crumbs": [
            (_("Roles"), reverse("roles:role-list", args=[request.school.slug])),
            (role.name, reverse("roles:role-detail", args=[request.school.slug, role.code])),
            (_("Review"), ""),
        ],
        "holders": holder_words(role, page.holders),
        "version_words": _("Version %(number)s") % {"number": version.number} if version else "",
        "document_lang": version.language if version else "",
        "choices": [(year.label, f"{here}?year={year.key}", year == years.chosen) for year in years.begun],
        "groups": _groups(page, work),
        "open_words": _opened_words(opened) if opened is not None else "",
        "reviews": [_review_row(line) for line in reviews if line.review.settled_at is not None],
        "can_decide": request.access.can(Permission.ROLE_EDIT),
        "open_url": reverse("roles:review-open", args=[request.school.slug, role.code]),
        "form_key": request.POST.get("form_key", ""),
    }


def _groups(page: RolePage, work: dict[Any, Any]) -> list[dict[str, Any]]:
    """Clauses with times in this year, duties without, each in the order of the text."""
    timed, others = [], []
    for section in page.sections:
        for clause in section.clauses():
            found = [(panels.template_of(code), panel) for code, panel in work[clause.key]]
            row = {"id": clause.key, "number": clause.number, "text": clause.text, "work": found}
            if any(panel.has_times for _template, panel in found):
                timed.append(row)
            elif found or section.section.kind in _OF_DUTIES:
                others.append(row)
    groups = (_("Clauses with deadlines"), timed), (_("Clauses without a deadline this year"), others)
    return [{"title": title, "rows": rows} for title, rows in groups if rows]


def _opened_words(opened: RoleReview) -> str:
    words = {
        "day": day_words(opened.opened_at.date()),
        "cause": capfirst(opened.get_cause_display()),
        "reason": opened.reason,
    }
    return _("A review was opened on %(day)s. %(cause)s: %(reason)s") % words


def _review_row(line: ReviewLine) -> dict[str, str]:
    one = line.review
    return {
        "day": day_words(one.settled_at.date()) if one.settled_at else "",
        "outcome": capfirst(one.get_outcome_display()),
        "cause": ": ".join(part for part in (capfirst(one.get_cause_display()), one.reason) if part),
        "by": line.by,
        "note": one.note,
        "next": _("Next review by %(day)s") % {"day": day_words(one.next_on)} if one.next_on else "",
    }
