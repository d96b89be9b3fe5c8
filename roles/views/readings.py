"""A file that was read: its progress, the review of what was found, and the draft that becomes of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from roles.labels import EVENTS
from roles.models import Reading, Role
from roles.problem_words import in_words
from roles.queries.questions import open_questions
from roles.reading_forms import TakeForm
from roles.reading_review import own_post
from roles.reading_words import warning_words
from roles.services import RoleError, drop_reading, keep_reading, take_reading
from roles.structure import DocumentError
from roles.views.reading_progress import not_read, step_names
from roles.views.review_rows import (
    SectionLine,
    facts,
    next_waiting,
    rule_rows,
    section_lines,
    stretch_lines,
    waiting_only,
)
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


def review_url(reading: Reading, anchor: str = "", *, at: str = "") -> str:
    """Return the address of a reading's page, at a place in it; ``at``: what was answered last, the next comes then."""
    url = reverse("roles:reading", args=[reading.school.slug, reading.public_id])
    return f"{url}{f'?at={at}' if at else ''}{f'#{anchor}' if anchor else ''}"


# ── progress and review ──────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLE_EDIT)
def reading(request: SchoolRequest, school: str, public_id: str) -> HttpResponse:
    """Show how far a file is, why it cannot be read, or what was found in it.

    POST of the review: ``do=take`` makes a draft, anything else keeps what stands above the text.
    """
    found = reading_or_404(request, public_id)
    if not found.result:
        return not_read(request, found)
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


def _review(request: SchoolRequest, found: Reading, form: TakeForm | None) -> HttpResponse:
    result, stretches = found.result, stretch_lines(found)
    sections = section_lines(found, on=today(request.school.time_zone))
    rules = [row for row in rule_rows(sections) if row.state != "refused"]
    waiting, open_stretches = sum(row.is_waiting for row in rules), sum(not line.state for line in stretches)
    show = request.GET.get("show", "")
    short, long = facts(result, _frame(found))
    context: dict[str, Any] = {
        "title": _found_words(sum(row.is_dated for row in rules), sum(row.is_event for row in rules)),
        "lead": _("Nothing is saved as a job description before you say so, and nobody is told anything."),
        "steps": step_names(1),
        "document_lang": result["language"],
        "language": Language(result["language"]).label,
        "facts": short,
        "more_facts": long,
        "warnings": warning_words(result["warnings"]),
        "coverage": _coverage(result["coverage"]),
        "coverage_rest": _coverage_rest(len(result["unplaced"])),
        "switch": _switch(request, show, _clause_count(sections), waiting, open_stretches if stretches else None),
        "sections": waiting_only(sections) if show == "waiting" else [] if show == "unplaced" else sections,
        "is_waiting_shown": show == "waiting",
        "stretches": stretches if show != "waiting" else [],
        "next_waiting": next_waiting(sections, request.GET.get("at", "")),
        "event_names": sorted(str(words) for code, words in EVENTS.items() if code != "other")
        if any(row.look == "names" and row.is_waiting for row in rules)
        else [],
        "waiting": waiting,
        "accepted": sum(row.state in ("accepted", "changed", "added") for row in rules),
        "form": form,
        "is_form_open": form is not None and (bool(form.errors) or not result["title"]),
        "form_key": request.POST.get(FIELD, ""),
        "version": found.version,
        "version_url": _version_url(found),
        "drop_url": reverse("roles:reading-drop", args=[request.school.slug, found.public_id]),
        "file_name": found.name,
    }
    return render(request, "roles/reading_review.html", context, status=422 if form and form.errors else 200)


def _found_words(dated: int, events: int) -> str:
    """What was found, in one sentence."""
    words = ngettext("The text holds %(n)d deadline with dates", "The text holds %(n)d deadlines with dates", dated) % {
        "n": dated
    }
    if not events:
        return words
    more = ngettext("%(n)d that starts when something happens", "%(n)d that start when something happens", events)
    return f"{words}, {more % {'n': events}}"


def _frame(found: Reading) -> dict[str, str]:
    """What stands above the text, as the person wants it."""
    said = found.corrections.get("frame", {})
    role = Role.objects.for_school(found.school).filter(code=said.get("role") or "").first()
    _key, words = own_post(found.result)
    return {
        "title": said.get("title") or found.result["title"],
        "institution": said["institution"] if "institution" in said else found.result.get("institution") or "",
        "post": role.name if role else said.get("post") or words,
    }


def _clause_count(sections: list[SectionLine]) -> int:
    return sum(len(section.clauses) + len(section.others) for section in sections)


def _switch(
    request: SchoolRequest, show: str, clauses: int, waiting: int, unplaced: int | None
) -> list[tuple[str, str, bool]]:
    """What may be looked at, as (words, address, is it shown)."""
    whole = ngettext("Whole text, %(n)d clause", "Whole text, %(n)d clauses", clauses) % {"n": clauses}
    found = [
        (whole, request.path, show not in ("waiting", "unplaced")),
        (_("Waiting, %(n)d") % {"n": waiting}, f"{request.path}?show=waiting", show == "waiting"),
    ]
    if unplaced is not None:
        words = _("Unplaced, %(n)d") % {"n": unplaced}
        found.append((words, f"{request.path}?show=unplaced", show == "unplaced"))
    return found


def _coverage(share: float) -> str:
    return _("%(share)s %% of the words have found their place.") % {"share": int(share * 100)}


def _coverage_rest(unplaced: int) -> str:
    if not unplaced:
        return ""
    words = ngettext(
        "%(n)d stretch has none; it stands below.", "%(n)d stretches have none; they stand below.", unplaced
    )
    return words % {"n": unplaced}


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
