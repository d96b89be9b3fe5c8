"""How one wants to be reminded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from duties.forms import ReminderHabitForm
from duties.readers import habit_of
from duties.services import set_reminder_habit
from schools.access import SchoolRequest
from schools.access_rules import signed_in
from schools.clock import now, today
from schools.see_other import see_other


@signed_in(reason="the login's own reminders, within a school it belongs to")
def reminder_habit(request: SchoolRequest, school: str) -> HttpResponse:
    """Show and keep how often and at which hour the digest comes."""
    rhythm, hour = habit_of(request.user, on=today(request.school.time_zone))
    form = ReminderHabitForm(
        request.POST if request.method == "POST" else None, initial={"rhythm": rhythm, "hour": hour}
    )
    if request.method == "POST" and form.is_valid():
        set_reminder_habit(user=request.user, by=request.user, now=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return see_other("duties:reminder-habit", school=request.school.slug)
    context = {"form": form, "email": request.user.email, "title": _("Reminders")}
    return render(request, "duties/reminder_habit.html", context, status=422 if form.errors else 200)
