"""The pages: Today, the whole school, the school year, an occurrence, a duty."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from duties.addresses import occurrence_url
from duties.answering import cast_of, desk_of
from duties.forms import MONTH_AHEAD, SchoolFilterForm, YearFilterForm
from duties.models import Duty
from duties.queries.duty import duty_page
from duties.queries.occurrence import OccurrencePage, occurrence_page
from duties.queries.rows import Reader, short_day
from duties.queries.school import By, Filters, school_page
from duties.queries.today import has_duties, today_page
from duties.queries.year import year_page
from duties.views.loading import (
    Loaded,
    crumb_of,
    crumbs_of,
    load_duty,
    load_occurrence,
    page_of,
    reader_of,
    switch_of,
)
from roles.models import Role
from schools import panels
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.models import Person, SchoolYear
from schools.panels import SideNote
from schools.school_calendars import short_year_label
from schools.words import weekday_short


@require_safe
@requires(Permission.TODAY_VIEW)
def landing(request: SchoolRequest, school: str) -> HttpResponse:
    """A school's own address leads to Today."""
    return redirect("duties:today", school=school)


@require_safe
@vary_on_headers("HX-Request")
@requires(Permission.TODAY_VIEW)
def today(request: SchoolRequest, school: str) -> HttpResponse:
    """Show a person's own duties."""
    reader = reader_of(request)
    person = request.person
    number = page_of(request)
    is_all = request.GET.get("all") == "1"
    page = (
        today_page(person=person, levels=request.access.levels, reader=reader, page=number, is_all=is_all)
        if person
        else None
    )
    groups = page.groups if page else ()
    news = page.news if page else None
    beside = panels.collect("today-side", request.school, [person], request.access, news=news)[person]
    first = None if groups else next((found for found in beside if isinstance(found[1], SideNote)), None)
    request.place_counts = {"duties:today": page.waiting} if page else {}  # type: ignore[attr-defined]
    context = {
        "title": _("Today"),
        **_day(reader),
        "status_line": page.status_line if page else _("Nothing in this school is yours to do."),
        "views": switch_of(request, "today"),
        "groups": groups,
        "next_page": page.next_page if page else None,
        "page_number": number,
        "empty": _empty(request, first[1] if first else None) if not groups else None,
        "span": _span(request, is_all=is_all) if page else None,
        "panels": _side_panels(request, [found for found in beside if found is not first]),
        "here": request.get_full_path(),
    }
    return render(request, "duties/today.html", context)


@require_safe
@vary_on_headers("HX-Request")
@requires(Permission.DUTY_VIEW)
def school(request: SchoolRequest, school: str) -> HttpResponse:
    """Show the whole school's duties, by person or by duty."""
    if not request.access.can_any(Permission.DUTY_VIEW):
        raise PermissionDenied
    reader = reader_of(request)
    cast = cast_of([request.school], on=reader.on)
    by: By = "duty" if request.GET.get("by") == "duty" else "person"
    people = {person.public_id: person for person in _people(request, reader)}
    asked = {"due": MONTH_AHEAD, **request.GET.dict()}  # without a word about it: a month ahead
    form = SchoolFilterForm(asked, people=[(key, one.name) for key, one in people.items()], by=by)
    form.is_valid()
    page = school_page(
        reader=reader, cast=cast, by=by, filters=_filters(form, people, reader), page=page_of(request)
    )  # fmt: skip
    context = {
        "title": page.title,
        **_day(reader),
        "lead": page.lead,
        "views": switch_of(request, "school"),
        "groupings": _groupings(request, by),
        "urgent": page.urgent,
        "filter_form": form,
        "active": [(words, _without(request, name)) for name, words in form.active()],
        "first_column": _("Duty and clause") if by == "person" else _("Whose"),
        "caption": _("Open duties by person") if by == "person" else _("Open duties by duty"),
        "groups": page.groups,
        "page_number": page.page,
        "next_page": page.page + 1 if page.has_next else None,
        "here": request.get_full_path(),
    }
    return render(request, "duties/whole_school.html", context)


@require_safe
@vary_on_headers("HX-Request")
@requires(Permission.DUTY_VIEW)
def year(request: SchoolRequest, school: str) -> HttpResponse:
    """Show duties by months: the whole school's, or one's own."""
    reader = reader_of(request)
    years = list(SchoolYear.objects.for_school(request.school).order_by("starts_on"))
    shown = _chosen_year(years, request.GET.get("year", ""), reader)
    posts = list(Role.objects.for_school(request.school).filter(bound_duties__isnull=False).distinct().order_by("name"))
    form = YearFilterForm(request.GET, posts=posts, year=shown.key if shown else "")
    form.is_valid()
    sees_all = request.access.can_any(Permission.DUTY_VIEW)
    desk = None if sees_all or request.person is None else desk_of(request.person, on=reader.on)
    page = None
    if shown is not None and (sees_all or desk is not None):
        found = form.cleaned_data
        page = year_page(
            year=shown, reader=reader, desk=desk, text=found.get("q", ""), post_code=found.get("post", ""),
            page=page_of(request),
        )  # fmt: skip
    context = {
        "title": page.title if page else _("School year"),
        "margin": short_year_label(shown.label) if shown else "",
        "margin_sub": _("school year"),
        "lead": page.lead if page else _("No school year has been entered yet."),
        "views": switch_of(request, "year"),
        "links": [(one.label, f"?year={one.key}") for one in years if one != shown],
        "filter_form": form,
        "caption": _("Duties by month"),
        "months": page.months if page else (),
        "groups": page.groups if page else (),
        "page_number": page_of(request),
        "next_page": page_of(request) + 1 if page and page.has_next else None,
    }
    return render(request, "duties/school_year.html", context)


@require_safe
@vary_on_headers("HX-Request")
@requires(Permission.DUTY_VIEW)
def occurrence_detail(request: SchoolRequest, school: str, duty: str, period: str, slot: str) -> HttpResponse:
    """Show one occurrence with the sentence it comes from and its history."""
    reader = reader_of(request)
    loaded = load_occurrence(request, reader, Permission.DUTY_VIEW, duty, period, slot)
    return render_occurrence(request, loaded, reader)


def render_occurrence(
    request: SchoolRequest, loaded: Loaded, reader: Reader, *, status: int = 200, problem: str = "", note: str = ""
) -> HttpResponse:
    """Render the page of an occurrence; ``problem`` says why an act was not possible, ``note`` is kept."""
    cast = cast_of([request.school], on=reader.on)
    page = occurrence_page(row=loaded.row, desk=loaded.desk, cast=cast, reader=reader)
    crumbs = crumbs_of(request, (crumb_of(page.margin, page.title), ""))
    context = {"page": page, "crumbs": crumbs, "problem": problem, "note": note, **_rights(request, loaded, page)}
    return render(request, "duties/duty_detail.html", context, status=status)


def _rights(request: SchoolRequest, loaded: Loaded, page: OccurrencePage) -> dict[str, Any]:
    def may(permission: Permission) -> bool:
        return request.access.can_any(permission) or (loaded.is_own and request.access.can(permission))

    def url(act: str) -> str:
        return occurrence_url(loaded.row, request.school, act)

    ticks = may(Permission.DUTY_TICK)
    return {
        "can_tick": ticks and page.is_open and not page.is_early,
        "tick_url": url("tick"),
        "can_undo": ticks and page.seen > 0,
        "undo_url": url("undo"),
        "undo_waiver_url": url("undo-waiver") if page.waived_words and may(Permission.DUTY_WAIVE) else "",
        "waive_url": url("waive") if page.is_open and may(Permission.DUTY_WAIVE) else "",
        "hand_over_url": url("hand-over") if page.is_open and may(Permission.DUTY_HAND_OVER) else "",
        "duty_url": reverse("duties:duty-detail", args=[request.school.slug, loaded.row.duty.public_id]),
    }


@require_safe
@requires(Permission.DUTY_VIEW)
def duty_detail(request: SchoolRequest, school: str, duty: str) -> HttpResponse:
    """Show a duty: its sentence, its rule, whom it binds, its dates."""
    reader = reader_of(request)
    found = load_duty(request, duty)
    sees_all = request.access.can_any(Permission.DUTY_VIEW)
    desk = None if sees_all or request.person is None else desk_of(request.person, on=reader.on)
    if not sees_all and (desk is None or not _binds(request, found, desk.duties(request.access.levels))):
        raise PermissionDenied
    cast = cast_of([request.school], on=reader.on)
    page = duty_page(duty=found, cast=cast, desk=desk, reader=reader, page=page_of(request))
    can_manage = request.access.can(Permission.DUTY_MANAGE)
    context = {
        "page": page,
        "crumbs": crumbs_of(request, (crumb_of(page.margin, page.title), "")),
        "can_manage": can_manage,
        "page_number": page_of(request),
        "next_page": page.next_page,
        "acts": {
            name: reverse(f"duties:duty-{name}", args=[request.school.slug, duty])
            for name in ("options", "refuse", "propose")
        },
    }
    return render(request, "duties/duty.html", context)


def _binds(request: SchoolRequest, duty: Duty, condition: Any) -> bool:
    return Duty.objects.for_school(request.school).filter(condition, pk=duty.pk).exists()


def _empty(request: SchoolRequest, note: SideNote | None) -> tuple[str, str, str, str]:
    """Return what stands where there are no duties: what waits for the person instead, else why there are none."""
    if note is not None:
        return note.title, note.text, note.url, note.label
    reader, person = reader_of(request), request.person
    if person is None:
        return _("Nothing here is yours to do"), _("You are not one of the staff of this school."), "", ""
    is_asked, is_theirs = has_duties(person=person, levels=request.access.levels, reader=reader)
    if not is_asked:
        words = _("Duties appear here once a job description is approved and its duties are confirmed.")
        return _("Nothing to do yet"), words, "", ""
    if not is_theirs:
        words = _("No duty of this school belongs to a post that you hold. When one does, it appears here.")
        return _("Nothing here is yours to do"), words, "", ""
    return _("Nothing is open"), _("What is yours has no date now; it appears here when it has one."), "", ""


def _side_panels(request: SchoolRequest, found: Sequence[tuple[str, Any]]) -> list[str]:
    """Return what the apps want to say beside Today: provider "app.name" has the template app/panels/name.html."""
    return [render_to_string(panels.template_of(code), {"panel": content}, request) for code, content in found]


def _span(request: SchoolRequest, *, is_all: bool) -> tuple[str, str]:
    """The other span of Today: its words and its address."""
    url = reverse("duties:today", kwargs={"school": request.school.slug})
    return (_("Only the next two months"), url) if is_all else (_("Everything to the end of the year"), f"{url}?all=1")


def _day(reader: Reader) -> dict[str, str]:
    return {
        "margin": short_day(reader.on, reader),
        "margin_sub": weekday_short(reader.on, reader.language),
    }


def _people(request: SchoolRequest, reader: Reader) -> list[Person]:
    return list(Person.objects.for_school(request.school).staff().present(reader.on).order_by("sort_key"))


def _filters(form: SchoolFilterForm, people: dict[str, Person], reader: Reader) -> Filters:
    found = form.cleaned_data
    who: Any = found.get("who") or None
    if who and who != "nobody":
        who = desk_of(people[who], on=reader.on)
    return Filters(
        text=found.get("q", ""), who=who, state=found.get("state") or "open", until=form.until(reader.on)
    )  # fmt: skip


def _groupings(request: SchoolRequest, by: str) -> list[tuple[str, str, bool]]:
    return [
        (label, f"?{_query(request, by=name)}", by == name)
        for name, label in (("person", _("By person")), ("duty", _("By duty")))
    ]


def _query(request: SchoolRequest, **changes: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()


def _without(request: SchoolRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query[name] = ""
    return f"?{query.urlencode()}"


def _chosen_year(years: list[SchoolYear], key: str, reader: Reader) -> SchoolYear | None:
    if key and any(year.key == key for year in years):
        return next(year for year in years if year.key == key)
    if key:
        raise Http404
    current = (year for year in years if year.starts_on <= reader.on <= year.ends_on)
    return next(current, years[-1] if years else None)
