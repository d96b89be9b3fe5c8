"""A text begins: written here from its first words, or as a structured document."""

from typing import Final

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roles.forms import BeginForm, DocumentForm
from roles.problem_words import in_words
from roles.queries.questions import open_questions
from roles.services import RoleError, begin_text, load_document
from roles.structure import DocumentError
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.form_keys import answer_once

# Texts of the demo, by language; invented, so anybody may have them.
_EXAMPLES: Final = {
    "et": "et_educational_technologist.json",
    "fi": "fi_digital_roles.json",
    "lt": "lt_it_specialist.json",
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def role_write(request: SchoolRequest, school: str) -> HttpResponse:
    """Begin a text with its title and its parts; it is written in the editor, which comes next."""
    form = BeginForm(request.POST or None, school=request.school)
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, form="roles:role-write", effect=lambda: _begin(request, form), now=now())
        except RoleError as error:
            form.add_error("name", error_words(error))
        except DocumentError as error:
            form.add_error(None, in_words(error.problems)[0].sentence)
    context = {
        "title": _("Write a new job description"),
        "lead": _("It begins with its parts and is written in the editor. Nothing holds until you approve it."),
        "form": form,
        "form_key": request.POST.get("form_key", ""),
        "back_url": reverse("roles:role-list", args=[school]),
        "file_url": reverse("roles:role-new", args=[school]),
        "button": _("Begin to write"),
    }
    return render(request, "roles/role_write.html", context, status=422 if form.errors else 200)


def _begin(request: SchoolRequest, form: BeginForm) -> str:
    version = begin_text(
        school=request.school,
        beginning=form.beginning(),
        role=form.cleaned_data["role"],
        name=form.cleaned_data["name"],
        by=request.user,
        now=now(),
    )
    written = version.sections.filter(items__isnull=False).order_by("position").first()
    part = written.position + 1 if written is not None else 1
    return reverse("roles:section-edit", args=[request.school.slug, version.role.code, version.number, part])


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
        "write_url": reverse("roles:role-write", args=[school]),
        "example_url": reverse("roles:role-example", args=[school]),
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


@require_safe
@requires(Permission.ROLE_EDIT)
def role_example(request: SchoolRequest, school: str) -> FileResponse:
    """Give a structured document as an example, in the school's language where there is one."""
    name = _EXAMPLES.get(request.school.language, _EXAMPLES["lt"])
    content = (settings.EXAMPLE_DOCUMENTS / name).open("rb")
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/json")
