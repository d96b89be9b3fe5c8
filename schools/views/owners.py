"""The owner's schools: which of them needs what before it can start. No ranking."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, ngettext

from schools.access import OwnerRequest
from schools.access_rules import Permission, requires
from schools.clock import today
from schools.models import School
from schools.models.owners import TIME_ZONES, Country
from schools.sort_keys import sort_key
from schools.start_reading import start_steps
from schools.words import format_date


@requires(Permission.OWNER_VIEW)
def schools(request: OwnerRequest, owner: str) -> HttpResponse:
    """List the owner's schools by name, each with what is still missing."""
    language = get_language() or "en"
    on = today(TIME_ZONES[Country(request.owner.country)])
    found = sorted(
        School.objects.filter(owner=request.owner), key=lambda one: sort_key(one.name, language=request.owner.language)
    )
    steps = start_steps(found, on)
    rows = [
        {
            "name": one.name,
            "kind": one.get_kind_display(),
            "started": gettext("Started on %(day)s.") % {"day": format_date(one.started_at.date(), language)}
            if one.started_at
            else "",
            "missing": [step.blocker for step in steps[one] if not step.is_done and step.blocker],
        }
        for one in found
    ]
    waiting = len([row for row in rows if not row["started"]])
    context = {
        "title": ngettext("%(n)d school has not started yet", "%(n)d schools have not started yet", waiting)
        % {"n": waiting}
        if waiting
        else gettext("All schools have started"),
        "margin": len(rows),
        "margin_sub": ngettext("school", "schools", len(rows)),
        "lead": gettext("Each school is set up by its own people. Here stands what each of them still needs."),
        "closed_words": gettext("Its pages open to its own people only."),
        "rows": rows,
    }
    return render(request, "schools/owner_schools.html", context)
