"""A file that was read: its progress, the review of what was found, and the draft that becomes of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from roles.models import Reading
from roles.problem_words import in_words
from roles.queries.questions import open_questions
from roles.queries.readings import job_of
from roles.reading_forms import TakeForm
from roles.reading_review import pieces
from roles.reading_words import failure_words, warning_words
from roles.services import RoleError, drop_reading, keep_reading, take_reading
from roles.services.reading import STEPS
from roles.structure import DocumentError
from roles.views.review_rows import facts, rule_rows, section_lines
from roles.views.words import error_words
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.form_keys import FIELD, answer_once
from schools.models import Language
from schools.see_other import see_other


def reading_or_404(request: SchoolRequest, public_id: str) -> Reading:
    """Return the school's reading."""
    found = Reading.objects.for_school(request.school).filter(public_id=public_id)
    reading = found.select_related("school", "version__role").defer("original").first()
    if reading is None:
        raise Http404
    return reading


def open_or_404(request: SchoolRequest, public_id: str) -> Reading:
    """Return a reading that can be corrected."""
    reading = reading_or_404(request, public_id)
    if not reading.result or reading.version_id is not None:
        raise Http404
    return reading


def review_url(reading: Reading, anchor: str = "") -> str:
    """Return the address of a reading's page, at a place in it."""
    url = reverse("roles:reading", args=[reading.school.slug, reading.public_id])
    return f"{url}#{anchor}" if anchor else url


# ── progress and review ──────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def reading(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Show how far a file is, why it cannot be read, or what was found in it.

    POST of the review: ``do=take`` makes a draft, anything else keeps what stands above the text.
    """
    found = reading_or_404(request, public_id)
    if not found.result:
        return _not_read(request, found)
    if request.headers.get("HX-Request"):  # a page of progress asks, and there is no more of it
        return HttpResponse(headers={"HX-Refresh": "true"})
    if found.version is not None:
        return _taken(request, found)
    is_taken = request.POST.get("do") == "take"
    form = TakeForm(request.POST or None, reading=found, is_taken=is_taken)
    if request.method == "POST" and form.is_valid():
        try:
            if is_taken:
                return answer_once(request, form="roles:reading", effect=lambda: _take(request, found, form), now=now())
            keep_reading(reading=found, frame=form.frame(), by=request.user, now=now())
            messages.success(request, _("Kept. The text waits here until you make it a draft."))
            return see_other(review_url(found, "draft"))
        except RoleError as error:
            form.add_error(None, error_words(error))
        except DocumentError as error:
            form.add_error(None, in_words(error.problems)[0].sentence)
    return _review(request, found, form)


def _taken(request: SchoolRequest, found: Reading) -> HttpResponse:
    """Show a reading whose draft is there; the form that made it, sent again, is led to its first result."""
    if request.method == "POST":
        return answer_once(request, form="roles:reading", effect=lambda: _version_url(found), now=now())
    return _review(request, found, None)


def _take(request: SchoolRequest, found: Reading, form: TakeForm) -> str:
    keep_reading(reading=found, frame=form.frame(), by=request.user, now=now())
    role, name = form.cleaned_data["role"], form.cleaned_data["post"]
    version = take_reading(reading=found, role=role, name=name, by=request.user, now=now())
    page = "version-questions" if open_questions(version) else "posts"
    return reverse(f"roles:{page}", args=[request.school.slug, version.role.code, version.number])


def _not_read(request: SchoolRequest, found: Reading) -> HttpResponse:
    job = job_of(found)
    is_over = not found.is_at_work or job is None or job.gave_up
    name = found.name or _("The pasted text")
    context = {
        "title": _("The file was not read") if is_over else _("Your job description is being read"),
        "lead": name,
        "steps": _steps(0),
        "is_over": is_over,
        "failure": failure_words(found.code),
        "done": job.done if job else 0,
        "total": STEPS,
        "stages": _stages(job.done if job else 0),
        "again_url": reverse("roles:role-new", args=[request.school.slug]),
        "drop_url": reverse("roles:reading-drop", args=[request.school.slug, found.public_id]),
    }
    response = render(request, "roles/reading_progress.html", context)
    if is_over and request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"
    return response


def _stages(done: int) -> list[tuple[str, str]]:
    """What is done (\"done\"), under way (\"now\") and still to come (\"\")."""
    names = (
        _("The file is opened in a process of its own, without the network"),
        _("Parts, clauses and deadlines are looked for"),
        _("It is checked that no word was lost"),
    )
    return [(name, "done" if place < done else "now" if place == done else "") for place, name in enumerate(names)]


def _steps(place: int) -> list[tuple[str, str]]:
    names = (_("File"), _("Review"), _("Whom the text means"), _("Approve"))
    return [(name, "done" if at < place else "now" if at == place else "") for at, name in enumerate(names)]


def _review(request: SchoolRequest, found: Reading, form: TakeForm | None) -> HttpResponse:
    result = found.result
    sections = section_lines(found, on=today(request.school.time_zone))
    rules = list(rule_rows(sections))
    dated = sum(row.is_dated and row.state != "refused" for row in rules)
    context: dict[str, Any] = {
        "title": ngettext(
            "The text holds %(n)d deadline with dates", "The text holds %(n)d deadlines with dates", dated
        )
        % {"n": dated},
        "lead": _("Nothing is saved as a job description before you say so, and nobody is told anything."),
        "steps": _steps(1),
        "document_lang": result["language"],
        "language": Language(result["language"]).label,
        "document_title": result["title"],
        "facts": facts(result),
        "warnings": warning_words(result["warnings"]),
        "coverage": _coverage(result["coverage"], len(result["unplaced"])),
        "pieces": pieces(result, found.corrections),
        "sections": sections,
        "unplaced": result["unplaced"],
        "rule_count": len(rules),
        "clause_count": sum(len(section.clauses) for section in sections),
        "form": form,
        "form_key": request.POST.get(FIELD, ""),
        "version": found.version,
        "version_url": _version_url(found),
        "drop_url": reverse("roles:reading-drop", args=[request.school.slug, found.public_id]),
        "file_name": found.name,
    }
    return render(request, "roles/reading_review.html", context, status=422 if form and form.errors else 200)


def _coverage(share: float, unplaced: int) -> str:
    words = _("%(share)s %% of the words have found their place.") % {"share": int(share * 100)}
    rest = (
        ngettext("%(n)d stretch has none; it stands below.", "%(n)d stretches have none; they stand below.", unplaced)
        % {"n": unplaced}
        if unplaced
        else _("No word was lost.")
    )
    return f"{words} {rest}"


def _version_url(found: Reading) -> str:
    if found.version is None:
        return ""
    return reverse("roles:version-detail", args=[found.school.slug, found.version.role.code, found.version.number])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def reading_drop(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Ask, then throw a reading away with its file and all corrections."""
    found = reading_or_404(request, public_id)
    new_url = reverse("roles:role-new", args=[school])
    if request.method == "POST" and request.POST.get("do") == "drop":
        drop_reading(reading=found, by=request.user, now=now())
        messages.success(request, _("It was thrown away."))
        return see_other(new_url)
    context = {
        "title": _("Throw away what was read"),
        "lead": _("The file and all you have said about it go. A draft that was made of it stays."),
        "name": found.name or _("The pasted text"),
        "back_url": review_url(found),
    }
    return render(request, "roles/reading_drop.html", context)
