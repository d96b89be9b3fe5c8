"""The school calendar: looking at it, and changing it after seeing which deadlines move."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_POST

from schools import calendar_drafts, calendar_words, panels, services
from schools.access import SchoolRequest
from schools.access_rules import Permission, requires
from schools.calendar_drafts import CalendarError
from schools.calendar_problems import field_of, problem_words, term_name
from schools.clock import now, today
from schools.form_keys import answer_once
from schools.forms import (
    ClosureFormSet,
    GroupEndFormSet,
    YearForm,
    closures_in,
    group_ends_in,
    initial_of,
)
from schools.models import Group, SchoolYear
from schools.models.calendar import TermKind
from schools.national_calendars import national_year
from schools.queries import closure_drafts, school_calendar
from schools.school_calendars import SchoolCalendar, SchoolYearDates, short_year_label, year_label

_NOT_CONTENT = {"csrfmiddlewaretoken", "form_key", "save", "state"}
# How the fields begin in which the apps above ask something about the moves.
_QUESTION = "ask-"
_USUAL_KIND = {"EE": TermKind.TRIMESTER, "LT": TermKind.TRIMESTER, "FI": TermKind.HALF_YEAR}


@requires(Permission.CALENDAR_VIEW)
def calendar(request: SchoolRequest, school: str) -> HttpResponse:
    """Show the school year of today."""
    current = school_calendar(request.school)
    year = current.year_on(today(request.school.time_zone))
    return _year_page(request, current, year)


@requires(Permission.CALENDAR_VIEW)
def calendar_year(request: SchoolRequest, school: str, year: int) -> HttpResponse:
    """Show one school year, entered or not; ``?terms=quarter`` adds empty rows of another kind."""
    current = school_calendar(request.school)
    return _year_page(request, current, _year_of(current, year))


@require_POST
@requires(Permission.CALENDAR_MANAGE)
def calendar_preview(request: SchoolRequest, school: str, year: int) -> HttpResponse:
    """Show which deadlines a changed school year moves; with ``save`` keep it."""
    current = school_calendar(request.school)
    dates = _year_of(current, year)
    form = YearForm(request.POST or None, kinds=[])
    if not form.is_valid():
        return _year_page(request, current, dates, form, status=422)
    draft = form.draft(dates.key)
    closures = _with_national_breaks(request, dates, closure_drafts(request.school))
    proposed = calendar_drafts.with_year(current, draft, closures)
    try:
        calendar_drafts.check(proposed)
    except CalendarError as error:
        for one in error.problems:
            form.add_error(field_of(one, draft), problem_words(one, None, proposed.years))
        return _year_page(request, current, dates, form, status=422)

    def save(expected: str | None, answers: Mapping[str, str]) -> None:
        moment = now()
        services.save_school_year(
            school=request.school, draft=draft, by=request.user, now=moment, expected=expected, answers=answers
        )
        if "breaks" in request.POST:
            services.save_closures(school=request.school, drafts=closures, by=request.user, now=moment, answers=answers)

    return _preview_or_save(request, _Preview("calendar-year", current, proposed, save, dates.key))


@requires(Permission.CALENDAR_MANAGE)
def closures(request: SchoolRequest, school: str) -> HttpResponse:
    """Change breaks, days off and extra working days; POST shows what moves, then saves."""
    present = closure_drafts(request.school)
    initial = [
        {"kind": one.kind, "name": one.name, "starts_on": one.starts_on, "ends_on": one.ends_on} for one in present
    ]
    formset = _as_shown(ClosureFormSet(request.POST or None, initial=initial, prefix="days"))
    if request.method != "POST" or not formset.is_valid():
        return _closures_page(request, formset)
    drafts = closures_in(formset)
    try:
        calendar_drafts.check_closures(drafts)
    except CalendarError as error:
        return _closures_page(request, formset, [(problem_words(one), "") for one in error.problems])
    current = school_calendar(request.school)

    def save(expected: str | None, answers: Mapping[str, str]) -> None:
        services.save_closures(
            school=request.school, drafts=drafts, by=request.user, now=now(), expected=expected, answers=answers
        )

    proposed = calendar_drafts.with_closures(current, drafts)
    return _preview_or_save(request, _Preview("calendar-closures", current, proposed, save, None))


@requires(Permission.CALENDAR_MANAGE)
def class_ends(request: SchoolRequest, school: str, year: int) -> HttpResponse:
    """Say which classes end a term, or lessons, on another day; POST shows what moves, then saves."""
    row = SchoolYear.objects.for_school(request.school).filter(key=str(year)).first()
    if row is None:
        raise Http404
    formset = _class_ends_formset(request, row)
    if request.method != "POST" or not formset.is_valid():
        return _class_ends_page(request, row, formset)
    ends = group_ends_in(formset)
    current = school_calendar(request.school)
    proposed = calendar_drafts.with_group_ends(current, row.key, ends)
    names = {str(group.pk): group.name for group in row.groups.all()}
    if problems := _problems(proposed, names):
        return _class_ends_page(request, row, formset, [(words, "") for words in problems])

    def save(expected: str | None, answers: Mapping[str, str]) -> None:
        services.set_period_ends(year=row, ends=ends, by=request.user, now=now(), expected=expected, answers=answers)

    return _preview_or_save(request, _Preview("calendar-classes", current, proposed, save, row.key))


@dataclass(frozen=True)
class _Preview:
    """A change that is shown before it is saved."""

    form: str
    current: SchoolCalendar
    proposed: SchoolCalendar
    keep: Callable[[str | None, Mapping[str, str]], None]
    key: str | None

    def back_url(self, request: SchoolRequest) -> str:
        """Where one goes on: the school year that was changed, or the calendar."""
        if self.key is None:
            return reverse("schools:calendar", args=[request.school.slug])
        return reverse("schools:calendar-year", args=[request.school.slug, int(self.key)])


def _preview_or_save(request: SchoolRequest, preview: _Preview) -> HttpResponse:
    if "save" not in request.POST:
        return _moves_page(request, preview)

    seen, _dot, shown = request.POST.get("state", "").partition(".")

    def effect() -> str:
        if shown != calendar_drafts.digest(preview.proposed):  # dates that nobody has looked at
            raise services.CalendarMovedError
        answers = {name: str(value) for name, value in request.POST.items() if name.startswith(_QUESTION)}
        preview.keep(seen, answers)
        return preview.back_url(request)

    try:
        answer = answer_once(request, form=preview.form, effect=effect, now=now())
    except services.CalendarMovedError:
        is_same = seen == calendar_drafts.digest(preview.current)
        words = calendar_words.not_shown_words() if is_same else calendar_words.moved_words()
        return _moves_page(request, preview, [(words, "")], status=409)
    if answer.status_code == 303:
        messages.success(request, gettext("The calendar is saved."))
    return answer


def _moves_page(
    request: SchoolRequest, preview: _Preview, errors: list[tuple[str, str]] | None = None, *, status: int = 200
) -> HttpResponse:
    """Show what moves; the page carries digests of both calendars, so that only what was seen is saved."""
    found = panels.collect("calendar-moves", request.school, [preview.proposed], preview.current)[preview.proposed]
    answers = [content for _code, content in found]
    count = sum(answer.count for answer in answers)
    questions = [row for answer in answers for row in answer.questions]
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_CONTENT and not name.startswith(_QUESTION)
        for value in values
    ]
    state = f"{calendar_drafts.digest(preview.current)}.{calendar_drafts.digest(preview.proposed)}"
    context = {
        "title": calendar_words.moves_title(count, len(questions)),
        "margin": count,
        "margin_sub": ngettext("deadline", "deadlines", count),
        "crumbs": [(gettext("Calendar"), preview.back_url(request)), (gettext("What moves"), "")],
        "lead_changes": calendar_words.differences(preview.current, preview.proposed, get_language() or "en"),
        "questions": questions,
        "moves": [row for answer in answers for row in answer.moves],
        "stays": [row for answer in answers for row in answer.stays],
        "after": [
            (gettext("Mails"), gettext("People learn of new dates in their next digest; no mail of its own is sent.")),
            (gettext("Done work"), calendar_words.done_words(questions=len(questions))),
            (gettext("Audit trail"), gettext("It keeps who changed what, and when.")),
        ],
        "hidden": [*sent, ("state", state)],
        "button": ngettext("Save and move %(n)d deadline", "Save and move %(n)d deadlines", count) % {"n": count}
        if count
        else gettext("Save the calendar"),
        "back_url": preview.back_url(request),
        "error_list": errors or [],
        "form_key": request.POST.get("form_key", "") if status == 200 else "",
    }
    return render(request, "schools/calendar_moves.html", context, status=status)


def _problems(proposed: SchoolCalendar, groups: dict[str, str]) -> list[str]:
    try:
        calendar_drafts.check(proposed)
    except CalendarError as error:
        return [problem_words(one, groups, proposed.years) for one in error.problems]
    return []


def _year_of(current: SchoolCalendar, year: int) -> SchoolYearDates:
    """The year with this key, entered or assumed; 404 for one far from any use."""
    entered = next((one for one in current.years if one.key == str(year)), None)
    if entered is not None:
        return entered
    if not 2000 <= year <= 2100:
        raise Http404
    known = national_year(current.country, str(year))
    if known is not None:
        return known.dates
    first = current.year_on(_middle(year))
    if first.key != str(year):
        raise Http404
    return first


def _middle(year: int) -> Any:
    return today("UTC").replace(year=year, month=12, day=1)


def _with_national_breaks(request: SchoolRequest, dates: SchoolYearDates, present: list[Any]) -> list[Any]:
    if "breaks" not in request.POST:
        return present
    taken = {(one.starts_on, one.ends_on) for one in present}
    known = services.national_breaks(request.school, dates.key)
    return [*present, *(one for one in known if (one.starts_on, one.ends_on) not in taken)]


def _kinds(request: SchoolRequest, current: SchoolCalendar, dates: SchoolYearDates) -> list[TermKind]:
    """Which kinds of terms get rows: those of the year, else those of the school, else the country's usual one."""
    wanted = [TermKind(kind) for kind in TermKind.values if kind in request.GET.getlist("terms")]
    if dates.terms:
        return [*dict.fromkeys(TermKind(term.kind) for term in dates.terms), *wanted]
    main = current.main_term_kind()
    return wanted or [TermKind(main) if main else _USUAL_KIND[current.country]]


def _year_page(
    request: SchoolRequest,
    current: SchoolCalendar,
    dates: SchoolYearDates,
    form: YearForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    school, language = request.school, get_language() or "en"
    can_edit = request.access.can(Permission.CALENDAR_MANAGE)
    if form is None:
        form = YearForm(kinds=_kinds(request, current, dates), initial=initial_of(dates))
    is_entered = any(year.key == dates.key for year in current.years)
    closures_url = reverse("schools:calendar-closures", args=[school.slug])
    context = {
        "title": gettext("School calendar %(year)s") % {"year": dates.label},
        "margin": short_year_label(dates.label),
        "margin_sub": gettext("school year"),
        "lead": gettext("Deadlines are computed from these dates. Before anything is saved you see which ones move.")
        if is_entered
        else gettext("This school year is not entered yet. Fill in its dates; terms that are not known stay empty."),
        "crumbs": [(gettext("Calendar"), reverse("schools:calendar", args=[school.slug])), (dates.label, "")],
        "years": _year_choices(request, current, dates),
        "form": form,
        "preview_url": reverse("schools:calendar-preview", args=[school.slug, int(dates.key)]),
        "can_edit": can_edit,
        "year_fields": [form[name] for name in ("starts_on", "ends_on", "teaching_starts_on", "teaching_ends_on")],
        "terms": [
            {
                "title": term_name(kind, number),
                "fields": [form[f"{kind}-{number}-starts"], form[f"{kind}-{number}-ends"]],
            }
            for kind, number in form.term_names
        ],
        "other_kinds": [(kind.label, f"?terms={kind}") for kind in TermKind if kind not in dict(form.term_names)],
        "breaks": [] if is_entered else services.national_breaks(school, dates.key),
        "closures": calendar_words.closure_rows(
            closure_drafts(school), dates, language, closures_url if can_edit else ""
        ),
        "closures_url": closures_url if can_edit else "",
        "classes_url": reverse("schools:calendar-classes", args=[school.slug, int(dates.key)])
        if can_edit and is_entered
        else "",
        "work": [
            (gettext("Working days"), gettext("Monday to Friday, less public holidays and days off")),
            (gettext("A fixed date on a day off"), school.get_weekend_policy_display()),
            (gettext("“Every month” means"), school.get_month_rule_display()),
            (gettext("Time zone"), school.time_zone.rpartition("/")[2]),
        ],
        "policies_url": reverse("schools:calendar-policies", args=[school.slug]) if can_edit else "",
        "holidays": calendar_words.holidays_of(current, dates, language),
        "form_key": request.POST.get("form_key", ""),
    }
    return render(request, "schools/calendar.html", context, status=status)


def _year_choices(
    request: SchoolRequest, current: SchoolCalendar, dates: SchoolYearDates
) -> list[tuple[str, str, bool]]:
    """The entered years and the one after them."""
    present = int(current.year_on(today(request.school.time_zone)).key)
    keys = {int(year.key) for year in current.years} | {int(dates.key), present}
    keys.add(max(keys) + 1)
    labels = {year.key: year.label for year in current.years}
    # An office whose year is the calendar's will hardly begin the next one in autumn.
    is_plain = bool(current.years) and current.years[-1].label == current.years[-1].key
    return [
        (
            labels.get(str(key))
            or gettext("%(year)s, no dates yet") % {"year": str(key) if is_plain else year_label(str(key), None)},
            reverse("schools:calendar-year", args=[request.school.slug, key]),
            str(key) == dates.key,
        )
        for key in sorted(keys)
    ]


def _closures_page(request: SchoolRequest, formset: Any, errors: list[tuple[str, str]] | None = None) -> HttpResponse:
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
    return render(request, "schools/calendar_rows.html", context, status=422 if request.method == "POST" else 200)


def _as_shown(formset: Any) -> Any:
    """What was saved since the page was shown is no first content of its empty rows: left empty, they stay empty."""
    if formset.is_bound:
        formset.initial = formset.initial[: formset.initial_form_count()]
    return formset


def _class_ends_formset(request: SchoolRequest, row: SchoolYear) -> Any:
    """The rows as they are: classes that end the same thing on the same day stand together."""
    groups = {group.name.casefold(): group for group in Group.objects.for_school(request.school).of_year(row)}
    together: dict[tuple[str, Any], list[str]] = {}
    for end in row.period_ends.select_related("term", "group").order_by("group__sort_key"):
        what = f"{end.term.kind}-{end.term.number}" if end.term else ""
        together.setdefault((what, end.ends_on), []).append(end.group.name)
    initial = [{"classes": ", ".join(names), "what": what, "ends_on": day} for (what, day), names in together.items()]
    known = {"groups": groups, "terms": [(term.kind, term.number) for term in row.terms.all()]}
    return _as_shown(GroupEndFormSet(request.POST or None, prefix="ends", initial=initial, form_kwargs=known))


def _class_ends_page(
    request: SchoolRequest, row: SchoolYear, formset: Any, errors: list[tuple[str, str]] | None = None
) -> HttpResponse:
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
    return render(request, "schools/calendar_rows.html", context, status=422 if request.method == "POST" else 200)


def _errors_of(formset: Any) -> list[tuple[str, str]]:
    if not formset.is_bound:
        return []
    return [
        (f"{form[name].label}: {text}" if name != "__all__" else text, form[name].auto_id if name != "__all__" else "")
        for form in formset
        for name, texts in form.errors.items()
        for text in texts
    ]
