"""The school calendar: looking at it, and changing it after seeing which deadlines move."""

from collections.abc import Callable, Mapping, Sequence
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
from schools.calendar_drafts import CalendarError, ClosureDraft
from schools.calendar_problems import field_of, problem_words, term_name
from schools.calendar_words import (
    break_changes,
    closure_rows,
    differences,
    done_words,
    holidays_of,
    late_title,
    moves_title,
)
from schools.clock import now, today
from schools.form_keys import answer_once
from schools.forms import (
    ClosureFormSet,
    YearForm,
    closures_in,
    group_ends_in,
    initial_of,
    with_more_rows,
)
from schools.models import School, SchoolYear
from schools.models.calendar import TermKind
from schools.national_calendars import national_year
from schools.queries import closure_drafts, school_calendar
from schools.school_calendars import SchoolCalendar, SchoolYearDates, short_year_label
from schools.views.calendar_choices import form_with_more_terms, kinds_of, missing_breaks, year_choices
from schools.views.calendar_rows import as_shown, class_ends_formset, class_ends_page, closures_page

# The tick under which what a change makes late at once may be late.
_LET_LATE = "let-late"
_NOT_CONTENT = {"csrfmiddlewaretoken", "form_key", "save", "state", _LET_LATE}
# How the fields begin in which the apps above ask something about the moves.
_QUESTION = "ask-"


@requires(Permission.CALENDAR_VIEW)
def calendar(request: SchoolRequest, school: str) -> HttpResponse:
    """Show the school year of today."""
    current = school_calendar(request.school)
    year = current.year_on(today(request.school.time_zone))
    return _year_page(request, current, year)


@requires(Permission.CALENDAR_VIEW)
def calendar_year(request: SchoolRequest, school: str, year: int) -> HttpResponse:
    """Show one school year, entered or not."""
    current = school_calendar(request.school)
    return _year_page(request, current, _year_of(current, year))


@require_POST
@requires(Permission.CALENDAR_MANAGE)
def calendar_preview(request: SchoolRequest, school: str, year: int) -> HttpResponse:
    """Show which deadlines a changed school year moves; with ``save`` keep it, with ``more`` add rows of terms."""
    current = school_calendar(request.school)
    dates = _year_of(current, year)
    if "more" in request.POST:
        return _year_page(request, current, dates, form_with_more_terms(request))
    form = YearForm(request.POST or None, kinds=[])
    if not form.is_valid():
        return _year_page(request, current, dates, form, status=422)
    draft = form.draft(dates.key)
    present = closure_drafts(request.school)
    closures = _with_national_breaks(request, dates, present)
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

    return _preview_or_save(request, _Preview("calendar-year", current, proposed, save, dates.key, (present, closures)))


@requires(Permission.CALENDAR_MANAGE)
def closures(request: SchoolRequest, school: str) -> HttpResponse:
    """Change breaks, days off and extra working days; POST shows what moves, then saves."""
    present = closure_drafts(request.school)
    initial = [
        {"kind": one.kind, "name": one.name, "starts_on": one.starts_on, "ends_on": one.ends_on} for one in present
    ]
    formset = as_shown(ClosureFormSet(request.POST or None, initial=initial, prefix="days"))
    if "more" in request.POST:
        return closures_page(request, with_more_rows(formset))
    if request.method != "POST" or not formset.is_valid():
        return closures_page(request, formset)
    drafts = closures_in(formset)
    try:
        calendar_drafts.check_closures(drafts)
    except CalendarError as error:
        return closures_page(request, formset, [(problem_words(one), "") for one in error.problems])
    current = school_calendar(request.school)

    def save(expected: str | None, answers: Mapping[str, str]) -> None:
        services.save_closures(
            school=request.school, drafts=drafts, by=request.user, now=now(), expected=expected, answers=answers
        )

    proposed = calendar_drafts.with_closures(current, drafts)
    return _preview_or_save(request, _Preview("calendar-closures", current, proposed, save, None, (present, drafts)))


@requires(Permission.CALENDAR_MANAGE)
def class_ends(request: SchoolRequest, school: str, year: int) -> HttpResponse:
    """Say which classes end a term, or lessons, on another day; POST shows what moves, then saves."""
    row = SchoolYear.objects.for_school(request.school).filter(key=str(year)).first()
    if row is None:
        raise Http404
    formset = class_ends_formset(request, row)
    if "more" in request.POST:
        return class_ends_page(request, row, with_more_rows(formset))
    if request.method != "POST" or not formset.is_valid():
        return class_ends_page(request, row, formset)
    ends = group_ends_in(formset)
    current = school_calendar(request.school)
    proposed = calendar_drafts.with_group_ends(current, row.key, ends)
    names = {str(group.pk): group.name for group in row.groups.all()}
    if problems := _problems(proposed, names):
        return class_ends_page(request, row, formset, [(words, "") for words in problems])

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
    days: tuple[Sequence[ClosureDraft], Sequence[ClosureDraft]] = ((), ())

    @property
    def is_new(self) -> bool:
        """Whether it enters a school year that was not there."""
        return self.key is not None and all(year.key != self.key for year in self.current.years)

    def moves(self, school: School) -> list[Any]:
        """Return what the apps above have to say about it (``schools/calendar_moves.py``)."""
        found = panels.collect("calendar-moves", school, [self.proposed], self.current)[self.proposed]
        return [content for _code, content in found]

    def back_url(self, request: SchoolRequest) -> str:
        """Where one goes on: the school year that was changed, or the calendar."""
        if self.key is None:
            return reverse("schools:calendar", args=[request.school.slug])
        return reverse("schools:calendar-year", args=[request.school.slug, int(self.key)])


def _preview_or_save(request: SchoolRequest, preview: _Preview) -> HttpResponse:
    if "save" not in request.POST:
        return _moves_page(request, preview)
    if _LET_LATE not in request.POST and any(answer.late for answer in preview.moves(request.school)):
        return _moves_page(
            request, preview, [(gettext("Say whether they may be late at once."), _LET_LATE)], status=422
        )

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
    answers = preview.moves(request.school)
    language = get_language() or "en"
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
        "title": moves_title(count, len(questions), is_new=preview.is_new),
        "is_new": preview.is_new,
        "late": [row for answer in answers for row in answer.late],
        "late_title": late_title(sum(row[1] for answer in answers for row in answer.late)),
        "margin": count if count or not preview.is_new else "",
        "margin_sub": ngettext("deadline", "deadlines", count) if count or not preview.is_new else "",
        "crumbs": [(gettext("Calendar"), preview.back_url(request)), (gettext("What moves"), "")],
        "changes": [*differences(preview.current, preview.proposed, language), *break_changes(*preview.days, language)],
        "questions": questions,
        "moves": [row for answer in answers for row in answer.moves],
        "stays": [row for answer in answers for row in answer.stays],
        "after": [
            (gettext("Mails"), gettext("People learn of new dates in their next digest; no mail of its own is sent.")),
            (gettext("Done work"), done_words(questions=len(questions))),
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
    return [*present, *missing_breaks(request, dates.key, present)] if "breaks" in request.POST else present


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
        form = YearForm(kinds=kinds_of(current, dates), initial=initial_of(dates))
    is_entered = any(year.key == dates.key for year in current.years)
    closures_url = reverse("schools:calendar-closures", args=[school.slug])
    present = closure_drafts(school)
    context = {
        "title": gettext("School calendar %(year)s") % {"year": dates.label},
        "margin": short_year_label(dates.label),
        "margin_sub": gettext("school year"),
        "lead": gettext("Deadlines are computed from these dates. Before anything is saved you see which ones move.")
        if is_entered
        else gettext("This school year is not entered yet. Fill in its dates; terms that are not known stay empty."),
        "crumbs": [(gettext("Calendar"), reverse("schools:calendar", args=[school.slug])), (dates.label, "")],
        "years": year_choices(request, current, dates),
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
        "other_kinds": [(kind.label, kind.value) for kind in TermKind if kind not in dict(form.term_names)],
        "is_entered": is_entered,
        "breaks": closure_rows(missing_breaks(request, dates.key, present), dates, language, ""),
        "is_with_breaks": "breaks" in request.POST if request.method == "POST" else not is_entered,
        "closures": closure_rows(present, dates, language, closures_url if can_edit else ""),
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
        "holidays": holidays_of(current, dates, language),
        "form_key": request.POST.get("form_key", ""),
    }
    return render(request, "schools/calendar.html", context, status=status)
