"""The calendar pages that are rows of days: closures, and classes with other dates."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from schools.access import SchoolRequest
from schools.forms import GroupEndFormSet
from schools.line_words import one_line
from schools.models import Group, SchoolYear


def closures_page(request: SchoolRequest, formset: Any, errors: list[tuple[str, str]] | None = None) -> HttpResponse:
    """Show the holidays and days off as rows to fill in."""
    context = {
        "title": gettext("Holidays and days off"),
        "lead": gettext(
            "Public holidays are known already. Here stand the days on which your school differs: pupils’ holidays, "
            "days off for everybody, and days that are worked all the same."
        ),
        "crumbs": [
            (gettext("Calendar"), reverse("schools:calendar", args=[request.school.slug])),
            (gettext("Holidays and days off"), ""),
        ],
        "formset": formset,
        "error_list": [*(errors or []), *_errors_of(formset)],
        "back_url": reverse("schools:calendar", args=[request.school.slug]),
        "form_key": request.POST.get("form_key", ""),
    }
    return render(request, "schools/calendar_rows.html", context, status=422 if formset.is_bound else 200)


def as_shown(formset: Any) -> Any:
    """Return the rows without what was saved since the page was shown: left empty, its empty rows stay empty."""
    if formset.is_bound:
        formset.initial = formset.initial[: formset.initial_form_count()]
    return formset


def class_ends_formset(request: SchoolRequest, row: SchoolYear) -> Any:
    """Return the rows as they are: classes that end the same thing on the same day stand together."""
    groups = {group.name.casefold(): group for group in Group.objects.for_school(request.school).of_year(row)}
    together: dict[tuple[str, Any], list[str]] = {}
    for end in row.period_ends.select_related("term", "group").order_by("group__sort_key"):
        what = f"{end.term.kind}-{end.term.number}" if end.term else ""
        together.setdefault((what, end.ends_on), []).append(end.group.name)
    initial = [{"classes": ", ".join(names), "what": what, "ends_on": day} for (what, day), names in together.items()]
    known = {"groups": groups, "terms": [(term.kind, term.number) for term in row.terms.all()]}
    return as_shown(GroupEndFormSet(request.POST or None, prefix="ends", initial=initial, form_kwargs=known))


def class_ends_page(
    request: SchoolRequest, row: SchoolYear, formset: Any, errors: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """Show the classes with other dates as rows to fill in."""
    back_url = reverse("schools:calendar-year", args=[request.school.slug, int(row.key)])
    context = {
        "title": gettext("Classes with other dates, %(year)s") % {"year": row.label},
        "lead": gettext("Classes that are not named here follow the school."),
        "crumbs": [(gettext("Calendar"), back_url), (gettext("Classes with other dates"), "")],
        "formset": formset,
        "error_list": [*(errors or []), *_errors_of(formset)],
        "back_url": back_url,
        "form_key": request.POST.get("form_key", ""),
    }
    return render(request, "schools/calendar_rows.html", context, status=422 if formset.is_bound else 200)


def _errors_of(formset: Any) -> list[tuple[str, str]]:
    if not formset.is_bound:
        return []
    return [
        (f"{_row_name(place, form)}, {form[name].label}: {text}", form[name].auto_id)
        if name != "__all__"
        else (f"{_row_name(place, form)}: {text}", f"row-{place}")
        for place, form in enumerate(formset, start=1)
        for name, texts in form.errors.items()
        for text in texts
    ]


def _row_name(place: int, form: Any) -> str:
    """The number of a row and what stands in it: the holiday, or the classes."""
    words = one_line(str(form["name" if "name" in form.fields else "classes"].data or ""))[:60]
    row = gettext("Row %(n)s") % {"n": place}
    return f"{row} ({words})" if words else row
