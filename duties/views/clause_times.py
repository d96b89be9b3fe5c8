"""Every single time that the work of a clause fell due in a school year."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from duties.answering import cast_of, desk_of
from duties.queries.clause_times import clause_times as times_of
from duties.views.loading import page_of, reader_of
from roles.models import Role
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.queries import SchoolYears, school_years
from schools.school_calendars import short_year_label


@require_safe
@vary_on_headers("HX-Request")
@requires(Permission.DUTY_VIEW)
def clause_times(request: SchoolRequest, school: str, code: str, clause: UUID) -> HttpResponse:
    """Show a clause's times of a school year; those who may not see everybody's see their own."""
    reader = reader_of(request)
    role = get_object_or_404(Role.objects.for_school(request.school).select_related("school"), code=code)
    years = school_years(request.school, key=request.GET.get("year", ""), on=reader.on)
    sees_all = request.access.can_any(Permission.DUTY_VIEW)
    if not sees_all and request.person is None:
        raise Http404
    desk = None if sees_all or request.person is None else desk_of(request.person, on=reader.on)
    found = times_of(
        role=role,
        clause=clause,
        year=years.chosen,
        desk=desk,
        cast=cast_of([request.school], on=reader.on),
        reader=reader,
        page=page_of(request),
    )
    if found is None:
        raise Http404
    here = reverse("duties:clause-times", args=[school, code, clause])
    title = _("Clause %(number)s") % {"number": found.clause.number.rstrip(".")} if found.clause.number else _("Clause")
    context = {
        "title": title,
        "margin": short_year_label(years.label),
        "margin_sub": _("school year") if years.chosen else "",
        "crumbs": [
            (_("Roles"), reverse("roles:role-list", args=[school])),
            (role.name, f"{reverse('roles:role-detail', args=[school, code])}#c-{clause}"),
            (title, ""),
        ],
        "page": found,
        "is_own": not sees_all,
        "choices": _choices(years, here),
        "page_number": page_of(request),
        "next_page": found.next_page,
    }
    return render(request, "duties/clause_times.html", context)


def _choices(years: SchoolYears, here: str) -> list[tuple[str, str, bool]]:
    return [(year.label, f"{here}?year={year.key}", year == years.chosen) for year in years.begun]
