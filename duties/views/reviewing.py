"""What the duties app says on the page that looks a role's school year over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from duties.queries.fulfilment import DutyWork, MonthCounts, Remark, months_of_role, remarks_of_role, work_of_role
from duties.queries.rows import Reader
from duties.work_words import Tally, last_words, marks_of, tally_of, tally_words, undated_work_words
from roles.clause_work import WorkAsked
from roles.models import Role
from schools.clock import now, today
from schools.models import School, SchoolYear
from schools.words import month_short

MOST_IN_A_MONTH = 8  # marks; above it a number
REMARKS = 3


@dataclass(frozen=True)
class MonthCell:
    """A month of the strip: its first letter, its marks, or how many there are when they would not fit."""

    short: str
    marks: tuple[str, ...]
    number: int


@dataclass(frozen=True)
class ClauseYear:
    """A clause's school year, as ``duties/panels/clause-year.html`` draws it."""

    has_times: bool
    words: str
    months: tuple[MonthCell, ...]
    last: str
    remarks: tuple[str, ...]
    url: str


def role_year(school: School, clauses: Sequence[Any], context: WorkAsked) -> Mapping[Any, ClauseYear]:
    """Return the school year of each clause (its UUID) that has duties; four queries."""
    reader = Reader(school, today(school.time_zone), now(), get_language() or "en")
    works = work_of_role(role=context.role, year=context.year, on=reader.on)
    if context.year is None:
        return {clause: _year(clause, works[clause], {}, [], reader, context) for clause in clauses if clause in works}
    months = months_of_role(role=context.role, year=context.year, on=reader.on)
    remarks = remarks_of_role(role=context.role, year=context.year)
    return {
        clause: _year(clause, works[clause], months.get(clause, {}), remarks.get(clause, []), reader, context)
        for clause in clauses
        if works.get(clause)
    }


def _year(
    clause: Any,
    works: list[DutyWork],
    months: Mapping[tuple[int, int], MonthCounts],
    remarks: list[Remark],
    reader: Reader,
    asked: WorkAsked,
) -> ClauseYear:
    tally = tally_of(works)
    url = reverse("duties:clause-times", args=[reader.school.slug, asked.role.code, clause])
    said = sorted(remarks, key=lambda remark: str(remark.due_on), reverse=True)[:REMARKS]
    return ClauseYear(
        has_times=tally.total > 0,
        words=tally_words(tally) or undated_work_words(works),
        months=_cells(months, asked.year, reader) if asked.year is not None and tally.total else (),
        last=last_words(works, reader, reader_id=None, sees_names=asked.sees_names),
        remarks=tuple(_remark_words(remark, reader) for remark in said),
        url=f"{url}?year={asked.year.key}" if asked.year is not None else url,
    )


def _cells(months: Mapping[tuple[int, int], MonthCounts], year: SchoolYear, reader: Reader) -> tuple[MonthCell, ...]:
    """The months of a school year; a short one has fewer than twelve."""
    first, last = (day.year * 12 + day.month - 1 for day in (year.starts_on, year.ends_on))
    cells = []
    for place in range(first, last + 1):
        calendar_year, month = divmod(place, 12)
        counts = months.get((calendar_year, month + 1))
        tally = Tally(*counts.counts) if counts is not None else Tally(0, 0, 0, 0, 0)
        marks = marks_of(tally) if tally.total <= MOST_IN_A_MONTH else ()
        cells.append(MonthCell(month_short(month + 1, reader.language)[:1], marks, tally.total if not marks else 0))
    return tuple(cells)


def _remark_words(remark: Remark, reader: Reader) -> str:
    words = {"day": reader.day(remark.due_on) if remark.due_on else _("no date"), "note": remark.words}
    if remark.kind == "after":
        return _("Due %(day)s, done late: “%(note)s”") % words
    return _("Due %(day)s, left out: “%(note)s”") % words


def role_year_sum(school: School, roles: Sequence[Role], context: WorkAsked) -> Mapping[Any, str]:
    """Return for each role what its school year comes to, in words; one query each."""
    on = today(school.time_zone)
    found = {}
    for role in roles:
        works = work_of_role(role=role, year=context.year, on=on)
        tally = tally_of(work for rows in works.values() for work in rows)
        found[role] = f"{tally_words(tally)}." if tally.total else _("Nothing fell due in this school year.")
    return found
