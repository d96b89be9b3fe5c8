"""Occurrences as plain data for scripts: ``manage.py occurrences``."""

from datetime import date
from typing import TypedDict

from django.utils import translation

from duties.answering import Cast, cast_of
from duties.models import Occurrence, OccurrenceState
from roles.rule_words import rule_words
from schools.models import School


class Line(TypedDict):
    """One occurrence. ``role`` is the code of the role whose text holds the ``clause`` (its printed number)."""

    role: str
    clause: str
    title: str
    rule: str
    due_on: str
    addressee: str | None
    state: str


def occurrence_lines(*, school: School, start: date, end: date, on: date) -> list[Line]:
    """Return what is due in a span (both inclusive), by day, clause and class; words in the school's language."""
    cast = cast_of([school], on=on)
    rows = (
        Occurrence.objects.for_school(school)
        .due_between(start, end)
        .exclude(state=OccurrenceState.WITHDRAWN)
        .select_related("duty__role", "group", "rule")
        .order_by("due_on", "duty__role__code", "duty", "group__sort_key", "id")
    )
    with translation.override(school.language):
        return [_line(row, cast, on) for row in rows]


def _line(row: Occurrence, cast: Cast, on: date) -> Line:
    due_on = row.due_on or on
    is_late = row.state == OccurrenceState.OPEN and due_on < on
    return Line(
        role=row.duty.role.code,
        clause=row.duty.number,
        title=row.duty.title,
        rule=rule_words(row.rule.rule),
        due_on=due_on.isoformat(),
        addressee=_addressee(row, cast),
        state="late" if is_late else str(row.state),
    )


def _addressee(row: Occurrence, cast: Cast) -> str | None:
    names = ", ".join(cast.names[pk] for pk in cast.answer(row).people)
    if row.group is not None:
        return f"{row.group.name} {names}".strip()
    return names or None
