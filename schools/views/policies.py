"""What the school decides about its calendar: fixed dates on days off, and which months count."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from schools import services
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.clock import now
from schools.form_keys import FIELD, answer_once
from schools.forms import PoliciesForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CALENDAR_MANAGE)
def calendar_policies(request: SchoolRequest, school: str) -> HttpResponse:
    """Show and keep both decisions; open deadlines follow at once."""
    present = {"weekend_policy": request.school.weekend_policy, "month_rule": request.school.month_rule}
    form = PoliciesForm(request.POST or None, initial=present)
    back_url = reverse("schools:calendar", args=[request.school.slug])
    moment = now()

    def save() -> str:
        services.set_policies(school=request.school, **form.cleaned_data, by=request.user, now=moment)
        messages.success(request, gettext("Saved. The dates follow."))
        return back_url

    if request.method == "POST" and form.is_valid():
        return answer_once(request, form="calendar-policies", effect=save, now=moment)
    context = {
        "title": gettext("Days off and months"),
        "lead": gettext(
            "Open deadlines follow at once; what is done keeps its date. Whatever you choose, nobody is reminded "
            "on a day off: the reminder comes on the last working day before."
        ),
        "crumbs": [(gettext("Calendar"), back_url), (gettext("Days off and months"), "")],
        "form": form,
        "form_key": request.POST.get(FIELD, ""),
        "back_url": back_url,
    }
    return render(request, "schools/policies.html", context, status=422 if form.errors else 200)
