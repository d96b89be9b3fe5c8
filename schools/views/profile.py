"""One's own settings inside a school."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from schools import panels, services
from schools.access import SchoolRequest
from schools.access_rules import signed_in
from schools.clock import now
from schools.forms import ProfileForm
from schools.see_other import see_other


@signed_in(reason="the login's own settings, within a school it belongs to")
def profile(request: SchoolRequest, school: str) -> HttpResponse:
    """Show and keep language and look; lead to reminders, password and second factor."""
    present = {"language": request.user.language or get_language(), "theme": request.user.theme}
    form = ProfileForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        services.update_preferences(
            user=request.user,
            language=form.cleaned_data["language"],
            theme=form.cleaned_data["theme"],
            by=request.user,
            now=now(),
        )
        messages.success(request, gettext("Saved."))
        return see_other("schools:profile", school=request.school.slug)
    found = panels.collect("profile", request.school, [request.user])[request.user]
    context = {
        "title": gettext("Your settings"),
        "lead": request.person.name if request.person else request.user.email,
        "form": form,
        "email": request.user.email,
        "more": [link for _code, links in found for link in links],
        "security": [
            (gettext("Change the password"), reverse("account_change_password")),
            (gettext("Second step when signing in"), reverse("mfa_index")),
        ],
    }
    return render(request, "schools/profile.html", context, status=422 if form.errors else 200)
