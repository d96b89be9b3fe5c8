"""The question before something is ticked off whose period lies ahead."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from duties.addresses import occurrence_url
from duties.models import OccurrenceState
from duties.queries.early import period_ahead
from duties.queries.rows import Reader, title_of
from duties.services import LONGEST_DONE_NOTE
from duties.views.loading import Loaded, crumbs_of, own_page
from schools.access import SchoolRequest

_KEPT = ("seen", "note", "next")  # what the form that was answered by the question had sent


def ask_early(request: SchoolRequest, loaded: Loaded, reader: Reader) -> HttpResponse | None:
    """Return the page that asks, None when there is nothing to ask or the answer was sent (``early``).

    htmx is led to the page: a question does not fit into a row.
    """
    row = loaded.row
    if "early" in request.POST or row.state != OccurrenceState.OPEN:
        return None
    if row.not_before is not None and reader.on < row.not_before:
        return None  # the service says that it is too early
    period = period_ahead(row, reader)
    if not period:
        return None
    sent = request.POST if request.method == "POST" else request.GET
    back = occurrence_url(row, request.school)
    found = {name: sent.get(name, "")[:LONGEST_DONE_NOTE] for name in _KEPT}
    found["next"] = own_page(found["next"], "")
    kept = [(name, words) for name, words in found.items() if words]
    here = occurrence_url(row, request.school, "tick")
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": f"{here}?{urlencode(kept)}", "Vary": "HX-Request"})
    context = {
        "title": _("This is for: %(period)s. Tick it off already?") % {"period": period},
        "lead": title_of(row),
        "margin": row.duty.number,
        "margin_sub": "",
        "crumbs": crumbs_of(request, (title_of(row), back), (_("Tick off"), "")),
        "action": here,
        "hidden": [*kept, ("early", "1")],
        "back_url": found["next"] or back,
    }
    return render(request, "duties/tick_early.html", context)
