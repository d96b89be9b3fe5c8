"""A school calendar in words, for its pages: formatted once, in Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext, ngettext, pgettext

from schools.calendar_drafts import ClosureDraft
from schools.calendar_problems import term_name
from schools.models.calendar import ClosureKind
from schools.school_calendars import SchoolCalendar, SchoolYearDates
from schools.words import format_date, format_range


@dataclass(frozen=True)
class ClosureRow:
    """A span of days in the list of the calendar page."""

    title: str
    url: str
    when: str
    note: str


def closure_rows(closures: Iterable[ClosureDraft], year: SchoolYearDates, language: str, url: str) -> list[ClosureRow]:
    """Return the closures that touch a school year, with what they mean for working days."""
    return [
        ClosureRow(one.name, url, format_range(one.starts_on, one.ends_on, language), closure_note(one))
        for one in closures
        if one.starts_on <= year.ends_on and one.ends_on >= year.starts_on
    ]


def closure_note(closure: ClosureDraft) -> str:
    """Return what a closure means for the people who work here."""
    return {
        ClosureKind.BREAK.value: gettext("Working days for teachers; deadlines go on, reminders rest."),
        ClosureKind.DAY_OFF.value: gettext("A working day for nobody."),
        ClosureKind.WORKING_DAY.value: gettext("Worked in spite of weekend or holiday."),
    }[closure.kind]


def holidays_of(calendar: SchoolCalendar, year: SchoolYearDates, language: str) -> list[tuple[str, str, str]]:
    """Return the public holidays of a school year: day, name and the language of the name."""
    rows = []
    for ahead in range((year.ends_on - year.starts_on).days + 1):
        day = year.starts_on + timedelta(days=ahead)
        if found := calendar.working_days.holiday_name(day, language):
            rows.append((format_date(day, language), *found))
    return rows


def differences(before: SchoolCalendar, after: SchoolCalendar, language: str) -> list[tuple[str, str, str]]:
    """Return (what, old day, new day) for every date that two calendars have differently."""
    old, new = dict(_dates(before)), dict(_dates(after))
    none = pgettext("calendar", "no date")
    rows = [
        (label, _written(old.get(label), language, none), _written(new.get(label), language, none))
        for label in dict.fromkeys([*old, *new])
        if old.get(label) != new.get(label)
    ]
    return [*rows, *_days_differences(before, after, language)]


def _written(day: date | None, language: str, none: str) -> str:
    return format_date(day, language) if day else none


def _dates(calendar: SchoolCalendar) -> Iterator[tuple[str, date | None]]:
    for year in calendar.years:
        label = year.label
        yield gettext("%(year)s begins") % {"year": label}, year.starts_on
        yield gettext("%(year)s ends") % {"year": label}, year.ends_on
        yield gettext("Lessons of %(year)s begin") % {"year": label}, year.teaching_starts_on
        yield gettext("Lessons of %(year)s end") % {"year": label}, year.teaching_ends_on
        for term in year.terms:
            names = {"term": term_name(term.kind, term.number), "year": label}
            yield gettext("%(term)s of %(year)s begins") % names, term.starts_on
            yield gettext("%(term)s of %(year)s ends") % names, term.ends_on


def _days_differences(before: SchoolCalendar, after: SchoolCalendar, language: str) -> Iterator[tuple[str, str, str]]:
    free, worked = gettext("day off"), gettext("working day")
    days = before.working_days.days_off ^ after.working_days.days_off
    days |= before.working_days.extra_working_days ^ after.working_days.extra_working_days
    for day in sorted(days):
        was, is_now = before.working_days.is_working_day(day), after.working_days.is_working_day(day)
        if was != is_now:
            yield format_date(day, language), worked if was else free, worked if is_now else free


def break_changes(
    before: Iterable[ClosureDraft], after: Iterable[ClosureDraft], language: str
) -> list[tuple[str, str, str]]:
    """Return (what, old days, new days) for the pupils' holidays that come and go; they make nobody's day off."""
    old, new = ({one: None for one in side if one.kind == "break"} for side in (before, after))
    return [
        *(
            (gettext("Added: %(name)s") % {"name": one.name}, "", format_range(one.starts_on, one.ends_on, language))
            for one in new
            if one not in old
        ),
        *(
            (
                gettext("Taken away: %(name)s") % {"name": one.name},
                format_range(one.starts_on, one.ends_on, language),
                pgettext("calendar", "no date"),
            )
            for one in old
            if one not in new
        ),
    ]


def late_title(count: int) -> str:
    """Return how many deadlines a change makes late at once."""
    return ngettext(
        "%(n)d becomes late at once: its new deadline is before today",
        "%(n)d become late at once: their new deadline is before today",
        count,
    ) % {"n": count}


def moves_title(count: int, questions: int, *, is_new: bool = False) -> str:
    """Return how many deadlines move and how many questions the person is asked about them."""
    words = gettext("These dates will be saved") if is_new else gettext("No deadline moves")
    if count:
        words = ngettext("%(n)d deadline moves", "%(n)d deadlines move", count) % {"n": count}
    if not questions:
        return words
    ask = ngettext("%(n)d question for you", "%(n)d questions for you", questions) % {"n": questions}
    return f"{words}, {ask}"


def done_words(*, questions: int) -> str:
    """Return what saving does to work that is ticked off."""
    if questions:
        return gettext("What is ticked off stays ticked off, except where you ask for it again above.")
    return gettext("What is ticked off stays ticked off.")


def moved_words() -> str:
    """Say why a change was not saved: the calendar is another one now."""
    return gettext(
        "Somebody else has changed the calendar meanwhile. Below stands what your change "
        "would do to the calendar as it is now."
    )


def not_shown_words() -> str:
    """Say why a change was not saved: its dates are others than those of the page before."""
    return gettext("These are other dates than those you were shown. Below stands what they would do.")
