"""Templates that a municipality gives to its schools: made from its own offices' texts, edition by edition."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roles.models import OwnerTemplate
from roles.queries.templates import OWNER, TemplateText, publishable, published
from roles.queries.texts import read_text
from roles.services import publish_template, withdraw_template
from roles.template_words import LANGUAGES, sections_of
from schools.access import OwnerRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.see_other import see_other
from schools.words import format_date


@require_safe
@requires(Permission.OWNER_TEMPLATES)
def templates(request: OwnerRequest, owner: str) -> HttpResponse:
    """List what the owner offers to its schools, and the texts of its offices that it may offer."""
    editions = published(request.owner)
    newest: dict[tuple[str, str], OwnerTemplate] = {}
    for row in sorted(editions, key=lambda one: -one.number):
        newest.setdefault((row.code, row.language), row)
    given = {row.source_id for row in newest.values() if row.withdrawn_at is None}
    offered = [_edition(request, row) for row in newest.values() if row.withdrawn_at is None]
    waiting = [
        {
            "title": version.title,
            "lang": version.language,
            "number": version.number,
            "words": f"{version.role.school.name} · {LANGUAGES[version.language]}",
            "url": reverse("owner_roles:template-publish", args=[owner, version.public_id]),
        }
        for version in publishable(request.owner)
        if version.pk not in given
    ]
    context = {
        "title": _("Templates for the schools"),
        "lead": _("Schools begin their own text with a template, and see when a later edition says something else."),
        "margin": len(offered),
        "margin_sub": ngettext("template", "templates", len(offered)),
        "offered": offered,
        "waiting": waiting,
    }
    return render(request, "roles/owner_templates.html", context)


def _edition(request: OwnerRequest, row: OwnerTemplate) -> dict[str, object]:
    here = [request.owner.slug, row.code, row.language]
    day = format_date(row.published_at.date(), get_language() or "en")
    return {
        "title": row.title,
        "lang": row.language,
        "number": row.number,
        "words": _("edition %(n)d of %(day)s") % {"n": row.number, "day": day},
        "language": LANGUAGES[row.language],
        "withdraw_url": reverse("owner_roles:template-withdraw", args=here),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWNER_TEMPLATES)
def publish(request: OwnerRequest, owner: str, public_id: str) -> HttpResponse:
    """Show a text of an office as the schools would get it; POST gives it to them."""
    version = next((one for one in publishable(request.owner) if one.public_id == public_id), None)
    if version is None:
        raise Http404
    back_url = reverse("owner_roles:templates", args=[owner])
    if request.method == "POST":
        template = publish_template(owner=request.owner, version=version, by=request.user, now=now())
        messages.success(
            request,
            _("“%(title)s” is offered to the schools, edition %(n)d.")
            % {"title": template.title, "n": template.number},
        )
        return see_other(back_url)
    text = read_text(version)
    keys = tuple(str(one.clause) for one in text.keys)
    shown = TemplateText(f"{OWNER}:{version.role.code}", version.role.code, text.document, keys)
    context = {
        "title": version.title,
        "document_lang": version.language,
        "margin": len(keys),
        "margin_sub": ngettext("clause", "clauses", len(keys)),
        "crumbs": [(_("Templates for the schools"), back_url), (version.title, "")],
        "sections": sections_of(shown),
        "back_url": back_url,
    }
    return render(request, "roles/owner_template_publish.html", context)


@require_POST
@requires(Permission.OWNER_TEMPLATES)
def withdraw(request: OwnerRequest, owner: str, code: str, language: str) -> HttpResponse:
    """Offer a template no more."""
    rows = OwnerTemplate.objects.filter(owner=request.owner, withdrawn_at__isnull=True).select_related("owner")
    template = rows.filter(code=code, language=language).order_by("-number").first()
    if template is None:  # sent twice
        get_object_or_404(OwnerTemplate.objects.filter(owner=request.owner, code=code, language=language)[:1])
    else:
        withdraw_template(template=template, by=request.user, now=now())
        messages.success(request, _("“%(title)s” is offered no more.") % {"title": template.title})
    return see_other(reverse("owner_roles:templates", args=[owner]))
