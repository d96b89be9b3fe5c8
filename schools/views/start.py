"""The start of a school: what is still missing, and the button that begins the mails."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_POST

from schools import services
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now, today
from schools.form_keys import answer_once
from schools.models import Person
from schools.people_words import later_words
from schools.queries import StaffCounts, staff_counts
from schools.see_other import see_other
from schools.start_reading import start_steps
from schools.start_steps import StartStep
from schools.words import format_date


@requires(Permission.SCHOOL_START)
def start(request: SchoolRequest, school: str) -> HttpResponse:
    """Show the steps before Start, each with its state from the data."""
    on = today(request.school.time_zone)
    steps = start_steps([request.school], on)[request.school]
    missing = [step for step in steps if not step.is_done]
    warnings = [(step.warning_words, step.warnings) for step in steps if step.warnings]
    count = len(missing)
    if request.school.started_at is not None:
        title = gettext("The school has started")
    elif missing:
        title = ngettext(
            "%(n)d step left before the school can start", "%(n)d steps left before the school can start", count
        )
        title = title % {"n": count}
    elif warnings:
        rows = sum(len(found) for _words, found in warnings)
        title = ngettext(
            "The school can start, but %(n)d thing is still open",
            "The school can start, but %(n)d things are still open",
            rows,
        )
        title = title % {"n": rows}
    else:
        title = gettext("Everything is ready to start")
    context = {
        "title": title,
        "margin": len(steps) - count,
        "margin_sub": gettext("of %(n)d") % {"n": len(steps)},
        "lead": gettext("Nothing has been mailed to anyone. That begins when you press Start, and only then.")
        if request.school.started_at is None
        else "",
        "steps": _step_rows(steps),
        "may_start": not missing and request.school.started_at is None,
        "blockers": [(step.blocker, step.url) for step in missing if step.blocker],
        "warnings": warnings,
        "start_url": reverse("schools:start-now", args=[request.school.slug]),
        "start_words": _start_words(staff_counts([request.school], on)[request.school.pk]),
        "started_words": _started_words(request),
    }
    return render(request, "schools/start.html", context)


@require_POST
@requires(Permission.SCHOOL_START)
def start_now(request: SchoolRequest, school: str) -> HttpResponse:
    """Ask for the word, then start: from now on people are mailed."""
    on, moment = today(request.school.time_zone), now()
    if any(not step.is_done for step in start_steps([request.school], on)[request.school]):
        messages.error(request, gettext("Something is still missing."))
        return see_other("schools:start", school=request.school.slug)
    word = gettext("start")
    said = request.POST.get("word")
    if said is None or said.strip().casefold() != word.casefold():
        return _confirm_page(request, word, is_wrong=said is not None)

    def effect() -> str:
        services.start_school(school=request.school, by=request.user, now=moment)
        if "invite" in request.POST:
            staff = Person.objects.for_school(request.school).staff().select_related("user", "school").order_by("pk")
            services.invite_people(school=request.school, people=staff, on=on, by=request.user, now=moment)
        return reverse("schools:start", args=[request.school.slug])

    return answer_once(request, form="start", effect=effect, now=moment)


def _confirm_page(request: SchoolRequest, word: str, *, is_wrong: bool) -> HttpResponse:
    on = today(request.school.time_zone)
    context: dict[str, Any] = {
        "title": gettext("Start %(school)s?") % {"school": request.school.name},
        "text": _start_words(staff_counts([request.school], on)[request.school.pk]),
        "word": word,
        "error": gettext("The word is not right.") if is_wrong else "",
        "button": gettext("Start the school"),
        "action": reverse("schools:start-now", args=[request.school.slug]),
        "back_url": reverse("schools:start", args=[request.school.slug]),
        "back_label": gettext("Not yet"),
        "hidden": [("invite", "yes")],
        "form_key": request.POST.get("form_key", "") if is_wrong else "",
    }
    return render(request, "components/confirm.html", context, status=422 if is_wrong else 200)


def _start_words(counts: StaffCounts) -> str:
    at_once = counts.to_invite - counts.to_invite_later
    mailed = ngettext(
        "%(n)d person gets an invitation at once.", "%(n)d people get one invitation each at once.", at_once
    ) % {"n": at_once}
    rest = gettext("From then on Kord reminds people by mail. Nothing is late on the first day.")
    return " ".join(words for words in (mailed, later_words(counts.to_invite_later), rest) if words)


def _started_words(request: SchoolRequest) -> str:
    if request.school.started_at is None:
        return ""
    day = format_date(request.school.started_at.date(), get_language() or "en")
    return gettext("Started on %(day)s.") % {"day": day}


def _step_rows(steps: list[StartStep]) -> list[dict[str, Any]]:
    current = next((step for step in steps if not step.is_done), None)
    return [
        {
            "number": number,
            "margin": gettext("done") if step.is_done else gettext("now") if step is current else "",
            "state": "done" if step.is_done else "now" if step is current else "",
            "title": step.title,
            "words": step.words,
            "todo": [(todo.text, todo.is_done, todo.label, todo.url) for todo in step.todo],
            "act_label": gettext("Look again") if step.is_done else step.act_label,
            "act_url": step.url,
            "act_go": step is current,
        }
        for number, step in enumerate(steps, start=1)
    ]
