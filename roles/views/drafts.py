"""Beginning and throwing away drafts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from roles.services import RoleError, delete_draft, new_draft
from roles.views.loading import role_or_404, version_or_404
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.see_other import see_other


@require_POST
@requires(Permission.ROLE_EDIT)
def draft_begin(request: SchoolRequest, school: str, code: str) -> HttpResponse:
    """Begin a draft from the newest approved text; the one that is there already is opened."""
    role = role_or_404(request, code)
    try:
        version = new_draft(role=role, by=request.user, now=now())
    except RoleError as error:
        messages.error(request, error_words(error))
        return see_other(reverse("roles:role-detail", args=[school, code]))
    return see_other(reverse("roles:version-detail", args=[school, code, version.number]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def draft_delete(request: SchoolRequest, school: str, code: str, number: int) -> HttpResponse:
    """Throw a draft away, after the number was written."""
    version = version_or_404(request, code, number)
    if not version.is_draft:
        raise Http404
    word, error = str(number), ""
    if request.method == "POST":
        if request.POST.get("word", "").strip() == word:
            delete_draft(version=version, by=request.user, now=now())
            messages.success(request, _("The draft was thrown away."))
            return see_other(reverse("roles:role-detail", args=[school, code]))
        error = _("Write the number of the draft.")
    context = {
        "title": _("Throw the draft away"),
        "text": _("Draft %(number)s of “%(role)s” with everything written in it.")
        % {"number": number, "role": version.role.name},
        "word": word,
        "error": error,
        "button": _("Throw draft %(number)s away") % {"number": number},
        "action": request.path,
        "back_url": reverse("roles:version-detail", args=[school, code, number]),
        "back_label": _("Keep it"),
    }
    return render(request, "components/confirm.html", context, status=422 if error else 200)
