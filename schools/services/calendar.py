"""Writing a school's years, terms and days off."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from schools import audit, calendar_drafts
from schools.actors import Actor
from schools.calendar_drafts import CalendarError, ClosureDraft, GroupEndDraft, YearDraft
from schools.models import Closure, PeriodEnd, School, SchoolYear, Term
from schools.national_calendars import NationalBreak, national_year
from schools.queries import closure_drafts, school_calendar
from schools.school_calendars import CalendarProblem, SchoolCalendar, TermDates
from schools.signals import calendar_changed

Answers = Mapping[str, str]
NO_ANSWERS: Answers = MappingProxyType({})


class CalendarMovedError(Exception):
    """The calendar is no longer what the sender saw: somebody else has changed it meanwhile."""


class NoNationalDatesError(ValueError):
    """For this country and school year nothing is known, or the school must say when lessons begin and end."""


@transaction.atomic
def save_school_year(
    *,
    school: School,
    draft: YearDraft,
    by: Actor,
    now: datetime,
    expected: str | None = None,
    answers: Answers = NO_ANSWERS,
) -> SchoolYear:
    """Add a school year or change it, with all its terms; terms that are not named go.

    ``expected`` is the digest of the calendar that the sender saw (:func:`schools.calendar_drafts.digest`),
    ``answers`` what was answered to the questions on the page that showed the moves (name -> value).
    Raises CalendarError when the years would contradict each other, CalendarMovedError when ``expected``
    no longer holds.
    """
    before = _lock(school, expected)
    calendar_drafts.check(calendar_drafts.with_year(before, draft, closure_drafts(school)))
    year, _created = SchoolYear.objects.update_or_create(
        school=school,
        key=draft.key,
        defaults={
            "starts_on": draft.starts_on,
            "ends_on": draft.ends_on,
            "teaching_starts_on": draft.teaching_starts_on,
            "teaching_ends_on": draft.teaching_ends_on,
        },
    )
    _write_terms(year, draft.terms)
    data = {
        "key": draft.key,
        "starts_on": draft.starts_on.isoformat(),
        "ends_on": draft.ends_on.isoformat(),
        "teaching": [draft.teaching_starts_on.isoformat(), draft.teaching_ends_on.isoformat()],
        "terms": _terms_data(draft.terms),
    }
    _tell(school, before, verb="calendar.year_saved", subject=year, data=data, answers=answers, by=by, now=now)
    return year


@transaction.atomic
def save_terms(
    *, year: SchoolYear, terms: Iterable[TermDates], by: Actor, now: datetime, expected: str | None = None
) -> None:
    """Set the terms of a year; those that are not named go. Errors as in :func:`save_school_year`."""
    kept = tuple(terms)
    before = _lock(year.school, expected)
    draft = YearDraft(year.key, year.starts_on, year.ends_on, year.teaching_starts_on, year.teaching_ends_on, kept)
    calendar_drafts.check(calendar_drafts.with_year(before, draft, closure_drafts(year.school)))
    _write_terms(year, kept)
    _tell(
        year.school,
        before,
        verb="calendar.terms_saved",
        subject=year,
        data={"key": year.key, "terms": _terms_data(kept)},
        by=by,
        now=now,
    )


@transaction.atomic
def save_closures(
    *,
    school: School,
    drafts: Iterable[ClosureDraft],
    by: Actor,
    now: datetime,
    expected: str | None = None,
    answers: Answers = NO_ANSWERS,
) -> None:
    """Set all of a school's breaks, days off and extra working days; those that are not named go.

    Raises CalendarError for a span that ends before it begins.
    """
    kept = list(dict.fromkeys(drafts))
    calendar_drafts.check_closures(kept)
    before = _lock(school, expected)
    _write_closures(school, kept)
    data = {
        "closures": [
            [one.kind, one.starts_on.isoformat(), one.ends_on.isoformat()]
            for one in sorted(kept, key=lambda one: (one.starts_on, one.ends_on, one.kind))
        ]
    }
    _tell(
        school,
        before,
        verb="calendar.closures_saved",
        subject=f"school:{school.slug}",
        data=data,
        answers=answers,
        by=by,
        now=now,
    )


@transaction.atomic
def set_period_ends(
    *,
    year: SchoolYear,
    ends: Iterable[GroupEndDraft],
    by: Actor,
    now: datetime,
    expected: str | None = None,
    answers: Answers = NO_ANSWERS,
) -> None:
    """Say for which classes a term or the teaching ends on another day; classes that are not named follow the school.

    Raises CalendarError for a day that does not fit, ValueError for a class of another year or an unknown term.
    """
    kept = list(dict.fromkeys(ends))
    before = _lock(year.school, expected)
    calendar_drafts.check(calendar_drafts.with_group_ends(before, year.key, kept))
    groups = set(year.groups.filter(school=year.school).values_list("pk", flat=True))
    terms = {(term.kind, term.number): term for term in year.terms.all()}
    if any(int(end.group_id) not in groups or (end.term and end.term not in terms) for end in kept):
        raise ValueError("A class or a term does not belong to this school year.")
    year.period_ends.all().delete()
    PeriodEnd.objects.bulk_create(
        PeriodEnd(
            school_year=year,
            group_id=int(end.group_id),
            term=terms[end.term] if end.term else None,
            ends_on=end.ends_on,
        )
        for end in kept
    )
    data = {"key": year.key, "ends": [[end.group_id, end.term, end.ends_on.isoformat()] for end in kept]}
    _tell(
        year.school, before, verb="calendar.period_ends_set", subject=year, data=data, answers=answers, by=by, now=now
    )


@transaction.atomic
def copy_national_defaults(
    *,
    school: School,
    key: str,
    by: Actor,
    now: datetime,
    teaching: tuple[date, date] | None = None,
) -> SchoolYear:
    """Fill in a school year with what its country has published; the school corrects it.

    ``teaching`` are the first and last day of lessons, where the country leaves them to the school. Pupils'
    holidays that the school has on the same days already are not added again. Raises NoNationalDatesError.
    """
    known = national_year(_country(school), key)
    if known is None:
        raise NoNationalDatesError(f"Nothing is known of {key} in {school.country}.")
    first, last = teaching or (known.dates.teaching_starts_on, known.dates.teaching_ends_on)
    if first is None or last is None:
        raise NoNationalDatesError("The first and the last day of lessons are the school's own.")
    present = closure_drafts(school)
    taken = {(one.starts_on, one.ends_on) for one in present}
    added = [one for one in national_breaks(school, key) if (one.starts_on, one.ends_on) not in taken]
    draft = YearDraft(key, known.dates.starts_on, known.dates.ends_on, first, last, known.dates.terms)
    year = save_school_year(school=school, draft=draft, by=by, now=now)
    if added:
        save_closures(school=school, drafts=[*present, *added], by=by, now=now)
    return year


def national_breaks(school: School, key: str) -> list[ClosureDraft]:
    """Return the pupils' holidays that the country has published for a year, named in the school's language."""
    known = national_year(_country(school), key)
    if known is None:
        return []
    named = {(one.starts_on, one.ends_on): one for one in known.breaks}
    with translation.override(school.language):
        return [
            ClosureDraft("break", _break_name(named.get((one.starts_on, one.ends_on))), one.starts_on, one.ends_on)
            for one in known.dates.breaks
        ]


def _break_name(known: NationalBreak | None) -> str:
    return {
        "autumn": gettext("Autumn holidays"),
        "christmas": gettext("Christmas holidays"),
        "winter": gettext("Winter holidays"),
        "spring": gettext("Spring holidays"),
        "summer": gettext("Summer holidays"),
    }[known.name if known else "christmas"]  # Finland's pattern names none; its only one lies at Christmas


def _country(school: School) -> Any:
    return str(school.country)


def _lock(school: School, expected: str | None) -> SchoolCalendar:
    """Let nobody else change this calendar meanwhile, and return it as it is now."""
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    before = school_calendar(school)
    if expected is not None and calendar_drafts.digest(before) != expected:
        raise CalendarMovedError
    return before


def _write_terms(year: SchoolYear, terms: Iterable[TermDates]) -> None:
    present = {(term.kind, term.number): term for term in year.terms.all()}
    changed, added = [], []
    for term in terms:
        row = present.pop((term.kind, term.number), None)
        if row is None:
            added.append(
                Term(
                    school_year=year,
                    kind=term.kind,
                    number=term.number,
                    starts_on=term.starts_on,
                    ends_on=term.ends_on,
                )
            )
        elif (row.starts_on, row.ends_on) != (term.starts_on, term.ends_on):
            row.starts_on, row.ends_on = term.starts_on, term.ends_on
            changed.append(row)
    Term.objects.filter(pk__in=[row.pk for row in present.values()]).delete()
    Term.objects.bulk_update(changed, ["starts_on", "ends_on"])
    Term.objects.bulk_create(added)


def _write_closures(school: School, drafts: list[ClosureDraft]) -> None:
    """Keep rows that say the same, so that their identity stays."""
    wanted = set(drafts)
    for row in Closure.objects.for_school(school):
        same = ClosureDraft(row.kind, row.name, row.starts_on, row.ends_on)  # type: ignore[arg-type]
        if same in wanted:
            wanted.discard(same)
        else:
            row.delete()
    Closure.objects.bulk_create(
        Closure(school=school, kind=one.kind, name=one.name, starts_on=one.starts_on, ends_on=one.ends_on)
        for one in drafts
        if one in wanted
    )


def _terms_data(terms: Iterable[TermDates]) -> list[list[Any]]:
    return [[term.kind, term.number, term.starts_on.isoformat(), term.ends_on.isoformat()] for term in terms]


def _tell(
    school: School,
    before: SchoolCalendar,
    *,
    verb: str,
    subject: SchoolYear | str,
    data: dict[str, Any],
    by: Actor,
    now: datetime,
    answers: Answers = NO_ANSWERS,
) -> None:
    """Tell higher floors if a date is different (a new name is not), and record what was saved."""
    after = school_calendar(school)
    if after != before:
        calendar_changed.send(School, school=school, before=before, after=after, answers=answers, by=by, now=now)
    audit.record(verb=verb, scope=school, subject=subject, data=data, by=by, now=now)


__all__ = [
    "CalendarError",
    "CalendarMovedError",
    "CalendarProblem",
    "NoNationalDatesError",
    "copy_national_defaults",
    "national_breaks",
    "save_closures",
    "save_school_year",
    "save_terms",
    "set_period_ends",
]
