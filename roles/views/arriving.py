"""A text begins: written here from its first words, or as a structured document."""

from typing import Final

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roles.forms import BeginForm, DocumentForm
from roles.problem_words import in_words
from roles.queries.questions import open_questions
from roles.queries.readings import waiting_readings
from roles.reading_forms import ReadForm
from roles.services import RoleError, begin_text, load_document, start_reading
from roles.structure import DocumentError
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.form_keys import FIELD, answer_once

_STRUCTURED: Final = "structured_%s"  # two forms with a file on one page
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
        "library_url": reverse("roles:library", args=[school]),
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
    """Give a file or text to be read; or load a structured one, whose mistakes are listed and which is then not saved.

    POST is the structured document; a file to be read is sent to :func:`role_read`.
    """
    form = DocumentForm(request.POST or None, request.FILES or None, auto_id=_STRUCTURED)
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, form="roles:role-new", effect=lambda: _load(request, form), now=now())
        except RoleError as error:
            form.add_error(None, error_words(error))
    return _new_page(request, structured=form, read=ReadForm())


@require_POST
@requires(Permission.ROLE_EDIT)
def role_read(request: SchoolRequest, school: str) -> HttpResponse:
    """Take a file or pasted text in; a worker reads it, its page shows how far that is."""
    form = ReadForm(request.POST, request.FILES)
    if form.is_valid():
        return answer_once(request, form="roles:role-read", effect=lambda: _read(request, form), now=now())
    return _new_page(request, structured=DocumentForm(auto_id=_STRUCTURED), read=form)


def _new_page(request: SchoolRequest, *, structured: DocumentForm, read: ReadForm) -> HttpResponse:
    school = request.school.slug
    is_read = read.is_bound
    shown = read if is_read else structured
    context = {
        "title": _("Bring the job description as you have it"),
        "lead": _(
            "The text is read, its clauses and the deadlines in them are shown to you. Nothing is saved as a job"
            " description before you say so."
        ),
        "form": shown,
        "read_form": read,
        "read_key": request.POST.get(FIELD, "") if is_read else "",
        "structured": structured,
        "structured_key": "" if is_read else request.POST.get(FIELD, ""),
        "problems": in_words(structured.problems),
        "waiting": [
            (
                row.name or _("Pasted text"),
                row.get_state_display(),
                reverse("roles:reading", args=[school, row.public_id]),
            )
            for row in waiting_readings(request.school)
        ],
        "read_url": reverse("roles:role-read", args=[school]),
        "new_url": reverse("roles:role-new", args=[school]),
        "back_url": reverse("roles:role-list", args=[school]),
        "write_url": reverse("roles:role-write", args=[school]),
        "library_url": reverse("roles:library", args=[school]),
        "example_url": reverse("roles:role-example", args=[school]),
    }
    return render(request, "roles/role_new.html", context, status=422 if shown.errors else 200)


def _waiting(request: SchoolRequest) -> list[tuple[str, str, str]]:
    """What was read and is no draft yet: its name, how far it is, its address."""
    return [
        (row.name or _("Pasted text"), row.get_state_display(), reverse("roles:reading", args=[school, row.public_id]))
        for school in [request.school.slug]
        for row in waiting_readings(request.school)
    ]


def _read(request: SchoolRequest, form: ReadForm) -> str:
    content, name = form.content()
    language = form.cleaned_data["language"] or None
    reading = start_reading(
        school=request.school, content=content, name=name, language=language, by=request.user, now=now()
    )
    return reverse("roles:reading", args=[request.school.slug, reading.public_id])


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
