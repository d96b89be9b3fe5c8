"""How far schools are from Start: the steps of this floor, and those of higher apps (place "start-steps")."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from schools import panels
from schools.models import School
from schools.queries import StaffCounts, school_calendars, staff_counts
from schools.school_calendars import SchoolCalendar
from schools.start_steps import StartStep, Todo


def start_steps(schools: Sequence[School], on: date) -> dict[School, list[StartStep]]:
    """Return the steps of each school in order; the number of queries does not depend on how many schools."""
    if not schools:
        return {}
    calendars, counts = school_calendars(schools), staff_counts(schools, on)
    steps = {
        school: [_calendar_step(school, calendars[school.pk], on), _people_step(school, counts[school.pk])]
        for school in schools
    }
    found = panels.collect("start-steps", schools[0], schools, on)
    return {
        school: sorted([*own, *(step for _code, more in found[school] for step in more)], key=lambda step: step.order)
        for school, own in steps.items()
    }


def _calendar_step(school: School, calendar: SchoolCalendar, on: date) -> StartStep:
    year = calendar.year_on(on)
    is_done = not year.is_assumed and (bool(year.terms) or school.is_office)
    if year.is_assumed:
        words = gettext("The school year of today is not entered yet.")
    elif not is_done:
        words = gettext("The terms are not entered yet; deadlines at the end of a term have no date.")
    else:
        terms = ngettext("%(n)d term", "%(n)d terms", len(year.terms)) % {"n": len(year.terms)}
        breaks = ngettext("%(n)d holiday of pupils", "%(n)d holidays of pupils", len(year.breaks))
        words = gettext("%(terms)s, %(breaks)s, public holidays of the country.") % {
            "terms": terms,
            "breaks": breaks % {"n": len(year.breaks)},
        }
    return StartStep(
        order=10,
        title=gettext("School calendar"),
        is_done=is_done,
        words=words,
        url=reverse("schools:calendar", args=[school.slug]),
        act_label=gettext("Enter the calendar"),
        blocker="" if is_done else gettext("the school year and its terms are not entered"),
    )


def _people_step(school: School, counts: StaffCounts) -> StartStep:
    url = reverse("schools:people", args=[school.slug])
    is_done = counts.staff > 1
    without = counts.staff - counts.with_email
    people = ngettext("%(n)d person.", "%(n)d people.", counts.staff) % {"n": counts.staff}
    leading = ngettext("%(n)d class teacher.", "%(n)d class teachers.", counts.class_teachers)
    teaching = ngettext("%(n)d teaches.", "%(n)d teach.", counts.teachers)
    said = [people, leading % {"n": counts.class_teachers}, teaching % {"n": counts.teachers}]
    todo: tuple[Todo, ...] = ()
    if without:
        words = ngettext(
            "%(n)d person has no address and gets no mail.", "%(n)d people have no address and get no mail.", without
        )
        todo = (Todo(words % {"n": without}, label=gettext("Look at them"), url=f"{url}?state=no_address"),)
    return StartStep(
        order=20,
        title=gettext("People"),
        is_done=is_done,
        words=" ".join(said) if is_done else gettext("The staff is not here yet."),
        url=url,
        act_label=gettext("Paste the staff list"),
        todo=todo,
        blocker="" if is_done else gettext("the staff is not entered"),
    )
