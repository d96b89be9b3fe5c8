"""The start page, help and the health of the installation."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext

from schools.access_rules import public, signed_in
from schools.clock import now, today
from schools.models import Membership, OutboxMessage, Person, School, User
from schools.models.delivery import LeasedState
from schools.models.spans import not_over
from schools.words import format_date


@signed_in(reason="leads everybody to their own first page")
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the only school, or offer the choice of schools and owners."""
    user = request.user
    if not isinstance(user, User):
        return redirect("account_login")
    on = today("UTC")
    lasting = Membership.objects.filter(not_over(on), user=user).select_related("school", "owner").order_by("pk")
    opens = _opening_days(lasting, user)
    memberships = [one for one in lasting if (opens[one.school] if one.school else one.starts_on) <= on]
    owners = sorted({m.owner for m in memberships if m.owner}, key=lambda owner: owner.name)
    schools = sorted({m.school for m in memberships if m.school}, key=lambda school: school.name)
    asked = list(Person.objects.inviting(user, on).select_related("school").order_by("school__name", "pk"))
    stays = bool(asked) or user.is_superuser  # somebody who was just invited would not find the school otherwise
    if len(schools) == 1 and not owners and not stays:
        return redirect("duties:today", school=schools[0].slug)
    if len(owners) == 1 and not schools and not stays:
        return redirect("owners:schools", owner=owners[0].slug)
    language = get_language() or "en"
    coming = sorted((day, school.name) for school, day in opens.items() if day > on)
    context = {
        "schools": schools,
        "owners": owners,
        "asked": asked,
        "is_operator": user.is_superuser,
        "coming": [
            gettext("%(school)s opens to you on %(day)s.") % {"school": name, "day": format_date(day, language)}
            for day, name in coming
        ],
    }
    return render(request, "start.html", context)


def _opening_days(memberships: Iterable[Membership], user: User) -> dict[School, date]:
    """From which day on each school is open to a login: its access has begun, and the person is there."""
    first_days = {one.school_id: one.starts_on for one in user.persons.all() if one.starts_on is not None}
    opens: dict[School, date] = {}
    for one in memberships:
        if one.school is not None:
            day = max(one.starts_on, first_days.get(one.school.pk, one.starts_on))
            opens[one.school] = min(day, opens.get(one.school, day))
    return opens


@public(reason="what Kord is and whom to ask; no data")
def help_page(request: HttpRequest) -> HttpResponse:
    """Say in plain words how the work goes."""
    return render(request, "help.html")


@public(reason="watched from outside; says only whether work is being done")
def health(request: HttpRequest) -> JsonResponse:
    """Health is work done: unwell when a message has been due for more than ten minutes (reliability.md 2.21)."""
    stuck = OutboxMessage.objects.filter(
        state=LeasedState.WAITING,
        attempts=0,
        not_before__lt=now() - timedelta(minutes=10),
    ).exists()
    return JsonResponse({"ok": not stuck}, status=503 if stuck else 200)
