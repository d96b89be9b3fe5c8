"""How far a file is that is being read, or why it cannot be read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from roles.models import Reading
from roles.queries.readings import job_of
from roles.reading_forms import ReadForm
from roles.reading_words import failure_words, other_failures
from roles.services.reading import STEPS
from schools.access import SchoolRequest


def not_read(request: SchoolRequest, found: Reading) -> HttpResponse:
    """Answer with the page of a file that is not read: it is on its way, or it cannot be and another may be given."""
    job = job_of(found)
    is_over = not found.is_at_work or job is None or job.gave_up
    done = job.done if job else 0
    context: dict[str, Any] = {
        "title": _("The file was not read") if is_over else _("Your job description is being read"),
        "name": found.name or _("The pasted text"),
        "steps": step_names(0),
        "is_over": is_over,
        "failure": failure_words(found.code),
        "others": other_failures(found.code),
        "read_form": ReadForm() if is_over else None,
        "read_url": reverse("roles:role-read", args=[request.school.slug]),
        "write_url": reverse("roles:role-write", args=[request.school.slug]),
        "back_url": reverse("roles:role-new", args=[request.school.slug]),
        "done": done,
        "total": STEPS,
        "stages": _stages(done),
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


def step_names(place: int) -> list[tuple[str, str]]:
    """The steps from a file to a text in force, with what is done before ``place``."""
    names = (_("File"), _("Review"), _("Whom the text means"), _("Approve"))
    return [(name, "done" if at < place else "now" if at == place else "") for at, name in enumerate(names)]
