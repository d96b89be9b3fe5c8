"""A structured document comes in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roles.forms import DocumentForm
from roles.problem_words import in_words
from roles.queries.questions import open_questions
from roles.services import RoleError, load_document
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.form_keys import answer_once


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def role_new(request: SchoolRequest, school: str) -> HttpResponse:
    """Load a structured document as a draft; whatever is wrong with it is listed, and then nothing is saved."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, form="roles:role-new", effect=lambda: _load(request, form), now=now())
        except RoleError as error:
            form.add_error(None, error_words(error))
    context = {
        "title": _("Load a job description"),
        "lead": _("A structured document becomes a draft. Nothing holds until you approve it."),
        "form": form,
        "form_key": request.POST.get("form_key", ""),
        "problems": in_words(form.problems),
        "back_url": reverse("roles:role-list", args=[school]),
        "button": _("Load as a draft"),
    }
    return render(request, "roles/role_new.html", context, status=422 if form.errors else 200)


def _load(request: SchoolRequest, form: DocumentForm) -> str:
    version = load_document(
        school=request.school,
        document=form.document,
        role_code=form.cleaned_data["code"] or None,
        by=request.user,
        now=now(),
    )
    page = "version-questions" if open_questions(version) else "version-detail"
    return reverse(f"roles:{page}", args=[request.school.slug, version.role.code, version.number])
