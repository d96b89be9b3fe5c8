"""What one can choose on the page of a school year: another year, other terms, the country's holidays."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext

from schools import services
from schools.access import SchoolRequest
from schools.calendar_drafts import ClosureDraft
from schools.clock import today
from schools.forms import YearForm
from schools.models.calendar import TermKind
from schools.school_calendars import SchoolCalendar, SchoolYearDates, year_label

_USUAL_KIND = {"EE": TermKind.TRIMESTER, "LT": TermKind.TRIMESTER, "FI": TermKind.HALF_YEAR}


def kinds_of(current: SchoolCalendar, dates: SchoolYearDates) -> list[TermKind]:
    """Return which kinds of terms get rows: those of the year, else of the school, else the country's usual one."""
    if dates.terms:
        return [*dict.fromkeys(TermKind(term.kind) for term in dates.terms)]
    main = current.main_term_kind()
    return [TermKind(main) if main else _USUAL_KIND[current.country]]


def form_with_more_terms(request: SchoolRequest) -> YearForm:
    """Return the form as it was typed, right or wrong, with empty rows for the kind of terms that was asked for."""
    wanted = [TermKind(kind) for kind in TermKind.values if kind == request.POST["more"]]
    typed = request.POST.dict()
    form = YearForm(initial=typed, kinds=[])
    return YearForm(initial=typed, kinds=[*dict.fromkeys(TermKind(kind) for kind, _n in form.term_names), *wanted])


def year_choices(
    request: SchoolRequest, current: SchoolCalendar, dates: SchoolYearDates
) -> list[tuple[str, str, bool]]:
    """Return the entered years and the one after them."""
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


def missing_breaks(request: SchoolRequest, key: str, present: Iterable[ClosureDraft]) -> list[ClosureDraft]:
    """Return the pupils' holidays that the country has published for a year and the school has not entered."""
    taken = {(one.starts_on, one.ends_on) for one in present}
    known = services.national_breaks(request.school, key)
    return [one for one in known if (one.starts_on, one.ends_on) not in taken]
