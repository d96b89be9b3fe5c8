"""Beginning a role with a template, and what is otherwise in it than in its template."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roles.models import Role, RoleVersion
from roles.queries.templates import (
    KORD,
    PROPOSED,
    Deviation,
    Difference,
    Offer,
    TemplateText,
    deviations,
    offers,
    template_text,
)
from roles.services import RoleError, refuse_template_changes, take_template, take_template_changes
from roles.template_words import LANGUAGES, LEVELS, difference_words, sections_of
from roles.views.loading import role_or_404
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.form_keys import answer_once
from schools.see_other import see_other


@require_safe
@requires(Permission.ROLE_EDIT)
def library(request: SchoolRequest, school: str) -> HttpResponse:
    """List the templates that a role may begin with: the owner's own, then Kord's."""
    found = offers(request.school)
    taken = dict(Role.objects.for_school(request.school).exclude(template="").values_list("template", "code"))
    groups = [
        {
            "title": title,
            "rows": [_offer(request, offer, taken) for offer in found if (offer.source == KORD) is is_kord],
        }
        for title, is_kord in (
            (_("From %(owner)s") % {"owner": request.school.owner.name}, False),
            (_("From Kord’s library"), True),
        )
    ]
    context = {
        "title": _("Begin with a template"),
        "lead": _("Take one that is near, and make it the school’s own. Nothing holds before you approve it."),
        "crumbs": [(_("Roles"), reverse("roles:role-list", args=[school])), (_("Templates"), "")],
        "margin": len(found),
        "margin_sub": ngettext("template", "templates", len(found)),
        "groups": [group for group in groups if group["rows"]],
        "back_url": reverse("roles:role-new", args=[school]),
    }
    return render(request, "roles/library.html", context)


def _offer(request: SchoolRequest, offer: Offer, taken: dict[str, str]) -> dict[str, object]:
    school = request.school.slug
    return {
        "title": offer.title,
        "lang": offer.language,
        "count": offer.count,
        "count_words": ngettext("clause", "clauses", offer.count),
        "level": LEVELS.get(offer.level, ""),
        "edition": _("edition %(n)d") % {"n": offer.number} if offer.number else "",
        "languages": [
            (LANGUAGES[one], one, reverse("roles:template", args=[school, offer.source, offer.code, one]))
            for one in offer.languages
        ],
        "taken_url": reverse("roles:role-detail", args=[school, taken[offer.name]]) if offer.name in taken else "",
    }


def _template_or_404(request: SchoolRequest, source: str, code: str, language: str) -> TemplateText:
    template = template_text(school=request.school, source=source, code=code, language=language)
    if template is None:
        raise Http404
    return template


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def template(request: SchoolRequest, school: str, source: str, code: str, language: str) -> HttpResponse:
    """Show a template's whole text; POST begins a role with it."""
    found = _template_or_404(request, source, code, language)
    error = ""
    if request.method == "POST":
        try:
            return answer_once(request, form="roles:template", effect=lambda: _take(request, found), now=now())
        except RoleError as refused:
            error = error_words(refused)
    count = len(found.keys)
    context = {
        "title": found.document.title,
        "document_lang": found.document.language,
        "margin": count,
        "margin_sub": ngettext("clause", "clauses", count),
        "crumbs": [
            (_("Roles"), reverse("roles:role-list", args=[school])),
            (_("Templates"), reverse("roles:library", args=[school])),
            (found.document.title, ""),
        ],
        "sections": sections_of(found),
        "error_list": [(error, "")] if error else [],
        "form_key": request.POST.get("form_key", ""),
        "back_url": reverse("roles:library", args=[school]),
    }
    return render(request, "roles/template.html", context, status=422 if error else 200)


def _take(request: SchoolRequest, found: TemplateText) -> str:
    version = take_template(school=request.school, template=found, by=request.user, now=now())
    messages.success(
        request, _("A draft was begun with the template. Read it through and change what is otherwise here.")
    )
    return reverse("roles:version-detail", args=[request.school.slug, version.role.code, version.number])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def role_template(request: SchoolRequest, school: str, code: str) -> HttpResponse:
    """Show where a role's newest text is otherwise than its template; take over what is new there, or leave it."""
    role = role_or_404(request, code)
    version = role.versions.filter(translation_of__isnull=True).order_by("-number").first()
    source, _colon, name = role.template.partition(":")
    found = (
        template_text(school=request.school, source=source, code=name, language=version.language) if version else None
    )
    if version is None or found is None:
        raise Http404
    rows = deviations(role=role, version=version, template=found)
    error = ""
    if request.method == "POST":
        try:
            return _answer(request, role, found)
        except RoleError as refused:
            error = error_words(refused)
    return _deviations_page(request, version, found, rows, error)


def _answer(request: SchoolRequest, role: Role, found: TemplateText) -> HttpResponse:
    """Take the chosen clauses over into a draft, or propose none of them any more."""
    here = [request.school.slug, role.code]
    wanted = request.POST.getlist("take")
    if "refuse" in request.POST:
        refuse_template_changes(role=role, template=found, by=request.user, now=now())
        messages.success(request, _("The text stays as it is."))
        return see_other(reverse("roles:role-template", args=here))
    if not wanted:
        raise RoleError("nothing_chosen", "No clause was chosen.")

    def effect() -> str:
        version = take_template_changes(role=role, template=found, wanted=wanted, by=request.user, now=now())
        messages.success(request, _("What you chose stands in a new draft."))
        return reverse("roles:version-detail", args=[*here, version.number])

    return answer_once(request, form="roles:role-template", effect=effect, now=now())


def _deviations_page(
    request: SchoolRequest, version: RoleVersion, found: TemplateText, rows: list[Deviation], error: str
) -> HttpResponse:
    here = [request.school.slug, version.role.code]
    proposed = [_deviation(row) for row in rows if row.kind in PROPOSED]
    own = [_deviation(row) for row in rows if row.kind not in PROPOSED]
    context = {
        "title": _("Beside its template: %(role)s") % {"role": version.role.name},
        "lead": _("Version %(number)s beside the template “%(title)s”.")
        % {"number": version.number, "title": found.document.title},
        "margin": len(rows),
        "margin_sub": ngettext("difference", "differences", len(rows)),
        "crumbs": [
            (_("Roles"), reverse("roles:role-list", args=here[:1])),
            (version.role.name, reverse("roles:role-detail", args=here)),
            (_("Template"), ""),
        ],
        "document_lang": version.language,
        "proposed": proposed,
        "own": own,
        "may_take": not version.is_draft,
        "draft_url": reverse("roles:version-detail", args=[*here, version.number]) if version.is_draft else "",
        "error_list": [(error, "")] if error else [],
        "form_key": request.POST.get("form_key", ""),
        "back_url": reverse("roles:role-detail", args=here),
    }
    return render(request, "roles/role_template.html", context, status=422 if error else 200)


def _deviation(row: Deviation) -> dict[str, str]:
    return {
        "key": row.key,
        "number": row.number,
        "kind": difference_words(row.kind),
        "here": row.here,
        "there": "" if row.kind is Difference.OWN else row.there,
    }
